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

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from fairlead.core.scripts.alphabets import LATIN, alphabet_of
from fairlead.core.scripts.lattice import distances
from fairlead.core.scripts.weights import pieces, reading, weights
from fairlead.core.scripts.weights import places as rows_of

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
Places = NDArray[np.intp]


def costs(left: Sequence[str], right: Sequence[str]) -> Costs:
    """Return the cost of each pair in millinats; ``ABSENT`` if they are no spellings of one name.

    >>> costs(["usama", "محمد"], ["osama", "mohammed"]) < 1000
    array([ True,  True])
    >>> costs(["mohammed"], ["smith"]) == ABSENT
    array([ True])
    """
    words = _Words()
    one, other = words.numbers(left), words.numbers(right)
    found = np.where(one == other, 0, ABSENT).astype(np.int32)
    for code, places, read, word in _jobs(words, one, other):
        _sweep(code, words, places, (read, word), found)
    return found


class _Words:
    """Different words, numbered in the order in which they are met."""

    def __init__(self) -> None:
        self.seen: dict[str, int] = {}

    def numbers(self, words: Iterable[str]) -> Places:
        seen = self.seen
        return np.array([seen.setdefault(word, len(seen)) for word in words], np.intp)

    def codes(self) -> list[str]:
        """Return the alphabet of each word; none for what is only ever itself."""
        return [alphabet_of(word) if len(word) <= LONGEST else "" for word in self.seen]

    def ranks(self) -> Places:
        """Return the rank of each word by length, then by letters."""
        words = list(self.seen)
        ranks = np.empty(len(words), np.intp)
        ranks[sorted(range(len(words)), key=lambda at: (len(words[at]), words[at]))] = np.arange(
            len(words)
        )
        return ranks


_Job = tuple[str, Places, Places, Places]


def _jobs(words: _Words, one: Places, other: Places) -> Iterator[_Job]:
    """Yield by which page, for which pairs, which words are read as which Latin ones."""
    codes = np.array(words.codes() or [""])
    first, second = codes[one], codes[other]
    open_ = (one != other) & (first != "") & (second != "")
    both = np.flatnonzero(open_ & (first == LATIN) & (second == LATIN))
    if len(both):
        ranks = words.ranks()
        turned = ranks[one[both]] < ranks[other[both]]
        yield LATIN, both, *_turned(one[both], other[both], turned)
    for code in sorted(set(codes.tolist()) - {"", LATIN}):
        mine = np.flatnonzero(open_ & (first == code) & (second == LATIN))
        yours = np.flatnonzero(open_ & (second == code) & (first == LATIN))
        yield (
            code,
            np.r_[mine, yours],
            np.r_[one[mine], other[yours]],
            np.r_[other[mine], one[yours]],
        )
    apart = np.flatnonzero(open_ & (first != second) & (first != LATIN) & (second != LATIN))
    yield from _through_latin(words, apart, one, other)


def _turned(one: Places, other: Places, turned: NDArray[np.bool_]) -> tuple[Places, Places]:
    return np.where(turned, other, one), np.where(turned, one, other)


def _through_latin(words: _Words, apart: Places, one: Places, other: Places) -> Iterator[_Job]:
    """Yield what is read where neither word is Latin: each as the likeliest Latin for the other."""
    spelled = list(words.seen)
    found: dict[str, list[tuple[int, str, str]]] = defaultdict(list)
    for place in apart.tolist():
        pair = spelled[one[place]], spelled[other[place]]
        for read, meant in (pair, pair[::-1]):
            latin = reading(alphabet_of(meant), meant)
            found[alphabet_of(read)].append((place, read, latin))
    for code in sorted(found):
        places, read_words, latin_words = zip(*found[code], strict=True)
        yield code, np.array(places), words.numbers(read_words), words.numbers(latin_words)


def _sweep(
    code: str, words: _Words, places: Places, pairs: tuple[Places, Places], found: Costs
) -> None:
    """Weigh pairs, shorter words first, so that little room is filled up."""
    spelled = list(words.seen)
    lengths = np.array([len(word) for word in spelled], np.intp)
    order = np.lexsort((lengths[pairs[0]], lengths[pairs[1]]))
    of = weights(code)
    for start in range(0, len(order), AT_ONCE):
        some = order[start : start + AT_ONCE]
        reads, first = np.unique(pairs[0][some], return_inverse=True)
        meant, second = np.unique(pairs[1][some], return_inverse=True)
        lefts = [rows_of(code, spelled[at]) for at in reads.tolist()]
        rights = [pieces(code, spelled[at]) for at in meant.tolist()]
        apart = distances(of.cells, 0, of.barred, lefts, rights, pairs=(first, second))
        np.minimum.at(found, places[some], evidence(apart, code))


def evidence(apart: Costs, code: str) -> Costs:
    """Translate distances on the lattice into costs; monotonic."""
    slope, start = LINES.get(code, LINE)
    near = np.minimum(apart, HOPELESS)
    cost = np.maximum(near * slope // 1000 - start, near * LEAST_SLOPE // 1000)
    return np.where(apart > HOPELESS, ABSENT, np.maximum(cost, 1)).astype(np.int32)
