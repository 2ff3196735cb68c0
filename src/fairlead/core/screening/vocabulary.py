"""The distinct tokens of a list, filed so that similar ones are found without looking at all.

Four drawers, each an array of sorted keys and the tokens filed under them: what remains after
deletions (edits), what is left when letters that look alike are taken for one (scanning), how it
sounds (spelling and script), and whose nickname it is.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from fairlead.core import scripts
from fairlead.core.names.nicknames import nicknames
from fairlead.core.screening.deletions import Keys, Numbers, meeting, remainders
from fairlead.core.screening.lettering import Lengths, Marks, marks
from fairlead.core.screening.tokens import CUT, SINGLE, UNPARTED, Form
from fairlead.core.text import Script, script_of

_ALIKE = str.maketrans("015689qcvij2y", "olsbbgge" + "ulizu")


SHORT, MIDDLING, LONG = 2, 4, 19
"""Letters up to which no slip is looked for, only one, and from which on only one again."""
DRAWERS = ("edits", "alike", "sounds", "nicks")
_LEAST_BITS, _MOST_BITS = 10, 26  # of a sieve: 8 MiB for the largest drawer
_SPREAD = np.uint64(0x9E3779B97F4A7C15)  # so that the first bits of small numbers differ too


@dataclass(frozen=True)
class Drawer:
    """Sorted keys and the number of the token that is filed under each."""

    keys: Keys
    tokens: Numbers

    @cached_property
    def shift(self) -> np.uint64:
        """What leaves the first bits of a key: so many that of those that miss few pass."""
        bits = (16 * len(self.keys)).bit_length()
        return np.uint64(64 - min(max(bits, _LEAST_BITS), _MOST_BITS))

    @cached_property
    def sieve(self) -> NDArray[np.uint8]:
        """Which first bits of keys occur: most keys that miss are told from this alone."""
        seen = np.zeros(1 << (64 - int(self.shift)), np.bool_)
        seen[self.keys >> self.shift] = True
        return np.packbits(seen, bitorder="little")

    def find(self, asked: Keys) -> tuple[NDArray[np.int64], Numbers]:
        """Return the places in ``asked`` and the tokens that they meet."""
        if not len(asked):
            return np.zeros(0, np.int64), np.zeros(0, np.int32)
        first = asked >> self.shift
        bit = (first & np.uint64(7)).astype(np.uint8)
        possible = np.flatnonzero(self.sieve[first >> np.uint64(3)] >> bit & 1)
        places, filed = meeting(self.keys, asked[possible])
        return possible[places], self.tokens[filed]


@dataclass(frozen=True)
class Vocabulary:
    """Distinct tokens with their rarity, and the drawers they are filed in."""

    words: list[str]
    joints: NDArray[np.int16]
    surprise: Numbers
    rarity: Numbers
    edits: Drawer
    alike: Drawer
    sounds: Drawer
    nicks: Drawer

    @cached_property
    def _remembered(self) -> dict[str, dict[Form, NDArray[np.int64]]]:
        return {}

    def remembered(self, weights: str) -> dict[Form, NDArray[np.int64]]:
        """Return the edges of words that were asked about before, under these weights."""
        if weights not in self._remembered:
            self._remembered.clear()
        return self._remembered.setdefault(weights, {})

    @cached_property
    def joined(self) -> NDArray[np.bool_]:
        """Which stand for several tokens."""
        return np.asarray((self.joints != SINGLE) & (self.joints != CUT))

    @cached_property
    def texts(self) -> NDArray[np.object_]:
        """The words as an array, to take many at once."""
        return as_array(self.words)

    @cached_property
    def latin(self) -> NDArray[np.bool_]:
        """Which words are written in Latin letters."""
        return are_latin(self.words)

    @cached_property
    def spelled(self) -> NDArray[np.object_]:
        """The words in Latin letters."""
        return latin_spellings(self.words)

    @cached_property
    def unspelled(self) -> NDArray[np.bool_]:
        """Which words have no one Latin spelling."""
        return np.array([word == UNSPELLED for word in self.spelled.tolist()], np.bool_)

    @cached_property
    def alphabetical(self) -> tuple[NDArray[np.object_], Numbers]:
        """The single words of more than a letter in order, and their numbers."""
        single = np.flatnonzero((self.joints == SINGLE) & (self.lengths > 1))
        order = single[np.argsort(self.texts[single], kind="stable")]
        return self.texts[order], order.astype(np.int32)

    @cached_property
    def lengths(self) -> Numbers:
        """The letters of each word."""
        return np.fromiter(map(len, self.words), np.int32, len(self.words))

    @cached_property
    def marks(self) -> Marks:
        """Which letters each word has."""
        return marks(self.words)

    @cached_property
    def sounded(self) -> "Sounded":
        """Which letters each word has in its Latin spelling."""
        return sounded(self.spelled.tolist(), self.latin, self.marks)


class Sounded(NamedTuple):
    """The letters of Latin spellings: which, and how many."""

    marks: Marks
    lengths: Lengths


def sounded(spelled: Sequence[str], latin: NDArray[np.bool_], marked: Marks) -> Sounded:
    """Return the letters of Latin spellings; those of words in Latin are known already."""
    found = marked.copy()
    other = np.flatnonzero(~latin).tolist()
    found[other] = marks([spelled[at] for at in other])
    return Sounded(found, np.fromiter(map(len, spelled), np.int32, len(spelled)))


def are_latin(words: Sequence[str]) -> NDArray[np.bool_]:
    """Which words are written in Latin letters: folded, these are a to z."""
    return np.fromiter((word.isascii() for word in words), np.bool_, len(words))


UNSPELLED = ""
"""Stands for a word that has no one Latin spelling."""


def latin_spellings(words: Sequence[str]) -> NDArray[np.object_]:
    """Return words as they are most likely spelled in Latin letters."""
    return as_array([word if word.isascii() else _spelled(word) for word in words])


@lru_cache(maxsize=32_768)
def _spelled(word: str) -> str:
    return UNSPELLED if script_of(word) is Script.HAN else scripts.spelling(word)


def as_array(words: Sequence[str]) -> NDArray[np.object_]:
    """Words as an array of objects."""
    texts = np.empty(len(words), np.object_)
    texts[:] = words
    return texts


def file_forms(forms: Sequence[Form]) -> Vocabulary:
    """Put forms into drawers."""
    words = [form.word for form in forms]
    joints = joints_of(forms)
    whole = [number for number, form in enumerate(forms) if is_word(form)]
    keys, owners = remainders(words, depths(words, joints))
    skeletons, skeleton_owners = alike_keys(words)
    return Vocabulary(
        words,
        joints,
        np.array([form.surprise for form in forms], np.int32),
        np.array([form.rarity for form in forms], np.int32),
        _drawer(keys, owners),
        _drawer(skeletons, skeleton_owners),
        _drawer(*sound_keys(words, whole)),
        _drawer(*nickname_keys(words, whole)),
    )


def is_word(form: Form) -> bool:
    """Whether a form may have a sound and nicknames of its own.

    A word of East Asia that was parted into family and given name may be a foreigner's one name.
    """
    return form.joint == SINGLE or (form.joint == UNPARTED and not form.word.isascii())


def joints_of(forms: Sequence[Form]) -> NDArray[np.int16]:
    """Return where each form was joined."""
    return np.array([form.joint for form in forms], np.int16)


def depths(words: Sequence[str], joints: NDArray[np.int16]) -> Numbers:
    """How many edits are looked for: none in two letters, two from five on, one when joined."""
    lengths = np.fromiter(map(len, words), np.int32, len(words))
    once = (lengths > SHORT) & (joints >= UNPARTED)
    twice = (lengths > MIDDLING) & (lengths < LONG) & (joints <= SINGLE)
    return (once.astype(np.int32) + (once & twice)).astype(np.int32)


def look_alike(word: str) -> str:
    """One spelling for all that a scanner may take for each other.

    >>> look_alike("c0rnelius") == look_alike("comelius")
    True
    """
    return wide(word).translate(_ALIKE)


def wide(word: str) -> str:
    """Two letters that together look like one, as that one."""
    return word.replace("rn", "m").replace("vv", "w").replace("cl", "d")


def alike_keys(words: Sequence[str]) -> tuple[Keys, Numbers]:
    """Return the keys of all words in the drawer of look-alikes."""
    return remainders([look_alike(word) for word in words], np.zeros(len(words), int))


def sound_keys(words: Sequence[str], chosen: Sequence[int]) -> tuple[Keys, Numbers]:
    """Return the sound keys of the chosen words."""
    found = [scripts.keys(words[number]) for number in chosen]
    return _unrolled(found, chosen)


def nickname_keys(words: Sequence[str], chosen: Sequence[int]) -> tuple[Keys, Numbers]:
    """Return the groups of names for one person that the chosen words belong to."""
    return _unrolled([nicknames(words[number]) for number in chosen], chosen)


def _unrolled(found: list[tuple[int, ...]], owners: Sequence[int]) -> tuple[Keys, Numbers]:
    counts = np.fromiter((len(keys) for keys in found), np.int64, len(found))
    flat = np.array([key for keys in found for key in keys], np.uint64)
    return flat * _SPREAD, np.repeat(np.asarray(owners, np.int32), counts)


def _drawer(keys: Keys, owners: Numbers) -> Drawer:
    order = np.lexsort((owners, keys))
    keys, owners = keys[order], owners[order]
    new = np.ones(len(keys), np.bool_)
    new[1:] = (keys[1:] != keys[:-1]) | (owners[1:] != owners[:-1])
    return Drawer(keys[new], owners[new])
