"""Where things stand: the row of headings, and the labels with their values above it."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from fairlead.core.formats.fal.grammar import LEAST_HEADINGS
from fairlead.core.formats.fal.messages import Cell, Header, Heading, Sheet
from fairlead.core.formats.fal.words import fold, meaning, table, value

HIGHEST: Final = 80  # rows among which the headings are looked for
NAMES: Final = frozenset({"surname", "given", "whole"})
_COLON: Final = re.compile(r"\s*[:：]\s*")
_TICK: Final = frozenset({"x", "✓", "✔", "☒", "☑", "yes", "true", "1", "v"})


def heading_of(sheet: Sheet) -> Heading | None:
    """Find the row with the most headings that are known, one of them of a name."""
    best: Heading | None = None
    for index, row in enumerate(sheet.rows[:HIGHEST]):
        found = _heading(index, row)
        if found and (best is None or len(found.columns) > len(best.columns)):
            best = found
    return best


def _heading(index: int, row: list[Cell]) -> Heading | None:
    columns: dict[int, str] = {}
    unknown: dict[int, str] = {}
    for at, cell in enumerate(row):
        found = meaning("columns", cell.text) if cell.text else ""
        if found and found not in columns.values():
            columns[at] = found
        elif cell.text:
            unknown[at] = cell.text
    if len(columns) < LEAST_HEADINGS or not NAMES.intersection(columns.values()):
        return None
    return Heading(index, _sure(columns), unknown)


def _sure(columns: dict[int, str]) -> dict[int, str]:
    """Settle what a heading means beside the others: ``Name`` beside a surname is the given one.

    In Spanish and French ``Nombre`` and ``Nom`` alone are told by their neighbours in this way.
    """
    held = set(columns.values())
    lone = {"given": {"surname", "whole"}, "surname": {"given", "whole", "middle"}}
    settled = {}
    for at, name in columns.items():
        settled[at] = name
        if name == "whole" and "surname" in held and "given" not in held:
            settled[at] = "given"
        elif name in lone and not held & lone[name]:
            settled[at] = "whole"
    return settled


# ---------------------------------------------------------------- above the list


def header_of(sheets: Iterable[tuple[Sheet, int]]) -> Header:
    """Collect labels and values from the rows of sheets up to the given row of each."""
    header = Header()
    for sheet, end in sheets:
        rows = sheet.rows[:end]
        for index, row in enumerate(rows):
            below = rows[index + 1] if index + 1 < len(rows) else []
            for name, cell in _labelled(row, below):
                header.values.setdefault(name, cell)
            header.crew = _title(row) if header.crew is None else header.crew
    return header


def _labelled(row: list[Cell], below: list[Cell]) -> Iterator[tuple[str, Cell]]:
    """Yield the values of the labels of a row: beside, beneath, or in the same cell."""
    filled = [(at, cell) for at, cell in enumerate(row) if cell.text]
    for place, (at, cell) in enumerate(filled):
        label, inside = _parted(cell)
        name = meaning("header", label)
        if not name:
            continue
        if inside is not None:
            yield name, inside
            continue
        beside = filled[place + 1][1] if place + 1 < len(filled) else None
        if beside is not None and not _is_label(beside):
            yield name, beside
        elif at < len(below) and below[at].text and not _is_label(below[at]):
            yield name, below[at]


def _parted(cell: Cell) -> tuple[str, Cell | None]:
    """Part ``IMO number: 9074729`` into its label and a cell of its value."""
    label, *rest = _COLON.split(cell.text, maxsplit=1)
    if rest and rest[0]:
        return label, Cell(cell.tag, rest[0], cell.start, cell.end, cell.ordinal, cell.line)
    return label, None


def _is_label(cell: Cell) -> bool:
    return bool(meaning("header", _parted(cell)[0]))


def _title(row: list[Cell]) -> bool | None:
    """Say whether the row names a crew list (true), a passenger list (false), or neither."""
    return next((found for cell in row if (found := title_of(cell.text)) is not None), None)


def title_of(text: str) -> bool | None:
    """Tell a crew list from a passenger list by its title.

    >>> title_of("IMO CREW LIST (FAL Form 5)"), title_of("Passenger List"), title_of("Page 1")
    (True, False, None)
    """
    folded = fold(text)
    if not folded:
        return None
    if title := value("titles", text):
        return title == "crew"
    padded = f" {folded} "
    found = {
        kind for word, kind in table("titles").items() if " " in word and f" {word} " in padded
    }
    return found == {"crew"} if len(found) == 1 else None


def ticked(header: Header) -> str:
    """Return ``arrival`` or ``departure``, by the box that is ticked or the port that is named."""
    for name in ("arrival", "departure"):
        if header.text(name).strip("[]() ").casefold() in _TICK:
            return name
    named = [
        name
        for name in ("arrival", "departure")
        if header.values.keys() & {f"{name}_port", f"{name}_date"}
    ]
    return named[0] if len(named) == 1 else ""
