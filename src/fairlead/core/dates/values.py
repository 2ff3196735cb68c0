"""A date as sources give it: a day, a month, a year, a span of years, about a year.

``pack`` makes one small integer of it, and everything that is graded is graded on that integer:

    bits 0-4 day · 5-8 month · 9 about · 10-16 further years of the span · 17-25 year − 1799
    · 26 a further reading

Zero is no date. The lowest nine bits are the day within a year.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from fairlead.core.errors import BadInput

EARLIEST, LATEST = 1800, 2199
LONGEST = 127  # years that a span may add to its first

MONTH_SHIFT, ABOUT_SHIFT, SPAN_SHIFT, YEAR_SHIFT = 5, 9, 10, 17
DAY_OF_YEAR = YEAR = 0x1FF
FURTHER = 1 << 26
VAGUE = ((LONGEST << 1) | 1) << ABOUT_SHIFT

_LENGTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_FEBRUARY = 2


@dataclass(frozen=True, slots=True)
class Date:
    """What is known of a date; zero stands for a month or a day that is not known.

    ``last`` is the last year of a span, and equal to ``year`` otherwise. ``about`` says that the
    source itself calls the date approximate. ``others`` are further readings of the same words:
    the third of May for the fifth of March, another calendar, another century.
    """

    year: int
    month: int = 0
    day: int = 0
    last: int = 0
    about: bool = False
    others: tuple["Date", ...] = ()

    def __post_init__(self) -> None:
        if not self.last:
            object.__setattr__(self, "last", self.year)
        if not (
            EARLIEST <= self.year <= self.last <= LATEST
            and self.last - self.year <= LONGEST
            and (exists(self.year, self.month, self.day) if self.month else not self.day)
            and (self.last == self.year or not self.month)
        ):
            raise BadInput("There is no such date.", code="date.impossible", place=str(self))

    @property
    def readings(self) -> tuple["Date", ...]:
        """Return this reading and the others."""
        return (self, *self.others)

    def __str__(self) -> str:
        text = f"{self.year:04}"
        if self.month:
            text += f"-{self.month:02}"
        if self.day:
            text += f"-{self.day:02}"
        if self.last != self.year:
            text += f"/{self.last:04}"
        return text + "~" * self.about


def exists(year: int, month: int, day: int) -> bool:
    """Say whether the calendar has this day; day zero stands for an unknown one."""
    if not (1 <= month <= len(_LENGTHS) and 0 <= day <= _LENGTHS[month - 1]):
        return False
    return (month, day) != (_FEBRUARY, 29) or is_leap(year)


def is_leap(year: int) -> bool:
    """Say whether a Gregorian year has a 29th of February."""
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def pack(date: Date) -> int:
    """Return the date as one integer that fits 32 bits; other readings are not part of it."""
    return (
        (date.year - EARLIEST + 1) << YEAR_SHIFT
        | (date.last - date.year) << SPAN_SHIFT
        | date.about << ABOUT_SHIFT
        | date.month << MONTH_SHIFT
        | date.day
    )


def unpack(packed: int) -> Date:
    """Return the date that ``pack`` made an integer of."""
    year = (packed >> YEAR_SHIFT & YEAR) + EARLIEST - 1
    return Date(
        year,
        packed >> MONTH_SHIFT & 0xF,
        packed & 0x1F,
        year + (packed >> SPAN_SHIFT & LONGEST),
        about=bool(packed >> ABOUT_SHIFT & 1),
    )


def pack_all(dates: Sequence[Date]) -> tuple[int, ...]:
    """Return every reading of every date once; readings after the first are marked as such."""
    packed: dict[int, None] = {}
    for date in dates:
        packed[pack(date)] = None
    for date in dates:
        for other in date.others:
            if (plain := pack(other)) not in packed:
                packed[plain | FURTHER] = None
    return tuple(packed)
