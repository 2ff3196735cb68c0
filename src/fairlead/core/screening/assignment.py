"""Which token is which: the tokens of two names are paired, best edge first, each used once.

Works on all pairs of names at a time. A round takes the best remaining edge of every pair and
strikes out the edges that use a place already taken; there are as many rounds as the longest name
has tokens. Ties are broken by the type of edge and the places in the names, so the result
depends on nothing else.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fairlead.core.screening.candidates import NamePairs, name_score, within_field
from fairlead.core.screening.deletions import spans
from fairlead.core.screening.edges import Edge, Edges
from fairlead.core.screening.filed import Filed
from fairlead.core.screening.tokens import SINGLE, UNPARTED, TokenTable
from fairlead.core.screening.weights import Weights


@dataclass(frozen=True, slots=True)
class Met:
    """Tokens that met: the pair of names, the rows in both tables, what it brought, and how."""

    pair: NDArray[np.int64]
    asked: NDArray[np.int64]
    listed: NDArray[np.int64]
    gain: NDArray[np.int64]
    kind: NDArray[np.uint8]

    def only(self, keep: NDArray[np.generic]) -> "Met":
        """Return the meetings that a mask or an order selects."""
        return Met(
            self.pair[keep], self.asked[keep], self.listed[keep], self.gain[keep], self.kind[keep]
        )

    @staticmethod
    def joined(some: "Sequence[Met]") -> "Met":
        """Meetings one after another."""
        return Met(*(np.concatenate([getattr(one, part) for one in some]) for part in _PARTS))


_PARTS = ("pair", "asked", "listed", "gain", "kind")


@dataclass(frozen=True, slots=True)
class NameScores:
    """What each pair of names brings, and the meetings from which it follows."""

    score: NDArray[np.int64]
    met: Met
    left: NDArray[np.int64]  # of the name asked for, what has no partner
    right: NDArray[np.int64]  # of the name of the list
    same: NDArray[np.bool_]  # whether all that met are the same words
    brought: NDArray[np.int64]  # what all that met brought


def compare(
    pairs: NamePairs, asked: TokenTable, listed: TokenTable, edges: Edges, weights: Weights
) -> NameScores:
    """Compare the names of every pair."""
    met = _assign(_edges_of(pairs, asked, listed, edges, weights), len(pairs.asked), asked, listed)
    return _score(pairs, met, asked, listed, weights)


_BLOCK = 4096  # pairs whose tokens are crossed at once, so that these stay in the cache


def _edges_of(
    pairs: NamePairs, asked: TokenTable, listed: TokenTable, edges: Edges, weights: Weights
) -> Met:
    """Every edge between the names of every pair."""
    filed = Filed.of(edges.form * np.int64(len(listed.forms)) + edges.token)
    graph = edges, filed, _able(asked, edges)
    found = [
        _edges_in(slice(start, start + _BLOCK), pairs, (asked, listed), graph, weights)
        for start in range(0, max(len(pairs.asked), 1), _BLOCK)
    ]
    return Met.joined(found)


_Able = tuple[NDArray[np.int64], NDArray[np.int64]]


def _able(asked: TokenTable, edges: Edges) -> _Able:
    """Return the rows that can meet anything, and where those of each name begin.

    Most of those that were joined are no word of any list, and have no letter to be an initial of.
    """
    reached = np.zeros(len(asked.forms), np.bool_)
    reached[edges.form] = True
    rows = np.flatnonzero(reached[asked.form] | (asked.letter >= 0))
    return np.searchsorted(rows, asked.starts), rows


def _edges_in(
    block: slice,
    pairs: NamePairs,
    tables: tuple[TokenTable, TokenTable],
    graph: tuple[Edges, Filed, _Able],
    weights: Weights,
) -> Met:
    (asked, listed), (edges, filed, able) = tables, graph
    pair, left, right = _crossed(pairs.asked[block], pairs.listed[block], able, listed)
    wanted = asked.form[left] * np.int64(len(listed.forms)) + listed.form[right]
    found, place = filed.places(wanted)
    first = np.setdiff1d(_initials(left, right, asked, listed), found, assume_unique=True)
    gains = (weights.number("initial", name) for name in ("of_entry", "of_query"))
    initial = np.array([*gains], np.int64)[asked.initial[left[first]].astype(np.intp)]
    rows = np.concatenate([found, first])
    return Met(
        pair[rows] + block.start,
        left[rows],
        right[rows],
        np.concatenate([edges.gain[place].astype(np.int64), initial]),
        np.concatenate([edges.kind[place], np.full(len(first), Edge.INITIAL, np.uint8)]),
    )


def _initials(
    left: NDArray[np.int64], right: NDArray[np.int64], asked: TokenTable, listed: TokenTable
) -> NDArray[np.int64]:
    """Return where an initial meets what begins with its letter."""
    some = np.flatnonzero(asked.initial[left] | listed.initial[right])
    one, other = asked.letter[left[some]], listed.letter[right[some]]
    return np.asarray(some[(one == other) & (one >= 0)])


def _crossed(
    one: NDArray[np.int64], other: NDArray[np.int64], able: _Able, listed: TokenTable
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Every row of the one name that can meet anything with every row of the other."""
    starts, rows = able
    pair, left = spans(starts[one], starts[one + 1])
    name = other[pair]
    owner, right = spans(listed.starts[name], listed.starts[name + 1])
    return pair[owner], rows[left[owner]], right


def _assign(met: Met, count: int, asked: TokenTable, listed: TokenTable) -> Met:
    left = np.zeros(count, np.uint64)
    right = np.zeros(count, np.uint64)
    one, other = asked.joints[met.asked], listed.joints[met.listed]
    # Joined alike on both sides, tokens get what is left to them; else a letter changed its word.
    both = (one == other) | (np.minimum(one, other) == UNPARTED)
    both &= (one != SINGLE) & (other != SINGLE)
    met = met.only(np.lexsort((met.listed, met.asked, met.kind, -met.gain, both, met.pair)))
    taken: list[Met] = []
    while len(met.pair):
        first = np.ones(len(met.pair), np.bool_)
        first[1:] = met.pair[1:] != met.pair[:-1]
        best = met.only(first)
        taken.append(best)
        left[best.pair] |= asked.places[best.asked]
        right[best.pair] |= listed.places[best.listed]
        free = (asked.places[met.asked] & left[met.pair]) == 0
        free &= (listed.places[met.listed] & right[met.pair]) == 0
        met = met.only(free)
    return Met.joined(taken) if taken else met


def _score(
    pairs: NamePairs, met: Met, asked: TokenTable, listed: TokenTable, weights: Weights
) -> NameScores:
    count = len(pairs.asked)
    brought = _summed(met.pair, met.gain, count)
    left = asked.whole[pairs.asked] - _summed(met.pair, asked.covered[met.asked], count)
    right = listed.whole[pairs.listed] - _summed(met.pair, listed.covered[met.listed], count)
    right = within_field(left, right, asked.cut[pairs.asked])
    # Whether a title or an article is spelled alike does not matter.
    changed = (met.kind != Edge.SAME) & (asked.covered[met.asked] > weights.number("name", "thin"))
    same = np.bincount(met.pair[changed], minlength=count) == 0
    score = name_score(brought, left, right, same, weights)
    return NameScores(score, met, left, right, same, brought)


def _summed(pair: NDArray[np.int64], value: NDArray[np.integer], count: int) -> NDArray[np.int64]:
    # Floats hold whole numbers below 2**53 exactly, so this sum is exact in any order.
    return np.bincount(pair, weights=value, minlength=count).astype(np.int64)
