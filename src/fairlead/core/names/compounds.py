"""Words that are one in some spellings and several in others: Abdulrahman, Nasruddin, Alharbi.

Each is parted the same way as its spelling in several words, so that all spellings meet:
``abd`` + ``rahman``, ``nasr`` + ``din``, ``al`` + ``harbi``. Each rule takes the folded word and
returns the halves, or nothing; what only looks joined stands in ``tables/whole.txt``.
"""

import re
from collections.abc import Callable
from functools import cache
from typing import NamedTuple

from fairlead.core.names import tables
from fairlead.core.names.misread import (
    LONGEST_ENDING,
    LONGEST_HEAD,
    SHORTEST_ENDING,
    is_near_abd,
    near_ending,
)

SERVANT_OF_GOD = "abdullah"  # one name in all its spellings


class Halves(NamedTuple):
    """Where a word parts, and what the halves are: a particle and a name, or the reverse."""

    at: int
    first: str
    second: str
    particle: int  # 0: the first half is the particle; 1: the second; 2: none; -1: one whole name


def halves(word: str, capital_at: int = -1) -> Halves | None:
    """Return the halves of a folded word; ``capital_at`` is where a second capital stood."""
    if len(word) < SHORTEST or word in tables.members("whole.txt"):
        return None
    for rule in _RULES:
        found = rule(word)
        if found is not None:
            return found
    if capital_at == ARTICLE and word[:ARTICLE] in {"al", "el"}:
        return Halves(ARTICLE, "al", word[2:], 0)
    return None


SHORTEST = 5
ARTICLE, SERVANT = 2, 3  # letters of al, and of abd
SHORTEST_FIRST = 4  # letters of a first half before an ending with a slip in it


@cache
def divine() -> dict[str, str]:
    """Return the canonical spelling of what may follow abd."""
    found = tables.codes("divine.txt")
    bare = {word[2:]: code for word, code in found.items() if word.startswith("ال")}
    return bare | found


@cache
def firsts() -> dict[str, str]:
    """Return the canonical spelling of what may stand before -uddin and -ullah."""
    return tables.codes("firsts.txt")


_MIDDLE = re.compile(r"(?:[aeiou]|ou|oo)(?:[lrsnzdtв]|sh|dh|th|ch)?|[уаеоыи]{1,2}[лрснзд]?|ال")
_LONGEST_MIDDLE = 4
_DOUBLED = re.compile(r"([a-z])\1")


def _servant(word: str) -> Halves | None:
    """Part abd and a name of God: abdelaziz, Абдулкадыр, عبدالرحمن."""
    if word.startswith("cabd"):  # Somali: Cabdiraxmaan
        plain = _DOUBLED.sub(r"\1", word[1:].replace("x", "h"))
        found = _servant(plain)
        return found._replace(at=found.at + 1) if found else None
    if not word.startswith(("abd", "ebd", "абд", "عبد")):
        return None
    for end in range(SERVANT, SERVANT + 1 + _LONGEST_MIDDLE):
        code = divine().get(word[end:])
        if code is None:
            continue
        if code == "allah" and (end == SERVANT or _MIDDLE.fullmatch(word, SERVANT, end)):
            return Halves(len(word), SERVANT_OF_GOD, "", -1)
        if (end == SERVANT and word[0] == "ع") or _MIDDLE.fullmatch(word, SERVANT, end):
            return Halves(end, "abd", code, 0)
    return None


_SERVANT_OF_GOD_MISTYPED = re.compile(
    r"(?:a[^aeioulm\W]d|ab[^aeiou\W]|[^aeiou\W]bd|[a-z]abd|a[a-z]bd|ab[^aeiou\W]d|bad|abd[^aeiou\W])"
    r"[uaeo]ll?ah?"
)


def _servant_mistyped(word: str) -> Halves | None:
    """Part abd with a slip in it, if a long name of God follows: Adbulrahman, anbderrahmane."""
    if _SERVANT_OF_GOD_MISTYPED.fullmatch(word):
        return Halves(len(word), SERVANT_OF_GOD, "", -1)
    for end in range(SERVANT, min(len(word) - SHORTEST, LONGEST_HEAD) + 1):
        code = divine().get(word[end:])
        if code and is_near_abd(word[:end]):
            if code == "allah":
                return Halves(len(word), SERVANT_OF_GOD, "", -1)
            return Halves(end, "abd", code, 0)
    return None


# Not the family names made of such names: Abdulayev, Abdullina, Abdellaoui.
_SERVANT_UNKNOWN = re.compile(
    r"[ae]bd(?:[ueoa]l|oul|ool)(?=.{4})(?!lahi$|.*(?:[eo]va?|[eo]vi[cč]h?|ina?|oglu|ou[ie])$)"
)


def _servant_unknown(word: str) -> Halves | None:
    """Part abdul from a name that the table lacks, where the article shows that one follows."""
    found = _SERVANT_UNKNOWN.match(word)
    return Halves(found.end(), "abd", word[found.end() :], 0) if found else None


# Endings of the faith: those that say so by themselves, and those that need a known first half.
_FAITH = re.compile(
    r"(?<=...)(?:[uaeio]dd(?:in|een|ine|ien)|uddhin|oudd?ine|"
    r"иддин|уддин|аддин|еддин|эддин|утдин|етдин|الدين)$"
)
_FAITH_OF_KNOWN = re.compile(
    r"(?<=..)(?:(?:[uaeio]|[ae]l)?dd?(?:in|een|ine|ien|yn)|[aeiu]tt?[iı]n|[аеиуэ]?дин)$"
)
_GOD = re.compile(r"(?<=...)(?:ullahi?|ollah|oullah|ulloh|(?<=..[^aeiou])allah|уллах?|олла|الله)$")
_GOD_OF_KNOWN = re.compile(r"(?<=..)(?:[uoa]l(?:la|lah|ah)|[uo]llo)$")


