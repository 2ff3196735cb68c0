"""The words of a person's name, asked together: who is particle, title, initial or suffix.

Each rule takes the words, its place and what came out so far; it appends what its word means and
returns how many words it used.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise, zip_longest

from fairlead.core.names import tables
from fairlead.core.names.compounds import SERVANT_OF_GOD, divine, firsts, halves
from fairlead.core.names.eastasian import honorific, parted
from fairlead.core.names.lexicon import Part, person_parts, phrases, senses
from fairlead.core.names.parts import Role
from fairlead.core.names.splitting import Piece
from fairlead.core.text import fold, script_of

Words = Sequence[Part]
Rule = Callable[[Words, int, list[Part]], int]
MOST_OF_A_NAME = 2  # names that must stay beside a title that is also a name
LONG = 4  # letters from which a word after le, du, da is a name of its own


def parts_of(pieces: Sequence[Piece]) -> list[Part]:
    """Return the parts of a person's name in order, with their final roles."""
    words: list[Part] = []
    for piece in _unhooked(pieces):
        for number, part in enumerate(person_parts(piece.text)):
            words.append(part.moved(piece.start, part.gap if number else piece.gap))
    return settle(resolve(list(_phrased(_parted(words)))))


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


def resolve(words: Words) -> list[Part]:
    """Apply the rules that look at neighbours."""
    done: list[Part] = []
    place = 0
    while place < len(words):
        rule = RULES.get(words[place].rule)
        if rule is None:
            done.append(words[place])
            place += 1
        else:
            place += rule(words, place, done)
    return done


def settle(parts: list[Part]) -> list[Part]:
    """Decide what depends on the whole name: titles that are also names, and names of particles."""
    names = sum(part.role is Role.NAME or part.rule == "honorific" for part in parts)
    last = len(parts) - 1
    for place, part in enumerate(parts):
        if part.form == "u" and part.rule == "honorific" and (place or part.dotted):
            parts[place] = part._replace(role=Role.INITIAL, rule="")
            names -= 1
        elif part.rule == "honorific":
            has_others = names > MOST_OF_A_NAME and (place < last or part.form in _AFTER)
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


def _next(words: Words, place: int) -> Part | None:
    return words[place + 1] if place + 1 < len(words) else None


def _particle(words: Words, place: int, done: list[Part]) -> int:
    word = words[place]
    done.append(word._replace(form=senses()[word.form][1]))
    return 1


def _bin(words: Words, place: int, done: list[Part]) -> int:
    """Tell bin Salih from the name Bin of East Asia, which ends a name or begins a short one."""
    word, following = words[place], _next(words, place)
    is_name = word.form == "bin" and (
        following is None or (place == 0 and len(following.form) <= LONG and len(words) > 1)
    )
    done.append(word._replace(role=Role.NAME, rule="") if is_name else word._replace(form="bin"))
    return 1


def _short(words: Words, place: int, done: list[Part]) -> int:
    word, following = words[place], _next(words, place)
    if following is not None and len(following.form) >= LONG:
        return _particle(words, place, done)
    done.append(word._replace(role=Role.NAME))
    return 1


def _assimilated(words: Words, place: int, done: list[Part]) -> int:
    word, following = words[place], _next(words, place)
    is_article = (
        following is not None
        and len(following.form) > len(word.form)
        and following.form.startswith(word.form[1:])
        and (following.gap == "-" or place > 0)
    )
    done.append(word._replace(form="al", role=Role.PARTICLE) if is_article else word)
    return 1


def _abd(words: Words, place: int, done: list[Part]) -> int:
    word, used = words[place], 1
    following = _next(words, place)
    while following is not None and following.rule in {"al", "assimilated"}:
        used += 1
        following = _next(words, place + used - 1)
    if following is None or following.rule in {"bin", "ben", "abd", "abu", "particle"}:
        done.append(word._replace(form="abd"))
        return used
    code = divine().get(following.form)
    if code == "allah":
        done.append(word._replace(form=SERVANT_OF_GOD, role=Role.NAME, rule="", end=following.end))
        return used + 1
    done.append(word._replace(form="abd", role=Role.PARTICLE, rule=""))
    if code:
        done.append(following._replace(form=code, role=Role.NAME, rule=""))
        return used + 1
    return used


