"""Weights: the page of one alphabet, read into an array.

A line is a unit, its context (empty: any), and pieces of Latin with what they cost::

    ج<TAB><TAB>j:0 g:410 dj:1820 …
    ج<TAB>.V<TAB>j:0 g:650 …

Costs are millinats above the likeliest reading, in the mean of both directions, so that a line can
be read aloud: word-initial ج before a vowel is j; g costs 0.65 nats. ``-`` is a silent unit. Pages
are written by ``fairlead scripts train``, or by hand where there is nothing to learn from.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib.resources import files
from itertools import chain
from string import ascii_lowercase

import numpy as np
from numpy.typing import NDArray

from fairlead.core.scripts.alphabets import Alphabet, alphabet, alphabet_of
from fairlead.core.scripts.lattice import NEVER, Cells, Places
from fairlead.core.scripts.sounds import primary

SILENT = "-"
UNLISTED = 7500  # what no line lists: a letter for a letter, or nothing
VOWELS = "aeiouy"
MORE = dict.fromkeys(VOWELS, 2500) | {"h": 3500, "w": 3500}  # a letter more than a listed piece has
MORE_CONSONANTS = 6000
FEW = 200  # pieces of a page
DOUBLED = 1500  # a consonant twice for once, or once for twice
OTHER_VOWEL = 4500  # where the page lists another vowel
OUT_OF_CONTEXT = 1500  # what the unit may be elsewhere, but was not seen to be here
Listed = dict[str, int]
Heard = tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Page:
    """What the page of one alphabet says: for each unit and context, pieces and costs."""

    lines: dict[tuple[str, str], Listed]
    _heard: dict[tuple[str, str], Heard] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def parse(cls, text: str) -> "Page":
        """Read a page."""
        lines: dict[tuple[str, str], Listed] = {}
        for line in text.splitlines():
            if line and line[0] != "#":
                unit, context, entries = line.split("\t")
                costs = (entry.rpartition(":") for entry in entries.split(" "))
                lines[unit, context] = {
                    "" if piece == SILENT else piece: int(cost) for piece, _, cost in costs
                }
        return cls(lines)

    def at(self, unit: str, context: str) -> Listed:
        """Return what a unit may be in a context; nothing, where the page does not know it."""
        return self.lines.get((unit, context)) or self.lines.get((unit, "")) or {"": 0}

    def heard(self, unit: str, context: str) -> Heard:
        """Return the classes of sounds that a unit may be in a context, with the least cost."""
        found = self._heard.get((unit, context))
        if found is None:
            least: dict[str, int] = {}
            for piece, cost in self.at(unit, context).items():
                classes = primary(piece)
                least[classes] = min(cost, least.get(classes, cost))
            found = self._heard[unit, context] = tuple(least.items())
        return found

    def write(self, head: str) -> str:
        """Write the page: units in order, cheapest pieces first."""
        return head + "".join(
            f"{unit}\t{context}\t{_entries(self.lines[unit, context])}\n"
            for unit, context in sorted(self.lines)
        )


def _entries(listed: Listed) -> str:
    ordered = sorted(listed.items(), key=lambda entry: (entry[1], entry[0]))
    return " ".join(f"{piece or SILENT}:{cost}" for piece, cost in ordered)


@dataclass(frozen=True, slots=True, eq=False)
class Weights:
    """The same as an array: a row for a unit in its context, a column for a piece of Latin."""

    alphabet: Alphabet
    columns: dict[str, int]
    rows: dict[tuple[str, str], int]
    cells: Cells = field(repr=False)
    longest: int

    @property
    def barred(self) -> int:
        """The column of pieces that no unit can be."""
        return len(self.columns)

    def places(self, form: str) -> Places:
        """Return where the row of each unit of a word begins."""
        units = self.alphabet.read(form)
        found = []
        for unit, context in zip(units, self.alphabet.contexts(units), strict=True):
            row = self.rows.get((unit, context))
            found.append(self.rows.get((unit, ""), 1) if row is None else row)
        return np.array(found, np.intp) * (len(self.columns) + 1)


def array_of(page: Page, of: Alphabet) -> Weights:
    """Lay a page out as an array. Row 0 passes everything on; row 1 is any unit nobody listed."""
    pieces = _pieces(set(chain.from_iterable(page.lines.values())))
    columns = {piece: column for column, piece in enumerate(pieces)}
    cells = np.full((2 + len(page.lines), len(pieces) + 1), UNLISTED, np.int32)
    cells[:, -1] = NEVER
    rows: dict[tuple[str, str], int] = {}
    twice = _twice(columns)
    for row, (unit, context) in enumerate(sorted(page.lines), 2):
        rows[unit, context] = row
        if context:
            cells[row, :-1] = cells[rows[unit, ""], :-1] + OUT_OF_CONTEXT
        for piece, cost in page.lines[unit, context].items():
            cells[row, columns[piece]] = cost
        _other_vowels(cells[row], columns)
        _doubled(cells[row], twice)
    _longer(cells, columns)
    cells[0] = NEVER
    cells[0, 0] = 0
    return Weights(of, columns, rows, cells.ravel(), max(map(len, pieces)))


def _pieces(listed: set[str]) -> list[str]:
    """Return what a unit may take: also pieces that begin with a doubled consonant.

    A page with few pieces was written by hand: a letter more may be behind each of them.
    """
    alone = set(ascii_lowercase)
    most = max(map(len, listed), default=0)
    more = {p[:1] + p for p in listed | alone if p[:1] not in "aeiou" and len(p) < most}
    if len(listed) < FEW:
        more |= {piece + letter for piece in listed for letter in alone}
    return sorted(listed | alone | more | {""}, key=lambda piece: (len(piece), piece))


def _other_vowels(row: NDArray[np.int32], columns: dict[str, int]) -> None:
    """Let a unit that is one vowel be another."""
    vowels = [columns[vowel] for vowel in VOWELS]
    row[vowels] = np.minimum(row[vowels], row[vowels].min() + OTHER_VOWEL)


def _twice(columns: dict[str, int]) -> list[tuple[int, int]]:
    """Return the columns of every consonant written twice, and of the same written once."""
    return [
        (column, columns[piece[0]])
        for piece, column in columns.items()
        if piece and piece == piece[:1] * 2 and piece[0] not in VOWELS
    ]


def _doubled(row: NDArray[np.int32], twice: Sequence[tuple[int, int]]) -> None:
    """Let a consonant be written once that the page has twice."""
    for two, one in twice:
        row[one] = min(row[one], row[two] + DOUBLED)


def _longer(cells: Cells, columns: dict[str, int]) -> None:
    """Let every piece be a shorter one with a letter more, before or after; nothing else is longer.

    The columns stand in order of length, so that shorter ones are settled first.
    """
    for piece, column in columns.items():
        if len(piece) > 1:
            cells[:, column] = np.where(cells[:, column] < UNLISTED, cells[:, column], NEVER)
        for shorter, letter in ((piece[:-1], piece[-1:]), (piece[1:], piece[:1])):
            if piece and shorter in columns:
                more = cells[:, columns[shorter]] + _more(letter, piece)
                np.minimum(cells[:, column], more, out=cells[:, column])
    np.minimum(cells, NEVER, out=cells)


def _more(letter: str, piece: str) -> int:
    twice = letter * 2 in piece and letter not in "aeiou"
    return DOUBLED if twice else MORE.get(letter, MORE_CONSONANTS)


@cache
def weights(code: str) -> Weights:
    """Return the weights of an alphabet that ship."""
    return array_of(page(code), alphabet(code))


@cache
def page(code: str) -> Page:
    """Return the page of an alphabet that ships."""
    file = files("fairlead.core.scripts") / "weights" / f"{code}.txt"
    return Page.parse(file.read_text(encoding="utf-8"))


@lru_cache(maxsize=32_768)
def places(of: Weights, form: str) -> NDArray[np.intp]:
    """Return the rows of a word's units, kept: a batch asks for the same words again."""
    return of.places(form)


@lru_cache(maxsize=8192)
def reading(code: str, form: str) -> str:
    """Return the likeliest Latin spelling of a word."""
    of, said = alphabet(code), page(code)
    units = of.read(form)
    listed = (said.at(*key) for key in zip(units, of.contexts(units), strict=True))
    return "".join(min(pieces, key=lambda piece: (pieces[piece], piece)) for pieces in listed)


def spelling(form: str) -> str:
    """Return the likeliest Latin spelling of a word in any alphabet; itself in one unknown."""
    code = alphabet_of(form)
    return reading(code, form) if code else form
