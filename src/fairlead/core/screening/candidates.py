"""Which names of the list are worth comparing, found by sums over the edges and nothing else.

The sum of all edges between two names can only be too high, never too low: it counts a token
twice where the comparison will count it once. So a pair that is left out here could not have
reached the line. That is what "nobody is lost in the search" rests on.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from fairlead.core.screening.edges import Edges
from fairlead.core.screening.tokens import TokenTable
from fairlead.core.screening.weights import Weights


@dataclass(frozen=True, slots=True)
class NamePairs:
    """Pairs of a name asked for and a name of the list; ``bound`` is the most they can score."""

    asked: NDArray[np.int64]
    listed: NDArray[np.int64]
    bound: NDArray[np.int64]

    def only(self, keep: NDArray[np.generic]) -> "NamePairs":
        """The pairs that a mask or an order selects."""
        return NamePairs(self.asked[keep], self.listed[keep], self.bound[keep])


def postings(table: TokenTable) -> sparse.csr_matrix:
    """For every form of a list, the names that bear it."""
    names = np.repeat(np.arange(len(table)), np.diff(table.starts))
    ones = np.ones(len(names), np.int32)
    matrix = sparse.csr_matrix((ones, (table.form, names)), shape=(len(table.forms), len(table)))
    matrix.data[:] = 1  # a form that a name bears twice still has one posting
    return matrix


def name_pairs(
    asked: TokenTable,
    listed: TokenTable,
    bearers: sparse.csr_matrix,
    edges: Edges,
    weights: Weights,
) -> NamePairs:
    """All pairs of names whose edges add up to enough to be looked at."""
    bears = sparse.csr_matrix(
        (np.ones(len(asked.form), np.int32), asked.form, asked.starts),
        shape=(len(asked), len(asked.forms)),
    )
    starts = np.searchsorted(edges.form, np.arange(len(asked.forms) + 1))
    reach = sparse.csr_matrix(
        (edges.gain, edges.token, starts), shape=(len(asked.forms), bearers.shape[0])
    )
    sums = bears @ (reach @ bearers)
    rows = np.repeat(np.arange(len(asked), dtype=np.int64), np.diff(sums.indptr))
    pairs = NamePairs(rows, sums.indices.astype(np.int64), sums.data.astype(np.int64))
    pairs.bound.__iadd__(_initials(asked, weights)[pairs.asked])
    pairs.bound.__iadd__(_initials(listed, weights)[pairs.listed])
    return pairs.only(pairs.bound >= weights.number("retrieval", "least"))


def _initials(table: TokenTable, weights: Weights) -> NDArray[np.int64]:
    """What the initials of each name may add, since no drawer finds them."""
    owners = np.repeat(np.arange(len(table)), np.diff(table.starts))
    gain = weights.number("initial", "gain")
    return np.bincount(owners[table.initial], minlength=len(table)).astype(np.int64) * gain


def name_bound(
    pairs: NamePairs, asked: TokenTable, listed: TokenTable, weights: Weights
) -> NDArray[np.int64]:
    """The most that the names can bring, what must stay without a partner taken off."""
    spare = asked.whole[pairs.asked].astype(np.int64) - listed.whole[pairs.listed]
    missing = np.maximum(spare, 0) * weights.number("name", "omitted_by_entry")
    missing += np.maximum(-spare, 0) * weights.number("name", "omitted_by_query")
    most = weights.number("name", "base") + pairs.bound - missing // 1000
    most += weights.number("name", "complete") + weights.number("name", "identical")
    return most
