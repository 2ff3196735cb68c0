"""What a slip of the pen or of a scanner is worth, seen as a noisy channel.

That *Ahmwd* was written for *Ahmad* is likely, because *Ahmwd* is no name: the surprise at the
word is far greater than the surprise at the slip. That *Hamed* was written for *Ahmad* is not,
because *Hamed* is what people are called. So a slip brings the greater surprise at either word
less the surprise at the slip, and never more than the word itself would have brought.

Lists are checked by many eyes and hold rare families, so a word of a list that no table knows is
sooner a name that was never counted than a slip; a word asked about is as often a slip. Therefore
the surprise at either has its own ceiling: a common *Zahrani* is no misspelt *Safrani*.
"""

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import OSA, Levenshtein
from rapidfuzz.process import cpdist

from fairlead.core.screening.deletions import Numbers
from fairlead.core.screening.weights import Weights

MOST = 2
Words = NDArray[np.object_]


def distances(left: Words, right: Words) -> NDArray[np.uint8]:
    """Return the number of edits between words, where it is at most two; else three."""
    if not len(left):
        return np.zeros(0, np.uint8)
    return cpdist(
        left.tolist(), right.tolist(), scorer=OSA.distance, score_cutoff=MOST, dtype=np.uint8
    )


def surprises(distance: NDArray[np.uint8], left: Words, right: Words, weights: Weights) -> Numbers:
    """Return the surprise at the slip that made the left word of the right; none where equal."""
    number = weights.number
    cost = np.where(distance == 0, 0, number("slip", "two")).astype(np.int32)
    one = np.flatnonzero(distance == 1)
    cost[one] = [
        _single(a, b, weights) for a, b in zip(left[one].tolist(), right[one].tolist(), strict=True)
    ]
    slipped = np.flatnonzero(distance)
    first = [
        a[:1] != b[:1] for a, b in zip(left[slipped].tolist(), right[slipped].tolist(), strict=True)
    ]
    cost[slipped] += np.array(first, np.int32) * number("slip", "first_letter")
    return cost


def _single(written: str, meant: str, weights: Weights) -> int:
    if len(written) == len(meant):
        swapped = Levenshtein.distance(written, meant) == MOST
        return weights.number("slip", "swap" if swapped else "replace")
    longer, shorter = (written, meant) if len(written) > len(meant) else (meant, written)
    if _doubled(longer, shorter):
        return weights.number("slip", "double")
    return weights.number("slip", "insert" if longer is written else "drop")


def _doubled(longer: str, shorter: str) -> bool:
    at = next((i for i, letter in enumerate(shorter) if longer[i] != letter), len(shorter))
    return at > 0 and longer[at] == longer[at - 1]
