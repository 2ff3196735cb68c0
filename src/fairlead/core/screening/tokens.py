"""Names as rows of tokens: the one table that lists and questions are both turned into.

Every token of a name is a row: which form it has, which places of the name it covers, and how
much it may bring (its rarity, held down by its role). Besides the tokens themselves a name has
*joined* tokens, two neighbours written as one, that cover two places. An initial has no form to
look up; it meets whatever begins with its letter.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate, chain, pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from fairlead.core.names import Name, Role, Token, plain_word
from fairlead.core.names.carriers import fills_field
from fairlead.core.names.lexicon import titled
from fairlead.core.names.parsing import MOST_PLAIN
from fairlead.core.names.rarity import known, rarity
from fairlead.core.screening.weights import Weights
from fairlead.core.text import fold

MOST_TOKENS = 48
"""Tokens of a name that are compared; their places fit into one 64-bit mask."""

_LETTERED = frozenset({Role.NAME, Role.INITIAL, Role.PARTICLE, Role.TITLE})


class Form(NamedTuple):
    """What is compared: the letters, whether two tokens were joined, how rare, how certain."""

    word: str
    joint: int  # of two tokens taken for one, the letters of the first; or one of the two below
    rarity: int
    surprise: int  # how little it is expected as it stands: a word that is no name, very little

    @property
    def joined(self) -> bool:
        """Whether it stands for several tokens."""
        return self.joint not in {SINGLE, CUT}


SINGLE, UNPARTED, ACRONYM, TRIPLE, CUT = 0, -1, -2, -3, -4
"""Instead of a joint: a token by itself; a written word that was taken apart into tokens; the first
letters of several; a name of three words without spaces; a last word that may lack its end."""


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
_JOINABLE = frozenset(Role) - {Role.SUFFIX, Role.NUMBER}


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
    cut: NDArray[np.bool_]  # per name: whether its end may be missing

    def __len__(self) -> int:
        return len(self.starts) - 1

    @cached_property
    def covers(self) -> NDArray[np.int64]:
        """How much of a name each form covers, at most."""
        most = np.zeros(len(self.forms), np.int64)
        np.maximum.at(most, self.form, self.covered)
        return most

    @cached_property
    def joints(self) -> NDArray[np.int16]:
        """Of each row, where two tokens were joined."""
        kinds = np.array([form.joint for form in self.forms], np.int16)
        return kinds[self.form] if len(self.form) else kinds

    @cached_property
    def joined(self) -> NDArray[np.bool_]:
        """Which rows are two tokens written as one."""
        return np.asarray((self.joints != SINGLE) & (self.joints != CUT))

    @cached_property
    def initials(self) -> NDArray[np.int32]:
        """How many initials each name has; no drawer finds them."""
        owners = np.repeat(np.arange(len(self)), np.diff(self.starts))
        return np.bincount(owners[self.initial], minlength=len(self)).astype(np.int32)


@dataclass(slots=True)
class Kinds:
    """The different tokens of many names, each once, with what follows from word and role."""

    weights: Weights
    rare: Callable[[str], int] = rarity
    numbers: dict[tuple[str, Role], int] = field(default_factory=dict)
    forms: list[Form] = field(default_factory=list)
    letters: list[int] = field(default_factory=list)
    roles: list[Role] = field(default_factory=list)
    caps: dict[Role, int] = field(init=False)  # what a token of a role may bring at most
    most_joined: int = field(init=False)
    letter: int = field(init=False)  # the surprise at a letter of a word that is no name

    def __post_init__(self) -> None:
        """Look the weights up once: they are asked for with every word."""
        number = self.weights.number
        self.caps = {role: number("rarity", name) for role, name in _CAPS.items()}
        self.most_joined = number("rarity", "joined")
        self.letter = number("slip", "letter")

    def number(self, token: Token) -> int:
        """Return the number of a token's kind."""
        return self.number_of(token.form, token.role)

    def number_of(self, word: str, role: Role) -> int:
        """Return the number of the kind of a word in a role."""
        key = (word, role)
        found = self.numbers.get(key)
        return self._new(word, role) if found is None else found

    def _new(self, word: str, role: Role) -> int:
        key = (word, role)
        rare = min(self.rare(word), self.caps[role])
        self.numbers[key] = len(self.forms)
        self.forms.append(Form(word, SINGLE, rare, self._surprise(word)))
        self.letters.append(ord(word[0]) if role in _LETTERED else -1)
        self.roles.append(role)
        return len(self.forms) - 1

    def written(self, word: str, parts: Sequence[int], joint: int) -> Form:
        """Return a word as it was written that became other forms, or more than one."""
        rare = sum(self.forms[part].rarity for part in parts)
        if len(parts) == 1:
            return Form(word, SINGLE, rare, self._surprise(word))
        rare = min(rare, self.most_joined)
        return Form(word, joint, rare, len(word) * self.letter)

    def _surprise(self, word: str) -> int:
        return rarity(word) if known(word) else len(word) * self.letter

    def triple(self, parts: Sequence[int]) -> Form:
        """Three tokens written as one."""
        word = "".join(self.forms[part].word for part in parts)
        rare = sum(self.forms[part].rarity for part in parts)
        rare = min(rare, self.most_joined)
        return Form(word, TRIPLE, rare, len(word) * self.letter)

    def join(self, left: int, right: int) -> Form:
        """Two tokens written as one."""
        one, other = self.forms[left], self.forms[right]
        word = one.word + other.word
        rare = min(one.rarity + other.rarity, self.most_joined)
        # Two names are no slip for two others that are a letter away: Daniel Gomez, Daniela Gomez.
        return Form(word, len(one.word), rare, one.surprise + other.surprise)


