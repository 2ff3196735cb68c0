"""What it costs to take one token for another, in any two scripts.

The lattice says how far two spellings are apart by the weights of a page. That sum takes the habits
of a spelling for independent, which they are not (who writes *ou* for *u* once, does so again), so
it is translated into evidence with a measured line: how many names of a large vocabulary lie as far
from a name as its true spellings do, against how many spellings lie there. ``bench/scripts.py``
prints the measurement.

Costs are symmetric by construction. With one Latin word, the other is always the one that is read;
of two Latin words, the longer one is. Of two words in other scripts, each is read as the likeliest
Latin spelling of the other, and the nearer counts.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fairlead.core.scripts.alphabets import ALPHABETS, LATIN, alphabet_of
from fairlead.core.scripts.atlas import atlas
from fairlead.core.scripts.lattice import Columns, Places, distances
from fairlead.core.scripts.weights import reading

ABSENT = 1 << 20  # they are not spellings of one name
HOPELESS = 15_000  # on the lattice; beyond this, strangers outnumber spellings a thousandfold
# The measured line from the lattice to evidence, in thousandths and millinats; and the least slope,
# which keeps nearer spellings before others where all are as good as the same.
LINES = {LATIN: (700, 900), "cyrillic": (680, 1000), "hangul": (700, 600), "han": (600, 500)}
LINE = (780, 600)
LEAST_SLOPE = 100
LONGEST = 32  # letters; a longer token is only ever itself
AT_ONCE = 2048  # pairs in one sweep

Costs = NDArray[np.int32]

_PAGES = {of.code: number for number, of in enumerate(ALPHABETS)}
_LATIN = _PAGES[LATIN]
_UNKNOWN = -1
_SLOPES = np.array([LINES.get(of.code, LINE) for of in ALPHABETS], np.int32)


def costs(left: Sequence[str], right: Sequence[str]) -> Costs:
    """Return the cost of each pair in millinats; ``ABSENT`` if they are no spellings of one name.

    >>> costs(["usama", "محمد"], ["osama", "mohammed"]) < 1000
    array([ True,  True])
    >>> costs(["mohammed"], ["smith"]) == ABSENT
    array([ True])
    """
    seen: dict[str, int] = {}
    one, other = (_numbers(seen, words) for words in (left, right))
    found = weigh(list(seen), one, other)
    found[one == other] = 0
    return found


def _numbers(seen: dict[str, int], words: Iterable[str]) -> Places:
    return np.array([seen.setdefault(word, len(seen)) for word in words], np.intp)


def weigh(words: Sequence[str], one: Places, other: Places) -> Costs:
    """Return the cost of each pair of different words, which are called by their numbers."""
    book = _Book(list(words))
    readings = _readings(book, one, other)
    found = np.full(len(one), ABSENT, np.int32)
    if len(readings.place):
        _sweep(_Laid.of(book, readings), readings, found)
    return found


class _Book:
    """The words that are weighed, and the page of each."""

    def __init__(self, words: list[str]) -> None:
        self.words = words
        self.pages = np.array([_page(word) for word in words], np.intp)

    def add(self, words: Sequence[str]) -> Places:
        """Add words, and return their numbers."""
        numbers = np.arange(len(self.words), len(self.words) + len(words))
        self.words += words
        self.pages = np.r_[self.pages, [_page(word) for word in words]].astype(np.intp)
        return numbers


def _page(word: str) -> int:
    return _PAGES.get(alphabet_of(word), _UNKNOWN) if len(word) <= LONGEST else _UNKNOWN


@dataclass(frozen=True, slots=True)
class _Readings:
    """For which pair which word is read as which Latin one."""

    place: Places
    read: Places
    meant: Places


def _readings(book: _Book, one: Places, other: Places) -> _Readings:
    first, second = book.pages[one], book.pages[other]
    known = (first != _UNKNOWN) & (second != _UNKNOWN)
    latin, latin_too = first == _LATIN, second == _LATIN
    turned = latin & ~latin_too
    both = np.flatnonzero(latin & latin_too)
    turned[both] = _longer(book.words, other[both], one[both])
    read, meant = np.where(turned, other, one), np.where(turned, one, other)
    plain = np.flatnonzero(known & (latin | latin_too))
    apart = np.flatnonzero(known & ~(latin | latin_too) & (first != second))
    found = [(plain, read[plain], meant[plain])]
    if len(apart):
        found += [
            (apart, read, book.add(_in_latin(book, meant)))
            for read, meant in ((one[apart], other[apart]), (other[apart], one[apart]))
        ]
    return _Readings(*(np.concatenate(parts) for parts in zip(*found, strict=True)))


def _longer(words: Sequence[str], one: Places, other: Places) -> NDArray[np.bool_]:
    """Say of which pairs the first word is the longer one, or else the later in the alphabet."""
    lengths = np.fromiter(map(len, words), np.intp, len(words))
    longer = lengths[one] > lengths[other]
    equal = np.flatnonzero(lengths[one] == lengths[other])
    pairs = zip(one[equal].tolist(), other[equal].tolist(), strict=True)
    longer[equal] = [words[first] > words[second] for first, second in pairs]
    return longer


def _in_latin(book: _Book, numbers: Places) -> list[str]:
    """Return the likeliest Latin spellings of words."""
    words = [book.words[number] for number in numbers.tolist()]
    return [reading(alphabet_of(word), word) for word in words]


@dataclass(frozen=True, slots=True)
class _Laid:
    """Every word once, laid out as it is read and as it is meant."""

    page: Places  # per pair
    first: Places  # per pair: its row
    rows: Places
    units: Places
    second: Places  # per pair: its columns
    columns: Columns
    lengths: Places

    @classmethod
    def of(cls, book: _Book, readings: _Readings) -> "_Laid":
        page, size = book.pages[readings.read], len(book.words)
        reads, first = np.unique(readings.read, return_inverse=True)
        meant, second = np.unique(page * size + readings.meant, return_inverse=True)
        words = [book.words[number] for number in (meant % size).tolist()]
        rows, units = atlas().rows(book.pages[reads], [book.words[at] for at in reads.tolist()])
        columns = atlas().columns_of(meant // size, words)
        lengths = np.fromiter(map(len, words), np.intp, len(words))
        return cls(page, first, rows, units, second, columns, lengths)


def _sweep(laid: _Laid, readings: _Readings, found: Costs) -> None:
    """Weigh pairs, shorter words first, so that little room is filled up."""
    depths = atlas().longest[laid.page]
    lengths, units = laid.lengths[laid.second], laid.units[laid.first]
    order = np.lexsort((units, lengths, depths))
    for start in range(0, len(order), AT_ONCE):
        some = order[start : start + AT_ONCE]
        first, second = laid.first[some], laid.second[some]
        height, depth, width = units[some].max(), depths[some[-1]] + 1, lengths[some].max() + 1
        apart = distances(
            atlas().cells,
            laid.rows[:height, first],
            laid.columns[:depth, second, :width],
            lengths[some],
        )
        np.minimum.at(found, readings.place[some], evidence(apart, laid.page[some]))


def evidence(apart: Costs, page: Places) -> Costs:
    """Translate distances on the lattice into costs; monotonic."""
    near = np.minimum(apart, HOPELESS)
    slope, start = _SLOPES[page].T
    cost = np.maximum(near * slope // 1000 - start, near * LEAST_SLOPE // 1000)
    return np.where(apart > HOPELESS, ABSENT, np.maximum(cost, 1)).astype(np.int32)
