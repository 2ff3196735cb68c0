"""What single words mean in the names of persons, before their neighbours are asked."""

import re
from functools import cache, lru_cache
from typing import NamedTuple

from fairlead.core.names import tables
from fairlead.core.names.carriers import ends_in_title
from fairlead.core.names.compounds import firsts, halves
from fairlead.core.names.misread import is_near_abd, lettered
from fairlead.core.names.parts import Role
from fairlead.core.text import Script, fold, has_look_alikes, script_of

# Scripts in which one character can be a name, and names are written without a space.
WITHOUT_SPACES = frozenset({Script.HAN, Script.HANGUL, Script.KANA, Script.OTHER})
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
        form, role, rule, start, end, _gap, dotted = self
        return Part(form, role, rule, start + by, end + by, gap, dotted)


@cache
def senses() -> dict[str, tuple[Role, str, str]]:
    """Return role, code and rule of every word that the tables of persons know."""
    found: dict[str, tuple[Role, str, str]] = {}
    for table, role, rule in (
        ("titles.txt", Role.TITLE, "coded"),
        ("honorifics.txt", Role.TITLE, _HONORIFIC),
        ("suffixes.txt", Role.SUFFIX, "suffix"),
        ("short.txt", Role.PARTICLE, "short"),
        ("particles.txt", Role.PARTICLE, "particle"),
    ):
        for word, code in tables.codes(table).items():
            own = code if code in _RULED else rule
            found[word] = (role, code, own if rule == "particle" else rule)
    for word in ASSIMILATED:
        found[word] = (Role.NAME, "al", "assimilated")
    return found


def titled(word: str) -> str | None:
    """Return the code of the title that a name may also be: of *Syed*, *sayyid*."""
    return _honorifics().get(word)


@cache
def _honorifics() -> dict[str, str]:
    return {word: code for word, code in tables.codes("honorifics.txt").items() if code != word}


_HONORIFIC = "honorific"
_RULED = frozenset({"al", "abd", "abed", "abu", "ben", "bin", "din", "allah", "mc"})
ASSIMILATED = frozenset(
    vowel + consonant
    for vowel in "aeu"
    for consonant in ("s", "sh", "ch", "d", "r", "t", "n", "z", "dh", "th")
)


@cache
def phrases() -> dict[str, list[tuple[tables.Words, str, Role]]]:
    """Return titles and particles of several words, by their first."""
    found: dict[str, list[tuple[tables.Words, str, Role]]] = {}
    for table, role in (
        ("titles.txt", Role.TITLE),
        ("honorifics.txt", Role.TITLE),
        ("particles.txt", Role.PARTICLE),
    ):
        for first, several in tables.phrases(table).items():
            found.setdefault(first, []).extend((words, code, role) for words, code in several)
    return found


@lru_cache(KEPT_WORDS)
def plain(word: str) -> tuple[str, Script] | None:
    """Return form and script of a word of letters that no rule concerns, or None."""
    if not word.isalpha() or ends_in_title(word) or has_look_alikes(word):
        return None
    parts = person_parts(word)
    if len(parts) != 1 or parts[0].role is not Role.NAME or parts[0].rule:
        return None
    if parts[0].form in phrases():
        return None
    script = script_of(parts[0].form)
    return None if script in WITHOUT_SPACES or script is Script.THAI else (parts[0].form, script)


@lru_cache(KEPT_WORDS)
def person_parts(piece: str) -> tuple[Part, ...]:
    """Take a piece apart into the words it is made of, with places counted from its start."""
    if "." in piece:
        return _dotted(piece)
    form = fold(piece)
    bare = fold(form.replace("'", "")) if "'" in form else form
    if not any(map(str.isalnum, bare)):
        return ()
    length = len(piece)
    if form in _LEANING:
        return (Part(bare, Role.PARTICLE, "", 0, length),)
    if at := _inner_capital(piece):
        return _camel(piece, at)
    bare = bare if bare.isalpha() else lettered(bare)
    sense = senses().get(bare)
    if sense is not None:
        role, _code, rule = sense
        return (Part(bare, role, rule, 0, length),)
    return _ordinary(piece, bare)


