"""How often something may happen: a window that slides, in constant memory and time.

The count of the last period is weighed by how much of it the window still covers, so that two
full bursts on both sides of a boundary are not both let through. Time is an argument.

>>> window = Window(limit=2, seconds=60)
>>> [window.wait("a", at) for at in (0.0, 1.0)]
[0.0, 0.0]
>>> window.wait("a", 2.0) > 0, window.wait("b", 2.0)
(True, 0.0)
"""

from threading import Lock


class Window:
    """Counts what happens under each name; safe to use from several threads."""

    __slots__ = ("_counts", "_lock", "capacity", "limit", "seconds")

    def __init__(self, *, limit: int, seconds: float = 60.0, capacity: int = 50_000) -> None:
        self.limit = limit
        self.seconds = seconds
        self.capacity = capacity
        self._counts: dict[str, tuple[int, int, int]] = {}  # period, count, count before
        self._lock = Lock()

    def wait(self, name: str, now: float) -> float:
        """Count one occurrence and return 0, or return how many seconds to wait instead."""
        period = int(now // self.seconds)
        elapsed = now / self.seconds - period
        with self._lock:
            then, count, before = self._counts.get(name, (period, 0, 0))
            if then != period:
                count, before = 0, count if then == period - 1 else 0
            if count + before * (1 - elapsed) + 1 > self.limit:
                self._counts[name] = (period, count, before)
                return self._until_free(count, before, elapsed)
            self._counts[name] = (period, count + 1, before)
            if len(self._counts) > self.capacity:
                self._forget(period)
        return 0.0

    def _until_free(self, count: int, before: int, elapsed: float) -> float:
        """Return when the weight of the period before has sunk far enough, or this one has."""
        room = self.limit - 1 - count
        this, full = room >= 0, 1 + max(0.0, 1 - (self.limit - 1) / max(count, 1))
        share = 1 - room / before if this else full
        return max((share - elapsed) * self.seconds, 0.001)

    def _forget(self, period: int) -> None:
        """Drop what no longer counts; if that is too little, the names that came first."""
        self._counts = {name: kept for name, kept in self._counts.items() if kept[0] >= period - 1}
        surplus = len(self._counts) - self.capacity * 9 // 10
        for name in list(self._counts)[: max(surplus, 0)]:
            del self._counts[name]
