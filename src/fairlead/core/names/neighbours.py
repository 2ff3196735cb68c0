"""What single words mean beside their neighbours: abd before a name of God, bin, al, Mc, Jr.

Each rule takes the words, its place and what came out so far; it appends what its word means and
returns how many words it used.
"""

from collections.abc import Callable, Sequence

from fairlead.core.names import tables
from fairlead.core.names.compounds import SERVANT_OF_GOD, divine, firsts, looks_arabic
from fairlead.core.names.lexicon import Part, senses
from fairlead.core.names.parts import Role

Words = Sequence[Part]
Rule = Callable[[Words, int, list[Part]], int]
LONG = 4  # letters from which a word after le, du, da is a name of its own


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


def _next(words: Words, place: int) -> Part | None:
    return words[place + 1] if place + 1 < len(words) else None


def _particle(words: Words, place: int, done: list[Part]) -> int:
    word = words[place]
    done.append(word._replace(form=senses()[word.form][1]))
    return 1


def _al(words: Words, place: int, done: list[Part]) -> int:
    """Tell the article of il-Masri from Il, a name of Koreans."""
    following = _next(words, place)
    if words[place].form != "il" or (following is not None and looks_arabic(following.form)):
        return _particle(words, place, done)
    done.append(words[place]._replace(role=Role.NAME, rule=""))
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
    first = done[-1] if done and word.gap != "," else None
    if first is not None and (first.role is Role.NAME or first.form in firsts()):
        form = firsts().get(first.form, first.form)
        done[-1] = first._replace(form=form, role=Role.NAME, rule="")
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


def _hooked(words: Words, place: int, done: list[Part]) -> int:
    """Part the article from Mujibur Rahman, Shafiqul Islam."""
    word, following = words[place], _next(words, place)
    meant = following is not None and (following.form in divine() or following.form in _AFTER_HOOK)
    if not meant:
        done.append(word._replace(rule=""))
        return 1
    middle = max(word.start, word.end - 2)
    done.append(word._replace(form=firsts()[word.form[:-2]], rule="", end=middle))
    done.append(word._replace(form="al", role=Role.PARTICLE, rule="", start=middle, gap=""))
    return 1


_AFTER_HOOK = frozenset({"islam", "alam", "huda", "abedin", "arefin", "arifin", "hoda", "kalam"})


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
    "al": _al,
    "bin": _bin,
    "din": _faith,
    "allah": _faith,
    "short": _short,
    "assimilated": _assimilated,
    "abd": _abd,
    "abed": _abed,
    "near abd": _near_abd,
    "hooked": _hooked,
    "abu": _abu,
    "ben": _ben,
    "mc": _mc,
    "suffix": _suffix,
}
