"""Which tokens are within two edits of which: found by what is left when letters are taken out.

Two words within *d* edits (insert, delete, replace, transpose neighbours) have at least one string
in common that remains after at most *d* deletions from each (Garbe, "symmetric delete"). So every
word is filed under the hashes of its remainders, and a question is a few look-ups. Hashes may
collide; the caller compares the words themselves, so a collision costs time and never a result.

The hash of a word is Σ cᵢ·Bⁱ modulo 2⁶⁴. Since B is odd it has an inverse, and the hash of what
remains after a deletion follows from prefix sums, for all words at once.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

_BASE = 0x9E3779B97F4A7C15
_INVERSE = pow(_BASE, -1, 1 << 64)
_LETTER = np.uint64(0xD6E8FEB86659FD93)
LONGEST = 24
"""Letters of a word that are compared under edits; what is longer is cut, on both sides."""

_POWERS = np.array([pow(_BASE, i, 1 << 64) for i in range(LONGEST + 1)], dtype=np.uint64)
_BACK = np.array([pow(_INVERSE, i, 1 << 64) for i in range(3)], dtype=np.uint64)

Keys = NDArray[np.uint64]
Numbers = NDArray[np.int32]


def letters(forms: Sequence[str]) -> tuple[Keys, Numbers]:
    """Return the code points of each form as one padded row, and how many there are."""
    lengths = np.fromiter((min(len(form), LONGEST) for form in forms), np.int32, len(forms))
    width = max(1, int(lengths.max(initial=1)))
    joined = "".join([form[:width].ljust(width, "\0") for form in forms])
    codes = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), np.uint32)
    return codes.reshape(len(forms), width).astype(np.uint64), lengths


def remainders(forms: Sequence[str], depth: Sequence[int] | Numbers) -> tuple[Keys, Numbers]:
    """Return the hashes of what remains of each form after up to ``depth`` deletions.

    With each hash goes the number of the form that it belongs to.
    """
    codes, lengths = letters(forms)
    depths = np.asarray(depth, np.int32)
    prefix = np.zeros((len(forms), codes.shape[1] + 1), np.uint64)
    mixed = (codes + np.uint64(1)) * _LETTER
    mixed ^= mixed >> np.uint64(29)
    np.cumsum(mixed * _POWERS[: codes.shape[1]], axis=1, out=prefix[:, 1:])
    whole = prefix[np.arange(len(forms)), lengths]
    parts = [(whole, np.arange(len(forms), dtype=np.int32))]
    if np.any(depths > 0):
        parts.append(_without_one(prefix, whole, lengths, depths))
    if np.any(depths > 1):
        parts.append(_without_two(prefix, whole, lengths, depths))
    keys = np.concatenate([part[0] for part in parts])
    owners = np.concatenate([part[1] for part in parts])
    return keys, owners


_Part = tuple[Keys, Numbers]


def _without_one(prefix: Keys, whole: Keys, lengths: Numbers, depths: Numbers) -> _Part:
    width = prefix.shape[1] - 1
    owner, gone = np.nonzero(
        (np.arange(width) < lengths[:, None]) & (depths > 0)[:, None] & (lengths > 1)[:, None]
    )
    rest = (whole[owner] - prefix[owner, gone + 1]) * _BACK[1]
    return prefix[owner, gone] + rest, owner.astype(np.int32)


def _without_two(prefix: Keys, whole: Keys, lengths: Numbers, depths: Numbers) -> _Part:
    width = prefix.shape[1] - 1
    first, second = np.triu_indices(width, 1)
    owner, which = np.nonzero((second < lengths[:, None]) & (depths > 1)[:, None])
    i, j = first[which], second[which]
    middle = (prefix[owner, j] - prefix[owner, i + 1]) * _BACK[1]
    end = (whole[owner] - prefix[owner, j + 1]) * _BACK[2]
    return prefix[owner, i] + middle + end, owner.astype(np.int32)


def meeting(filed: Keys, asked: Keys) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Which of the ``asked`` keys meet which of the sorted ``filed`` keys, as two index arrays."""
    if not len(filed):
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    order = np.argsort(asked)  # so that one search begins where the last one ended
    sought = asked[order]
    low = np.searchsorted(filed, sought, "left")
    met = np.flatnonzero(filed[np.minimum(low, len(filed) - 1)] == sought)
    high = np.searchsorted(filed, sought[met], "right")
    owner, place = spans(low[met], high)
    return order[met[owner]], place


def spans(
    low: NDArray[np.int64], high: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Unrolls ranges: for each range its number, once for every place that it holds."""
    counts = high - low
    owner = np.repeat(np.arange(len(counts), dtype=np.int64), counts)
    ends = np.cumsum(counts)
    place = np.arange(int(ends[-1]) if len(ends) else 0, dtype=np.int64)
    return owner, place - (ends - counts)[owner] + low[owner]
