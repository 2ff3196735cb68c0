"""The words of a person's name, asked together: who is particle, title, initial or suffix."""

from collections.abc import Iterator, Sequence
from itertools import pairwise, zip_longest

from fairlead.core.names import running, tables
from fairlead.core.names.compounds import divine, firsts, halves
from fairlead.core.names.eastasian import honorific, parted
from fairlead.core.names.lexicon import Part, person_parts, phrases, senses
from fairlead.core.names.neighbours import LONG, Words, resolve
from fairlead.core.names.parts import Role
from fairlead.core.names.splitting import Piece
from fairlead.core.text import fold, script_of

MOST_OF_A_NAME = 2  # names that must stay beside a title that is also a name


def parts_of(pieces: Sequence[Piece]) -> list[Part]:
    """Return the parts of a person's name in order, with their final roles."""
    words: list[Part] = []
    for piece in _unhooked(pieces):
        for number, part in enumerate(person_parts(piece.text)):
            words.append(part.moved(piece.start, part.gap if number else piece.gap))
    if len(words) == 1:
        words = _run_apart(words[0])
    return settle(_merciful(resolve(list(_phrased(_parted(words))))))


def _run_apart(word: Part) -> list[Part]:
    """Read a name that is one long unknown word as the words that it may be made of."""
    places = running.parted(word.form) if word.role is Role.NAME and not word.rule else ()
    if not places or word.end - word.start != len(word.form):
        return [word]
    return [
        part.moved(word.start + at, "")
        for at, to in pairwise((0, *places, len(word.form)))
        for part in person_parts(word.form[at:to])
    ]


def _merciful(parts: list[Part]) -> list[Part]:
    """Write Aziz ur-Rehman by its codes, as Azizurrahman is; nothing else can be meant."""
    for place in range(1, len(parts) - 1):
        first, article, name = parts[place - 1 : place + 2]
        code = divine().get(name.form)
        if article.form == "al" and code in _MERCIES and first.form in firsts():
            parts[place - 1] = first._replace(form=firsts()[first.form])
            parts[place + 1] = name._replace(form=code)
    return parts


_MERCIES = frozenset({"rahman", "rahim", "haq"})


def _unhooked(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Part an article from the end of a name to which it was joined: Hassanal-Senussi."""
    for piece, following in zip_longest(pieces, pieces[1:]):
        hooked = following is not None and following.gap == "-" and len(piece.text) > LONG
        if hooked and fold(piece.text[-2:]) in _HOOKED and _is_arabic(fold(piece.text[:-2])):
            yield piece._replace(text=piece.text[:-2])
            yield Piece(piece.text[-2:], piece.start + len(piece.text) - 2, " ")
        else:
            yield piece


_EAST = "\u0e00"  # Thai, and what stands behind it: Lao … kana, Han, Hangul
_HOOKED = frozenset({"al", "el"})


def _is_arabic(stem: str) -> bool:
    found = halves(stem)
    return stem in tables.members("bases.txt") or (found is not None and found.particle <= 0)


def _parted(words: Words) -> Words:
    """Part a name of East Asia written without a space, if it is the only word of its kind."""
    eastern = [place for place, word in enumerate(words) if word.form[0] >= _EAST]
    if len(eastern) != 1:
        return words
    word = words[eastern[0]]
    if word.end - word.start != len(word.form) or word.role is not Role.NAME:
        return words
    return [*words[: eastern[0]], *_eastern(word), *words[eastern[0] + 1 :]]


def _eastern(word: Part) -> Iterator[Part]:
    """Part title, family name and given name that are written together."""
    title = honorific(word.form)
    code, begin, end = title or ("", 0, len(word.form))
    if begin:
        yield word._replace(form=code, role=Role.TITLE, end=word.start + begin)
    form = word.form[begin:end]
    for at, to in pairwise((0, *parted(form, script_of(form)), len(form))):
        first = word.start + begin
        yield word._replace(form=form[at:to], start=first + at, end=first + to)
    if title and not begin:
        yield word._replace(form=code, role=Role.TITLE, start=word.start + end)


def _phrased(words: Words) -> Iterator[Part]:
    """Make one of titles of several words, and of s/o and d/o."""
    known, place = phrases(), 0
    while place < len(words):
        if code := _slashed(words, place):
            yield words[place]._replace(
                form=code, role=Role.PARTICLE, rule="", end=words[place + 1].end
            )
            place += 2
            continue
        for phrase, code, role in known.get(words[place].form, ()):
            if tuple(word.form for word in words[place : place + len(phrase)]) == phrase:
                last = words[place + len(phrase) - 1]
                yield words[place]._replace(form=code, role=role, rule="", end=last.end)
                place += len(phrase)
                break
        else:
            yield words[place]
            place += 1


_SLASHED = {"so": "bin", "do": "bint", "al": "bin", "ap": "bint", "wo": "zawja", "ho": "zawj"}


def _slashed(words: Words, place: int) -> str | None:
    """Return the code of S/O (son of), D/O, A/L, A/P, W/O as India and Malaysia write them."""
    if place + 1 >= len(words) or words[place + 1].gap != "/":
        return None
    one, other = words[place].form, words[place + 1].form
    return _SLASHED.get(one + other) if len(one) == len(other) == 1 else None


def settle(parts: list[Part]) -> list[Part]:
    """Decide what depends on the whole name: titles that are also names, and names of particles."""
    names = sum(part.role is Role.NAME or part.rule == "honorific" for part in parts)
    last = len(parts) - 1
    for place, part in enumerate(parts):
        if part.form == "u" and part.rule == "honorific" and (place or part.dotted):
            parts[place] = part._replace(role=Role.INITIAL, rule="")
            names -= 1
        elif part.rule == "honorific":
            is_tied = place < last and parts[place + 1].gap == "-"  # Ing-Marie
            at_its_place = part.form in _AFTER if place == last else not is_tied
            has_others = names > MOST_OF_A_NAME and at_its_place
            if part.dotted or has_others:
                parts[place] = part._replace(form=senses()[part.form][1])
                names -= 1
            else:
                parts[place] = part._replace(role=Role.NAME)
    if not any(part.role in {Role.NAME, Role.INITIAL} for part in parts):
        thin = {Role.PARTICLE, Role.TITLE}
        return [part._replace(role=Role.NAME) if part.role in thin else part for part in parts]
    return parts


_AFTER = frozenset({"begum", "bey", "beg", "agha", "pasha", "khanum", "sahib", "saheb", "씨"})
