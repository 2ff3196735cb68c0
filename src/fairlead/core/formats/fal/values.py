"""Values as lists hold them → ISO dates, codes and parts, without silent guesses."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from fairlead.core.formats.fal.words import fold, table, value
from fairlead.core.places import countries, country, locode
from fairlead.core.travel.moments import century_of

_ISO: Final = re.compile(
    r"(\d{4})[-./](\d{1,2})[-./](\d{1,2})(?:[T ]+(\d{1,2}):(\d{2})(?::\d{2})?)?"
)
_NUMBERS: Final = re.compile(
    r"(\d{1,2})\s*[-./ ]\s*(\d{1,2})\s*[-./ ]\s*(\d{4}|\d{2})"
    r"(?:[T ,]+(\d{1,2}):?(\d{2})(?::\d{2})?)?"
)
_COMPACT: Final = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T?(\d{2}):?(\d{2}))?")
_HAN: Final = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日")
_NAMED: Final = re.compile(
    r"(\d{1,2})[-./, ]*([^\W\d_]{3,10})[-./, ]*(\d{4}|\d{2})(?:[T ,]+(\d{1,2}):?(\d{2}))?"
)
_NAMED_FIRST: Final = re.compile(
    r"([^\W\d_]{3,10})[-./ ]*(\d{1,2})[, ]+(\d{4})(?:[ ,]+(\d{1,2}):(\d{2}))?"
)
_SERIAL: Final = re.compile(r"\d{5}")
_EPOCH: Final = date(1899, 12, 30)
_MONTHS, _SHORT = 12, 2


@dataclass(frozen=True, slots=True)
class Day:
    """A date as read: ``order`` says how a date of three numbers was taken."""

    iso: str = ""
    fault: str = ""  # "", "unreadable", "impossible", "order", "year-short", "serial"


def order_of(texts: list[str]) -> str:
    """Say in which order days and months stand in a list: ``dm``, ``md``, or "" if nothing tells.

    >>> order_of(["03/04/1980", "25/12/1990"]), order_of(["12/25/1990"]), order_of(["03/04/1980"])
    ('dm', 'md', '')
    """
    found = [match for text in texts if (match := _NUMBERS.fullmatch(text.strip()))]
    first = sum(int(match[1]) > _MONTHS for match in found)
    second = sum(int(match[2]) > _MONTHS for match in found)
    if first and second:
        return "dm" if first >= second else "md"
    return "dm" if first else "md" if second else ""


def read_day(text: str, order: str, *, near: int = 0, birth: bool = False) -> Day:
    """Read a date in one of the forms in use.

    >>> read_day("14 FEB 1981", "").iso, read_day("02/14/1981", "md").iso
    ('1981-02-14', '1981-02-14')
    >>> read_day("03/04/1981", "")
    Day(iso='1981-04-03', fault='order')
    """
    text = text.strip()
    if match := _ISO.fullmatch(text) or _COMPACT.fullmatch(text) or _HAN.fullmatch(text):
        return _made(match[1], match[2], match[3], _clock(match))
    if match := _NUMBERS.fullmatch(text):
        one, two, year = match[1], match[2], match[3]
        day, month = (two, one) if order == "md" else (one, two)
        if int(month) > _MONTHS >= int(day):
            day, month = month, day
            order = order or "told"
        elif int(day) > _MONTHS or one == two:
            order = order or "told"
        found = _with_year(year, month, day, match, near=near, birth=birth)
        return found if found.fault or order else Day(found.iso, "order")
    if match := _NAMED.fullmatch(text):
        month = table("months").get(fold(match[2]), "0")
        return _with_year(match[3], month, match[1], match, near=near, birth=birth)
    if match := _NAMED_FIRST.fullmatch(text):
        month = table("months").get(fold(match[1]), "0")
        return _made(match[3], month, match[2], _clock(match))
    if _SERIAL.fullmatch(text):
        return Day((_EPOCH + timedelta(days=int(text))).isoformat(), "serial")
    return Day(fault="unreadable")


def _clock(match: re.Match[str]) -> str:
    groups = match.groups()
    hour, minute = (groups[3], groups[4]) if len(groups) > 3 else (None, None)  # noqa: PLR2004
    if hour is None or minute is None:
        return ""
    return f"T{int(hour):02}:{minute}" if int(hour) < 24 and int(minute) < 60 else ""  # noqa: PLR2004


def _with_year(
    year: str, month: str, day: str, match: re.Match[str], *, near: int, birth: bool
) -> Day:
    if len(year) > _SHORT:
        return _made(year, month, day, _clock(match))
    found = _made(str(century_of(int(year), birth=birth, near=near)), month, day, _clock(match))
    return found if found.fault else Day(found.iso, "year-short")


def _made(year: str, month: str, day: str, clock: str) -> Day:
    try:
        return Day(date(int(year), int(month), int(day)).isoformat() + clock)
    except ValueError:
        return Day(fault="impossible")


def day_within(text: str) -> tuple[str, str]:
    """Part a date from the place that stands behind or before it: ``14 FEB 1981, MANILA``.

    >>> day_within("14.02.1981 Odessa"), day_within("MANILA / 14-Feb-1981")
    (('14.02.1981', 'Odessa'), ('14-Feb-1981', 'MANILA'))
    """
    for shape in (_ISO, _NUMBERS, _HAN, _NAMED, _COMPACT):
        if match := shape.search(text):
            rest = (text[: match.start()] + " " + text[match.end() :]).strip(" ,;/-\n")
            return match[0].strip(), " ".join(rest.split())
    return "", text.strip()


@dataclass(frozen=True, slots=True)
class State:
    """A State: its code of three letters, and whether a code said so or words did."""

    code: str
    known: bool
    named: bool = False


def read_state(text: str) -> State:
    """Read a State from a code of two or three letters, or from words.

    >>> read_state("PHL"), read_state("ph").code, read_state("Philippines").named
    (State(code='PHL', known=True, named=False), 'PHL', True)
    """
    bare = text.strip().upper()
    if bare == "UTO" or bare in STATELESS:
        return State(bare, known=True)
    if bare in {"UT", "UTOPIA", "UTOPIAN", "STATE OF UTOPIA"}:
        return State("UTO", known=True, named=bare != "UT")
    code = country(text)
    if not code:
        return State(text.strip(), known=False)
    letters = countries()[code].letters.upper()
    by_code = bare in {letters, code.upper()}
    return State(letters, known=True, named=not by_code)


STATELESS: Final = frozenset({"XXA", "XXB", "XXC", "XXX", "UNO", "UNA", "UNK"})


def read_port(text: str) -> tuple[str, bool]:
    """Return a UN/LOCODE without its blank and whether it is one; else the text as sent.

    >>> read_port("UT AMA"), read_port("AMAUROT"), read_port("Amaurot (UTAMA)")
    (('UTAMA', True), ('AMAUROT', False), ('UTAMA', True))
    """
    for candidate in (text, *re.findall(r"[(\[]([^)\]]+)[)\]]", text), text.partition(" - ")[0]):
        if code := locode(candidate):
            return code, True
    return text.strip(), False


def part_document(text: str) -> tuple[str, str]:
    """Part the nature of a document from its number: ``Passport U1234567``.

    >>> part_document("SEAMAN'S BOOK SB 123456"), part_document("U1234567")
    (("SEAMAN'S BOOK", 'SB123456'), ('', 'U1234567'))
    """
    words = re.split(r"[\s:/]+", text.strip())
    for end in range(len(words), 0, -1):
        nature = " ".join(words[:end])
        if value("documents", nature):
            return nature, "".join(words[end:])
    at = next((place for place, word in enumerate(words) if any(map(str.isdigit, word))), None)
    if at is None:
        return text.strip(), ""
    return " ".join(words[:at]).strip(), "".join(words[at:])
