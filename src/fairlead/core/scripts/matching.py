"""What it costs to take one token for another, in any two scripts.

The cost is −ln of how much less likely the two spellings are, if they are one name, than the two
likeliest ones would be. It is symmetric by construction: with one Latin word, the other is always
the one that is read; of two Latin words, the longer one is.
"""

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from fairlead.core.scripts.alphabets import LATIN, alphabet_of
from fairlead.core.scripts.lattice import distances
from fairlead.core.scripts.weights import pieces, places, weights

ABSENT = 1 << 20  # they are not spellings of one name
HOPELESS = 12_000  # beyond this nothing is left of what the rarest name could say
LONGEST = 32  # letters; a longer token is only ever itself
AT_ONCE = 2048  # pairs in one sweep

Job = tuple[int, str, str]  # the place of a pair, the word that is read, the Latin word


def costs(left: Sequence[str], right: Sequence[str]) -> NDArray[np.int32]:
    """Return the cost of each pair in millinats; ``ABSENT`` if they are no spellings of one name.

    >>> costs(["mohammed", "محمد", "mohammed"], ["muhamad", "mohammed", "smith"]).tolist()
    [1750, 700, 1048576]
    """
    found = np.full(len(left), ABSENT, np.int32)
    jobs: dict[str, list[Job]] = defaultdict(list)
    for place, (one, other) in enumerate(zip(left, right, strict=True)):
        if one == other:
            found[place] = 0
        else:
            read, word = (one, other) if _reads(one, other) else (other, one)
            if alphabet_of(word) == LATIN and len(read) <= LONGEST and len(word) <= LONGEST:
                jobs[alphabet_of(read)].append((place, read, word))
    for code in jobs.keys() - {""}:
        for start in range(0, len(jobs[code]), AT_ONCE):
            _sweep(code, jobs[code][start : start + AT_ONCE], found)
    found[found > HOPELESS] = ABSENT
    return found


def _reads(one: str, other: str) -> bool:
    """Whether the first of two words is the one that is read."""
    if alphabet_of(other) != LATIN:
        return False
    return alphabet_of(one) != LATIN or (len(one), one) > (len(other), other)


def _sweep(code: str, jobs: Sequence[Job], found: NDArray[np.int32]) -> None:
    of = weights(code)
    lefts = [places(code, read) for _, read, _ in jobs]
    rights = [pieces(code, word) for _, _, word in jobs]
    found[[place for place, _, _ in jobs]] = distances(of.cells, 0, of.barred, lefts, rights)
