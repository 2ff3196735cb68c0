"""Which names of the list are worth comparing, found by sums over the edges and nothing else.

Three sums are made at once, for every name asked about and every name of the list that an edge
joins: what the edges bring, and how much of either name they cover. A token that has two edges is
counted twice, so the sums can only be too high, never too low, and a pair that is left out here
could not have reached the line. That is what "nobody is lost in the search" rests on.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from fairlead.core.screening.deletions import spans
from fairlead.core.screening.edges import Edges
from fairlead.core.screening.tokens import TokenTable
from fairlead.core.screening.weights import Weights

# One 64-bit integer carries the three sums: 24 bits of gain, twice 19 bits of cover, in units so
# coarse that none overflows into the next. A name has at most 48 tokens and fewer than 100 further
# forms (joined, written otherwise); so even names made for this purpose have fewer than 22,000
# edges between them, each of at most 14,000 millinats and of two tokens.
_GAIN_BITS, _COVER_BITS = 24, 19
_GAIN, _COVER = (1 << _GAIN_BITS) - 1, (1 << _COVER_BITS) - 1
_GAIN_UNIT = 32
_UNIT = 100

Amount = Any
"""Thousandths of a token: one whole number, or an array of them."""
Flag = Any


@dataclass(frozen=True, slots=True)
class NamePairs:
    """Pairs of a name asked for and a name of the list.

    ``bound`` is the most they can score, ``shared`` the most that what they share can bring.
    """

    asked: NDArray[np.int64]
    listed: NDArray[np.int64]
    bound: NDArray[np.int64]
    shared: NDArray[np.int64]

    def only(self, keep: NDArray[np.generic]) -> "NamePairs":
        """Return the pairs that a mask or an order selects."""
        return NamePairs(self.asked[keep], self.listed[keep], self.bound[keep], self.shared[keep])

    @staticmethod
    def joined(some: "Sequence[NamePairs]") -> "NamePairs":
        """Pairs one after another."""
        return NamePairs(
            np.concatenate([pairs.asked for pairs in some]),
            np.concatenate([pairs.listed for pairs in some]),
            np.concatenate([pairs.bound for pairs in some]),
            np.concatenate([pairs.shared for pairs in some]),
        )


def postings(table: TokenTable) -> sparse.csr_matrix:
    """Return for every form of a list the names that bear it, each once."""
    names = np.repeat(np.arange(len(table)), np.diff(table.starts))
    ones = np.ones(len(names), np.int64)
    matrix = sparse.csr_matrix((ones, (table.form, names)), shape=(len(table.forms), len(table)))
    matrix.data[:] = 1
    return matrix


def name_pairs(
    asked: TokenTable,
    listed: TokenTable,
    bearers: sparse.csr_matrix,
    edges: Edges,
    weights: Weights,
) -> NamePairs:
    """Return the pairs of names that may bring enough, with the most that each may bring."""
    rows, names, sums = _sums(asked, listed, bearers, edges)
    return NamePairs.joined(
        [
            _bounded(rows[block], names[block], sums[block], (asked, listed), weights)
            for block in _blocks(len(rows))
        ]
    )


FEW = 64
"""Names that are asked about at once and still take the short way."""

_Sums = tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int64]]


def _sums(asked: TokenTable, listed: TokenTable, bearers: sparse.csr_matrix, edges: Edges) -> _Sums:
    """Return all pairs of names that an edge joins, and their sums."""
    starts = np.searchsorted(edges.form, np.arange(len(asked.forms) + 1))
    left = -(-asked.covers[edges.form] // _UNIT)
    right = -(-listed.covers[edges.token] // _UNIT)
    gain = -(-np.maximum(edges.gain, 0).astype(np.int64) // _GAIN_UNIT)
    packed = gain | left << _GAIN_BITS | right << (_GAIN_BITS + _COVER_BITS)
    summed = _summed_for_few if len(asked) <= FEW else _summed_for_many
    return summed(asked, bearers, edges.token, packed, starts)


def _summed_for_many(
    asked: TokenTable,
    bearers: sparse.csr_matrix,
    token: NDArray[np.int32],
    packed: NDArray[np.int64],
    starts: NDArray[np.int64],
) -> _Sums:
    """Add up by the product of sparse matrices, which is fast and slow to begin."""
    bears = sparse.csr_matrix(
        (np.ones(len(asked.form), np.int64), asked.form, asked.starts),
        shape=(len(asked), len(asked.forms)),
    )
    reach = sparse.csr_matrix((packed, token, starts), shape=(len(asked.forms), bearers.shape[0]))
    sums = bears @ (reach @ bearers)
    rows = np.repeat(np.arange(len(asked), dtype=np.int32), np.diff(sums.indptr))
    return rows, sums.indices, sums.data


def _summed_for_few(
    asked: TokenTable,
    bearers: sparse.csr_matrix,
    token: NDArray[np.int32],
    packed: NDArray[np.int64],
    starts: NDArray[np.int64],
) -> _Sums:
    """Add up one after another: the same sums, since they are of whole numbers."""
    owner = np.repeat(np.arange(len(asked)), np.diff(asked.starts))
    row, edge = spans(starts[asked.form], starts[asked.form + 1])
    which, place = spans(bearers.indptr[token[edge]], bearers.indptr[token[edge] + 1])
    pair = owner[row[which]] * np.int64(bearers.shape[1]) + bearers.indices[place]
    order = np.argsort(pair)
    pair = pair[order]
    begins = np.flatnonzero(np.r_[True, pair[1:] != pair[:-1]][: len(pair)])
    sums = np.add.reduceat(packed[edge[which[order]]], begins) if len(pair) else packed[:0]
    rows, names = np.divmod(pair[begins], bearers.shape[1])
    return rows.astype(np.int32), names.astype(np.int32), sums


_BLOCK = 1 << 16  # pairs whose intermediate results stay in the cache


def _blocks(count: int) -> list[slice]:
    return [slice(start, start + _BLOCK) for start in range(0, max(count, 1), _BLOCK)]


def _bounded(
    rows: NDArray[np.int32],
    names: NDArray[np.int32],
    sums: NDArray[np.int64],
    tables: tuple[TokenTable, TokenTable],
    weights: Weights,
) -> NamePairs:
    """Return the pairs of a block that may bring enough, and the most that each may bring."""
    number, (asked, listed) = weights.number, tables
    initials = asked.initials[rows] + listed.initials[names]
    gain = (sums & _GAIN).astype(np.int32) * np.int32(_GAIN_UNIT)
    gain += initials * np.int32(number("initial", "of_query"))
    covered = initials * np.int32(1000)
    left = asked.whole[rows] - (sums >> _GAIN_BITS & _COVER).astype(np.int32) * _UNIT - covered
    right = listed.whole[names] - (sums >> _GAIN_BITS + _COVER_BITS).astype(np.int32) * _UNIT
    right -= covered
    right = within_field(left, right, asked.cut[rows])
    # Most pairs fall here, by what contradicts alone, before anything else is reckoned.
    against = np.maximum(np.minimum(left, right), 0) * np.int32(number("name", "contradicted"))
    bonus = number("name", "complete") + number("name", "query_same")
    bonus += number("name", "identical")
    most = gain - against // 1000 + (left <= number("name", "thin")) * np.int32(bonus)
    least = number("retrieval", "least")
    enough = gain >= number("retrieval", "shared")
    keep = np.flatnonzero((most >= least - number("name", "base")) | enough)
    shared = gain[keep].astype(np.int64)
    bound = name_score(
        shared,
        np.maximum(left[keep], 0).astype(np.int64),
        np.maximum(right[keep], 0).astype(np.int64),
        np.bool_(True),
        weights,
    )
    pairs = NamePairs(rows[keep].astype(np.int64), names[keep].astype(np.int64), bound, shared)
    return pairs.only((bound >= least) | enough[keep])


def within_field(left: Amount, right: Amount, cut: Flag) -> Amount:
    """Return what counts of a listed name's other words, where the field may have been too short.

    Of what lies beyond a full field one word is missed, and no more.
    """
    return np.where(cut, np.minimum(right, np.maximum(left, 0) + 1000), right)


def name_score(
    gain: NDArray[np.int64],
    left: NDArray[np.int64],
    right: NDArray[np.int64],
    same: NDArray[np.bool_] | np.bool_,
    weights: Weights,
) -> NDArray[np.int64]:
    """Return what two names bring: what met, less what of either has no partner.

    Where both have tokens left over (``left`` of the one asked about, ``right`` of the listed),
    these contradict each other; where only one has, the other omits them: the first is often left
    out, more than that seldom. ``same`` says that all that met are the same words. The result
    never rises with what is left over, and never falls with ``same``.
    """
    score = weights.number("name", "base") + gain
    for _, weight in name_pieces(gain, left, right, same, weights):
        score = score + weight
    return score


def name_pieces(
    gain: Amount, left: Amount, right: Amount, same: Flag, weights: Weights
) -> list[tuple[str, Amount]]:
    """Return what follows from what met and what did not; for one pair of names or for many.

    Beyond some point more shared words say little more: brothers share all names but one.
    """
    number = weights.number
    contradicted = np.minimum(left, right)
    query, entry = right - contradicted, left - contradicted
    thin = number("name", "thin")
    whole = (left <= thin) & (gain > 0)
    complete = whole & (right <= thin)
    beyond = np.maximum(gain - number("name", "enough"), 0)
    return [
        ("shared-by-kin", -(beyond * number("name", "shared_by_kin") // 1000)),
        ("contradicted", -(contradicted * number("name", "contradicted") // 1000)),
        ("omitted-by-query", -_omitted(query, weights.numbers("name", "omitted_by_query"))),
        ("omitted-by-entry", -_omitted(entry, weights.numbers("name", "omitted_by_entry"))),
        ("complete", complete * number("name", "complete")),
        ("query-same", (whole & same) * number("name", "query_same")),
        ("identical", (complete & same) * number("name", "identical")),
    ]


def _omitted(amount: Amount, costs: list[int]) -> Amount:
    first, more = costs
    cost: Amount = (np.minimum(amount, 1000) * first + np.maximum(amount - 1000, 0) * more) // 1000
    return cost
