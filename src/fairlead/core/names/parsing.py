"""``parse``: a written name to tokens, in time linear in its length, whatever it holds."""

import re
from collections.abc import Iterator
from functools import lru_cache

from fairlead.core.names import organizations, persons, running
from fairlead.core.names.carriers import is_cut, unglued, zone
from fairlead.core.names.lexicon import KEPT_WORDS, Part, plain, titled
from fairlead.core.names.parts import (
    CONTROLS,
    CUT,
    EMPTY,
    LOST,
    MIXED,
    SEVERAL,
    TOO_LONG,
    Kind,
    Name,
    Role,
    Token,
)
from fairlead.core.names.several import SIGNS
from fairlead.core.names.splitting import pieces
from fairlead.core.problems import Problem, Severity
from fairlead.core.text import Script, fold, has_look_alikes, script_of

MOST_CHARACTERS = 512  # of a name that are read; no person or firm has more
MOST_TOKENS = 48
MOST_PLAIN = 90  # characters of a name that can have no more words than are kept


def parse(text: str, kind: Kind = Kind.PERSON) -> Name:
    """Take a name apart. Never raises: what is odd stands in ``problems``."""
    if kind is Kind.PERSON and len(text) <= MOST_PLAIN:
        tokens = _plainly(text)
        if tokens is not None:
            return Name(text, tokens)
    return _carefully(text, kind)


def _plainly(text: str) -> tuple[Token, ...] | None:
    """Read a name of ordinary words, which most are; None if any of them needs more care."""
    tokens = []
    start = 0
    for word in text.split(" "):
        if word:
            found = plain(word)
            if found is None:
                return None
            end = start + len(word)
            tokens.append(Token(found[0], Role.NAME, found[1], start, end))
            start = end
        start += 1
    if len(tokens) == 1 and len(tokens[0].form) >= running.SHORTEST:
        return None
    return tuple(tokens) or None


@lru_cache(KEPT_WORDS)
def plain_word(word: str) -> str | None:
    """Return the form of a word that is a token of its own in any name of plain words; or None.

    Such a name is one name, and no word of it is written otherwise than its form.

    >>> plain_word("Kovacs"), plain_word("bin"), plain_word("alias")
    ('kovacs', None, None)
    """
    found = plain(word)
    lowered = word.lower()
    if found is None or lowered in SIGNS:
        return None
    form = found[0]
    if titled(form) not in {None, form}:
        return None
    return form if form == lowered or fold(word) in {"", form} else None


def _carefully(text: str, kind: Kind) -> Name:
    read = text[:MOST_CHARACTERS]
    if kind is Kind.PERSON:
        read = zone(read) if "<" in read else read
        parts = persons.parts_of(unglued(pieces(read), read))
    else:
        parts = organizations.parts_of(pieces(read), kind)
    tokens = tuple(map(_token, parts[:MOST_TOKENS]))
    return Name(text, tokens, tuple(_problems(text, kind, tokens)))


def _token(part: Part) -> Token:
    form = part.form
    if form.isascii() and form.isalpha():
        return Token(form, part.role, Script.LATIN, part.start, part.end)
    form = fold(form)  # words that were joined or parted may mix alphabets
    return Token(form, part.role, script_of(form), part.start, part.end)


# Control characters and those that turn the direction of writing: never part of a name.
_CONTROLS = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufff9-\ufffb\ud800-\udfff]"
)
_LOST = re.compile(r"\ufffd|\?{2,}|\w\?\w")


def _problems(text: str, kind: Kind, tokens: tuple[Token, ...]) -> Iterator[Problem]:
    if len(text) > MOST_CHARACTERS or len(tokens) == MOST_TOKENS:
        read = tokens[-1].end if tokens else MOST_CHARACTERS
        yield Problem(TOO_LONG, facts=(("length", str(len(text))), ("read", str(read))))
    if not tokens:
        yield Problem(EMPTY)
    ordinary = text.isascii() and text.isprintable()
    if not ordinary and _CONTROLS.search(text):
        yield Problem(CONTROLS, Severity.WARNING)
    if ("?" in text or not ordinary) and _LOST.search(text):
        yield Problem(LOST, Severity.WARNING)
    if not ordinary and has_look_alikes(text):
        yield Problem(MIXED, Severity.WARNING)
    if kind is Kind.PERSON and is_cut(text):
        yield Problem(CUT, Severity.NOTE)
    if ";" in text or any(token.form == "aka" and token.role is Role.PARTICLE for token in tokens):
        yield Problem(SEVERAL, Severity.NOTE)
