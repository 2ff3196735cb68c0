"""Names of other scripts in the letters of a zone (ICAO Doc 9303 part 3, section 6).

The tables are in ``transliteration.tsv``: Latin letters with marks, Cyrillic, Arabic. Some States
write a letter in another way, which their three-letter code chooses.
"""

from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib import resources
from typing import Final
from unicodedata import category, normalize

from fairlead.core.errors import BadInput

_LETTERS: Final = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
_DOUBLE: Final = "\u0651"  # shadda: the letter before it is double
_BETWEEN: Final = frozenset("-\u2010\u2011\u2012\u2013\u05be")
_ENDS: Final = " \t\n" + "".join(_BETWEEN)
_OMITTED: Final = frozenset({"Po", "Pi", "Pf", "Sk", "Lm", "Mn", "Cf", "Ps", "Pe"})


@dataclass(frozen=True, slots=True)
class Letter:
    """How a letter is written: by default, by a State, at the start of a word and at its end."""

    default: str
    states: dict[str, str] = field(default_factory=dict)
    first: dict[str, str] = field(default_factory=dict)
    last: str = ""


@cache
def letters() -> dict[str, Letter]:
    """Return the tables: for each capital letter what is written for it."""
    text = resources.files(__package__).joinpath("transliteration.tsv").read_text("utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and line[0] != "#")
    return {row[0]: _letter(row[1:]) for row in rows}


def _letter(row: list[str]) -> Letter:
    rules = [rule.partition("=")[::2] for rule in row[1].split()] if len(row) > 1 else []
    letter = Letter("" if row[0] == "-" else row[0], last=dict(rules).get("$", ""))
    for states, written in rules:
        first = states.startswith("^")
        for state in states.strip("^$").split(","):
            (letter.first if first else letter.states)[state] = written
    return letter


@lru_cache(maxsize=1 << 14)  # the parts of names come again and again
def transliterated(name: str, state: str = "") -> str:
    """Return a name in capital letters and blanks; ``state`` is the issuer.

    >>> transliterated("МАР'ЯНА ТКАЧЕНКО", "UKR"), transliterated("Müller-Lüdenscheidt")
    ('MARIANA TKACHENKO', 'MUELLER LUEDENSCHEIDT')
    >>> transliterated("محمد")
    'MXHMD'
    """
    written: list[str] = []
    first = True
    text = normalize("NFC", name)
    for place, character in enumerate(text):
        if character == _DOUBLE:
            part = written[-1] if written else ""
        else:
            last = not text[place + 1 : place + 2].strip(_ENDS)
            part = _one(character, state, first=first, last=last)
        if part:
            written.append(part)
            first = part == " "
    return " ".join("".join(written).split())


def _one(character: str, state: str, *, first: bool, last: bool) -> str:
    if character.isspace() or character in _BETWEEN:
        return " "
    found = [each for each in _capitals(character) if each]
    if all(each in _LETTERS for each in found) and found:
        return "".join(found)
    letter = letters().get(found[0]) if found else None
    if letter is not None:
        written = letter.last if last and letter.last else letter.states.get(state, letter.default)
        return letter.first.get(state, written) if first else written
    if category(character) in _OMITTED:
        return ""
    plain = normalize("NFKD", character)
    if plain != character:
        parts = [_one(each, state, first=first, last=last) for each in plain]
        return "".join(parts)
    raise BadInput(f"{character} is in no table of Doc 9303", place="name")


def _capitals(character: str) -> str:
    return character if character in letters() else character.upper()
