"""Which letters words have, as bits: most words that are far apart are told from this alone.

Letters fall into 32 groups (each of a to z is one of its own). A word has a bit for every group
that it has a letter of, and another for every group that it has two of. An edit turns few of these
bits, and letters in common are bits in common; so both bounds hold for all words, and a pair that
is passed over here could not have come near.
"""

from collections.abc import Sequence
from itertools import chain

import numpy as np
from numpy.typing import NDArray

Marks = NDArray[np.uint64]
Lengths = NDArray[np.int32]

_GROUPS = 32
_SOME = 4096  # words whose letters are counted at once
_BITS = np.uint64(1) << np.arange(_GROUPS, dtype=np.uint64)
_TWICE = np.uint64(_GROUPS)


def marks(words: Sequence[str]) -> Marks:
    """Return the bits of words."""
    blocks = [_marks(words[start : start + _SOME]) for start in range(0, len(words), _SOME)]
    return np.concatenate(blocks) if blocks else np.zeros(0, np.uint64)


def _marks(words: Sequence[str]) -> Marks:
    lengths = np.fromiter(map(len, words), np.intp, len(words))
    letters = np.fromiter(map(ord, chain.from_iterable(words)), np.intp, int(lengths.sum()))
    owners = np.repeat(np.arange(len(words)), lengths)
    counts = np.bincount(owners * _GROUPS + letters % _GROUPS, minlength=len(words) * _GROUPS)
    counts = counts.reshape(len(words), _GROUPS)
    once, twice = ((counts > n) @ _BITS for n in (0, 1))
    return np.asarray(once | twice << _TWICE)


def least_edits(one: Marks, other: Marks) -> NDArray[np.uint8]:
    """Return how many edits lie at least between words: each turns two bits at most."""
    return np.asarray((np.bitwise_count(one ^ other) + np.uint8(1)) // np.uint8(2))


def most_shared(
    one: Marks, other: Marks, length: Lengths, other_length: Lengths
) -> NDArray[np.int64]:
    """Return how many letters words have in common at most, counting those that have no bit."""
    unmarked = np.minimum(length - np.bitwise_count(one), other_length - np.bitwise_count(other))
    return np.asarray(np.bitwise_count(one & other) + unmarked.astype(np.int64))
