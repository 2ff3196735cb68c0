"""``parse``: a written name to tokens, in time linear in its length, whatever it holds."""

from fairlead.core.names.lexicon import Part, plain
from fairlead.core.names.parts import EMPTY, TOO_LONG, Kind, Name, Role, Token
from fairlead.core.names import organizations, persons
from fairlead.core.names.splitting import pieces
from fairlead.core.problems import Problem, Severity
from fairlead.core.text import Script, script_of

MOST_CHARACTERS = 512  # of a name that are read; no person or firm has more


def parse(text: str, kind: Kind = Kind.PERSON) -> Name:
    """Take a name apart. Never raises: what is odd stands in ``problems``."""
    if kind is Kind.PERSON and len(text) <= MOST_CHARACTERS:
        tokens = _plainly(text)
        if tokens is not None:
            return Name(text, tokens)
    return _carefully(text, kind)


def _plainly(text: str) -> tuple[Token, ...] | None:
    """Read a name of ordinary Latin words, which most are; None if any word needs more care."""
    tokens = []
    start = 0
    for word in text.split(" "):
        if word:
            form = plain(word) if word.isalpha() and word.isascii() else None
            if form is None:
                return None
            end = start + len(word)
            tokens.append(Token(form, Role.NAME, Script.LATIN, start, end))
            start = end
        start += 1
    return tuple(tokens) or None


def _carefully(text: str, kind: Kind) -> Name:
    problems: list[Problem] = []
    read = text
    if len(text) > MOST_CHARACTERS:
        read = text[:MOST_CHARACTERS]
        problems.append(Problem(TOO_LONG, facts=(("length", str(len(text))),)))
    found = pieces(read)
    if kind is Kind.PERSON:
        parts = persons.parts_of(found)
    else:
        parts = organizations.parts_of(found, kind)
    if not parts:
        problems.append(Problem(EMPTY, Severity.ERROR))
    return Name(text, tuple(map(_token, parts)), tuple(problems))


def _token(part: Part) -> Token:
    return Token(part.form, part.role, script_of(part.form), part.start, part.end)
