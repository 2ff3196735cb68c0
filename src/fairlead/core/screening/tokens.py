"""Names as rows of tokens: the one table that lists and questions are both turned into.

Every token of a name is a row: which form it has, which places of the name it covers, and how
much it may bring (its rarity, held down by its role). Besides the tokens themselves a name has
*joined* tokens, two neighbours written as one, that cover two places. An initial has no form to
look up; it meets whatever begins with its letter.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain, pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from fairlead.core.names import Name, Role, Token
from fairlead.core.names.rarity import known, rarity
from fairlead.core.screening.weights import Weights
from fairlead.core.text import fold

MOST_TOKENS = 48
"""Tokens of a name that are compared; their places fit into one 64-bit mask."""

_LETTERED = frozenset({Role.NAME, Role.INITIAL, Role.PARTICLE, Role.TITLE})


class Form(NamedTuple):
    """What is compared: the letters, whether two tokens were joined, how rare, how certain."""

    word: str
    joined: bool
    rarity: int
    surprise: int  # how little it is expected as it stands: a word that is no name, very little


_CAPS = {
    Role.NAME: "name",
    Role.INITIAL: "initial",
    Role.PARTICLE: "particle",
    Role.TITLE: "title",
    Role.SUFFIX: "suffix",
    Role.LEGAL: "legal",
    Role.GENERIC: "generic",
    Role.NUMBER: "number",
}
_JOINABLE = frozenset({Role.NAME, Role.PARTICLE, Role.GENERIC, Role.TITLE, Role.INITIAL})


@dataclass(frozen=True)
class TokenTable:
    """Names as arrays; ``starts`` marks where the rows of each name begin."""

    forms: Sequence[Form]
    starts: NDArray[np.int64]
    form: NDArray[np.int32]  # number of the form
    places: NDArray[np.uint64]  # bit i: the token covers place i of its name
    covered: NDArray[np.int32]  # what the tokens at these places weigh when they have no partner
    letter: NDArray[np.int32]  # an initial's letter; of a whole word, its first; else -1
    initial: NDArray[np.bool_]
    whole: NDArray[np.int32]  # per name: the sum of the weights

    def __len__(self) -> int:
        return len(self.starts) - 1

    @cached_property
    def covers(self) -> NDArray[np.int64]:
        """How much of a name each form covers, at most."""
        most = np.zeros(len(self.forms), np.int64)
        np.maximum.at(most, self.form, self.covered)
        return most

    @cached_property
    def joined(self) -> NDArray[np.bool_]:
        """Which rows are two tokens written as one."""
        kinds = np.array([form.joined for form in self.forms], np.bool_)
        return kinds[self.form] if len(self.form) else kinds

    @cached_property
    def initials(self) -> NDArray[np.int32]:
        """How many initials each name has; no drawer finds them."""
        owners = np.repeat(np.arange(len(self)), np.diff(self.starts))
        return np.bincount(owners[self.initial], minlength=len(self)).astype(np.int32)


@dataclass(slots=True)
class Kinds:
    """The different tokens of many names, each once, with what follows from word and role."""

    weights: Weights
    rare: Callable[[str], int]
    numbers: dict[tuple[str, Role], int] = field(default_factory=dict)
    forms: list[Form] = field(default_factory=list)
    letters: list[int] = field(default_factory=list)
    roles: list[Role] = field(default_factory=list)

    def number(self, token: Token) -> int:
        """Return the number of a token's kind."""
        key = (token.form, token.role)
        found = self.numbers.get(key)
        return self._new(key) if found is None else found

    def _new(self, key: tuple[str, Role]) -> int:
        word, role = key
        rare = min(self.rare(word), self.weights.number("rarity", _CAPS[role]))
        self.numbers[key] = len(self.forms)
        self.forms.append(Form(word, False, rare, self._surprise(word)))
        self.letters.append(ord(word[0]) if role in _LETTERED else -1)
        self.roles.append(role)
        return len(self.forms) - 1

    def written(self, word: str, parts: Sequence[int]) -> Form:
        """Return a word as it was written that became other forms, or more than one."""
        rare = sum(self.forms[part].rarity for part in parts)
        if len(parts) == 1:
            return Form(word, False, rare, self._surprise(word))
        most = self.weights.number("rarity", "joined")
        return Form(word, True, min(rare, most), len(word) * self.weights.number("slip", "letter"))

    def _surprise(self, word: str) -> int:
        letter = self.weights.number("slip", "letter")
        return rarity(word) if known(word) else len(word) * letter

    def join(self, left: int, right: int) -> Form:
        """Two tokens written as one."""
        one, other = self.forms[left], self.forms[right]
        word = one.word + other.word
        rare = min(one.rarity + other.rarity, self.weights.number("rarity", "joined"))
        return Form(word, True, rare, len(word) * self.weights.number("slip", "letter"))


def tabulate(
    names: Sequence[Name], weights: Weights, rare: Callable[[str], int] = rarity
) -> TokenTable:
    """Names as a table."""
    kinds = Kinds(weights, rare)
    number = kinds.number
    numbers = [[number(token) for token in name.tokens[:MOST_TOKENS]] for name in names]
    counts = np.fromiter(map(len, numbers), np.int64, len(numbers))
    kind = np.fromiter(chain.from_iterable(numbers), np.int32, int(counts.sum()))
    owners = np.repeat(np.arange(len(numbers)), counts)
    starts = np.cumsum(counts) - counts
    rows = _Rows(kind, owners, np.arange(len(kind)) - starts[owners], len(numbers))
    couples = _couples(rows, kinds)
    return _table(kinds, rows, couples, _written(names, starts, rows, kinds))


