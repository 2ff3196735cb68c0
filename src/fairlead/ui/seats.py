"""A grid of places, such as the seats of an aircraft: who sits where, and beside whom."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from fairlead.core.registration import Label


@dataclass(frozen=True, slots=True)
class Seat:
    """One place that somebody has; ``tone`` is ``hit``, ``group`` or nothing."""

    words: Label  # who it is, as far as this reader may know
    tone: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """One cell of the grid."""

    name: str
    seat: Seat | None

    @property
    def tone(self) -> str:
        return self.seat.tone if self.seat else "free"


@dataclass(frozen=True)
class SeatMap:
    """Rows and letters; a blank among the letters is the aisle."""

    title: Label
    letters: str  # "ABC DEF"
    rows: Sequence[int]
    taken: Mapping[str, Seat]  # "12C" → who
    template = "ui/seats.html"

    @property
    def grid(self) -> list[tuple[int, list[Place | None]]]:
        """Return every row with its places; None is the aisle."""
        return [
            (
                row,
                [
                    None
                    if letter == " "
                    else Place(f"{row}{letter}", self.taken.get(f"{row}{letter}"))
                    for letter in self.letters
                ],
            )
            for row in self.rows
        ]

    @property
    def listed(self) -> list[tuple[str, Seat]]:
        """Return every taken place, in the order of the rows."""
        order = {f"{row}{letter}": None for row in self.rows for letter in self.letters}
        return [(name, self.taken[name]) for name in order if name in self.taken]