Words = list[int]
"""A name of plain words: the kind of each."""


class PlainWords(dict[str, int]):
    """The kinds of plain words, each looked at once; of other words, that they are none."""

    OTHER = -1

    def __init__(self, kinds: Kinds) -> None:
        super().__init__()
        self.kinds = kinds

    def __missing__(self, word: str) -> int:
        """Look at a word for the first time."""
        form = plain_word(word)
        found = self.OTHER if form is None else self.kinds.number_of(form, Role.NAME)
        self[word] = found
        return found

    def read(self, name: str) -> Words | None:
        """Return the kinds of the words of a name, if it is one of several plain words."""
        if len(name) > MOST_PLAIN or fills_field(name):
            return None
        words = [self[word] for word in name.split(" ")]
        return None if len(words) < FEWEST or self.OTHER in words else words


FEWEST = 2
"""Words of a name that is plain; one alone may be a name without spaces."""


def tabulate(names: Sequence[Name | Words], kinds: Kinds) -> TokenTable:
    """Names as a table."""
    number = kinds.number
    numbers = [
        name if isinstance(name, list) else [number(token) for token in name.tokens[:MOST_TOKENS]]
        for name in names
    ]
    counts = np.fromiter(map(len, numbers), np.int64, len(numbers))
    kind = np.fromiter(chain.from_iterable(numbers), np.int32, int(counts.sum()))
    owners = np.repeat(np.arange(len(numbers)), counts)
    starts = np.cumsum(counts) - counts
    rows = _Rows(kind, owners, np.arange(len(kind)) - starts[owners], len(numbers))
    joins = (
        _couples(rows, kinds),
        _triples(rows, kinds),
        _written(names, starts, rows, kinds),
        _acronyms(names, starts, rows, kinds),
        _cut(names, starts, kinds),
    )
    return _table(kinds, rows, joins, _filling(names))


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

    @staticmethod
    def of(found: Iterable[tuple[int, int, Form]]) -> "_Joins":
        """Gather joins found one by one: first and last row, and form."""
        numbers: dict[Form, int] = {}
        listed = [(one, other, numbers.setdefault(f, len(numbers))) for one, other, f in found]
        first, last, number = np.array(listed, np.int64).reshape(-1, 3).T
        return _Joins(first, last, number, list(numbers))


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


