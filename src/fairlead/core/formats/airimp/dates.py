"""Dates as reservations write them: ``12JUL64``, ``12JUL1964``, ``121210``, ``121210:0915``.

A year of two digits is read against the day of the message, never against a clock: a birth lies
in the latest year that is not after it, an expiry in the nearest century around it.
"""

from functools import lru_cache

MONTHS = {
    name: f"{number:02}"
    for number, name in enumerate(
        ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"), 1
    )
}
DAYS = {
    "01": 31, "02": 29, "03": 31, "04": 30, "05": 31, "06": 30,
    "07": 31, "08": 31, "09": 30, "10": 31, "11": 30, "12": 31,
}  # fmt: skip
ISO_DAY, WHOLE_YEAR = 10, 4  # characters
EDITION = "2026-12-31"  # stands in where nothing in a message tells when it was written
FURTHEST_EXPIRY = 50  # years after the message; beyond, the last century is meant


@lru_cache(maxsize=1 << 16)
def _parts(text: str) -> tuple[str, str] | None:
    """Split into the year as written, and ``-MM-DD``; None when it is no date."""
    text = text.strip().upper()
    if len(text) == ISO_DAY and text[4] == text[7] == "-":
        year, month, day = text[:4], text[5:7], text[8:]
    elif len(text) in (6, 8) and text[1:4] in MONTHS:  # 5MAR64: the nought is missing
        day, month, year = "0" + text[0], MONTHS[text[1:4]], text[4:]
    else:
        day, month, year = text[:2], MONTHS.get(text[2:5], ""), text[5:]
    if not (_digits(year) and len(year) in (2, 4) and _digits(day)):
        return None
    if not 1 <= int(day) <= DAYS.get(month, 0):
        return None
    if len(year) == WHOLE_YEAR and month == "02" and day == "29" and not _leap(int(year)):
        return None
    return year, f"-{month}-{day}"


def _digits(text: str) -> bool:
    return text.isascii() and text.isdigit()


def _leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def is_date(text: str) -> bool:
    """Whether a text is a date.

    >>> is_date("12JUL64"), is_date("31FEB64"), is_date("M")
    (True, False, False)
    """
    return _parts(text) is not None


def birth_date(text: str, by: str) -> str:
    """Give a birth as ISO date, the latest that is not after ``by``; empty when unreadable.

    >>> birth_date("12JUL12", "2010-12-12"), birth_date("12JUL10", "2010-12-12")
    ('1912-07-12', '2010-07-12')
    """
    parts = _parts(text)
    if parts is None:
        return ""
    year, rest = parts
    if len(year) == WHOLE_YEAR:
        return year + rest
    by = by or EDITION
    century = int(by[:2])
    found = f"{century}{year}{rest}"
    return found if found <= by else f"{century - 1}{year}{rest}"


def expiry_date(text: str, by: str) -> str:
    """Give an expiry as ISO date; empty when unreadable.

    >>> expiry_date("23AUG19", "2010-12-12"), expiry_date("23AUG99", "2010-12-12")
    ('2019-08-23', '1999-08-23')
    """
    parts = _parts(text)
    if parts is None:
        return ""
    year, rest = parts
    if len(year) == WHOLE_YEAR:
        return year + rest
    now = int((by or EDITION)[:4])
    found = now // 100 * 100 + int(year)
    if found > now + FURTHEST_EXPIRY:
        found -= 100
    elif found <= now - FURTHEST_EXPIRY:
        found += 100
    return f"{found}{rest}"


@lru_cache(maxsize=1 << 14)
def day(text: str) -> str:
    """Give ``ddmmyy``, the form of PADIS, as ISO date; empty when it is none.

    >>> day("121210"), day("321210"), day("12DEC10")
    ('2010-12-12', '', '2010-12-12')
    """
    if len(text) != len("ddmmyy") or not _digits(text):
        return expiry_date(text, "2020")
    number, month, year = text[:2], text[2:4], text[4:]
    if not 1 <= int(number) <= DAYS.get(month, 0):
        return ""
    return f"20{year}-{month}-{number}"


@lru_cache(maxsize=1 << 12)
def clock(text: str) -> str:
    """Give ``hhmm`` or ``hhmmss`` as ISO time; empty when it is none.

    >>> clock("0915"), clock("181348"), clock("2460"), clock("915")
    ('09:15', '18:13:48', '', '09:15')
    """
    if len(text) == len("hmm"):
        text = "0" + text
    if len(text) not in (4, 6) or not _digits(text):
        return ""
    if text[:2] > "23" or text[2:4] > "59" or text[4:] > "59":
        return ""
    return ":".join(text[at : at + 2] for at in range(0, len(text), 2))


@lru_cache(maxsize=1 << 14)
def moment(date: str, time: str) -> str:
    """Join ``ddmmyy`` and ``hhmm`` to an ISO moment in local time; the date alone without one.

    >>> moment("121210", "0915"), moment("121210", ""), moment("", "0915")
    ('2010-12-12T09:15', '2010-12-12', '')
    """
    found, at = day(date.strip()), clock(time.strip())
    return f"{found}T{at}" if found and at else found
