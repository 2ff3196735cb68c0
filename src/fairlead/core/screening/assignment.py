"""Which token is which: the tokens of two names are paired, best edge first, each used once.

Works on all pairs of names at a time. A round takes the best remaining edge of every pair and
strikes out the edges that use a place already taken; there are as many rounds as the longest name
has tokens. Ties are broken by the places in the names, so the result depends on nothing else.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fairlead.core.screening.candidates import NamePairs, name_score
from fairlead.core.screening.deletions import spans
from fairlead.core.screening.edges import Edge, Edges
from fairlead.core.screening.tokens import TokenTable
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


@dataclass(frozen=True, slots=True)
class NameScores:
    """What each pair of names brings, and the meetings from which it follows."""

    score: NDArray[np.int64]
    met: Met
    left: NDArray[np.int64]  # of the name asked for, what has no partner
    right: NDArray[np.int64]  # of the name of the list
    same: NDArray[np.bool_]  # whether all that met are the same words


def compare(
    pairs: NamePairs, asked: TokenTable, listed: TokenTable, edges: Edges, weights: Weights
) -> NameScores:
    """Compare the names of every pair."""
    met = _assign(_edges_of(pairs, asked, listed, edges, weights), len(pairs.asked), asked, listed)
    return _score(pairs, met, asked, listed, weights)


def _edges_of(
    pairs: NamePairs, asked: TokenTable, listed: TokenTable, edges: Edges, weights: Weights
) -> Met:
    """Every edge between the names of every pair."""
    pair, left, right = _crossed(pairs, asked, listed)
    size = np.int64(len(listed.forms))
    found, place = _places(
        edges.form * size + edges.token, asked.form[left] * size + listed.form[right]
    )
    first = np.setdiff1d(_initials(left, right, asked, listed), found, assume_unique=True)
    gains = (weights.number("initial", name) for name in ("of_entry", "of_query"))
    initial = np.array([*gains], np.int64)[asked.initial[left[first]].astype(np.intp)]
    rows = np.concatenate([found, first])
    return Met(
        pair[rows],
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


def _places(
    filed: NDArray[np.int64], wanted: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return which of the wanted numbers are filed, and where."""
    some = np.flatnonzero(_possible(filed, wanted))
    place = np.searchsorted(filed, wanted[some])
    place[place == len(filed)] = 0
    found = np.flatnonzero(filed[place] == wanted[some]) if len(filed) else some[:0]
    return some[found], place[found]


_MIX = np.uint64(0x9E3779B97F4A7C15)


def _possible(filed: NDArray[np.int64], wanted: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Say of most numbers that are not filed that they are not, by one look into a small table.

    Of all the tokens of two names hardly one in a dozen meets another.
    """
    bits = min(22, len(filed).bit_length() + 3)
    shift = np.uint64(64 - bits)
    table = np.zeros(1 << bits, np.bool_)
    table[filed.view(np.uint64) * _MIX >> shift] = True
    return np.asarray(table[wanted.view(np.uint64) * _MIX >> shift])


def _crossed(
    pairs: NamePairs, asked: TokenTable, listed: TokenTable
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Every row of the one name with every row of the other."""
    pair, left = spans(asked.starts[pairs.asked], asked.starts[pairs.asked + 1])
    name = pairs.listed[pair]
    owner, right = spans(listed.starts[name], listed.starts[name + 1])
    return pair[owner], left[owner], right


def _assign(met: Met, count: int, asked: TokenTable, listed: TokenTable) -> Met:
    left = np.zeros(count, np.uint64)
    right = np.zeros(count, np.uint64)
    both = asked.joined[met.asked] & listed.joined[met.listed]  # only what is left to them
    met = met.only(np.lexsort((met.listed, met.asked, -met.gain, both, met.pair)))
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
    if not taken:
        return met
    return Met(*(np.concatenate([getattr(one, part) for one in taken]) for part in _PARTS))


_PARTS = ("pair", "asked", "listed", "gain", "kind")


def _score(
    pairs: NamePairs, met: Met, asked: TokenTable, listed: TokenTable, weights: Weights
) -> NameScores:
    count = len(pairs.asked)
    brought = _summed(met.pair, met.gain, count)
    left = asked.whole[pairs.asked] - _summed(met.pair, asked.covered[met.asked], count)
    right = listed.whole[pairs.listed] - _summed(met.pair, listed.covered[met.listed], count)
    # Whether a title or an article is spelled alike does not matter.
    changed = (met.kind != Edge.SAME) & (asked.covered[met.asked] > weights.number("name", "thin"))
    same = np.bincount(met.pair[changed], minlength=count) == 0
    score = name_score(brought, left, right, same, weights)
    return NameScores(score, met, left, right, same)


def _summed(pair: NDArray[np.int64], value: NDArray[np.integer], count: int) -> NDArray[np.int64]:
    # Floats hold whole numbers below 2**53 exactly, so this sum is exact in any order.
    return np.bincount(pair, weights=value, minlength=count).astype(np.int64)