LONGEST_TRIPLE = 24  # letters, as many as are compared


def _triples(rows: _Rows, kinds: Kinds) -> _Joins:
    """Return whole names of three words, as they stand where spaces are lost."""
    joinable = np.array([role in _JOINABLE for role in kinds.roles] or [True], np.bool_)
    counts = np.bincount(rows.owner, minlength=rows.names)
    firsts = (np.cumsum(counts) - counts)[counts == _THREE]
    firsts = firsts[np.all(joinable[rows.kind[firsts[:, None] + range(_THREE)]], 1)]
    return _Joins.of(
        (first, first + _THREE - 1, form)
        for first in firsts.tolist()
        for form in (kinds.triple(rows.kind[first : first + _THREE].tolist()),)
        if len(form.word) <= LONGEST_TRIPLE
    )


def _filling(names: Sequence[Name | Words]) -> NDArray[np.bool_]:
    """Return whose end may be missing; plain names are none that fill a field."""
    return np.array([not isinstance(n, list) and fills_field(n.raw) for n in names], np.bool_)


_THREE = 3
SHORTEST_CUT = 2  # letters of a word that says anything about what it is the beginning of


def _cut(names: Sequence[Name | Words], starts: NDArray[np.int64], kinds: Kinds) -> _Joins:
    """Return the last words of names that fill a field, as beginnings of words."""
    letter = kinds.weights.number("cut", "letter")
    return _Joins.of(
        (start + last, start + last, Form(word, CUT, letter * len(word), letter * len(word)))
        for name, start in zip(names, starts.tolist(), strict=True)
        if not isinstance(name, list) and name.tokens and fills_field(name.raw)
        for last in (min(len(name.tokens), MOST_TOKENS) - 1,)
        for word in (_unpointed(name.raw[name.tokens[last].start : name.tokens[last].end]),)
        if len(word) >= SHORTEST_CUT and name.tokens[last].end == len(name.raw)
    )


def _written(
    names: Sequence[Name | Words], starts: NDArray[np.int64], rows: _Rows, kinds: Kinds
) -> _Joins:
    """Return words as they were written, where they were taken apart or became another form."""
    return _Joins.of(
        (
            start + one,
            start + other,
            kinds.written(word, rows.kind[start + one : start + other + 1].tolist(), joint),
        )
        for name, start in zip(names, starts.tolist(), strict=True)
        if not isinstance(name, list)
        for one, other, word, joint in _written_words(name)
    )


_Written = tuple[int, int, str, int]  # the first and the last place, the word, its joint


def _written_words(name: Name) -> Iterator[_Written]:
    """Yield words that are not their form: *Abdollahi*, *Saifullah*; and titles that are names."""
    tokens, raw = name.tokens[:MOST_TOKENS], name.raw
    apart, end = False, -1
    for at, token in enumerate(tokens):
        if token.start == end:
            apart = True
        end = token.end
        if token.role is Role.NAME and raw[token.start : end].lower() != token.form:
            word = _unpointed(raw[token.start : end])
            if word not in {"", token.form}:
                yield at, at, word, SINGLE
        if token.role is Role.NAME and (title := titled(token.form)) not in {None, token.form}:
            yield at, at, title, SINGLE
    if apart:
        yield from _taken_apart(name)


def _unpointed(written: str) -> str:
    """Return a folded word without signs by which no two words differ: R.B.C., Ja'far."""
    return fold(written).translate(_SIGNS)


_SIGNS = str.maketrans("", "", "'. ")


