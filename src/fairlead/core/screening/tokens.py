"""Names as rows of tokens: the one table that lists and questions are both turned into.

Every token of a name is a row: which form it has, which places of the name it covers, and how
much it may bring (its rarity, held down by its role). Besides the tokens themselves a name has
*joined* tokens, two neighbours written as one, that cover two places. An initial has no form to
look up; it meets whatever begins with its letter.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property
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
class Tabulation:
    """Collects names and becomes a `TokenTable`. Words seen before cost one look-up."""

    weights: Weights
    rare: Callable[[str], int] = rarity
    _numbers: dict[Form, int] = field(default_factory=dict)
    _starts: list[int] = field(default_factory=lambda: [0])
    _form: list[int] = field(default_factory=list)
    _places: list[int] = field(default_factory=list)
    _covered: list[int] = field(default_factory=list)
    _letter: list[int] = field(default_factory=list)
    _initial: list[bool] = field(default_factory=list)
    _whole: list[int] = field(default_factory=list)
    _caps: dict[Role, int] = field(init=False)
    _ordinary: int = field(init=False)
    _caps_joined: int = field(init=False)
    _letter_surprise: int = field(init=False)
    _rarities: dict[tuple[str, Role], int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._caps = {role: self.weights.number("rarity", name) for role, name in _CAPS.items()}
        self._ordinary = self.weights.number("rarity", "ordinary")
        self._caps_joined = self.weights.number("rarity", "joined")
        self._letter_surprise = self.weights.number("slip", "letter")

    def add(self, name: Name) -> None:
        """Add one name."""
        tokens = name.tokens[:MOST_TOKENS]
        rarities = [self._rarity(token) for token in tokens]
        covered = [min(1000, rare * 1000 // self._ordinary) for rare in rarities]
        for place, token in enumerate(tokens):
            form = Form(token.form, False, rarities[place], self._surprise(token.form))
            self._row(form, 1 << place, covered[place], token.role)
        for place in range(len(tokens) - 1):
            left, right = tokens[place], tokens[place + 1]
            if left.role in _JOINABLE and right.role in _JOINABLE:
                rare = min(rarities[place] + rarities[place + 1], self._caps_joined)
                word = left.form + right.form
                form = Form(word, True, rare, len(word) * self._letter_surprise)
                self._row(form, 3 << place, covered[place] + covered[place + 1], None)
        self._starts.append(len(self._form))
        self._whole.append(sum(covered))

    def _rarity(self, token: Token) -> int:
        key = (token.form, token.role)
        found = self._rarities.get(key)
        if found is None:
            found = min(self.rare(token.form), self._caps[token.role])
            self._rarities[key] = found
        return found

    def _surprise(self, word: str) -> int:
        return rarity(word) if known(word) else len(word) * self._letter_surprise

    def _row(self, form: Form, places: int, covered: int, role: Role | None) -> None:
        self._form.append(self._numbers.setdefault(form, len(self._numbers)))
        self._places.append(places)
        self._covered.append(covered)
        self._letter.append(ord(form.word[0]) if role in _LETTERED else -1)
        self._initial.append(role is Role.INITIAL)

    def table(self) -> TokenTable:
        """Return the table of all names added so far."""
        return TokenTable(
            list(self._numbers),
            np.array(self._starts, np.int64),
            np.array(self._form, np.int32),
            np.array(self._places, np.uint64),
            np.array(self._covered, np.int32),
            np.array(self._letter, np.int32),
            np.array(self._initial, np.bool_),
            np.array(self._whole, np.int32),
        )


def tabulate(
    names: Iterable[Name], weights: Weights, rare: Callable[[str], int] = rarity
) -> TokenTable:
    """Names as a table."""
    tabulation = Tabulation(weights, rare)
    for name in names:
        tabulation.add(name)
    return tabulation.table()
