"""Alphabets: the units that a written name is made of, and what stands beside each.

A unit is what a model gives weights to: a letter (Arabic, Cyrillic, Greek, …), a letter with its
geresh (Hebrew), a syllable (kana), the parts of a syllable (Hangul), a character (Han), a letter or
a group of letters that sounds as one (Latin). What a unit sounds like depends on its neighbours, so
each has a context of two signs, for what stands before and after: ``.`` nothing, ``V`` a vowel,
``C`` any other. Hangul says it itself: ``I``, ``V`` and ``F`` for the initial, the vowel and the
final.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from unicodedata import normalize

LATIN = "latin"
Units = tuple[str, ...]

# Letters of one sound in Latin spellings; a longer group wins. Doubled consonants are one letter.
_GROUPS = (
    "tsch sch tch dsch dzh zh sh ch kh gh th dh ph dj dz ts tz cz sz rz ck qu gu ks "
    "aa ee ii oo uu ou ow aw ew ei ey ai ay oy ui eu au ie ia io iu iy ya ye yo yu yi "
    "bb cc dd ff gg hh jj kk ll mm nn pp qq rr ss tt vv ww zz"
)
_LATIN_UNIT = re.compile("|".join([*sorted(_GROUPS.split(), key=len, reverse=True), "[a-z]"]))
# Groups of letters that write one sound; where consonants may be doubled, both together.
_ARABIC_UNIT = re.compile("تش|كس|وو|يي|[\u0620-\u06d3]")
_HEBREW_UNIT = re.compile("[\u05d0-\u05ea]'|וו|יי|[\u05d0-\u05ea]")
_CYRILLIC_UNIT = re.compile(r"дж|дз|кс|тс|ье|ьо|йо|ью|ья|ий|ый|([\u0400-\u052f])\1?")
_GREEK_UNIT = re.compile(r"μπ|ντ|γκ|γγ|γχ|τζ|τσ|ου|αι|ει|οι|αυ|ευ|([\u0370-\u03ff])\1?")
_KANA_UNIT = re.compile("ク[サスシ]|[ァ-ヴ][ャュョァィゥェォ]?|ー")
_HIRAGANA = {code: code + 0x60 for code in range(0x3041, 0x3097)}
_CYRILLIC = str.maketrans(
    {"ё": "е", "і": "и", "ї": "йи", "є": "е", "ґ": "г", "ў": "у", "ј": "й", "љ": "ль", "њ": "нь"}
    | {"ћ": "ч", "ђ": "дж", "џ": "дж", "ә": "а", "ғ": "г", "қ": "к", "ң": "нг", "ө": "о", "ү": "у"}
    | {"ұ": "у", "һ": "х", "ѓ": "г", "ќ": "к", "ѕ": "дз", "җ": "ж", "ҡ": "к", "ҫ": "с", "ҙ": "з"}
)
_ARABIC = str.maketrans("ټٹډڈړڑڕږښڤڨ", "تتددرررژشفق")


@dataclass(frozen=True, slots=True)
class Alphabet:
    """A way to read words: its name, its range of characters, its vowels, its units."""

    code: str
    ranges: tuple[tuple[str, str], ...]
    vowels: frozenset[str]
    read: Callable[[str], Units]

    def holds(self, character: str) -> bool:
        """Whether a character belongs to this alphabet."""
        return any(first <= character <= last for first, last in self.ranges)

    def kind(self, unit: str) -> str:
        """Return the sign of a unit as a neighbour."""
        if "\u1100" <= unit[0] <= "\u11ff":
            return "I" if unit < "\u1160" else "V" if unit < "\u11a8" else "F"
        return "V" if unit[0] in self.vowels else "C"

    def contexts(self, units: Units) -> list[str]:
        """Return what stands before and after each unit."""
        kinds = [".", *map(self.kind, units), "."]
        return [kinds[at] + kinds[at + 2] for at in range(len(units))]


def _matched(pattern: re.Pattern[str]) -> Callable[[str], Units]:
    def read(form: str) -> Units:
        return tuple(match.group() for match in pattern.finditer(form))

    return read


def _read_arabic(form: str) -> Units:
    return tuple(match.group() for match in _ARABIC_UNIT.finditer(form.translate(_ARABIC)))


def _read_cyrillic(form: str) -> Units:
    return tuple(match.group() for match in _CYRILLIC_UNIT.finditer(form.translate(_CYRILLIC)))


def _read_kana(form: str) -> Units:
    return tuple(match.group() for match in _KANA_UNIT.finditer(form.translate(_HIRAGANA)))


def _read_hangul(form: str) -> Units:
    return tuple(c for c in normalize("NFD", form) if "\u1100" <= c <= "\u11ff" and c != "ᄋ")


ALPHABETS = (
    Alphabet(LATIN, (("a", "z"),), frozenset("aeiouyw"), _matched(_LATIN_UNIT)),
    Alphabet(
        "arabic",
        (("\u0620", "\u06d3"), ("\u0750", "\u077f")),
        frozenset("اوي"),
        _read_arabic,
    ),
    Alphabet("hebrew", (("\u05d0", "\u05ea"),), frozenset("אויהע"), _matched(_HEBREW_UNIT)),
    Alphabet("cyrillic", (("\u0400", "\u052f"),), frozenset("аеиоуыэюяйьъ"), _read_cyrillic),
    Alphabet("hangul", (("\uac00", "\ud7a3"), ("\u1100", "\u11ff")), frozenset(), _read_hangul),
    Alphabet(
        "han",
        (("\u3400", "\u4dbf"), ("\u4e00", "\u9fff")),
        frozenset(),
        _matched(re.compile("[\u3400-\u9fff]")),
    ),
    Alphabet("greek", (("\u0370", "\u03ff"),), frozenset("αεηιουω"), _matched(_GREEK_UNIT)),
    Alphabet(
        "devanagari",
        (("\u0900", "\u097f"),),
        frozenset("अआइईउऊऋएऐओऔऑािीुूृेैोौॉ"),
        _matched(re.compile("[\u0901-\u0963]")),
    ),
    Alphabet("kana", (("\u3041", "\u30ff"),), frozenset("アイウエオ"), _read_kana),
    Alphabet(
        "armenian",
        (("\u0531", "\u0587"),),
        frozenset("աեէըիոօ"),
        _matched(re.compile("ու|[\u0561-\u0586]")),
    ),
    Alphabet(
        "georgian",
        (("\u10d0", "\u10ff"),),
        frozenset("აეიოუ"),
        _matched(re.compile("[\u10d0-\u10ff]")),
    ),
)
_BY_CODE = {alphabet.code: alphabet for alphabet in ALPHABETS}


def alphabet(code: str) -> Alphabet:
    """Return the alphabet of this name."""
    return _BY_CODE[code]


@lru_cache(maxsize=65_536)
def alphabet_of(form: str) -> str:
    """Return the name of the alphabet that a folded token is written in; empty if none is known.

    >>> alphabet_of("usama"), alphabet_of("اسامه"), alphabet_of("42")
    ('latin', 'arabic', '')
    """
    if "a" <= form[:1] <= "z":
        return LATIN
    for character in form:
        for candidate in ALPHABETS:
            if candidate.holds(character):
                return candidate.code
    return ""