def _faith(words: Words, place: int, done: list[Part]) -> int:
    """Write Nasir ud-Din like Nasruddin: without the article, the first half in one spelling."""
    word = words[place]
    while done and done[-1].rule in {"al", "assimilated"} and done[-1].role is Role.PARTICLE:
        done.pop()
    if done and done[-1].role is Role.NAME and word.gap != ",":
        first = done[-1]
        done[-1] = first._replace(form=firsts().get(first.form, first.form))
    done.append(word._replace(form=senses()[word.form][1]))
    return 1


def _near_abd(words: Words, place: int, done: list[Part]) -> int:
    """Read a mistyped abd before a name of God as abd: Adbul Rahman."""
    beyond = place + 1
    while beyond < len(words) and words[beyond].rule in {"al", "assimilated"}:
        beyond += 1
    if beyond < len(words) and len(words[beyond].form) >= LONG and words[beyond].form in divine():
        return _abd(words, place, done)
    done.append(words[place]._replace(rule=""))
    return 1


def _abed(words: Words, place: int, done: list[Part]) -> int:
    """Read Abed as abd where an article or a name of God follows; else it is a name."""
    following = _next(words, place)
    if following is not None and (following.rule == "al" or following.form in divine()):
        return _abd(words, place, done)
    done.append(words[place]._replace(role=Role.NAME, rule=""))
    return 1


_BAKR = frozenset({"bakr", "bakar", "baker", "bakir", "bekr", "beker", "bakker", "بكر"})


def _abu(words: Words, place: int, done: list[Part]) -> int:
    following = _next(words, place)
    done.append(words[place]._replace(form="abu"))
    if following is not None and following.form in _BAKR:
        done.append(following._replace(form="bakr"))
        return 2
    return 1


def _ben(words: Words, place: int, done: list[Part]) -> int:
    """Tell Ben Ali from Ben Smith: the name Ben begins a name, the particle stands inside."""
    word, following = words[place], _next(words, place)
    begins = place == 0 and (following is None or following.gap != "-")
    if following is None or (begins and following.form not in tables.members("bases.txt")):
        done.append(word._replace(role=Role.NAME, rule=""))
    else:
        done.append(word._replace(form="bin"))
    return 1


def _mc(words: Words, place: int, done: list[Part]) -> int:
    """Join Mc, and O before an Irish family name, with the word after it."""
    word, following = words[place], _next(words, place)
    joins = following is not None and following.role is Role.NAME and not following.rule
    if following is None or not joins:
        done.append(word if word.form == "o" else word._replace(role=Role.NAME))
        return 1
    if word.form == "o" and following.form not in tables.members("irish.txt"):
        done.append(word)
        return 1
    form = word.form + following.form
    done.append(following._replace(form=form, start=word.start, gap=word.gap))
    return 2


def _suffix(words: Words, place: int, done: list[Part]) -> int:
    word = words[place]
    if place == 0 and word.form == "sr":
        done.append(word._replace(form="mr", role=Role.TITLE))
    elif place == 0 and word.form == "jr":
        done.extend(
            Part(letter, Role.INITIAL, "", word.start + number, word.start + number + 1, word.gap)
            for number, letter in enumerate(word.form)
        )
    elif place == 0:
        done.append(word._replace(role=Role.NAME))
    else:
        done.append(word._replace(form=senses()[word.form][1]))
    return 1


RULES: dict[str, Rule] = {
    "particle": _particle,
    "coded": _particle,
    "al": _particle,
    "bin": _bin,
    "din": _faith,
    "allah": _faith,
    "short": _short,
    "assimilated": _assimilated,
    "abd": _abd,
    "abed": _abed,
    "near abd": _near_abd,
    "abu": _abu,
    "ben": _ben,
    "mc": _mc,
    "suffix": _suffix,
}