def _ordinary(piece: str, bare: str) -> tuple[Part, ...]:
    """Read a word that no table of titles or particles has."""
    if len(bare) == 1:
        return (Part(bare, _single(bare), "mc" if bare == "o" else "", 0, len(piece)),)
    if bare.isdecimal():
        return (Part(bare, Role.NUMBER, "", 0, len(piece)),)
    if _PAIR.fullmatch(piece):
        return tuple(
            Part(letter, Role.INITIAL, "", place, place + 1) for place, letter in enumerate(bare)
        )
    return _joined(piece, bare)


# Two capitals that are no syllable: the initials of JC Harkness, but not Ng, Md, St, Kh …
_PAIR = re.compile(r"(?!MD|NG|SH|CH|TH|PH|GH|KH|WM|SK|HJ|BN)[B-DF-HJ-NP-TV-XZ]{2}")


def _inner_capital(piece: str) -> int:
    """Return where a second word begins in ``NoraLindqvist``: after three letters, before two."""
    if piece.isupper() or piece[1:].islower() or not piece.isalpha():
        return 0
    found = _CAMEL.match(piece)
    return found.end() if found and fold(found.group()) not in _PREFIXES else 0


_CAMEL = re.compile(
    r"[A-Z\u00c0-\u00deА-ЯЁ][a-z\u00df-\u024fа-яё]{2,}(?=[A-ZА-ЯЁ](?:[a-zа-яё]{2}|[A-ZА-ЯЁ]{2}))"
)
_PREFIXES = frozenset(
    {"mac", "fitz", "van", "von", "del", "des", "dos", "della", "abd", "abdul", "abdel"}
)


def _camel(piece: str, at: int) -> tuple[Part, ...]:
    second = (part.moved(at, part.gap) for part in person_parts(piece[at:]))
    return (*person_parts(piece[:at]), *second)


_LEANING = frozenset({"'t", "'s"})  # van 't Veld, 's Graven


def _single(letter: str) -> Role:
    if letter.isdecimal():
        return Role.NUMBER
    if script_of(letter) in WITHOUT_SPACES:
        return Role.NAME
    return Role.INITIAL


def _dotted(piece: str) -> tuple[Part, ...]:
    whole = fold(piece).replace(".", "").replace("'", "")
    sense = senses().get(whole)
    if sense is not None and not (sense[2] == "suffix" and "." in piece[:-1]):
        role, _code, rule = sense
        return (Part(whole, role, rule, 0, len(piece), dotted=True),)
    found: list[Part] = []
    start = 0
    for word in piece.split("."):
        parts = person_parts(word) if word else ()
        found += [part.moved(start, " ")._replace(dotted=True) for part in parts]
        start += len(word) + 1
    return tuple(found)


_HOOKS = ("ul", "ur", "us", "uz", "un", "ud")  # the article at the end of Mujibur, Shafiqul


def _joined(piece: str, bare: str) -> tuple[Part, ...]:
    """Part a word that other writers write as two."""
    length = len(piece)
    if is_near_abd(bare):
        return (Part(bare, Role.NAME, "near abd", 0, length),)
    found = halves(bare, _second_capital(piece))
    if found is None and bare.endswith(_HOOKS) and bare[:-2] in firsts():
        return (Part(bare, Role.NAME, "hooked", 0, length),)
    if found is None:
        return (Part(bare, Role.NAME, "", 0, length),)
    if found.particle < 0:
        return (Part(found.first, Role.NAME, "", 0, length),)
    middle = min(found.at, length)
    roles, rules = [Role.NAME, Role.NAME], ["", ""]
    if found.particle < len(roles):
        roles[found.particle] = Role.PARTICLE
    rules[0] = "al" if found.first == "al" else ""
    if found.particle == 0 and senses().get(found.second, ("", "", ""))[2] == _HONORIFIC:
        rules[1] = _HONORIFIC
    return (
        Part(found.first, roles[0], rules[0], 0, middle),
        Part(found.second, roles[1], rules[1], middle, length, ""),
    )


def _second_capital(piece: str) -> int:
    """Return where the second capital of a word such as ``AlHarbi`` stands, or -1."""
    if piece.isupper() or piece[1:].islower():
        return -1
    return next((place for place, letter in enumerate(piece) if place and letter.isupper()), -1)
