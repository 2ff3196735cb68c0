"""Reading a date as a source wrote it, whatever the language, precision or calendar.

``parse`` gives a ``Date``, with other readings where the words allow them, or the ``Problem`` that
stands in the way. It does not guess: what a word means is in ``words.toml``, and a text with other
words is unreadable. ``salvage`` then keeps what is certain of an unreadable one.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Final

from fairlead.core.dates.calendars import BY_CALENDAR, Calendar
from fairlead.core.dates.numeric import IMPOSSIBLE, OLDEST, UNREADABLE, fields, unmarked
from fairlead.core.dates.values import EARLIEST, LATEST, LONGEST, Date
from fairlead.core.dates.vocabulary import Item, Kind, is_unknown, items, plain
from fairlead.core.errors import BadInput
from fairlead.core.problems import Problem, Severity

_ISO: Final = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:[T ]\d\d.*)?)?)?", re.ASCII | re.DOTALL)
_YEAR: Final = re.compile(r"(?<!\d)(1[89]\d\d|20\d\d)(?!\d)", re.ASCII)
UNKNOWN: Final = "date.unknown"
_MIXED: Final = re.compile(r"(?<![^\W\d_])[OoIlSB\d]*\d[OoIlSB\d]*(?![^\W\d_])", re.ASCII)
_SCANNED: Final = str.maketrans("OoIlSB", "001158")
_PLACEHOLDER: Final = 1900  # 1 January of this year is a day that programs write for none
_LONGEST_TEXT: Final = 200
_MOST_READINGS: Final = 8
_TELLING: Final = (Kind.NUMBER, Kind.MONTH_NAME)
_ERAS: Final = {
    Kind.HIJRI: Calendar.HIJRI,
    Kind.PERSIAN: Calendar.PERSIAN,
    Kind.GREGORIAN: Calendar.GREGORIAN,
    Kind.BUDDHIST: Calendar.BUDDHIST,
}


def parse(text: str, at: date | None = None) -> Date | Problem:
    """Read one date. ``at`` is the day on which it was written, where that is known.

    The day decides the century of two digits, how old "aged 34" makes a person, and whether a
    date lies in the future.
    """
    return _parse(text, at)


@lru_cache(maxsize=1 << 16)  # every day of a century, and more
def _parse(text: str, at: date | None) -> Date | Problem:
    try:
        found = _read(text.strip(), at)
    except BadInput as error:
        mended = _mended(text)
        if error.code == UNREADABLE and mended != text:
            again = _parse(mended, at)
            return again if isinstance(again, Date) else _problem(UNREADABLE, text)
        return _problem(error.code or IMPOSSIBLE, text)
    if at is not None and all(one.year > at.year for one in found.readings):
        return _problem("date.in-the-future", text)
    return found


def _mended(text: str) -> str:
    """Return the text with the letters that a scan read among digits as the digits they look like.

    A text that could be read as it stands never comes here.
    """
    return _MIXED.sub(lambda found: found[0].translate(_SCANNED), text[:_LONGEST_TEXT])


def salvage(text: str) -> Date | None:
    """Return the one year that an unreadable or impossible date names, as approximate."""
    years = {int(year) for year in _YEAR.findall(plain(text[:_LONGEST_TEXT]))}
    return Date(years.pop(), about=True) if len(years) == 1 else None


def _problem(code: str, text: str) -> Problem:
    severity = Severity.NOTE if code == UNKNOWN else Severity.ERROR
    return Problem(code, severity, raw=text[:_LONGEST_TEXT].encode(errors="replace"))


def _read(text: str, at: date | None) -> Date:
    if not text or is_unknown(text):
        raise BadInput("This says that there is no date.", code=UNKNOWN)
    if len(text) > _LONGEST_TEXT:
        raise BadInput("This is too long to be a date.", code=UNREADABLE)
    if found := _ISO.fullmatch(text):
        year, month, day = int(found[1]), int(found[2] or 0), int(found[3] or 0)
        usual = EARLIEST <= year <= LATEST and month <= 12 and day <= 31  # noqa: PLR2004
        if usual and (month != 1 or day != 1 or year > _PLACEHOLDER):
            return Date(year, month, day if month else 0)
    row = items(text)
    about = any(item.kind is Kind.ABOUT for item in row)
    row = [item for item in row if item.kind is not Kind.ABOUT]
    if any(item.kind is Kind.UNKNOWN for item in row):
        raise BadInput("There are words that no date has.", code=UNREADABLE)
    if any(item.kind is Kind.AGE for item in row) and (aged := _aged(row, at)):
        return aged
    readings = [reading for part in _split(row, Kind.OR) for reading in _span(part, at)]
    return _joined(replace(one, about=one.about or about) for one in readings)


def _joined(readings: Iterable[Date]) -> Date:
    """Return the first reading, with the others beside it, each once."""
    first, *others = list(dict.fromkeys(readings))[:_MOST_READINGS]
    return replace(first, others=tuple(others)) if others else first


def _split(row: Sequence[Item], kind: Kind) -> list[list[Item]]:
    """Return the parts between items of a kind, without empty ones."""
    parts: list[list[Item]] = [[]]
    for item in row:
        if item.kind is kind:
            parts.append([])
        else:
            parts[-1].append(item)
    found = [part for part in parts if any(item.kind in _TELLING for item in part)]
    if not found:
        raise BadInput("There is no number.", code=UNREADABLE)
    return found


def _span(row: Sequence[Item], at: date | None) -> list[Date]:
    """Return the readings of one date, or of a span from one to another."""
    parts = [end for part in _split(row, Kind.TO) for end in _ends(part)]
    if len(parts) == 1:
        return _simple(parts[0], at)
    if len(parts) != 2:  # noqa: PLR2004 — a span has two ends
        raise BadInput("There are too many ends.", code=UNREADABLE)
    last = _simple(parts[1], at)[0]
    first = _simple(_with_year(parts[0], last), at)[0]
    if first.year > last.last or last.last - first.year > LONGEST:
        raise BadInput("The span ends before it begins.", code=IMPOSSIBLE)
    if (first.year, first.month) == (last.last, last.month):
        return [Date(first.year, first.month)]
    return [Date(first.year, last=last.last)]


def _ends(row: Sequence[Item]) -> list[list[Item]]:
    """Part a row at the separator between two years: 1960-1965, and 1960-65."""
    for index, item in enumerate(row):
        before, after = list(row[:index]), list(row[index + 1 :])
        if item.kind is not Kind.SEPARATOR or item.text == "." or not before or not after:
            continue
        if _has_year(before) and _has_year(after):
            return [before, after]
        if len(before) == 1 and _has_year(before) and _short_year(before[0], after):
            century = before[0].value // 100 * 100
            return [before, [replace(after[0], value=century + after[0].value, digits=4)]]
    return [list(row)]


def _has_year(row: Sequence[Item]) -> bool:
    return any(item.kind is Kind.NUMBER and item.digits == 4 for item in row)  # noqa: PLR2004


def _short_year(first: Item, row: Sequence[Item]) -> bool:
    """Say whether what follows is a later year of the century, and cannot be a month."""
    if len(row) != 1 or row[0].kind is not Kind.NUMBER or row[0].digits != 2:  # noqa: PLR2004
        return False
    return row[0].value > max(12, first.value % 100)


def _with_year(row: Sequence[Item], last: Date) -> list[Item]:
    """Give the first end the year of the last, if it has none: from May to July 1970."""
    if _has_year(row) or any(item.kind is Kind.DECADE for item in row):
        return list(row)
    if not any(item.kind is Kind.MONTH_NAME for item in row):
        raise BadInput("The first end has no year.", code=UNREADABLE)
    return [*row, Item(Kind.NUMBER, last.year, 4)]


def _simple(row: Sequence[Item], at: date | None) -> list[Date]:
    """Return the readings of a date with one year."""
    if decade := _decade(row):
        return [decade]
    eras = [_ERAS[item.kind] for item in row if item.kind in _ERAS]
    eras += [item.calendar for item in row if item.kind is Kind.MONTH_NAME]
    found: list[Date] = []
    for year, month, day in fields(row, at):
        calendars = eras[:1] if eras and eras[0] is not Calendar.GREGORIAN else unmarked(year, at)
        dates = (BY_CALENDAR[calendar](year, month, day) for calendar in calendars)
        found += [one for one in dates if one]
    if not found:
        raise BadInput("There is no such day.", code=IMPOSSIBLE)
    return found


def _decade(row: Sequence[Item]) -> Date | None:
    """Return the ten years of "1970s" or "70s"."""
    numbers = [item for item in row if item.kind is Kind.NUMBER]
    if not any(item.kind is Kind.DECADE for item in row) or len(numbers) != 1:
        return None
    year = numbers[0].value + (1900 if numbers[0].digits == 2 else 0)  # noqa: PLR2004
    if year % 10 or not EARLIEST <= year <= LATEST - 9:
        return None
    return Date(year, last=year + 9)


def _aged(row: Sequence[Item], at: date | None) -> Date | None:
    """Return the years in which somebody of an age on a day was born."""
    numbers = [item for item in row if item.kind is Kind.NUMBER]
    where = next(index for index, item in enumerate(row) if item.kind is Kind.AGE)
    near = [item for item in row[max(0, where - 1) : where + 2] if item.kind is Kind.NUMBER]
    age = next((item for item in near if item.value <= OLDEST and item.digits <= 3), None)  # noqa: PLR2004
    if age is None:
        return None
    rest = [item for item in row if item is not age and item.kind is not Kind.AGE]
    if len(numbers) > 1:
        day = _simple(rest, at)[0]
        return of_age(age.value, date(day.year, day.month or 1, day.day or 1), whole=day.day > 0)
    if at is None:
        raise BadInput("An age needs the day on which it was stated.", code="date.age-without-day")
    return of_age(age.value, at)


def of_age(age: int, at: date, *, whole: bool = True) -> Date:
    """Return the years of birth of somebody who is ``age`` years old on a day.

    If only the year of that day is known, say that the day is not ``whole``.
    """
    last = at.year - age
    first = last if whole and (at.month, at.day) == (12, 31) else last - 1
    if not EARLIEST <= first <= last <= LATEST:
        raise BadInput("Nobody is that old.", code=IMPOSSIBLE)
    return Date(first, last=last)