def _faith(word: str) -> Halves | None:
    return _ending(word, "din", _FAITH, _FAITH_OF_KNOWN)


def _god(word: str) -> Halves | None:
    return _ending(word, "allah", _GOD, _GOD_OF_KNOWN)


_VOWELS = frozenset("aeiou")


def _ending(
    word: str, code: str, sure: re.Pattern[str], with_known: re.Pattern[str]
) -> Halves | None:
    for pattern in (sure, with_known):
        found = pattern.search(word)
        if found:
            at = found.start()
            known = firsts().get(word[:at])
            if known is None and word[at] in _VOWELS:  # it may belong to the first half
                known = firsts().get(word[: at + 1])
            known = known or firsts().get(_DOUBLED.sub(r"\1", word[:at]))
            if known or pattern is sure:
                return Halves(at, known or word[:at], code, 1)
    return None


def _ending_mistyped(word: str) -> Halves | None:
    """Part a known first half from -ullah or -uddin with a slip in it: fazlulalh, sayfudddin."""
    for at in range(len(word) - LONGEST_ENDING, len(word) - SHORTEST_ENDING + 1):
        first = firsts().get(word[:at]) if at >= SHORTEST_FIRST else None
        code = near_ending(word[at:]) if first else None
        if first and code:
            return Halves(at, first, code, 1)
    return None


_MERCY = re.compile(r"(?<=...)(?:[uiaeo]r?|r)?(?=(?:ra|re)(?:hman|hmaan|hmon|chman|him|heem)$)")


def _mercy(word: str) -> Halves | None:
    """Part Azizurrahman like Aziz ur-Rahman."""
    found = _MERCY.search(word)
    first = firsts().get(word[: found.start()]) if found else None
    return Halves(found.end(), first, divine()[word[found.end() :]], 2) if found and first else None


_DESCENT = re.compile(r"(?<=...)(?:zadeh?|zadah?|zoda|زاده|заде|зода)$")


def _descent(word: str) -> Halves | None:
    """Part -zadeh (born of) from the name before it: Hassanzadeh, آخوندزاده."""
    found = _DESCENT.search(word)
    return Halves(found.start(), word[: found.start()], "zade", 1) if found else None


_BAKR = re.compile(r"(abu|abou|abo|aboo|ebu)(bakr|bakar|baker|bacar|beker|bekir|bakir|bekr)")
_FATHER = re.compile(r"(?:abul|abol|aboul|abdol)(?=[a-z]{4})")


def _father(word: str) -> Halves | None:
    """Part abu where it is written with its name: Abubakr, Abolfazl, ابوبكر."""
    found = _BAKR.fullmatch(word)
    if found:
        return Halves(found.end(1), "abu", "bakr", 0)
    found = _FATHER.match(word)
    if found and word[found.end() :] in tables.members("bases.txt"):
        return Halves(found.end(), "abu", word[found.end() :], 0)
    if word.startswith("ابو") and len(word) > SHORTEST:
        at = 5 if word.startswith("ال", 3) and len(word) > SHORTEST + ARTICLE else 3
        return Halves(at, "abu", "bakr" if word[at:] == "بكر" else word[at:], 0)
    return None


# What follows an article in no European name, and often in Arab ones.
_AFTER_ARTICLE = re.compile(
    r"(?!.*(?:[eo]va?|[eo]vich|shvili|yan)$)"
    r"(?:(?:gh|kh|dh|q[aiuo]|sh[aeiouw]|zaw|zah|mut[aehl]|mu[hjkqsz]|jaz|ot|ut).{3}|[hsj][aeiou].+i$)"
)


def looks_arabic(word: str) -> bool:
    """Say whether a word is such as an article stands before: *Masri*, *Qahtani*."""
    return word in tables.members("bases.txt") or _AFTER_ARTICLE.match(word) is not None


_SUN = frozenset("snrtdz")  # letters that the article turns into


def _article(word: str) -> Halves | None:
    if word.startswith(("al", "el")):
        rest = word[2:]
        if looks_arabic(rest):
            return Halves(2, "al", rest, 0)
        if rest[0] == rest[1] and rest[0] in _SUN and rest[1:] in tables.members("bases.txt"):
            return Halves(ARTICLE, "al", rest[1:], 0)
    elif word[0] in "ea" and word[1] == word[2] and word[1] in _SUN:  # Essaadi, Annajjar
        if word[2:] in tables.members("bases.txt"):
            return Halves(ARTICLE, "al", word[2:], 0)
    elif word.startswith("ال"):
        return Halves(2, "al", word[2:], 0)
    return None


def _son(word: str) -> Halves | None:
    if word.startswith(("ben", "bin")) and word[3:] in tables.members("bases.txt"):
        return Halves(3, "bin", word[3:], 0)
    if word.startswith("بن") and (word[2:] in divine() or word[2:] in firsts()):
        return Halves(2, "bin", word[2:], 0)
    return None


_RULES: tuple[Callable[[str], Halves | None], ...] = (
    _servant,
    _servant_mistyped,
    _servant_unknown,
    _faith,
    _god,
    _ending_mistyped,
    _descent,
    _mercy,
    _father,
    _article,
    _son,
)
