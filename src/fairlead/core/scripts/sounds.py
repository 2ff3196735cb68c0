"""A sound space for retrieval: what is left of a name when spelling habits are taken away.

Consonants fall into ten classes; vowels only say where they are. Letters that habits use for
several sounds stand for each of them in turn (*th* is t or s: Othman, Osman), so a word has a few
sketches. Two spellings of one name nearly always share one; two names seldom do.

A sketch drops vowels inside a word. Little would be left of short names, so these keep more: with
one consonant, what the last vowel is like; with up to two, whether a vowel begins and ends the
word; with three, whether one begins it.
"""

import re
from functools import lru_cache

MOST = 16  # sketches of one word before they are shortened
WITH_GAPS = 2  # readings of a long word that may also lack a consonant
SHORT, MIDDLING, LONG = 2, 3, 6  # consonants; of a long word one may be missing

_CLASSES = """
P       b p bb pp
F       f v ff vv ph
U|F     w ww
T       t d tt dd dt
T|S     th dh
K       k q g kk qq cc gg ck gu qu cq cqu
K|S     c
K|      gh
J|K|I   j
J|K|TI  dj
J|K     dzh tch jj dsch
J|K|    ch
J|S     zh
J|S|T   tsj
J|S     sh sch sz tsch cz
JI|SI   ce ci cy
J|RS    rz
S       s ss zz dz
S|TS|J  tz ts
S|J     hs
S|T     z
KS|S    x
KS      ks xx
M       m mm
N       n nn
N|NK    ng gn
L       l ll
R       r rr
A       a
I       e i y
U       o u
U|AF    aw ew ow
U|F     oua oui oue
IK|I    igh ugh
|K      h hh
K|      kh
"""
_FIRST = {
    "h": ("H", "", "K"),
    "kh": ("K", "H"),
    "ch": ("J", "K", "H"),
    "q": ("K", "J"),
    "x": ("S", "J", "KS"),
}
_LAST = {"c": ("K", "J", "S")}
# Endings that are not heard in French, or that Baltic languages add.
_SILENT_ENDINGS = re.compile(
    r"(?:et|o[t]|aud|aul?t|aux|oux|eaux|(?<=[bdfgklmnprtv])s|(?<=[aeiou])js)$"
)


def _alternatives() -> dict[str, tuple[str, ...]]:
    found = {}
    for line in _CLASSES.strip().splitlines():
        classes, *groups = line.split()
        found.update(dict.fromkeys(groups, tuple(classes.split("|"))))
    return found


SOUNDS = _alternatives()
_GROUP = re.compile("|".join(sorted(SOUNDS, key=len, reverse=True)))
VOWELS = frozenset("AIU")
_VOWELS = re.compile("[AIU]+")
_DOUBLED = re.compile(r"([^AIU])\1+")


@lru_cache(maxsize=8192)
def primary(piece: str) -> str:
    """Return the likeliest classes of a piece of Latin.

    >>> primary("sha"), primary("dj")
    ('JA', 'J')
    """
    return "".join(SOUNDS[group][0] for group in _GROUP.findall(piece))


def sketches(word: str) -> set[str]:
    """Return the sketches of a Latin word.

    >>> sorted(sketches("usama") & sketches("osama"))
    ['VSMV2']
    """
    found: set[str] = set()
    endings = {word, _SILENT_ENDINGS.sub("", word) or word}
    for ending in sorted(endings):
        for place, classes in enumerate(_readings(ending)):
            heard = _DOUBLED.sub(r"\1", classes)
            gaps = place < WITH_GAPS
            found |= sketches_of(heard, silent=ending.endswith("e"), gaps=gaps)
    return found


def _readings(word: str) -> list[str]:
    readings = [""]
    for match in _GROUP.finditer(word):
        group = match.group()
        ways = SOUNDS[group]
        if match.start() == 0:
            ways = _FIRST.get(group, ways)
        elif match.end() == len(word):
            ways = _LAST.get(group, ways)
        readings = [reading + way for reading in readings for way in ways][:MOST]
    return readings


def sketches_of(classes: str, *, silent: bool = False, gaps: bool = True) -> set[str]:
    """Return the sketches of a word whose classes are known."""
    consonants = _VOWELS.sub("", classes)
    count = len(consonants)
    if not classes:
        return set()
    begins = "V" if classes[0] in VOWELS and count else ""
    ends = classes[-1] if classes[-1] in VOWELS else ""
    if count < SHORT:
        return _short(begins + consonants, ends, silent=silent)
    if count == SHORT:
        found = {f"{begins}{consonants}{'V' if ends else ''}2"}
        return found | {f"{begins}{consonants}2"} if silent else found
    found = {consonants}
    if begins and count == MIDDLING:  # Ebrahim, Brahim: a light vowel may be added or left out
        found = {"V" + consonants, consonants} if classes[0] == "I" else {"V" + consonants}
    if count >= LONG and gaps:
        found.update(consonants[:gap] + consonants[gap + 1 :] for gap in range(count))
    return found


def _short(stem: str, ends: str, *, silent: bool) -> set[str]:
    ways = {ends, ""} if silent else {ends}
    return {f"{stem}{way}1" for way in ways}