def _taken_apart(name: Name) -> Iterator[_Written]:
    tokens = name.tokens[:MOST_TOKENS]
    words: list[tuple[int, int, str]] = []
    for at, token in enumerate(tokens):
        if at and token.start == tokens[at - 1].end:
            words[-1] = (words[-1][0], at, "")
        else:
            words.append((at, at, token.form))
    spelled = [
        (one, other, word or _unpointed(name.raw[tokens[one].start : tokens[other].end]))
        for one, other, word in words
    ]
    for (one, mid, word), (after, other, next_word) in pairwise(spelled):
        if one < mid or after < other:
            yield one, other, word + next_word, len(word)
    for one, other, word in spelled:
        if one < other:
            yield one, other, word, UNPARTED


SHORTEST_ACRONYM, LONGEST_ACRONYM = 3, 6
_COUNTED_IN_ACRONYMS = frozenset({Role.NAME, Role.GENERIC, Role.INITIAL})
_FIRST_WORDS = 2  # an acronym begins with one of these: *Bank Severny Morskoy Put*, SMP Bank


def _acronyms(
    names: Sequence[Name | Words], starts: NDArray[np.int64], rows: _Rows, kinds: Kinds
) -> _Joins:
    """Return the first letters of words that follow one another, in names of organizations."""
    typical = np.array([role in {Role.GENERIC, Role.LEGAL} for role in kinds.roles], np.bool_)
    if not len(rows.kind):
        return _Joins.of(())
    letter = kinds.weights.number("acronym", "letter")
    return _Joins.of(
        (start + one, start + other, Form(word, ACRONYM, letter * len(word), letter * len(word)))
        for owner in np.unique(rows.owner[typical[rows.kind]]).tolist()
        for name, start in ((names[owner], int(starts[owner])),)
        if not isinstance(name, list)
        for one, other, word in _first_letters(name)
    )


def _first_letters(name: Name) -> Iterator[tuple[int, int, str]]:
    places = [
        (at, fold(name.raw[token.start])[:1])
        for at, token in enumerate(name.tokens[:MOST_TOKENS])
        if token.role in _COUNTED_IN_ACRONYMS
    ]
    for begin in range(_FIRST_WORDS):
        for end in range(begin + SHORTEST_ACRONYM, min(begin + LONGEST_ACRONYM, len(places)) + 1):
            word = "".join(letter for _at, letter in places[begin:end])
            if word.isascii() and word.isalpha():
                yield places[begin][0], places[end - 1][0], word


def _table(
    kinds: Kinds, rows: _Rows, joins: Sequence[_Joins], cut: NDArray[np.bool_]
) -> TokenTable:
    ordinary = kinds.weights.number("rarity", "ordinary")
    rare = np.array([form.rarity for form in kinds.forms], np.int64)
    counting = np.array([role is Role.NUMBER for role in kinds.roles], np.bool_)
    whole_token = np.where(counting, kinds.weights.number("name", "numbered"), 1000)
    covered = np.minimum(whole_token, rare * 1000 // ordinary)[rows.kind].astype(np.int32)
    summed = np.concatenate([np.zeros(1, np.int32), np.cumsum(covered, dtype=np.int32)])
    first = np.concatenate([join.first for join in joins])
    last = np.concatenate([join.last for join in joins])
    before = accumulate((len(join.forms) for join in joins), initial=len(kinds.forms))
    number = np.concatenate(
        [join.number + forms for join, forms in zip(joins, before, strict=False)]
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
        [*kinds.forms, *chain.from_iterable(join.forms for join in joins)],
        starts,
        np.concatenate([rows.kind, number.astype(np.int32)])[order],
        np.concatenate([places, masks])[order],
        np.concatenate([covered, summed[last + 1] - summed[first]])[order],
        np.concatenate([letters[rows.kind], np.full(len(first), -1, np.int32)])[order],
        np.concatenate([initials[rows.kind], np.zeros(len(first), np.bool_)])[order],
        whole.astype(np.int32),
        cut,
    )
