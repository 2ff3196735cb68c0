"""The words of an organization's or a ship's name: legal forms, generic words, numbers, names.

Legal forms are found first, as they may have several words and stand at an end; then generic words
and words of grammar; what is left names the organization.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from fairlead.core.names.compounds import halves
from fairlead.core.names.lexicon import ASSIMILATED, KEPT_WORDS, Part
from fairlead.core.names.numbering import numbered
from fairlead.core.names.parts import Kind, Role
from fairlead.core.names.phrases import Phrase, Phrases, phrases
from fairlead.core.names.splitting import Piece
from fairlead.core.text import fold

ENDS = frozenset({",", "("})
MOST_LEGAL_LETTERS = 6
SHORTEST = 3  # characters written together that are parted, or letters apart that are an acronym


def parts_of(pieces: Sequence[Piece], kind: Kind) -> list[Part]:
    """Return the parts of the name of an organization, a ship or a thing, in order."""
    words = [
        part.moved(piece.start, part.gap if number else piece.gap)
        for piece in pieces
        for number, part in enumerate(organization_parts(piece.text))
    ]
    words = list(_acronyms(words))
    parts = _coded(words, phrases(vessel=kind is Kind.VESSEL))
    return numbered(_abbreviated(parts), kind)


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
    return tuple(_word(found) for found in _WORD.finditer(folded))


_ELIDED = {"d'": "de", "l'": "la"}


def _word(found: re.Match[str]) -> Part:
    form = found.group()
    if form in _ELIDED:
        return Part(_ELIDED[form], Role.PARTICLE, "", found.start(), found.end(), "")
    return Part(form.replace("'", ""), Role.NAME, "", found.start(), found.end(), "")


_ACRONYM = re.compile(r"'?(?:[^\W\d_]\.)+(?:[^\W\d_])?'?")
_WORD = re.compile(r"(?<![a-z])[dl]'(?=[a-z]{3})|[a-z]+(?:'[a-z]+)*|\d+(?:st|nd|rd|th)?|[^\s.'\d]+")
_TOGETHER = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]{3,}")


def _written_together(piece: str, folded: str) -> tuple[Part, ...]:
    bare = fold(folded.replace("'", ""))
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
    for found in _TOGETHER.finditer(text) if len(text) >= SHORTEST else ():
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


_TOGETHER_WORD = re.compile(
    r"(?<![a-z])[dl]'(?=[a-z]{3})|[a-z]+(?:'[a-z]+)*|\d+(?:st|nd|rd|th)?|[^\s.'\d]+"
)


def _acronyms(words: Sequence[Part]) -> Iterator[Part]:
    """Join letters that stand apart: ``A B C Trading S A`` is ABC Trading SA."""
    place = 0
    while place < len(words):
        end = _end_of_letters(words, place)
        if end - place >= SHORTEST:
            form = "".join(word.form for word in words[place:end])
            yield words[place]._replace(form=form, rule="acronym", end=words[end - 1].end)
            place = end
        else:
            yield words[place]
            place += 1


def _end_of_letters(words: Sequence[Part], place: int) -> int:
    """Return where letters that stand apart end, the legal form at their end not counted."""
    end = place
    while end < len(words) and len(words[end].form) == 1 and words[end].form.isalpha():
        end += 1
    forms = tuple(word.form for word in words[place:end])
    for start in range(max(len(forms) - MOST_LEGAL_LETTERS, 0), len(forms) - 1):
        for phrase in phrases(vessel=False).get(forms[start], ()):
            if phrase.role is Role.LEGAL and phrase.words[: len(forms) - start] == forms[start:]:
                return place + start
    return end


def _coded(words: Sequence[Part], known: Phrases) -> list[Part]:
    forms = [word.form for word in words]
    ends = _endings(words, forms, known)
    found: list[Part] = []
    place = 0
    while place < len(words):
        word = words[place]
        phrase = None
        if word.role is not Role.NAME:
            found.append(word)
        elif _is_article(words, place):
            found.append(word._replace(form="al", role=Role.PARTICLE))
        else:
            phrase = _phrase(words, forms, place, known, ends)
            if phrase is None:
                found.extend(_unknown(word, known))
        if phrase is None:
            place += 1
        else:
            last = words[place + len(phrase.words) - 1]
            found.append(word._replace(form=phrase.code, role=phrase.role, end=last.end))
            place += len(phrase.words)
    return found


def _is_article(words: Sequence[Part], place: int) -> bool:
    """Say whether as, ash, an, at … before a hyphen is the Arabic article: as-Sunnah."""
    form = words[place].form
    following = words[place + 1] if form in ASSIMILATED and place + 1 < len(words) else None
    return following is not None and following.gap == "-" and following.form.startswith(form[1:])


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


def _phrase(
    words: Sequence[Part], forms: Sequence[str], place: int, known: Phrases, ends: set[int]
) -> Phrase | None:
    for phrase in known.get(forms[place], ()):
        end = place + len(phrase.words)
        if _fits(phrase, words[place], place, ends) and tuple(forms[place:end]) == phrase.words:
            return phrase
    return None


def _fits(phrase: Phrase, word: Part, place: int, ends: set[int]) -> bool:
    """Say whether a phrase may stand here: at its edge; no word of grammar from dotted letters."""
    end = place + len(phrase.words)
    if phrase.edge:
        return place == 0 if phrase.edge == "^" else end in ends and place > 0
    if phrase.role is Role.PARTICLE:
        stands_between = len(word.form) > 1 or (place > 0 and end not in ends)
        return word.rule != "acronym" and stands_between
    return True


_ARABIC_PREFIXES = ("وال", "بال", "لل", "ول", "ال", "و", "ل")


def _unknown(word: Part, known: Phrases) -> tuple[Part, ...]:
    """Look behind the articles and conjunctions that Arabic writes together with a word."""
    form = word.form
    if not "ا" <= form[0] <= "ي":
        return _halved(word, known)
    for prefix in _ARABIC_PREFIXES:
        if form.startswith(prefix) and len(form) > len(prefix) + 2:
            for phrase in known.get(form[len(prefix) :], ()):
                if len(phrase.words) == 1 and not phrase.edge:
                    return (word._replace(form=phrase.code, role=phrase.role),)
    return _halved(word, known)


def _halved(word: Part, known: Phrases) -> tuple[Part, ...]:
    """Part the compounds of Arabic names, as persons have them: Alharamain, Hizbullah."""
    found = halves(word.form) if word.rule != "acronym" else None
    if found is None or found.particle > 0:
        return (word,)
    if found.particle < 0:
        return (word._replace(form=found.first),)
    middle = min(word.start + found.at, word.end)
    article = word._replace(form=found.first, role=Role.PARTICLE, end=middle)
    name = word._replace(form=found.second, start=middle, gap="")
    for phrase in known.get(name.form, ()):
        if len(phrase.words) == 1 and not phrase.edge:
            return article, name._replace(form=phrase.code, role=phrase.role)
    return article, name


def _abbreviated(parts: list[Part]) -> list[Part]:
    """Make thin an abbreviation in brackets of the name before it: Utopian Grain Union (UGU)."""
    for place in range(2, len(parts)):
        part = parts[place]
        if part.gap in _BESIDE and part.role is Role.NAME and len(part.form) <= LONGEST_ACRONYM:
            before = "".join(other.form[0] for other in parts[:place])
            if _is_within(part.form, before):
                parts[place] = part._replace(role=Role.PARTICLE)
    return parts


_BESIDE = frozenset({"(", "/"})
LONGEST_ACRONYM = 8


def _is_within(letters: str, text: str) -> bool:
    """Say whether letters stand in a text in this order, with others between or not."""
    rest = iter(text)
    return len(letters) > 1 and all(letter in rest for letter in letters)
