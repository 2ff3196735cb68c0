"""All pages side by side in one array, so that words of many alphabets are weighed in one sweep.

A word that is read becomes a row of places in that array, one for each of its units. A Latin word
that it may mean becomes columns, one for each of its pieces; which column a piece has, every page
says for itself. Pieces are looked up as numbers, their letters the digits.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from fairlead.core.scripts.alphabets import ALPHABETS
from fairlead.core.scripts.lattice import Cells, Columns, Places
from fairlead.core.scripts.weights import Weights, places, weights

_BASE = 28  # a to z are the digits 1 to 26; what is no letter is 27, which no piece has
_OTHER = 27


@dataclass(frozen=True, slots=True)
class Atlas:
    """The weights of several alphabets; everywhere a page is called by its number."""

    pages: tuple[Weights, ...]
    cells: Cells
    begins: Places  # where the cells of a page begin, with the row that passes everything on
    barred: Places  # the column of what no unit of the page can be
    longest: Places  # letters of the longest piece of a page
    pieces: NDArray[np.int64]  # the pieces of all pages as numbers, in rising order
    columns: NDArray[np.int16]  # and the column of each

    def rows(self, pages: Places, words: Sequence[str]) -> tuple[Places, Places]:
        """Return where the row of each unit of each word begins, and how many units it has."""
        found = [
            places(self.pages[page], word) for page, word in zip(pages.tolist(), words, strict=True)
        ]
        units = np.fromiter(map(len, found), np.intp, len(found))
        rows = np.empty((units.max(initial=0), len(found)), np.intp)
        rows[:] = self.begins[pages]
        for at, some in enumerate(found):
            rows[: len(some), at] += some
        return rows, units

    def columns_of(self, pages: Places, words: Sequence[str]) -> Columns:
        """Return the column of every piece of Latin words, by its length, its word and its end."""
        letters = _letters(words)
        width = letters.shape[1]
        found = np.empty((self.longest[pages].max(initial=0) + 1, len(words), width + 1), np.int16)
        found[:] = self.barred[pages][:, None]
        found[0] = 0
        numbers = np.zeros_like(letters)
        for length in range(1, min(len(found), width + 1)):
            some = np.flatnonzero(self.longest[pages] >= length)
            ends = slice(length - 1, width)
            numbers[:, ends] += letters[:, : width - length + 1] * _BASE ** (length - 1)
            asked = numbers[some, ends] + self._first(pages[some])[:, None]
            place = np.minimum(np.searchsorted(self.pieces, asked), len(self.pieces) - 1)
            known = self.pieces[place] == asked
            found[length, some, length:] = np.where(
                known, self.columns[place], self.barred[pages[some]][:, None]
            )
        return found

    def _first(self, pages: Places) -> NDArray[np.int64]:
        """Return the number from which on the pieces of a page are counted."""
        return np.asarray(pages.astype(np.int64) * _BASE ** int(self.longest.max()))


def _letters(words: Sequence[str]) -> NDArray[np.int64]:
    """Return the letters of each word as digits, filled up with what is no letter."""
    width = max(map(len, words), default=0)
    joined = "".join([word.ljust(width) for word in words])
    codes = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), np.uint32)
    digits = codes.astype(np.int64) - (ord("a") - 1)
    digits[(digits < 1) | (digits >= _OTHER)] = _OTHER
    return digits.reshape(len(words), width)


def bind(pages: Sequence[Weights]) -> Atlas:
    """Put the weights of alphabets side by side."""
    sizes = [len(page.cells) for page in pages]
    longest = np.array([page.longest for page in pages], np.intp)
    room = _BASE ** int(longest.max())
    numbered = sorted(
        (number * room + _number(piece), column)
        for number, page in enumerate(pages)
        for piece, column in page.columns.items()
        if piece
    )
    return Atlas(
        tuple(pages),
        np.concatenate([page.cells for page in pages]),
        np.cumsum([0, *sizes[:-1]], dtype=np.intp),
        np.array([page.barred for page in pages], np.intp),
        longest,
        np.array([number for number, _ in numbered], np.int64),
        np.array([column for _, column in numbered], np.int16),
    )


def _number(piece: str) -> int:
    number = 0
    for letter in piece:
        number = number * _BASE + ord(letter) - (ord("a") - 1)
    return number


@cache
def atlas() -> Atlas:
    """Return all pages that ship, in the order of the alphabets."""
    return bind([weights(alphabet.code) for alphabet in ALPHABETS])
