"""Names as rows of tokens: the one table that lists and questions are both turned into.

Every token of a name is a row: which form it has, which places of the name it covers, and how
much it may bring (its rarity, held down by its role). Besides the tokens themselves a name has
*joined* tokens, two neighbours written as one, that cover two places. An initial has no form to
look up; it meets whatever begins with its letter.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from fairlead.core.names import Name, Role, Token
from fairlead.core.names.rarity import known, rarity
from fairlead.core.screening.weights import Weights

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

    forms: list[Form]
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
        """The number of a token's kind."""
        key = (token.form, token.role)
        found = self.numbers.get(key)
        return self._new(key) if found is None else found

    def _new(self, key: tuple[str, Role]) -> int:
        word, role = key
        rare = min(self.rare(word), self.weights.number("rarity", _CAPS[role]))
        letter = self.weights.number("slip", "letter")
        surprise = rarity(word) if known(word) else len(word) * letter
        self.numbers[key] = len(self.forms)
        self.forms.append(Form(word, False, rare, surprise))
        self.letters.append(ord(word[0]) if role in _LETTERED else -1)
        self.roles.append(role)
        return len(self.forms) - 1

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
    rows = np.fromiter(chain.from_iterable(numbers), np.int32, int(counts.sum()))
    ends = np.cumsum(counts)
    owners = np.repeat(np.arange(len(numbers)), counts)
    places = np.arange(len(rows)) - (ends - counts)[owners]
    first, second = _neighbours(rows, owners, kinds.roles)
    couples, couple = np.unique(
        rows[first].astype(np.int64) * len(kinds.forms) + rows[second], return_inverse=True
    )
    size = max(1, len(kinds.forms))
    joined = [kinds.join(one, other) for one, other in (divmod(c, size) for c in couples.tolist())]
    return _table(kinds, joined, _Rows(rows, owners, places, counts), _Couples(first, couple))


class _Rows(NamedTuple):
    kind: NDArray[np.int32]
    owner: NDArray[np.int64]
    place: NDArray[np.int64]
    counts: NDArray[np.int64]


class _Couples(NamedTuple):
    first: NDArray[np.int64]  # the row of the first of two neighbours
    number: NDArray[np.int64]  # the number of the couple


def _neighbours(
    rows: NDArray[np.int32], owners: NDArray[np.int64], roles: list[Role]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    joinable = np.array([role in _JOINABLE for role in roles], np.bool_)
    if not len(rows):
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    fits = joinable[rows]
    first = np.flatnonzero((owners[1:] == owners[:-1]) & fits[1:] & fits[:-1])
    return first, first + 1


def _table(kinds: Kinds, joined: list[Form], rows: _Rows, couples: _Couples) -> TokenTable:
    ordinary = kinds.weights.number("rarity", "ordinary")
    rare = np.array([form.rarity for form in kinds.forms], np.int64)
    covered = np.minimum(1000, rare * 1000 // ordinary)[rows.kind].astype(np.int32)
    # The tokens of a name come first, in their order, and then its joined ones.
    owner = np.concatenate([rows.owner, rows.owner[couples.first]])
    order = np.argsort(owner, kind="stable")
    places = np.uint64(1) << rows.place.astype(np.uint64)
    none = np.full(len(couples.first), -1, np.int32)
    letters = np.array(kinds.letters, np.int32)[rows.kind] if len(rows.kind) else none
    initials = np.array([role is Role.INITIAL for role in kinds.roles], np.bool_)
    initial = initials[rows.kind] if len(rows.kind) else np.zeros(0, np.bool_)
    number = couples.number.reshape(-1) + len(kinds.forms)
    starts = np.zeros(len(rows.counts) + 1, np.int64)
    couples_of = np.bincount(rows.owner[couples.first], minlength=len(rows.counts))
    np.cumsum(rows.counts + couples_of, out=starts[1:])
    both = covered[couples.first] + covered[couples.first + 1]
    whole = np.bincount(rows.owner, weights=covered, minlength=len(rows.counts))
    return TokenTable(
        kinds.forms + joined,
        starts,
        np.concatenate([rows.kind, number.astype(np.int32)])[order],
        np.concatenate([places, places[couples.first] * np.uint64(3)])[order],
        np.concatenate([covered, both])[order],
        np.concatenate([letters, none])[order],
        np.concatenate([initial, np.zeros(len(none), np.bool_)])[order],
        whole.astype(np.int32),
    )
