"""A holder and a document → the lines of a zone, with all check digits."""

from collections.abc import Mapping
from typing import Final

from fairlead.core.dates import Date
from fairlead.core.errors import BadInput
from fairlead.core.formats.mrz.grammar import (
    ALPHABET,
    FILLER,
    LAYOUTS,
    LONG_NUMBERS,
    SEXES,
    Field,
    Layout,
)
from fairlead.core.formats.mrz.transliteration import transliterated
from fairlead.core.identifiers.checksums import icao
from fairlead.core.travel import Push

_NUMBER: Final = 9
_MARKS: Final = {sex: mark for mark, sex in SEXES.items()} | {"": FILLER, "U": FILLER}
_ISO: Final = len("2030-01-01")
_OPTIONAL: Final = frozenset({"optional", "optional2", "optional-check"})


def write(push: Push, *, line_end: str = "\n") -> bytes:
    """Write a zone in the layout that the message names, one line after another."""
    layout = LAYOUTS.get(push.version)
    if layout is None:
        raise BadInput(f"no layout {push.version!r} can be written", place="version")
    if len(push.persons) != 1 or len(push.persons[0].documents) != 1:
        raise BadInput("a zone has one holder and one document", place="persons")
    person, document = push.persons[0], push.persons[0].documents[0]
    values = {
        "document": document.type,
        "issuer": document.issuer,
        "number": document.number,
        "surname": person.surname,
        "given": person.given,
        "nationality": person.nationality,
        "birth": person.birth_date,
        "sex": person.sex,
        "expiry": document.expiry,
    }
    values |= {
        each.qualifier: each.value for each in person.references if each.qualifier in _OPTIONAL
    }
    return "".join(row + (line_end or "\n") for row in compose(layout.code, values)).encode()


def compose(code: str, values: Mapping[str, str]) -> tuple[str, ...]:
    r"""Return the lines of a zone; dates as ISO 8601, names in any script that has a table.

    >>> values = {"document": "P", "issuer": "UTO", "nationality": "UTO", "number": "L898902C3",
    ...           "surname": "Eriksson", "given": "Anna Maria", "birth": "1974-08-12",
    ...           "sex": "F", "expiry": "2012-04-15", "optional": "ZE184226B"}
    >>> print("\n".join(compose("TD3", values)))
    P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<
    L898902C36UTO7408122F1204159ZE184226B<<<<<10
    """
    layout = LAYOUTS[code]
    written = _parts(layout, values)
    rows = [[FILLER] * layout.width for _line in range(layout.lines)]
    for name, text in written.items():
        _put(rows, layout.fields[name], text, name)
    if layout.composite:
        digits = "".join("".join(rows[line][start:end]) for line, start, end in layout.composite)
        _put(rows, layout.fields["composite"], icao(digits), "composite")
    return tuple("".join(row) for row in rows)


def _parts(layout: Layout, values: Mapping[str, str]) -> dict[str, str]:
    said = {name: values.get(name, "") for name in (*_PLAIN, "optional", "optional2")}
    written = {name: _encoded(said[name], name) for name in _PLAIN}
    number, over = _number(layout, _encoded(values.get("number", ""), "number"))
    written["number"] = number
    written["number-check"] = FILLER if over else icao(number.ljust(_NUMBER, FILLER))
    written["optional"] = over + _encoded(said["optional"], "optional")
    if said["optional2"]:
        if "optional2" not in layout.fields:
            raise BadInput(f"a {layout.code} has no second optional field", place="optional2")
        written["optional2"] = _encoded(said["optional2"], "optional2")
    for name in ("birth", "expiry"):
        written[name] = _date(values.get(name, ""), name)
        written[f"{name}-check"] = icao(written[name])
    if "optional-check" in layout.fields:
        text = written["optional"]
        empty = values.get("optional-check", "") or FILLER
        written["optional-check"] = icao(text) if text else empty
    written["sex"] = _sex(values.get("sex", ""))
    written["name"] = _name(layout, values)
    return written


_PLAIN: Final = ("document", "issuer", "nationality")


def _put(rows: list[list[str]], field: Field, text: str, name: str) -> None:
    line, start, end = field
    if len(text) > end - start:
        raise BadInput(f"{text} is longer than its {end - start} characters", place=name)
    rows[line][start : start + len(text)] = text


def _encoded(text: str, name: str) -> str:
    found = "".join(FILLER if each in " -" else each for each in text.upper())
    if not ALPHABET.issuperset(found):
        raise BadInput(f"{text} holds characters that no zone can hold", place=name)
    return found


def _number(layout: Layout, number: str) -> tuple[str, str]:
    """Return what stands in the field, and what runs over with its check digit and a filler."""
    if len(number) <= _NUMBER:
        return number, ""
    if layout.code not in LONG_NUMBERS or FILLER in number:
        raise BadInput(f"a {layout.code} holds no number of this length", place="number")
    width = layout.fields["optional"][2] - layout.fields["optional"][1]
    over = number[_NUMBER:] + icao(number)
    return number[:_NUMBER], over + FILLER if len(over) < width else over


def _date(text: str, name: str) -> str:
    """Return six characters; what is not known of a date is fillers."""
    digits = text.replace("-", "")
    if digits and not (digits.isdecimal() and digits.isascii() and len(text) in {4, 7, _ISO}):
        raise BadInput(f"{text} is no date as 2030-01-01", place=name)
    if digits:
        _possible(digits, name)
    return digits[2:].ljust(6, FILLER)


def _possible(digits: str, name: str) -> None:
    year, month, day = (int(digits[start:end] or 0) for start, end in ((0, 4), (4, 6), (6, 8)))
    try:
        Date(year, month, day)
    except BadInput as error:
        raise BadInput(error.message, place=name) from error


def _sex(text: str) -> str:
    if text not in _MARKS:
        raise BadInput(f"{text} is no mark of sex (M, F or X)", place="sex")
    return _MARKS[text]


def _name(layout: Layout, values: Mapping[str, str]) -> str:
    state = values.get("issuer", "")
    names = [transliterated(values.get(part, ""), state) for part in ("surname", "given")]
    surname, given = ("<".join(name.split()) for name in names)
    _line, start, end = layout.fields["name"]
    return fitted(surname, given, end - start)


def fitted(surname: str, given: str, width: int) -> str:
    """Return a name that fits its field, cut as the standard says (part 3, section 4.6).

    The surname leaves room for the first letter of the given names, and what is cut ends in a
    letter, which tells that something may be missing.

    >>> fitted("NILAVADHANANANDA", "CHAYAPA<DEJTHAMRONG<KRASUANG", 31)
    'NILAVADHANANANDA<<CHAYAPA<DEJTH'
    """
    whole = f"{surname}{FILLER * 2}{given}" if given else surname
    if len(whole) <= width:
        return whole
    if given and len(surname) > width - 3:
        surname = surname[: width - 3].rstrip(FILLER)
        whole = f"{surname}{FILLER * 2}{given}"
    if whole[width - 1 : width] == FILLER and len(whole) > width:
        whole = whole[: width - 2] + FILLER + whole[width]
    return whole[:width]
