"""The words of a person's name, asked together: who is particle, title, initial or suffix.

Each rule takes the words, its place and what came out so far; it appends what its word means and
returns how many words it used.
"""

from collections.abc import Callable, Sequence

from fairlead.core.names.lexicon import Part, divine, person_parts, senses
from fairlead.core.names.parts import Role
from fairlead.core.names.splitting import Piece

Words = Sequence[Part]
Rule = Callable[[Words, int, list[Part]], int]
LONG = 4  # letters from which a word after le, du, da is a name of its own


def parts_of(pieces: Sequence[Piece]) -> list[Part]:
    """Return the parts of a person's name in order, with their final roles."""
    words: list[Part] = []
    for piece in pieces:
        for number, part in enumerate(person_parts(piece.text)):
            words.append(part.moved(piece.start, part.gap if number else piece.gap))
    return settle(resolve(words))


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
    names = sum(part.role is Role.NAME for part in parts)
    last = len(parts) - 1
    for place, part in enumerate(parts):
        if part.rule == "honorific":
            is_title = part.dotted or (names >= 2 and (place < last or part.form in _AFTER))
            if is_title:
                parts[place] = part._replace(form=senses()[part.form][1])
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
        done.append(word._replace(form="abdullah", role=Role.NAME, rule="", end=following.end))
        return used + 1
    done.append(word._replace(form="abd", rule=""))
    if code:
        done.append(following._replace(form=code, role=Role.NAME, rule=""))
        return used + 1
    return used


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
    if following is None or (place == 0 and following.gap != "-"):
        done.append(word._replace(role=Role.NAME, rule=""))
    else:
        done.append(word._replace(form="bin"))
    return 1


def _mc(words: Words, place: int, done: list[Part]) -> int:
    word, following = words[place], _next(words, place)
    if following is None or following.role is not Role.NAME:
        done.append(word._replace(role=Role.NAME))
        return 1
    done.append(following._replace(form="mc" + following.form, start=word.start, gap=word.gap))
    return 2


def _suffix(words: Words, place: int, done: list[Part]) -> int:
    word = words[place]
    if place == 0 and word.form in {"jr", "sr"}:
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
    "al": _particle,
    "bin": _particle,
    "din": _particle,
    "allah": _particle,
    "short": _short,
    "assimilated": _assimilated,
    "abd": _abd,
    "abu": _abu,
    "ben": _ben,
    "mc": _mc,
    "suffix": _suffix,
}
