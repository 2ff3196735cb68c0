"""Machine-readable zones of travel documents (ICAO Doc 9303): TD1, TD2, TD3, MRV-A and MRV-B.

``read`` takes the lines of a zone apart and says which check digits hold. Characters that a scan
mistook are put right where the field has digits alone, or where its check digit confirms it.
"""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from fairlead.core.dates import Date
from fairlead.core.dates.machine import of_machine
from fairlead.core.identifiers.checksums import icao
from fairlead.core.identifiers.confusions import folded, readings
from fairlead.core.identifiers.passport import repaired
from fairlead.core.places import country

_LINE: Final = re.compile(r"[A-Z0-9<]+", re.ASCII)
_LETTERS: Final = str.maketrans("015826", "OISBZG")
FILLER: Final = "<"

# Where the fields of each layout stand: line, start, end.
Field = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Layout:
    """One layout of lines; a field of no width is not there."""

    lines: int
    width: int
    name: Field
    number: Field
    nationality: Field
    birth: Field
    gender: Field
    expiry: Field
    optional: Field


LAYOUTS: Final = {
    "TD1": Layout(
        3, 30, (2, 0, 30), (0, 5, 14), (1, 15, 18), (1, 0, 6), (1, 7, 8), (1, 8, 14), (0, 15, 30)
    ),
    "TD2": Layout(
        2, 36, (0, 5, 36), (1, 0, 9), (1, 10, 13), (1, 13, 19), (1, 20, 21), (1, 21, 27),
        (1, 28, 35),
    ),
    "TD3": Layout(
        2, 44, (0, 5, 44), (1, 0, 9), (1, 10, 13), (1, 13, 19), (1, 20, 21), (1, 21, 27),
        (1, 28, 42),
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Zone:
    """What a zone says; ``holds`` names the fields whose check digit is right."""

    layout: str
    document: str
    issuer: str
    number: str
    surname: str
    given: str
    nationality: str
    birth: Date | None
    gender: str
    expiry: Date | None
    optional: str
    truncated: bool
    holds: frozenset[str]


def lines_of(text: str) -> list[str]:
    """Return the lines of a zone, whether or not they were kept apart."""
    rows = ["".join(line.split()).upper() for line in text.splitlines()]
    rows = [row for row in rows if row]
    if len(rows) == 1:
        for layout in LAYOUTS.values():
            if len(rows[0]) == layout.lines * layout.width:
                width = layout.width
                return [rows[0][start : start + width] for start in range(0, len(rows[0]), width)]
    return rows


def read(text: str, at: date) -> Zone | None:
    """Return what the zone says, or ``None`` if the lines are of no layout.

    ``at`` is the day on which it was read: it tells the centuries of birth and expiry.
    """
    rows = lines_of(text)
    shape = (len(rows), len(rows[0]) if rows else 0)
    code = next((code for code, one in LAYOUTS.items() if (one.lines, one.width) == shape), "")
    if not code or any(len(row) != shape[1] or not _LINE.fullmatch(row) for row in rows):
        return None
    layout = LAYOUTS[code]
    holds: set[str] = set()
    number = _number(rows, layout, holds)
    birth = _dated(rows, layout.birth, "birth", holds)
    expiry = _dated(rows, layout.expiry, "expiry", holds)
    surname, given = _names(_cut(rows, layout.name))
    last = _cut(rows, layout.name)[-1:]
    return Zone(
        code,
        rows[0][:2].strip(FILLER),
        _country(rows[0][2:5]),
        number,
        surname,
        given,
        _country(_cut(rows, layout.nationality)),
        of_machine(birth, at),
        _cut(rows, layout.gender).strip(FILLER),
        of_machine(expiry, at, later=True),
        _cut(rows, layout.optional).strip(FILLER).replace(FILLER, " ").strip(),
        last != FILLER,
        frozenset(holds),
    )


def _cut(rows: list[str], field: Field) -> str:
    line, start, end = field
    return rows[line][start:end]


def _country(code: str) -> str:
    """Return the country of a code; a scan's digits are letters here."""
    return country(code.translate(_LETTERS).strip(FILLER))


def _number(rows: list[str], layout: Layout, holds: set[str]) -> str:
    """Return the document's number, with what runs over into the optional field of TD1."""
    line, start, end = layout.number
    field, check = rows[line][start:end], rows[line][end]
    if check == FILLER and layout is LAYOUTS["TD1"]:
        more = _cut(rows, layout.optional).split(FILLER)[0]
        field, check = field + more[:-1], more[-1:]
    issuer = _country(rows[0][2:5])
    for reading in (field, repaired(field, issuer), *readings(field, digits=True)):
        if reading and icao(reading) == folded(check):
            holds.add("number")
            field = reading
            break
    return field.strip(FILLER).replace(FILLER, "")


def _dated(rows: list[str], field: Field, name: str, holds: set[str]) -> str:
    line, _start, end = field
    found = folded(_cut(rows, field))
    if icao(found) == folded(rows[line][end]):
        holds.add(name)
    return found


def _names(field: str) -> tuple[str, str]:
    """Return surname and given names; digits that a scan read are letters here."""
    surname, _between, given = field.translate(_LETTERS).partition(FILLER * 2)
    return tuple(" ".join(part.split(FILLER)).strip() for part in (surname, given))  # type: ignore[return-value]
