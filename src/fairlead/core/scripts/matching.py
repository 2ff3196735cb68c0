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
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from fairlead.core.scripts.alphabets import LATIN, alphabet_of
from fairlead.core.scripts.lattice import distances
from fairlead.core.scripts.weights import pieces, places, reading, weights

ABSENT = 1 << 20  # they are not spellings of one name
HOPELESS = 15_000  # on the lattice; beyond this, strangers outnumber spellings a thousandfold
# The measured line from the lattice to evidence, in thousandths and millinats; and the least slope,
# which keeps nearer spellings before others where all are as good as the same.
LINES = {LATIN: (700, 900), "cyrillic": (680, 1000), "hangul": (700, 600), "han": (600, 500)}
LINE = (780, 600)
LEAST_SLOPE = 100
LONGEST = 32  # letters; a longer token is only ever itself
AT_ONCE = 2048  # pairs in one sweep

Job = tuple[int, str, str]  # the place of a pair, the word that is read, the Latin word
Costs = NDArray[np.int32]


def costs(left: Sequence[str], right: Sequence[str]) -> Costs:
    """Return the cost of each pair in millinats; ``ABSENT`` if they are no spellings of one name.

    >>> costs(["usama", "محمد"], ["osama", "mohammed"]) < 1000
    array([ True,  True])
    >>> costs(["mohammed"], ["smith"]) == ABSENT
    array([ True])
    """
    found = np.full(len(left), ABSENT, np.int32)
    jobs: dict[str, list[Job]] = defaultdict(list)
    latin = jobs[LATIN]
    for place, (one, other) in enumerate(zip(left, right, strict=True)):
        if one == other:
            found[place] = 0
        elif len(one) > LONGEST or len(other) > LONGEST:
            continue
        elif alphabet_of(one) == alphabet_of(other):
            if alphabet_of(one) == LATIN:
                ahead = (len(one), one) > (len(other), other)
                latin.append((place, one, other) if ahead else (place, other, one))
        else:
            for code, read, word in _across(one, other):
                jobs[code].append((place, read, word))
    for code in sorted(jobs):
        for start in range(0, len(jobs[code]), AT_ONCE):
            _sweep(code, jobs[code][start : start + AT_ONCE], found)
    return found


def _across(one: str, other: str) -> Iterator[tuple[str, str, str]]:
    """Yield which word is read as which Latin one, and by which page."""
    first, second = alphabet_of(one), alphabet_of(other)
    if not first or not second:
        return
    if second == LATIN:
        yield first, one, other
    elif first == LATIN:
        yield second, other, one
    else:
        yield first, one, reading(second, other)
        yield second, other, reading(first, one)


def _sweep(code: str, jobs: Sequence[Job], found: Costs) -> None:
    of = weights(code)
    lefts = [places(code, read) for _, read, _ in jobs]
    rights = [pieces(code, word) for _, _, word in jobs]
    apart = distances(of.cells, 0, of.barred, lefts, rights)
    np.minimum.at(found, [place for place, _, _ in jobs], evidence(apart, code))


def evidence(apart: Costs, code: str) -> Costs:
    """Translate distances on the lattice into costs; monotonic."""
    slope, start = LINES.get(code, LINE)
    near = np.minimum(apart, HOPELESS)
    cost = np.maximum(near * slope // 1000 - start, near * LEAST_SLOPE // 1000)
    return np.where(apart > HOPELESS, ABSENT, np.maximum(cost, 1)).astype(np.int32)
