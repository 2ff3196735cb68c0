"""The words of organizations and ships that the tables know, by their first word."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from fairlead.core.names import tables
from fairlead.core.names.parts import Role


class Phrase(NamedTuple):
    """Words that have a code together; ``edge`` says at which end of the name they must stand."""

    words: tables.Words
    code: str
    role: Role
    edge: str


Phrases = Mapping[str, Sequence[Phrase]]


@cache
def phrases(*, vessel: bool) -> Phrases:
    """Return every phrase of the tables by its first word, longest first."""
    found: dict[str, list[Phrase]] = {}
    if vessel:
        tables_of_kind = (
            *_plain("vessels.txt", Role.TITLE, "^"),
            Phrase(("no",), "number", *_THIN),
        )
    else:
        tables_of_kind = (
            *_plain("joined.txt", Role.NAME),
            *_plain("countries.txt", Role.NAME),
            *_legal(),
            *_plain("generic.txt", Role.GENERIC),
            *_plain("grammar.txt", Role.PARTICLE),
        )
    for phrase in tables_of_kind:
        found.setdefault(phrase.words[0], []).append(phrase)
    return {
        first: tuple(sorted(several, key=lambda one: -len(one.words)))
        for first, several in found.items()
    }


_THIN = (Role.PARTICLE, "")


def _legal() -> Iterator[Phrase]:
    for code, spellings in tables.spellings("legal.txt"):
        for spelling in spellings:
            edge = "^" if spelling.startswith("^") else "$" if spelling.endswith("$") else ""
            words = tables.words(spelling.strip("^$"))
            if words:
                yield Phrase(words, code, Role.LEGAL, edge)


def _plain(table: str, role: Role, edge: str = "") -> Iterator[Phrase]:
    for code, spellings in tables.read(table):
        for words in spellings:
            if words:
                yield Phrase(words, code, role, edge)
