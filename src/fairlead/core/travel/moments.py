"""Dates and times as messages write them → ISO 8601, without silent guesses.

A year of two digits has a century only by reasoning. Somebody's birth is the latest such year
that is not after the message; an expiry or a flight is the nearest such year. Both say so in the
`Moment`, and readers pass it on as a note.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

# Data element 2379, as far as travel uses it: how the digits are laid out.
LAYOUTS = {
    "2": "DDMMYY",
    "3": "MMDDYY",
    "4": "DDMMCCYY",
    "101": "YYMMDD",
    "102": "CCYYMMDD",
    "103": "YYWWD",
    "106": "MMDD",
    "201": "YYMMDDHHNN",
    "202": "YYMMDDHHNNSS",
    "203": "CCYYMMDDHHNN",
    "204": "CCYYMMDDHHNNSS",
    "205": "CCYYMMDDHHNN",  # this and those below with a time zone behind
    "208": "CCYYMMDDHHNNSS",
    "301": "YYMMDDHHNN",
    "302": "YYMMDDHHNNSS",
    "303": "CCYYMMDDHHNN",
    "304": "CCYYMMDDHHNNSS",
    "401": "HHNN",
    "402": "HHNNSS",
    "602": "CCYY",
    "609": "YYMM",
    "610": "CCYYMM",
}
BY_LENGTH = {4: "CCYY", 6: "YYMMDD", 8: "CCYYMMDD", 10: "YYMMDDHHNN", 12: "CCYYMMDDHHNN"}
BY_LENGTH[14] = "CCYYMMDDHHNNSS"
_NAMES = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
MONTHS = {name: number for number, name in enumerate(_NAMES, start=1)}
_DAYS = (0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_NAMED = re.compile(r"(\d{1,2})([A-Z]{3})(\d{2}|\d{4})?")
CENTURY = 100
DECEMBER = 12
FIRST_YEAR, LAST_YEAR = 1850, 2200
UNLIMITED = 9999  # some documents never expire
NO_YEAR_KNOWN = 2026  # what two digits are near to when the message has no date at all


@dataclass(frozen=True, slots=True)
class Moment:
    """What was read: ``iso`` is "" when nothing could be; ``fault`` names what is wrong."""

    iso: str = ""
    fault: str = ""  # "", "unreadable", "impossible", "layout"
    century: bool = False  # the century was reasoned
    partial: bool = False


NOTHING = Moment()


@lru_cache(1 << 14)  # a flight's travellers share expiries, a day's flights share times
def read(text: str, layout: str = "", *, birth: bool = False, near: int = 0) -> Moment:
    """Read digits by the code of their layout, or by their number when there is none.

    ``near`` is the year of the message or the movement; 0 when it is not known.

    >>> read("1306210900", "201", near=2013).iso
    '2013-06-21T09:00'
    >>> read("720907", birth=True, near=2013).iso, read("151231", near=2013).iso
    ('1972-09-07', '2015-12-31')
    """
    digits = text.strip().replace("-", "").replace("/", "")
    if not digits:
        return NOTHING
    named = _NAMED.fullmatch(digits.upper())
    if named:
        return _named(named, birth=birth, near=near)
    digits = re.sub(r"[^0-9].*", "", digits)
    shape = LAYOUTS.get(layout, "")
    fitting = BY_LENGTH.get(len(digits), "")
    odd = ""
    if digits and not digits.strip("0") and layout not in {"401", "402"}:
        return Moment(fault="unknown")  # zeros stand for what is not known
    yearless = shape == "MMDD" and len(digits) > len(shape)
    if not shape or len(shape) > len(digits) or "W" in shape or yearless:
        if not fitting:
            return Moment(fault="unreadable")
        shape, odd = fitting, "layout" if layout and layout in LAYOUTS else ""
    found = _moment(dict(_parts(shape, digits)), birth=birth, near=near)
    return found if found.fault or not odd else Moment(found.iso, odd, found.century, found.partial)


def _parts(shape: str, digits: str) -> Iterator[tuple[str, int]]:
    at = 0
    for name in re.findall("CCYY|YY|MM|DD|HH|NN|SS", shape):
        yield name, int(digits[at : at + len(name)])
        at += len(name)


def _named(match: re.Match[str], *, birth: bool, near: int) -> Moment:
    """Read ``12JUL64``, as airlines write it."""
    day, month, year = match.groups()
    if month not in MONTHS:
        return Moment(fault="unreadable")
    parts = {"DD": int(day), "MM": MONTHS[month]}
    if year:
        parts["CCYY" if len(year) > 2 else "YY"] = int(year)  # noqa: PLR2004
    elif near:
        parts["CCYY"] = near
    else:
        return Moment(fault="unreadable")
    return _moment(parts, birth=birth, near=near)


def _moment(parts: dict[str, int], *, birth: bool, near: int) -> Moment:
    year = _year(parts, birth=birth, near=near)
    if year is None:
        return _time_alone(parts)
    if not (FIRST_YEAR <= year <= LAST_YEAR or year == UNLIMITED):
        return Moment(fault="impossible")
    reasoned = "CCYY" not in parts
    month, day = parts.get("MM", 0), parts.get("DD", 0)
    if not month or (not day and "DD" in parts):
        known = f"{year:04}" + (f"-{month:02}" if 1 <= month <= DECEMBER else "")
        return Moment(known, "", reasoned, partial=True)
    if month > DECEMBER or day > _length(year, month):
        return Moment(fault="impossible")
    iso = f"{year:04}-{month:02}" + (f"-{day:02}" if day else "")
    if "HH" not in parts:
        return Moment(iso, "", reasoned, partial=not day)
    clock = _clock(parts)
    return Moment(f"{iso}T{clock}", "", reasoned) if clock else Moment(iso, "impossible", reasoned)


def _time_alone(parts: dict[str, int]) -> Moment:
    if "HH" not in parts:
        return Moment(fault="unreadable")  # a day of no year
    clock = _clock(parts)
    return Moment(f"T{clock}") if clock else Moment(fault="impossible")


def _clock(parts: dict[str, int]) -> str:
    """Return hours and minutes; midnight may end a day as 24:00."""
    hour, minute = parts["HH"], parts["NN"]
    good = (hour < 24 and minute < 60) or (hour == 24 and not minute)  # noqa: PLR2004
    return f"{hour:02}:{minute:02}" if good else ""


def _length(year: int, month: int) -> int:
    if month == 2 and (year % 4 or (year % 100 == 0 and year % 400)):  # noqa: PLR2004
        return 28
    return _DAYS[month]


def _year(parts: dict[str, int], *, birth: bool, near: int) -> int | None:
    if "CCYY" in parts:
        return parts["CCYY"]
    if "YY" not in parts:
        return None
    return century_of(parts["YY"], birth=birth, near=near)


def century_of(short: int, *, birth: bool, near: int) -> int:
    """Return the year that two digits mean: for a birth the latest one that is over.

    >>> century_of(15, birth=True, near=2021), century_of(61, birth=False, near=2017)
    (2015, 2061)
    """
    near = near or NO_YEAR_KNOWN
    year = near - near % CENTURY + short
    if birth:
        return year if year <= near else year - CENTURY
    if year - near > CENTURY // 2:
        return year - CENTURY
    return year + CENTURY if near - year >= CENTURY // 2 else year
