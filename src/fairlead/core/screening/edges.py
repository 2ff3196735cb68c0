"""The edges of the token graph: how a token of the question may be a token of the list.

An edge has a type and a cost; what it brings is the smaller of the two rarities less the cost.
Between two tokens only the best edge stands. Candidates, score and explanation all read these
edges and nothing else, so they cannot disagree.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import OSA
from rapidfuzz.process import cpdist

from fairlead.core import scripts
from fairlead.core.screening.deletions import Numbers, remainders
from fairlead.core.screening.tokens import Form
from fairlead.core.screening.vocabulary import (
    Vocabulary,
    alike_keys,
    depths,
    nickname_keys,
    sound_keys,
)
from fairlead.core.screening.weights import Weights

NO_EDGE = 1 << 20


class Edge(IntEnum):
    """The types of edges; when two cost the same, the first stands."""

    SAME = 0
    NICKNAME = 1
    SOUND = 2
    LOOK_ALIKE = 3
    EDIT = 4
    INITIAL = 5


@dataclass(frozen=True, slots=True)
class Edges:
    """Edges in the order of the forms asked for: form, token of the list, gain, type."""

    form: NDArray[np.int64]
    token: Numbers
    gain: Numbers
    kind: NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class _Channel:
    form: NDArray[np.int64]
    token: Numbers
    cost: Numbers
    kind: NDArray[np.uint8]


def find_edges(forms: Sequence[Form], vocabulary: Vocabulary, weights: Weights) -> Edges:
    """All edges from the forms of a question to the tokens of a list."""
    words = [form.word for form in forms]
    joined = np.array([form.joined for form in forms], np.bool_)
    known = np.array([form.known for form in forms], np.bool_)
    rarity = np.array([form.rarity for form in forms], np.int32)
    whole = np.flatnonzero(~joined).tolist()
    channels = [
        _edits(words, joined, known, vocabulary, weights),
        _look_alikes(words, joined, known, vocabulary, weights),
        _sounds(words, whole, vocabulary, weights),
        _nicknames(words, whole, vocabulary, weights),
    ]
    return _best(channels, rarity, joined, vocabulary, weights)


def _edits(
    words: list[str],
    joined: NDArray[np.bool_],
    known: NDArray[np.bool_],
    vocabulary: Vocabulary,
    weights: Weights,
) -> _Channel:
    keys, owners, _ = remainders(words, depths(words, joined))
    places, tokens = vocabulary.edits.find(keys)
    form, token = _distinct(owners[places], tokens, len(vocabulary.words))
    left = [words[number] for number in form.tolist()]
    right = [vocabulary.words[number] for number in token.tolist()]
    distance = _distances(left, right)
    cost = _edit_costs(distance, left, right, weights)
    cost[(distance > 0) & (joined[form] | vocabulary.joined[token])] += weights.number(
        "edit", "cross_joined"
    )
    both = known[form] & vocabulary.known[token] & (distance > 0)
    cost[both] += weights.number("edit", "both_known")
    kind = np.where(distance == 0, Edge.SAME, Edge.EDIT).astype(np.uint8)
    return _Channel(form, token, cost, kind)


def _edit_costs(
    distance: NDArray[np.uint8], left: list[str], right: list[str], weights: Weights
) -> Numbers:
    longest = np.fromiter(
        (max(len(a), len(b)) for a, b in zip(left, right, strict=True)), np.int64, len(left)
    )
    one = np.array(weights.numbers("edit", "one"), np.int32)
    two = np.array(weights.numbers("edit", "two"), np.int32)
    cost = np.zeros(len(left), np.int32)
    cost[distance == 1] = one[np.minimum(longest[distance == 1], len(one) - 1)]
    cost[distance == 2] = two[np.minimum(longest[distance == 2], len(two) - 1)]
    cost[distance > 2] = NO_EDGE
    first = np.fromiter(
        (a[:1] != b[:1] for a, b in zip(left, right, strict=True)), np.bool_, len(left)
    )
    cost[first & (distance > 0)] += weights.number("edit", "first_letter")
    return cost


def _look_alikes(
    words: list[str],
    joined: NDArray[np.bool_],
    known: NDArray[np.bool_],
    vocabulary: Vocabulary,
    weights: Weights,
) -> _Channel:
    keys, owners = alike_keys(words)
    places, tokens = vocabulary.alike.find(keys)
    form, token = _distinct(owners[places], tokens, len(vocabulary.words))
    left = [words[number] for number in form.tolist()]
    right = [vocabulary.words[number] for number in token.tolist()]
    distance = _distances(left, right)
    keep = (distance > 0) & ~(joined[form] & vocabulary.joined[token])
    each = weights.number("look_alike", "each")
    cost = np.minimum(distance[keep], 3).astype(np.int32) * each
    both = known[form[keep]] & vocabulary.known[token[keep]]
    cost[both] += weights.number("edit", "both_known")
    kind = np.full(len(cost), Edge.LOOK_ALIKE, np.uint8)
    return _Channel(form[keep], token[keep], cost, kind)


def _sounds(
    words: list[str], whole: list[int], vocabulary: Vocabulary, weights: Weights
) -> _Channel:
    keys, owners = sound_keys(words, whole)
    places, tokens = vocabulary.sounds.find(keys)
    form, token = _distinct(owners[places], tokens, len(vocabulary.words))
    left = [words[number] for number in form.tolist()]
    right = [vocabulary.words[number] for number in token.tolist()]
    learned = scripts.costs(left, right).astype(np.int64)
    most, scale = weights.number("sound", "most"), weights.number("sound", "scale")
    cost = np.minimum(learned * scale // 1000, NO_EDGE).astype(np.int32)
    keep = cost <= most
    kind = np.full(int(keep.sum()), Edge.SOUND, np.uint8)
    return _Channel(form[keep], token[keep], cost[keep], kind)


def _nicknames(
    words: list[str], whole: list[int], vocabulary: Vocabulary, weights: Weights
) -> _Channel:
    keys, owners = nickname_keys(words, whole)
    places, tokens = vocabulary.nicks.find(keys)
    form, token = _distinct(owners[places], tokens, len(vocabulary.words))
    cost = np.full(len(form), weights.number("nickname", "cost"), np.int32)
    return _Channel(form, token, cost, np.full(len(form), Edge.NICKNAME, np.uint8))


def _distances(left: list[str], right: list[str]) -> NDArray[np.uint8]:
    if not left:
        return np.zeros(0, np.uint8)
    return cpdist(left, right, scorer=OSA.distance, score_cutoff=3, dtype=np.uint8)


def _distinct(
    form: NDArray[np.integer], token: Numbers, size: int
) -> tuple[NDArray[np.int64], Numbers]:
    pairs = np.unique(form.astype(np.int64) * size + token)
    return pairs // size, (pairs % size).astype(np.int32)


def _best(
    channels: list[_Channel],
    rarity: Numbers,
    joined: NDArray[np.bool_],
    vocabulary: Vocabulary,
    weights: Weights,
) -> Edges:
    form = np.concatenate([channel.form for channel in channels])
    token = np.concatenate([channel.token for channel in channels])
    cost = np.concatenate([channel.cost for channel in channels])
    kind = np.concatenate([channel.kind for channel in channels])
    cost = cost + (joined[form] | vocabulary.joined[token]) * np.int32(
        weights.number("joined", "cost")
    )
    gain = np.minimum(rarity[form], vocabulary.rarity[token]) - cost
    # A slip in a common word brings less than nothing, and still is no contradiction.
    keep = gain >= np.where(kind == Edge.SAME, 0, weights.number("least", "gain"))
    form, token, gain, kind = form[keep], token[keep], gain[keep], kind[keep]
    order = np.lexsort((kind, -gain, token, form))
    form, token, gain, kind = form[order], token[order], gain[order], kind[order]
    first = np.ones(len(form), np.bool_)
    first[1:] = (form[1:] != form[:-1]) | (token[1:] != token[:-1])
    return Edges(form[first], token[first], gain[first].astype(np.int32), kind[first])
