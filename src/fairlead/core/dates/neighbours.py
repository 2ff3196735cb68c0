"""Which days to look up for a day: itself, and those that a usual slip makes of it.

An index by date that is asked for all of these finds every entry whose date is graded as the same
day, swapped, or a day, a month or a year off.
"""

from datetime import date, timedelta
from functools import lru_cache

from fairlead.core.dates.calendars import gregorian
from fairlead.core.dates.values import FURTHER, VAGUE, Date, pack, unpack


@lru_cache(maxsize=1 << 16)
def neighbours(packed: int) -> tuple[int, ...]:
    """Return the packed days to look up for a packed date; a date without a day has only itself."""
    packed &= ~FURTHER
    if not packed:
        return ()
    found = unpack(packed)
    if not found.day or packed & VAGUE:
        return (packed,)
    day = date(found.year, found.month, found.day)
    steps = [day + timedelta(days=step) for step in (-1, 1)]
    if (found.month, found.day) in {(2, 28), (3, 1)}:  # the 29th between them counts for neither
        steps += [day + timedelta(days=step) for step in (-2, 2) if _turns(day, step)]
    near = [Date(one.year, one.month, one.day) for one in steps if 1800 <= one.year < 2200]  # noqa: PLR2004
    month = found.year * 12 + found.month - 1
    others = [
        gregorian(found.year, found.day, found.month),
        *(gregorian(found.year + step, found.month, found.day) for step in (-1, 1)),
        *(gregorian((month + step) // 12, (month + step) % 12 + 1, found.day) for step in (-1, 1)),
    ]
    days = (packed, *map(pack, near), *(pack(one) for one in others if one))
    return tuple(dict.fromkeys(days))


def _turns(day: date, step: int) -> bool:
    """Say whether two steps lead from the 28th of February to the first of March, or back."""
    other = day + timedelta(days=step)
    return {(day.month, day.day), (other.month, other.day)} == {(2, 28), (3, 1)}
