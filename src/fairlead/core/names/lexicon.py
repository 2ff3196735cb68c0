"""What single words mean in the names of persons, before their neighbours are asked."""

from functools import cache, lru_cache
from typing import NamedTuple

from fairlead.core.names import tables
from fairlead.core.names.parts import Role
from fairlead.core.text import Script, fold, script_of

KEPT_WORDS = 1 << 16  # folded words that stay in memory


class Part(NamedTuple):
    """A word on its way to a token; ``rule`` names what must ask its neighbours.

    ``gap`` is the sign before it; ``dotted`` says that a full stop followed.
    """

    form: str
    role: Role
    rule: str
    start: int
    end: int
    gap: str = " "
    dotted: bool = False

    def moved(self, by: int, gap: str) -> "Part":
        return self._replace(start=self.start + by, end=self.end + by, gap=gap)


@cache
def senses() -> dict[str, tuple[Role, str, str]]:
    """Return role, code and rule of every word that the tables of persons know."""
    found: dict[str, tuple[Role, str, str]] = {}
    for table, role, rule in (
        ("titles.txt", Role.TITLE, ""),
        ("honorifics.txt", Role.TITLE, "honorific"),
        ("suffixes.txt", Role.SUFFIX, "suffix"),
        ("short.txt", Role.PARTICLE, "short"),
        ("particles.txt", Role.PARTICLE, "particle"),
    ):
        for word, code in tables.codes(table).items():
            own = code if code in _RULED else rule
            found[word] = (role, code, own if rule == "particle" else rule)
    for word in _ASSIMILATED:
        found[word] = (Role.NAME, "al", "assimilated")
    return found


_RULED = frozenset({"al", "abd", "abu", "ben", "bin", "din", "allah", "mc"})
_ASSIMILATED = tuple(
    vowel + consonant
    for vowel in "aeu"
    for consonant in ("s", "sh", "ch", "d", "r", "t", "n", "z", "dh", "th")
)


@cache
def divine() -> dict[str, str]:
    """Return the canonical spelling of what may follow abd."""
    return tables.codes("divine.txt")


@lru_cache(KEPT_WORDS)
def plain(word: str) -> str | None:
    """Return the form of a word of Latin letters that no rule concerns, or None."""
    parts = person_parts(word)
    if len(parts) == 1 and parts[0].role is Role.NAME and not parts[0].rule:
        return parts[0].form
    return None


@lru_cache(KEPT_WORDS)
def person_parts(piece: str) -> tuple[Part, ...]:
    """Take a piece apart into the words it is made of, with places counted from its start."""
    if "." in piece:
        return _dotted(piece)
    form = fold(piece)
    bare = form.replace("'", "")
    if not any(map(str.isalnum, bare)):
        return ()
    length = len(piece)
    sense = senses().get(bare)
    if sense is not None:
        role, _code, rule = sense
        return (Part(bare, role, rule, 0, length),)
    if len(bare) == 1:
        return (Part(bare, _single(bare), "initial" if bare == "o" else "", 0, length),)
    if bare.isdecimal():
        return (Part(bare, Role.NUMBER, "", 0, length),)
    return compound(piece, bare)


def _single(letter: str) -> Role:
    if letter.isdecimal():
        return Role.NUMBER
    if script_of(letter) in {Script.HAN, Script.HANGUL, Script.KANA, Script.OTHER}:
        return Role.NAME
    return Role.INITIAL


def _dotted(piece: str) -> tuple[Part, ...]:
    whole = fold(piece).replace(".", "").replace("'", "")
    if sense := senses().get(whole):
        return (Part(whole, sense[0], sense[2], 0, len(piece), dotted=True),)
    found: list[Part] = []
    start = 0
    for word in piece.split("."):
        for part in person_parts(word) if word else ():
            found.append(part.moved(start, " ")._replace(dotted=True))
        start += len(word) + 1
    return tuple(found)


ABD_MIDDLES = frozenset(
    middle
    for vowel in ("a", "e", "i", "o", "u", "ou", "oo")
    for middle in (
        vowel,
        *(vowel + end for end in ("l", "r", "s", "n", "z", "d", "t", "sh", "dh", "th", "ch")),
    )
)
_LONGEST_MIDDLE = 4


def compound(piece: str, bare: str) -> tuple[Part, ...]:
    """Part what is written as one word in some spellings and as several in others."""
    length = len(piece)
    whole = (Part(bare, Role.NAME, "", 0, length),)
    if bare.startswith(("abd", "ebd")) and len(bare) > 5:
        return _servant(bare, length) or whole
    if bare.startswith("عبد") and bare[3:] in divine():
        return _servant_of(divine()[bare[3:]], 3, length)
    if bare.startswith("ال") and len(bare) > 4:
        return (
            Part("al", Role.PARTICLE, "al", 0, 2),
            Part(bare[2:], Role.NAME, "", 2, length, ""),
        )
    return whole


def _servant(bare: str, length: int) -> tuple[Part, ...]:
    for end in range(3, 4 + _LONGEST_MIDDLE):
        code = divine().get(bare[end:])
        if code and (bare[3:end] in ABD_MIDDLES or (code == "allah" and end == 3)):
            return _servant_of(code, min(end, length), length)
    return ()


def _servant_of(code: str, end: int, length: int) -> tuple[Part, ...]:
    if code == "allah":
        return (Part("abdullah", Role.NAME, "", 0, length),)
    return (
        Part("abd", Role.PARTICLE, "", 0, end),
        Part(code, Role.NAME, "", end, length, ""),
    )
