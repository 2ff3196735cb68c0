"""What a name is taken apart into."""

from dataclasses import dataclass
from enum import StrEnum

from fairlead.core.problems import Problem
from fairlead.core.text import Script


class Kind(StrEnum):
    """Whose name it is; that decides which words can be titles or legal forms."""

    PERSON = "person"
    ORGANIZATION = "organization"
    VESSEL = "vessel"
    OTHER = "other"


class Role(StrEnum):
    """What a word does in a name, which says how much it counts and what its absence means."""

    NAME = "name"
    INITIAL = "initial"
    PARTICLE = "particle"  # al, bin, abd, abu, de, van: thin, and may be left out
    TITLE = "title"  # Mr, Dr, Sheikh, Haji; M/V before a ship
    SUFFIX = "suffix"  # Jr, III
    LEGAL = "legal"  # GmbH, LLC, ООО
    GENERIC = "generic"  # company, trading, bank
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class Token:
    """One word to compare: ``form`` is folded, ``start`` and ``end`` say where it stood.

    The form of a particle, title, suffix, legal form or generic word is its code, the same in
    every language and script (``شركة`` and ``Compañía`` are both ``company``). ``script`` is that
    of the form.
    """

    form: str
    role: Role
    script: Script
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Name:
    """A name as it was written, its words in that order, and what was odd about it."""

    raw: str
    tokens: tuple[Token, ...]
    problems: tuple[Problem, ...] = ()

    @property
    def forms(self) -> tuple[str, ...]:
        return tuple(token.form for token in self.tokens)

    @property
    def is_cut(self) -> bool:
        """Whether the end seems to be missing, as in machine-readable zones that were full."""
        return any(problem.code == CUT for problem in self.problems)


EMPTY = "name-empty"
TOO_LONG = "name-too-long"
CUT = "name-cut"
SEVERAL = "name-several"
CONTROLS = "name-control-characters"
MIXED = "name-mixed-alphabets"
LOST = "name-lost-characters"

_ORGANIZATIONS = frozenset({"Company", "Organization", "PublicBody", "LegalEntity", "Asset"})
_KINDS = {
    "Person": Kind.PERSON,
    "Vessel": Kind.VESSEL,
    **dict.fromkeys(_ORGANIZATIONS, Kind.ORGANIZATION),
}


def kind_of(schema: str) -> Kind:
    """Return the kind of name that an entity of a FollowTheMoney schema bears.

    >>> kind_of("Company").value, kind_of("Airplane").value
    ('organization', 'other')
    """
    return _KINDS.get(schema, Kind.OTHER)
