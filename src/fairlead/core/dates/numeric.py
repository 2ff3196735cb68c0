"""Which number of a date is the year, the month and the day, and what each order could mean."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import Final

from fairlead.core.dates.calendars import Calendar
from fairlead.core.dates.values import EARLIEST, LATEST
from fairlead.core.dates.vocabulary import Item, Kind
from fairlead.core.errors import BadInput

UNREADABLE: Final = "date.unreadable"
IMPOSSIBLE: Final = "date.impossible"

Parts = tuple[int, int, int]
_MONTHS: Final = 12
_LONGEST_MONTH: Final = 31
_DAY, _YEAR, _COMPACT, _COMPACT_SHORT = 2, 4, 8, 6
_MARKS: Final = (Kind.YEAR, Kind.MONTH, Kind.DAY)
# Years of documents in other calendars that are years of the last hundred and fifty.
_SOLAR: Final = range(1250, 1450)
_LUNAR: Final = range(1280, 1480)
OLDEST: Final = 120
_THAI: Final = range(2400, 2620)


def unmarked(year: int, at: date | None) -> list[Calendar]:
    """Return the calendars that a year without an era may be of, the likeliest first."""
    if year in _THAI and year > (at.year if at else LATEST):
        return [Calendar.BUDDHIST]
    found = [Calendar.PERSIAN] * (year in _SOLAR) + [Calendar.HIJRI] * (year in _LUNAR)
    return found or [Calendar.GREGORIAN]


def centuries(short: int, at: date | None) -> list[int]:
    """Return the years that two digits may stand for, the likeliest first.

    With a day, those are the years before it in which somebody who lives may have been born.
    """
    if at is None:
        return [1900 + short, 2000 + short]
    last = at.year // 100 * 100 + short
    years = [last, last - 100, last - 200]
    return [year for year in years if at.year - OLDEST <= year <= at.year]


def fields(row: Sequence[Item], at: date | None) -> list[Parts]:
    """Return what year, month and day the items may be, the likeliest first."""
    numbers = [item for item in row if item.kind is Kind.NUMBER]
    names = [item.value for item in row if item.kind is Kind.MONTH_NAME]
    if not numbers or len(names) > 1:
        raise BadInput("This has no year, or two months.", code=UNREADABLE)
    if any(item.kind in _MARKS for item in row):
        return _marked(row, at)
    if names:
        return list(_named(names[0], numbers, at))
    if len(numbers) == 1:
        return list(_one(numbers[0], at))
    if len(numbers) == 2:  # noqa: PLR2004 — a year and a month
        return list(_two(*numbers))
    if len(numbers) == 3:  # noqa: PLR2004 — a year, a month and a day
        dots = any(item.text == "." for item in row)
        return list(_three(numbers, at, dots=dots))
    raise BadInput("There are too many numbers.", code=UNREADABLE)


def _years(item: Item, at: date | None) -> list[int]:
    if item.digits == _YEAR:
        return [item.value]
    if item.digits == _DAY:
        return centuries(item.value, at)
    raise BadInput("This is no year.", code=UNREADABLE)


def _marked(row: Sequence[Item], at: date | None) -> list[Parts]:
    """Read 1970年5月3日: every number is named by what follows it."""
    found: dict[Kind, Item] = {}
    for item, mark in pairwise(row):
        if item.kind is Kind.NUMBER and mark.kind in _MARKS:
            found[mark.kind] = item
    if Kind.YEAR not in found:
        raise BadInput("The year is not marked.", code=UNREADABLE)
    month, day = (found[kind].value if kind in found else 0 for kind in (Kind.MONTH, Kind.DAY))
    return [(year, month, day) for year in _years(found[Kind.YEAR], at)]


def _named(month: int, numbers: Sequence[Item], at: date | None) -> Iterator[Parts]:
    """Read a date whose month is a word: 3 May 1970, May 1970, 03MAY70, 1970 May 3."""
    years = [item for item in numbers if item.digits == _YEAR] or list(numbers[-1:])
    days = [item for item in numbers if item is not years[0]]
    if len(days) > 1 or len(years) > 1:
        raise BadInput("There are too many numbers.", code=UNREADABLE)
    day = days[0].value if days else 0
    if not days and years[0].digits != _YEAR and years[0].value <= _LONGEST_MONTH:
        raise BadInput("This may be a day without a year.", code=UNREADABLE)
    for year in _years(years[0], at):
        yield year, month, day


def _one(number: Item, at: date | None) -> Iterator[Parts]:
    """Read a year, or digits without separators: 19700503, 03051970, 700503."""
    value = number.value
    if number.digits == _YEAR:
        yield value, 0, 0
    elif number.digits == _COMPACT:
        yield from _plausible([
            (value // 10_000, value // 100 % 100, value % 100),
            (value % 10_000, value // 10_000 % 100, value // 1_000_000),
            (value % 10_000, value // 1_000_000, value // 10_000 % 100),
        ])  # fmt: skip
    elif number.digits == _COMPACT_SHORT:
        for year in centuries(value // 10_000, at):
            yield year, value // 100 % 100, value % 100
        for year in centuries(value % 100, at):
            yield year, value // 100 % 100, value // 10_000
    else:
        raise BadInput("This is no year.", code=UNREADABLE)


def _plausible(parts: Sequence[Parts]) -> Iterator[Parts]:
    yield from (one for one in parts if EARLIEST <= one[0] <= LATEST and 1 <= one[1] <= _MONTHS)


def _two(one: Item, other: Item) -> Iterator[Parts]:
    """Read a year and a month in either order."""
    if (one.digits == _YEAR) == (other.digits == _YEAR):
        raise BadInput("One of two numbers must be a year.", code=UNREADABLE)
    year, month = (one, other) if one.digits == _YEAR else (other, one)
    yield year.value, month.value, 0


def _three(numbers: Sequence[Item], at: date | None, *, dots: bool) -> Iterator[Parts]:
    """Read year, month and day as they stand; where two orders are possible, give both.

    With dots between them a day stands before its month everywhere; with slashes or dashes, some
    write the month first.
    """
    one, two, three = numbers
    if one.digits == _YEAR:
        yield one.value, two.value, three.value
        if two.value > _MONTHS or three.value > _LONGEST_MONTH:
            yield one.value, three.value, two.value
        return
    years = _years(three, at)
    for year in years:
        yield year, two.value, one.value
    if not dots or two.value > _MONTHS:
        for year in years:
            yield year, one.value, two.value
    if three.digits == _DAY and one.digits == _DAY and one.value > _LONGEST_MONTH:
        for year in centuries(one.value, at):
            yield year, two.value, three.value
