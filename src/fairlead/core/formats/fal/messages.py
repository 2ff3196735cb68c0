"""A list of persons as it lies on the sheet: cells, each with its place."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in one place: ``B7``, ``Crew!B7`` or the path of a value in JSON.

    ``start`` and ``end`` are bytes of the source where it is text: those of the line. In a
    workbook, which is packed, the name of the cell is the place.
    """

    tag: str
    text: str
    start: int = 0
    end: int = 0
    ordinal: int = 0
    line: int = 0

    @property
    def elements(self) -> list[list[str]]:
        """Return the text as the one element of a segment."""
        return [[self.text]]


@dataclass(slots=True)
class Sheet:
    """Rows of cells; an empty cell has no text."""

    name: str
    rows: list[list[Cell]] = field(default_factory=list)


@dataclass(slots=True)
class Heading:
    """Where the list begins: the row of its headings, and what each column holds."""

    row: int
    columns: dict[int, str]
    unknown: dict[int, str]


@dataclass(slots=True)
class Header:
    """What stands above the list: each value with its cell."""

    values: dict[str, Cell] = field(default_factory=dict)
    crew: bool | None = None

    def text(self, name: str) -> str:
        cell = self.values.get(name)
        return cell.text if cell else ""

    def place(self, name: str) -> int:
        cell = self.values.get(name)
        return cell.ordinal if cell else 0
