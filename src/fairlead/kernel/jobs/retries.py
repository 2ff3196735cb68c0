"""When to try again: twice as long after each failure, never all at once."""

from datetime import timedelta

LONGEST = timedelta(hours=1)


def wait(*, failures: int, first: timedelta, chance: float) -> timedelta:
    """Return how long to wait after so many failures; ``chance`` in [0, 1) spreads by ± half."""
    doublings: int = 2 ** min(failures - 1, 30)
    return min(first * doublings, LONGEST) * (0.5 + chance)
