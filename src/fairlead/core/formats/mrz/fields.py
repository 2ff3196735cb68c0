"""Lines of a zone → its fields, with every check digit verified."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from fairlead.core.dates import Date
from fairlead.core.dates.machine import of_machine
from fairlead.core.errors import BadInput
from fairlead.core.formats.mrz.grammar import FILLER, LAYOUTS, LONG_NUMBERS, Field, Layout
from fairlead.core.formats.mrz.messages import Check, Zone
from fairlead.core.identifiers.checksums import icao

# Without a day of reading: no zone expired before 1980, and none is valid after 2079.
LATEST: Final = date(2029, 12, 31)
OLDEST: Final = 120  # years that a holder may have at the end of validity


def layout_of(rows: Sequence[str]) -> Layout | None:
    """Return the layout of lines of these lengths; of two alike, V begins the visa."""
    alike = [
        layout
        for layout in LAYOUTS.values()
        if layout.lines == len(rows) and all(len(row) == layout.width for row in rows)
    ]
    visa = bool(rows) and rows[0].startswith("V")
    return next(iter(sorted(alike, key=lambda each: (each.documents == "V") != visa)), None)


def examine(rows: Sequence[str], at: date | None = None) -> Zone:
    """Return what the lines of a zone say; ``at`` is the day of reading, for the centuries.

    >>> zone = examine(["I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<",
    ...                 "D231458907UTO7408122F1204159<<<<<<<6"])
    >>> zone.layout, zone.surname, zone.number, str(zone.birth_date), zone.wrong
    ('TD2', 'ERIKSSON', 'D23145890', '1974-08-12', ())
    """
    layout = layout_of(rows)
    if layout is None:
        raise BadInput("These lines are of no layout of Doc 9303.", place="mrz")
    text = {name: cut(rows, field) for name, field in layout.fields.items()}
    number, rest, first, counted = _number(text, layout)
    surname, _between, given = text["name"].partition(FILLER * 2)
    expiry = of_machine(text["expiry"], at or LATEST, later=True)
    return Zone(
        layout=layout.code,
        rows=tuple(rows),
        document=_plain(text["document"]),
        issuer=_plain(text["issuer"]),
        number=number,
        surname=_plain(surname).strip(),
        given=_plain(given).strip(),
        nationality=_plain(text["nationality"]),
        birth=text["birth"],
        sex=text["sex"].strip(FILLER),
        expiry=text["expiry"],
        optional=_plain(rest),
        optional2=_plain(text.get("optional2", "")),
        birth_date=_birth(text["birth"], expiry, at),
        expiry_date=expiry,
        truncated=not text["name"].endswith(FILLER),
        counted=counted,
        checks=(first, *_checks(rows, text, layout)),
    )


def cut(rows: Sequence[str], field: Field) -> str:
    """Return the characters of a field."""
    line, start, end = field
    return rows[line][start:end]


def _plain(text: str) -> str:
    return text.rstrip(FILLER).replace(FILLER, " ")


def _number(text: dict[str, str], layout: Layout) -> tuple[str, str, Check, bool]:
    """Return the number, what is left of the optional field, its check, and how that was made."""
    field, found, rest = text["number"], text["number-check"], text["optional"]
    more = rest.partition(FILLER)[0]
    if layout.code in LONG_NUMBERS and found == FILLER and more and FILLER not in field:
        whole, found = field + more[:-1], more[-1]
        counted = icao(whole) != found == icao(f"{field}{FILLER}{more[:-1]}")
        expected = found if counted else icao(whole)
        check = Check("number", whole, found, expected, found == expected)
        return whole, rest[len(more) + 1 :], check, counted
    return _plain(field), rest, _check("number", field, found), False


def _check(name: str, text: str, found: str) -> Check:
    expected = icao(text)
    empty = name == "optional" and not text.strip(FILLER)
    return Check(name, text, found, expected, found == expected or (empty and found == FILLER))


def _checks(rows: Sequence[str], text: dict[str, str], layout: Layout) -> list[Check]:
    named = [name for name in ("birth", "expiry", "optional") if f"{name}-check" in text]
    checks = [_check(name, text[name], text[f"{name}-check"]) for name in named]
    if layout.composite:
        checks.append(_check("composite", composed(rows, layout), text["composite"]))
    return checks


def composed(rows: Sequence[str], layout: Layout) -> str:
    """Return the characters over which the composite check digit is made."""
    return "".join(cut(rows, field) for field in layout.composite)


def _birth(text: str, expiry: Date | None, at: date | None) -> Date | None:
    """Return the birth: before the day of reading, or else before the end of validity."""
    last = at or LATEST
    if at is None and expiry is not None:
        last = date(expiry.year, expiry.month or 12, expiry.day or 1)
    found = of_machine(text, last)
    if found is None:
        return None
    others = tuple(each for each in found.others if each.year >= last.year - OLDEST)
    return Date(found.year, found.month, found.day, others=others)