class _Rows(NamedTuple):
    """The tokens of all names, one after another."""

    kind: NDArray[np.int32]
    owner: NDArray[np.int64]
    place: NDArray[np.int64]
    names: int


class _Joins(NamedTuple):
    """Tokens taken for one: the first and the last row, and their form."""

    first: NDArray[np.int64]
    last: NDArray[np.int64]
    number: NDArray[np.int64]
    forms: list[Form]


def _couples(rows: _Rows, kinds: Kinds) -> _Joins:
    """Every two neighbours of a name."""
    joinable = np.array([role in _JOINABLE for role in kinds.roles], np.bool_)
    if not len(rows.kind):
        return _Joins(np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0, np.int64), [])
    fits = joinable[rows.kind]
    first = np.flatnonzero((rows.owner[1:] == rows.owner[:-1]) & fits[1:] & fits[:-1])
    size = len(kinds.forms)
    pairs = rows.kind[first].astype(np.int64) * size + rows.kind[first + 1]
    couples, number = np.unique(pairs, return_inverse=True)
    forms = [kinds.join(one, other) for one, other in (divmod(c, size) for c in couples.tolist())]
    return _Joins(first, first + 1, number.reshape(-1), forms)


def _written(names: Sequence[Name], starts: NDArray[np.int64], rows: _Rows, kinds: Kinds) -> _Joins:
    """Return words as they were written, where they were taken apart or became another form."""
    numbers: dict[Form, int] = {}
    first, last, number = [], [], []
    for name, start in zip(names, starts.tolist(), strict=True):
        for one, other, word in _written_words(name):
            here = rows.kind[start + one : start + other + 1].tolist()
            first.append(start + one)
            last.append(start + other)
            number.append(numbers.setdefault(kinds.written(word, here), len(numbers)))
    return _Joins(
        np.array(first, np.int64),
        np.array(last, np.int64),
        np.array(number, np.int64),
        list(numbers),
    )


def _written_words(name: Name) -> Iterator[tuple[int, int, str]]:
    """Yield where words begin and end that are not their form: *Abdollahi*, *Saifullah*."""
    tokens, raw = name.tokens[:MOST_TOKENS], name.raw
    apart, end = False, -1
    for at, token in enumerate(tokens):
        if token.start == end:
            apart = True
        end = token.end
        if token.role is Role.NAME and raw[token.start : end].lower() != token.form:
            word = fold(raw[token.start : end])
            if word not in {"", token.form}:
                yield at, at, word
    if apart:
        yield from _taken_apart(name)


def _taken_apart(name: Name) -> Iterator[tuple[int, int, str]]:
    tokens = name.tokens[:MOST_TOKENS]
    words: list[tuple[int, int, str]] = []
    for at, token in enumerate(tokens):
        if at and token.start == tokens[at - 1].end:
            words[-1] = (words[-1][0], at, "")
        else:
            words.append((at, at, token.form))
    spelled = [
        (one, other, word or fold(name.raw[tokens[one].start : tokens[other].end]))
        for one, other, word in words
    ]
    for (one, mid, word), (after, other, next_word) in pairwise(spelled):
        if one < mid or after < other:
            yield one, other, word + next_word
    for one, other, word in spelled:
        if one < other:
            yield one, other, word


def _table(kinds: Kinds, rows: _Rows, couples: _Joins, written: _Joins) -> TokenTable:
    ordinary = kinds.weights.number("rarity", "ordinary")
    rare = np.array([form.rarity for form in kinds.forms], np.int64)
    covered = np.minimum(1000, rare * 1000 // ordinary)[rows.kind].astype(np.int32)
    summed = np.concatenate([np.zeros(1, np.int32), np.cumsum(covered, dtype=np.int32)])
    first = np.concatenate([couples.first, written.first])
    last = np.concatenate([couples.last, written.last])
    whole_forms = len(kinds.forms)
    number = np.concatenate(
        [couples.number + whole_forms, written.number + whole_forms + len(couples.forms)]
    )
    # The tokens of a name come first, in their order, and then its joined ones.
    owner = np.concatenate([rows.owner, rows.owner[first]])
    order = np.argsort(owner, kind="stable")
    starts = np.zeros(rows.names + 1, np.int64)
    np.cumsum(np.bincount(owner, minlength=rows.names), out=starts[1:])
    one = np.uint64(1)
    places = one << rows.place.astype(np.uint64)
    masks = ((one << (last - first + 1).astype(np.uint64)) - one) << rows.place[first].astype(
        np.uint64
    )
    letters = np.array(kinds.letters or [-1], np.int32)
    initials = np.array([role is Role.INITIAL for role in kinds.roles] or [False], np.bool_)
    whole = np.bincount(rows.owner, weights=covered, minlength=rows.names)
    return TokenTable(
        kinds.forms + couples.forms + written.forms,
        starts,
        np.concatenate([rows.kind, number.astype(np.int32)])[order],
        np.concatenate([places, masks])[order],
        np.concatenate([covered, summed[last + 1] - summed[first]])[order],
        np.concatenate([letters[rows.kind], np.full(len(first), -1, np.int32)])[order],
        np.concatenate([initials[rows.kind], np.zeros(len(first), np.bool_)])[order],
        whole.astype(np.int32),
    )
