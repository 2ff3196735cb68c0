"""The edges of the token graph: how a token of the question may be a token of the list.

An edge has a type and a cost; what it brings is the smaller of the two rarities less the cost.
Between two tokens only the best edge stands. Candidates, score and explanation all read these
edges and nothing else, so they cannot disagree.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Indel
from rapidfuzz.process import cpdist

from fairlead.core import scripts
from fairlead.core.names.natives import agreement
from fairlead.core.screening import slips
from fairlead.core.screening.deletions import Keys, Numbers, remainders, spans
from fairlead.core.screening.lettering import Marks, least_edits, marks, most_shared
from fairlead.core.screening.tokens import ACRONYM, CUT, SINGLE, TRIPLE, UNPARTED, Form
from fairlead.core.screening.vocabulary import (
    UNSPELLED,
    Drawer,
    Sounded,
    Vocabulary,
    alike_keys,
    are_latin,
    as_array,
    depths,
    is_word,
    joints_of,
    latin_spellings,
    nickname_keys,
    sound_keys,
    sounded,
    wide,
)
from fairlead.core.screening.weights import Weights


class Edge(IntEnum):
    """The types of edges; when two cost the same, the first stands."""

    SAME = 0
    NICKNAME = 1
    SOUND = 2
    LOOK_ALIKE = 3
    EDIT = 4
    INITIAL = 5
    ACRONYM = 6
    CUT = 7


@dataclass(frozen=True, slots=True)
class Edges:
    """Edges in the order of the forms asked for: form, token of the list, gain, type."""

    form: NDArray[np.int64]
    token: Numbers
    gain: Numbers
    kind: NDArray[np.uint8]


_NO_EDGES = Edges(
    np.zeros(0, np.int64), np.zeros(0, np.int32), np.zeros(0, np.int32), np.zeros(0, np.uint8)
)


@dataclass(frozen=True, slots=True)
class _Channel:
    form: NDArray[np.int64]
    token: Numbers
    gain: NDArray[np.int64]
    kind: NDArray[np.uint8]


@dataclass(frozen=True)
class _Asked:
    """The forms of a question as arrays."""

    texts: NDArray[np.object_]
    joints: NDArray[np.int16]
    joined: NDArray[np.bool_]
    rarity: Numbers
    surprise: Numbers
    latin: NDArray[np.bool_]
    spelled: NDArray[np.object_]
    marks: Marks
    sounded: Sounded


_Pairs = tuple[NDArray[np.int64], Numbers]


def _meet(drawer: Drawer, keys: Keys, owners: Numbers, size: int) -> _Pairs:
    """Return which forms meet which tokens in a drawer, each pair once."""
    places, tokens = drawer.find(keys)
    pairs = np.sort(owners[places].astype(np.int64) * size + tokens)
    pairs = pairs[np.r_[True, pairs[1:] != pairs[:-1]]] if len(pairs) else pairs
    return pairs // size, (pairs % size).astype(np.int32)


_GAIN_BITS, _KIND_BITS = 24, 4
_ZERO = 1 << (_GAIN_BITS - 1)  # gains are kept as whole numbers above nothing
REMEMBERED = 65_536
"""Words whose edges are kept with a list: travellers bear the same names again and again."""


def find_edges(forms: Sequence[Form], vocabulary: Vocabulary, weights: Weights) -> Edges:
    """Return all edges from the forms of a question to the tokens of a list."""
    known = vocabulary.remembered(weights.digest)
    new = [form for form in forms if form not in known]
    found = dict(zip(new, _packed(new, vocabulary, weights), strict=True))
    edges = [known[form] if form in known else found[form] for form in forms]
    if len(known) + len(found) > REMEMBERED:
        known.clear()
    known.update((form, some.copy()) for form, some in found.items() if not form.joined)
    return _unpacked(edges)


def _packed(
    forms: Sequence[Form], vocabulary: Vocabulary, weights: Weights
) -> list[NDArray[np.int64]]:
    """Return the edges of each form: token, gain and type in one number, in the order of tokens."""
    if not forms:
        return []
    edges = _find(forms, vocabulary, weights)
    packed = edges.token.astype(np.int64) << (_GAIN_BITS + _KIND_BITS)
    packed |= (edges.gain.astype(np.int64) + _ZERO) << _KIND_BITS
    packed |= edges.kind
    return np.split(packed, np.searchsorted(edges.form, np.arange(1, len(forms))))


def _unpacked(edges: Sequence[NDArray[np.int64]]) -> Edges:
    counts = np.fromiter(map(len, edges), np.int64, len(edges))
    packed = np.concatenate(edges) if edges else np.zeros(0, np.int64)
    return Edges(
        np.repeat(np.arange(len(edges), dtype=np.int64), counts),
        (packed >> (_GAIN_BITS + _KIND_BITS)).astype(np.int32),
        ((packed >> _KIND_BITS & (1 << _GAIN_BITS) - 1) - _ZERO).astype(np.int32),
        (packed & (1 << _KIND_BITS) - 1).astype(np.uint8),
    )


def _find(forms: Sequence[Form], vocabulary: Vocabulary, weights: Weights) -> Edges:
    """Look where forms meet tokens, and weigh the meetings. Most that were joined meet nothing."""
    meetings = _meetings([form.word for form in forms], forms, vocabulary)
    concerned = np.unique(np.concatenate([form for form, _token in meetings]))
    asked = _asked([forms[number] for number in concerned.tolist()])
    channels = [
        weighed(asked, (np.searchsorted(concerned, form), token), vocabulary, weights)
        for weighed, (form, token) in zip(_WEIGHED, meetings, strict=True)
        if len(form)
    ]
    if not channels:
        return _NO_EDGES
    best = _best(channels, asked, vocabulary, weights)
    return replace(best, form=concerned[best.form])


def _meetings(
    words: list[str], forms: Sequence[Form], vocabulary: Vocabulary
) -> tuple[_Pairs, ...]:
    """Return which forms meet which tokens, drawer by drawer; at last, what may be cut."""
    joints, size = joints_of(forms), len(vocabulary.words)
    whole = [number for number, form in enumerate(forms) if is_word(form)]
    # Two tokens of the question taken for one are looked up as they stand: slips are not sought.
    depth = np.where(joints > SINGLE, 0, depths(words, joints))
    return (
        _meet(vocabulary.edits, *remainders(words, depth), size),
        _meet(vocabulary.alike, *alike_keys(words), size),
        _meet(vocabulary.sounds, *sound_keys(words, whole), size),
        _meet(vocabulary.nicks, *nickname_keys(words, whole), size),
        _begun(words, joints, vocabulary),
    )


def _asked(forms: Sequence[Form]) -> _Asked:
    words = [form.word for form in forms]
    latin, spelled, marked = are_latin(words), latin_spellings(words), marks(words)
    joints = joints_of(forms)
    return _Asked(
        as_array(words),
        joints,
        (joints != SINGLE) & (joints != CUT),
        np.array([form.rarity for form in forms], np.int32),
        np.array([form.surprise for form in forms], np.int32),
        latin,
        spelled,
        marked,
        sounded(spelled.tolist(), latin, marked),
    )


def _edits(asked: _Asked, pairs: _Pairs, vocabulary: Vocabulary, weights: Weights) -> _Channel:
    form, token = pairs
    possible = least_edits(asked.marks[form], vocabulary.marks[token]) <= slips.MOST
    form, token = form[possible], token[possible]
    left, right = asked.texts[form], vocabulary.texts[token]
    distance = slips.distances(left, right)
    near = distance <= slips.MOST
    form, token, distance = form[near], token[near], distance[near]
    cost = slips.surprises(distance, left[near], right[near], weights)
    inside = (distance > 0) & (asked.joined[form] | vocabulary.joined[token])
    cost[inside] += weights.number("slip", "joined")
    gain = _slipped(asked, (form, token), cost, vocabulary, weights)
    gain[distance == 0] = _least_rarity(asked, form, token, vocabulary)[distance == 0]
    kind = np.where(distance == 0, Edge.SAME, Edge.EDIT).astype(np.uint8)
    return _Channel(form, token, gain, kind)


def _look_alikes(
    asked: _Asked, pairs: _Pairs, vocabulary: Vocabulary, weights: Weights
) -> _Channel:
    form, token = pairs
    keep = asked.texts[form] != vocabulary.texts[token]
    keep &= ~(asked.joined[form] & vocabulary.joined[token])
    form, token = form[keep], token[keep]
    left, right = (
        as_array([wide(word) for word in words.tolist()])
        for words in (asked.texts[form], vocabulary.texts[token])
    )
    # What is left when letters as wide as two are one: at least the one that made the difference.
    distance = np.maximum(slips.distances(left, right), 1)
    cost = distance.astype(np.int32) * weights.number("slip", "alike")
    gain = _slipped(asked, (form, token), cost, vocabulary, weights)
    return _Channel(form, token, gain, np.full(len(form), Edge.LOOK_ALIKE, np.uint8))


def _sounds(asked: _Asked, pairs: _Pairs, vocabulary: Vocabulary, weights: Weights) -> _Channel:
    """Other spellings. In one script they are a channel like slips; across scripts all are."""
    form, token = _worth_weighing(asked, *pairs, vocabulary, weights)
    learned = _learned(asked, form, token, vocabulary)
    across = asked.latin[form] != vocabulary.latin[token]
    most = np.where(across, weights.number("sound", "across_most"), weights.number("sound", "most"))
    keep = learned <= most
    form, token, across = form[keep], token[keep], across[keep]
    learned = learned[keep].astype(np.int64)
    left, right = asked.texts[form].tolist(), vocabulary.texts[token].tolist()
    spelled = _attested(learned, agreement(left, right), weights)
    within = _slipped(asked, (form, token), spelled, vocabulary, weights)
    cost = learned * weights.number("sound", "across") // 1000
    gain = np.where(across, _least_rarity(asked, form, token, vocabulary) - cost, within)
    return _Channel(form, token, gain, np.full(len(form), Edge.SOUND, np.uint8))


def _learned(
    asked: _Asked, form: NDArray[np.int64], token: Numbers, vocabulary: Vocabulary
) -> NDArray[np.int32]:
    """Return the learned costs of pairs, every word given once."""
    forms, one = np.unique(form, return_inverse=True)
    tokens, other = np.unique(token, return_inverse=True)
    words = asked.texts[forms].tolist() + vocabulary.texts[tokens].tolist()
    return scripts.weigh(words, one, other + len(forms))


def _attested(
    learned: NDArray[np.integer], agreeing: NDArray[np.int16], weights: Weights
) -> NDArray[np.integer]:
    """Return what a spelling costs within a script, by what native words both are known to be.

    The habits of letters cannot know that Mohammed is Muhammad, and Nasir never Nazir.
    """
    number = weights.number
    cost = learned * number("sound", "within") // 1000
    cost += ((agreeing >= 0) & (agreeing <= number("sound", "of_two"))) * number("sound", "other")
    one = agreeing >= number("sound", "of_one")
    return np.where(one, np.minimum(cost, number("sound", "most_of_one")), cost)


def _worth_weighing(
    asked: _Asked,
    form: NDArray[np.int64],
    token: Numbers,
    vocabulary: Vocabulary,
    weights: Weights,
) -> _Pairs:
    """Leave out words that share too few letters, as they are or in their likeliest Latin spelling.

    The keys go by consonants and let many through; a look at the letters is far cheaper than
    weighing. Han characters have too many readings for this, so they are all weighed.
    """
    shared, across = (
        weights.number("sound", name) for name in ("letters_shared", "letters_across")
    )
    unread = (asked.spelled == UNSPELLED)[form] | vocabulary.unspelled[token]
    both = asked.latin[form] & vocabulary.latin[token]
    needed = np.where(unread, -1, np.where(both, shared, across))
    left, right = asked.sounded.lengths[form], vocabulary.sounded.lengths[token]
    most = most_shared(asked.sounded.marks[form], vocabulary.sounded.marks[token], left, right)
    keep = np.flatnonzero((2000 * most >= (needed - 1) * (left + right)) | unread)
    form, token = form[keep], token[keep]
    alike = cpdist(
        asked.spelled[form].tolist(),
        vocabulary.spelled[token].tolist(),
        scorer=Indel.normalized_similarity,
        score_cutoff=min(shared, across) / 1000 - 0.001,
    )
    near = np.round(alike * 1000).astype(np.int64) >= needed[keep]
    near &= asked.texts[form] != vocabulary.texts[token]
    return form[near], token[near]


def _nicknames(asked: _Asked, pairs: _Pairs, vocabulary: Vocabulary, weights: Weights) -> _Channel:
    form, token = pairs
    gain = _least_rarity(asked, form, token, vocabulary) - weights.number("nickname", "cost")
    return _Channel(form, token, gain, np.full(len(form), Edge.NICKNAME, np.uint8))


def _begun(words: Sequence[str], joints: NDArray[np.int16], vocabulary: Vocabulary) -> _Pairs:
    """Which words that a field may have cut meet which words that begin so."""
    cut = np.flatnonzero(joints == CUT)
    if not len(cut):
        return cut, np.zeros(0, np.int32)
    listed, numbers = vocabulary.alphabetical
    starts = as_array(words)[cut]
    which, place = spans(
        np.searchsorted(listed, starts), np.searchsorted(listed, starts + _LAST_LETTER)
    )
    return cut[which], numbers[place]


def _beginnings(asked: _Asked, pairs: _Pairs, vocabulary: Vocabulary, weights: Weights) -> _Channel:
    """Words that a field may have cut: worth no more than the letters that are left."""
    form, token = pairs
    gain = _least_rarity(asked, form, token, vocabulary) - weights.number("cut", "cost")
    return _Channel(form, token, gain, np.full(len(form), Edge.CUT, np.uint8))


_LAST_LETTER = "\U0010ffff"

_WEIGHED = (_edits, _look_alikes, _sounds, _nicknames, _beginnings)
"""How meetings are weighed, in the order of the drawers."""


def _least_rarity(
    asked: _Asked, form: NDArray[np.int64], token: Numbers, vocabulary: Vocabulary
) -> NDArray[np.int64]:
    return np.minimum(asked.rarity[form], vocabulary.rarity[token]).astype(np.int64)


def _slipped(
    asked: _Asked,
    pairs: _Pairs,
    cost: NDArray[np.integer],
    vocabulary: Vocabulary,
    weights: Weights,
) -> NDArray[np.int64]:
    """Return what a slip brings: see `fairlead.core.screening.slips`."""
    form, token = pairs
    surprise = np.maximum(
        np.minimum(asked.surprise[form], weights.number("slip", "most_asked")),
        np.minimum(vocabulary.surprise[token], weights.number("slip", "most_listed")),
    ).astype(np.int64)
    return np.minimum(surprise - cost, _least_rarity(asked, form, token, vocabulary))


def _best(
    channels: list[_Channel], asked: _Asked, vocabulary: Vocabulary, weights: Weights
) -> Edges:
    form = np.concatenate([channel.form for channel in channels])
    token = np.concatenate([channel.token for channel in channels])
    gain = np.concatenate([channel.gain for channel in channels])
    kind = np.concatenate([channel.kind for channel in channels])
    joined = asked.joined[form] | vocabulary.joined[token]
    gain -= joined * np.int64(weights.number("joined", "cost"))
    # A slip in a common word brings less than nothing, and still is no contradiction.
    keep = gain >= np.where(kind == Edge.SAME, 0, weights.number("least", "gain"))
    # First letters stand for a word of just these, and for nothing that is like it.
    one_joint, other_joint = asked.joints[form], vocabulary.joints[token]
    one, other = one_joint == ACRONYM, other_joint == ACRONYM
    single = (one_joint == SINGLE) | (other_joint == SINGLE)
    keep &= ~(one | other) | ((kind == Edge.SAME) & single)
    kind[one | other] = Edge.ACRONYM
    # Three words without spaces are met by one word, and by no two of the same three.
    for some, others in ((one_joint, other_joint), (other_joint, one_joint)):
        keep &= (some != TRIPLE) | (others == SINGLE) | (others == UNPARTED)
    # A beginning stands for words that begin so, and a word of the list is never taken for one.
    keep &= (one_joint != CUT) | (kind == Edge.CUT)
    keep &= other_joint != CUT
    form, token, gain, kind = form[keep], token[keep], gain[keep], kind[keep]
    order = np.lexsort((kind, -gain, token, form))
    form, token, gain, kind = form[order], token[order], gain[order], kind[order]
    first = np.ones(len(form), np.bool_)
    first[1:] = (form[1:] != form[:-1]) | (token[1:] != token[:-1])
    return Edges(form[first], token[first], gain[first].astype(np.int32), kind[first])
