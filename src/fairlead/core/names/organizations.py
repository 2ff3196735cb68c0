"""The words of an organization's or a ship's name: legal forms, generic words, numbers, names.

Legal forms are found first, as they may have several words and stand at an end; then generic words
and words of grammar; what is left names the organization.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from fairlead.core.names import tables
from fairlead.core.names.lexicon import KEPT_WORDS, Part
from fairlead.core.names.parts import Kind, Role
from fairlead.core.names.splitting import Piece
from fairlead.core.text import fold

ENDS = frozenset({",", "("})
ROMAN = {
    numeral: str(number)
    for number, numeral in enumerate(
        "ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xvii xviii xix xx".split(), start=2
    )
}


class Phrase(NamedTuple):
    """Words that have a code together; ``edge`` says at which end of the name they must stand."""

    words: tables.Words
    code: str
    role: Role
    edge: str


Phrases = Mapping[str, Sequence[Phrase]]


def parts_of(pieces: Sequence[Piece], kind: Kind) -> list[Part]:
    """Return the parts of the name of an organization, a ship or a thing, in order."""
    words = [
        part.moved(piece.start, part.gap if number else piece.gap)
        for piece in pieces
        for number, part in enumerate(organization_parts(piece.text))
    ]
    words = list(_acronyms(words))
    return _numbered(_coded(words, phrases(kind is Kind.VESSEL)), kind)


@lru_cache(KEPT_WORDS)
def organization_parts(piece: str) -> tuple[Part, ...]:
    """Fold a piece and part it at dots, articles before an apostrophe, digits and Han words."""
    folded = fold(piece)
    if len(folded) != len(piece) or not folded.isascii():
        return _written_together(piece, folded)
    letters = folded.replace(".", "").replace("'", "")
    if not letters:
        return ()
    if letters.isalpha() and "'" not in folded and "." not in folded:
        return (Part(folded, Role.NAME, "", 0, len(piece)),)
    if _ACRONYM.fullmatch(folded):
        return (Part(letters, Role.NAME, "acronym", 0, len(piece)),)
    return tuple(
        Part(found.group().replace("'", ""), Role.NAME, "", found.start(), found.end(), "")
        for found in _WORD.finditer(folded)
    )


_ACRONYM = re.compile(r"'?(?:[^\W\d_]\.)+(?:[^\W\d_])?'?")
_WORD = re.compile(
    r"(?:(?<![a-z])[dl](?='[a-z]{3}))|[a-z]+(?:'[a-z]+)*|\d+(?:st|nd|rd|th)?|[^\s.'\d]+"
)
_TOGETHER = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]{3,}")


def _written_together(piece: str, folded: str) -> tuple[Part, ...]:
    bare = folded.replace("'", "").replace('"', "").replace("״", "")
    if _ACRONYM.fullmatch(folded):
        return (Part(bare.replace(".", ""), Role.NAME, "acronym", 0, len(piece)),)
    if not any(map(str.isalnum, bare)):
        return ()
    if len(bare) == len(piece):
        found = list(_segments(bare))
        if len(found) > 1:
            return tuple(found)
    return tuple(Part(word, Role.NAME, "", 0, len(piece)) for word in bare.split(".") if word)


def _segments(text: str) -> Iterator[Part]:
    """Part text that is written without spaces at the legal and generic words it holds."""
    for found in _TOGETHER.finditer(text) if len(text) > 2 else ():
        if found.group() != text:
            return
        start = 0
        for word in _together_words().finditer(text):
            if word.start() > start:
                yield Part(text[start : word.start()], Role.NAME, "", start, word.start(), "")
            yield Part(word.group(), Role.NAME, "", word.start(), word.end(), "")
            start = word.end()
        if start < len(text):
            yield Part(text[start:], Role.NAME, "", start, len(text), "")


@cache
def _together_words() -> re.Pattern[str]:
    known = {
        phrase.words[0]
        for several in phrases(vessel=False).values()
        for phrase in several
        if len(phrase.words) == 1 and len(phrase.words[0]) > 1
    }
    words = sorted(filter(_TOGETHER_WORD.fullmatch, known), key=lambda word: (-len(word), word))
    return re.compile("|".join(map(re.escape, words)))


_TOGETHER_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]+")


@cache
def phrases(vessel: bool) -> Phrases:  # noqa: FBT001 - two tables
    """Return every phrase of the tables by its first word, longest first."""
    found: dict[str, list[Phrase]] = {}
    for phrase in (
        *_legal(),
        *_plain("generic.txt", Role.GENERIC),
        *_grammar(),
        *_prefixes(vessel),
    ):
        found.setdefault(phrase.words[0], []).append(phrase)
    return {
        first: tuple(sorted(several, key=lambda one: -len(one.words)))
        for first, several in found.items()
    }


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


def _grammar() -> Iterator[Phrase]:
    return _plain("grammar.txt", Role.PARTICLE)


def _prefixes(vessel: bool) -> Iterator[Phrase]:  # noqa: FBT001 - see phrases
    return _plain("vessels.txt", Role.TITLE, "^") if vessel else iter(())


def _acronyms(words: Sequence[Part]) -> Iterator[Part]:
    """Join letters that stand apart: ``A B C Trading`` is ABC Trading."""
    place = 0
    while place < len(words):
        end = place
        while end < len(words) and len(words[end].form) == 1 and words[end].form.isalpha():
            end += 1
        if end - place >= 3 and not _is_phrase(words, place, end):
            form = "".join(word.form for word in words[place:end])
            yield words[place]._replace(form=form, end=words[end - 1].end)
            place = end
        else:
            yield words[place]
            place += 1


def _is_phrase(words: Sequence[Part], place: int, end: int) -> bool:
    forms = tuple(word.form for word in words[place:end])
    return any(
        phrase.words == forms[: len(phrase.words)]
        for phrase in phrases(vessel=False).get(forms[0], ())
        if len(phrase.words) > 1
    )


def _coded(words: Sequence[Part], known: Phrases) -> list[Part]:
    forms = [word.form for word in words]
    ends = _endings(words, forms, known)
    found: list[Part] = []
    place = 0
    while place < len(words):
        word = words[place]
        phrase = _phrase(forms, place, known, ends)
        if phrase is None:
            found.extend(_unknown(word, known))
            place += 1
        else:
            last = words[place + len(phrase.words) - 1]
            found.append(word._replace(form=phrase.code, role=phrase.role, end=last.end))
            place += len(phrase.words)
    return found


def _endings(words: Sequence[Part], forms: Sequence[str], known: Phrases) -> set[int]:
    """Return the places where the name ends, legal forms after it not counted."""
    ends = {place for place, word in enumerate(words) if word.gap in ENDS} | {len(words)}
    for place in range(len(words) - 1, 0, -1):
        for phrase in known.get(forms[place], ()):
            if (
                phrase.role is Role.LEGAL
                and phrase.edge != "^"
                and place + len(phrase.words) in ends
                and tuple(forms[place : place + len(phrase.words)]) == phrase.words
            ):
                ends.add(place)
                break
    return ends


def _phrase(forms: Sequence[str], place: int, known: Phrases, ends: set[int]) -> Phrase | None:
    for phrase in known.get(forms[place], ()):
        end = place + len(phrase.words)
        fits = not phrase.edge or (place == 0 if phrase.edge == "^" else end in ends and place > 0)
        if fits and tuple(forms[place:end]) == phrase.words:
            return phrase
    return None


_ARABIC_PREFIXES = ("وال", "بال", "لل", "ول", "ال", "و", "ل")


def _unknown(word: Part, known: Phrases) -> tuple[Part, ...]:
    """Look behind the articles and conjunctions that Arabic writes together with a word."""
    form = word.form
    if not "ا" <= form[0] <= "ي":
        return (word,)
    for prefix in _ARABIC_PREFIXES:
        if form.startswith(prefix) and len(form) > len(prefix) + 2:
            for phrase in known.get(form[len(prefix) :], ()):
                if len(phrase.words) == 1 and not phrase.edge:
                    return (word._replace(form=phrase.code, role=phrase.role),)
    if form.startswith("ال") and len(form) > 4:
        middle = min(word.start + 2, word.end)
        return (
            word._replace(form="the", role=Role.PARTICLE, end=middle),
            word._replace(form=form[2:], start=middle),
        )
    return (word,)


def _numbered(parts: list[Part], kind: Kind) -> list[Part]:
    last = len(parts) - 1
    for place, part in enumerate(parts):
        form = part.form
        number = None
        if form[0].isdecimal():
            digits = form.rstrip("stndrh")
            number = (digits.lstrip("0") or "0") if digits.isdecimal() else None
        elif part.role is Role.NAME and form in ROMAN and place:
            number = ROMAN[form] if len(form) > 1 or place == last else None
        elif form == "i" and kind is Kind.VESSEL and place == last and place:
            number = "1"
        if number is not None:
            parts[place] = part._replace(form=number, role=Role.NUMBER)
    return parts
