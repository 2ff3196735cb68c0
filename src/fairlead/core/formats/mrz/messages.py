"""What a machine-readable zone says, as plain values."""

from dataclasses import dataclass
from typing import Final

from fairlead.core.dates import Date

LINE: Final = "line"


@dataclass(frozen=True, slots=True)
class Check:
    """A check digit: of which field, over what, what was found and what it should be."""

    field: str
    text: str
    found: str
    expected: str
    holds: bool


@dataclass(frozen=True, slots=True)
class Zone:
    """The fields as they stand, without fillers at their ends; dates also as dates.

    ``rows`` are the lines. ``truncated`` says that the name fills its field, so that it may go on.
    ``counted`` says that the check digit of a long number was made with the filler inside it.
    Nothing is repaired: what a scan may have mistaken, `candidates` offers.
    """

    layout: str
    rows: tuple[str, ...]
    document: str
    issuer: str
    number: str
    surname: str
    given: str
    nationality: str
    birth: str
    sex: str
    expiry: str
    optional: str
    optional2: str
    birth_date: Date | None
    expiry_date: Date | None
    truncated: bool
    counted: bool
    checks: tuple[Check, ...]

    @property
    def wrong(self) -> tuple[str, ...]:
        """Return the fields whose check digit does not hold."""
        return tuple(check.field for check in self.checks if not check.holds)


@dataclass(frozen=True, slots=True)
class Candidate:
    """Another reading of a field, and the check digit that holds for it."""

    field: str
    text: str
    check: str


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a zone with its place: ``offsets`` has the byte of each character."""

    text: str
    offsets: tuple[int, ...]
    start: int
    end: int
    ordinal: int
    marks: tuple[tuple[str, int, str], ...] = ()  # code, offset, what was found

    @property
    def tag(self) -> str:
        """Return what problems call a line; its number is the ordinal."""
        return LINE

    @property
    def elements(self) -> list[list[str]]:
        """Return the line as the one element of a segment."""
        return [[self.text]]

    def at(self, column: int) -> int:
        """Return the byte at which a character stands."""
        return self.offsets[column] if column < len(self.offsets) else self.end
