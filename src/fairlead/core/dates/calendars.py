"""Other calendars, each as a day of the Gregorian one.

The lunar Hijri calendar is reckoned by the arithmetic (civil) rule, which is within a day or two
of what was observed at a place; the solar Hijri (Persian, Afghan) one by the cycle of 33 years,
which is exact for every birth of a living person. Both are candidates for a person to weigh, and
grades allow for a day's difference.
"""

from collections.abc import Callable
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from fairlead.core.dates.values import EARLIEST, LATEST, Date

_HIJRI_EPOCH: Final = date(622, 7, 19).toordinal() - 1  # the civil epoch, 19 July 622 Gregorian
_PERSIAN_EPOCH: Final = date(622, 3, 21).toordinal() - 1
_LAST_LONG_MONTH: Final = 6
_LEAP_REMAINDERS: Final = frozenset({1, 5, 9, 13, 17, 22, 26, 30})


class Calendar(StrEnum):
    """The calendars in which dates of documents are written."""

    GREGORIAN = "gregorian"
    HIJRI = "hijri"
    PERSIAN = "persian"
    BUDDHIST = "buddhist"


def _hijri(year: int, month: int, day: int) -> int:
    """Return the ordinal of a day of the lunar calendar."""
    before = (month - 1) * 29 + month // 2
    return _HIJRI_EPOCH + (year - 1) * 354 + (3 + 11 * year) // 30 + before + day


def _persian(year: int, month: int, day: int) -> int:
    """Return the ordinal of a day of the solar calendar."""
    cycles, rest = divmod(year, 33)
    leaps = cycles * 8 + sum(one < rest for one in _LEAP_REMAINDERS)
    before = (month - 1) * 31 if month <= _LAST_LONG_MONTH else (month - 1) * 30 + 6
    return _PERSIAN_EPOCH + (year - 1) * 365 + leaps + before + day


def hijri(year: int, month: int = 0, day: int = 0) -> Date | None:
    """Return the Gregorian date of a lunar one, or ``None`` if there is none."""
    longest = 30 if month % 2 or month == 12 else 29  # noqa: PLR2004 — a leap year's last month
    return _convert(_hijri, year, month, day, longest)


def persian(year: int, month: int = 0, day: int = 0) -> Date | None:
    """Return the Gregorian date of a solar Hijri one, or ``None`` if there is none."""
    longest = 31 if month <= _LAST_LONG_MONTH else 30
    return _convert(_persian, year, month, day, longest)


def buddhist(year: int, month: int = 0, day: int = 0) -> Date | None:
    """Return the Gregorian date of one with the years of Thailand."""
    return gregorian(year - 543, month, day)


def gregorian(year: int, month: int = 0, day: int = 0) -> Date | None:
    """Return the date, or ``None`` if there is none."""
    try:
        if day:
            date(year, month, day)
        return Date(year, month, day) if EARLIEST <= year <= LATEST and month <= 12 else None  # noqa: PLR2004
    except ValueError:
        return None


def _convert(
    ordinal: Callable[[int, int, int], int], year: int, month: int, day: int, longest: int
) -> Date | None:
    """Return the day; or the month or the years in which most of a month or a year lies."""
    if not (1 <= year <= LATEST and 0 <= month <= 12 and 0 <= day <= longest):  # noqa: PLR2004
        return None
    if month and day:
        found = date.fromordinal(ordinal(year, month, day))
        return gregorian(found.year, found.month, found.day)
    if month:
        middle = date.fromordinal(ordinal(year, month, 15))
        return gregorian(middle.year, middle.month)
    first = date.fromordinal(ordinal(year, 1, 1))
    last = date.fromordinal(ordinal(year + 1, 1, 1)) - timedelta(days=1)
    if not EARLIEST <= first.year <= last.year <= LATEST:
        return None
    return Date(first.year, last=last.year)


BY_CALENDAR: Final[dict[Calendar, Callable[[int, int, int], Date | None]]] = {
    Calendar.GREGORIAN: gregorian,
    Calendar.HIJRI: hijri,
    Calendar.PERSIAN: persian,
    Calendar.BUDDHIST: buddhist,
}
