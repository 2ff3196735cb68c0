"""One comparable spelling for a word, whatever keyboard, form or software it came through.

Every character has its own folding, found once and kept: a line of ``tables/letters.txt`` or
``tables/han.txt`` if there is one, else what Unicode says (compatibility decomposition, case
folding, decimal digits) without the accents of the alphabets in ``_ACCENTS``. A word is composed,
translated and composed again until nothing changes.
"""

import re
from functools import cache
from importlib import resources
from unicodedata import category, decimal, normalize

MOST_ROUNDS = 4  # two settle every known text; the bound keeps time linear whatever comes

# Combining marks that fall away. Others (vowel signs of India, kana voicing) make a letter.
_ACCENTS = (
    (0x0300, 0x036F),
    (0x0483, 0x0489),
    (0x0591, 0x05C7),
    (0x0610, 0x061A),
    (0x064B, 0x065F),
    (0x0670, 0x0670),
    (0x06D6, 0x06ED),
    (0x0711, 0x0711),
    (0x0730, 0x074A),
    (0x08CA, 0x08FF),
    (0x093C, 0x093C),
    (0x09BC, 0x09BC),
    (0x0A3C, 0x0A3C),
    (0x0ABC, 0x0ABC),
    (0x0CBC, 0x0CBC),
    (0x1AB0, 0x1AFF),
    (0x1DC0, 0x1DFF),
    (0x20D0, 0x20FF),
    (0xFE00, 0xFE0F),
    (0xFE20, 0xFE2F),
    (0xE0100, 0xE01EF),
)
_DROPPED = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})
_WHOLE = frozenset("йїўѓќ")  # letters of their own, though Unicode calls them accented


def fold(word: str) -> str:
    """Return the spelling in which words are compared; folding again changes nothing.

    >>> fold("Abū ʿUbayda"), fold("Ивáн"), fold("Pаvel")  # the second letter of Pаvel is Cyrillic
    ("abu 'ubayda", 'иван', 'pavel')
    """
    if word.isascii() and word.isprintable():
        return word.lower()
    letters = _letters()
    for _round in range(MOST_ROUNDS):
        folded = normalize("NFC", normalize("NFC", word).translate(letters))
        folded = _mended(folded)
        if folded == word:
            break
        word = folded
    return word


def has_look_alikes(word: str) -> bool:
    """Say whether letters of two alphabets stand in one run, as no honest keyboard writes them."""
    return any(_alphabets(run) is not None for run in _RUN.findall(word))


class _Letters(dict[int, str]):
    """What each character folds to, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        folded = self._settled(chr(code))
        self[code] = folded
        return folded

    def _settled(self, character: str) -> str:
        if character.isspace():
            return " "
        if category(character) in _DROPPED:
            return ""
        if character.isdecimal():
            return str(decimal(character))
        small = normalize("NFC", character.casefold())
        if small in _WHOLE:
            return small
        parts = normalize("NFKD", normalize("NFKD", character).casefold())
        bare = "".join(part for part in parts if not (_is_accent(part) or part.isspace()))
        return bare if bare == character else "".join(self._part(part) for part in bare)

    def _part(self, part: str) -> str:
        found = self.get(ord(part))
        if found is not None:
            return found
        return "" if category(part) in _DROPPED else part


def _is_accent(character: str) -> bool:
    code = ord(character)
    return code >= _ACCENTS[0][0] and any(low <= code <= high for low, high in _ACCENTS)


@cache
def _letters() -> _Letters:
    """Return the table of characters, begun with the lines of the files."""
    letters = _Letters()
    for line in _lines("letters.txt"):
        target, _colon, sources = line.partition(":")
        for source in sources.split():
            letters[ord(source)] = "" if target == "nothing" else target
    for line in _lines("han.txt"):
        for pair in line.split():
            letters[ord(pair[0])] = pair[1]
    return letters


def _lines(name: str) -> list[str]:
    text = (resources.files("fairlead.core.text") / "tables" / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line.strip() and not line.startswith("#")]


# Look-alikes, after folding of case: Cyrillic and Greek letters and the Latin ones they pass for.
_CYRILLIC = "авекмнорстухіјѕԛԝһԁӏ"
_CYRILLIC_LATIN = "abekmhopctyxijsqwhdl"
_GREEK = "αβεζηικμνορτυχ"
_GREEK_LATIN = "abezhikmnoptyx"
_TO_LATIN = dict(zip(_CYRILLIC + _GREEK, _CYRILLIC_LATIN + _GREEK_LATIN, strict=True))
_TO_CYRILLIC = {**dict(zip(_CYRILLIC_LATIN, _CYRILLIC, strict=True)), "h": "н"}
_TO_GREEK = dict(zip(_GREEK_LATIN, _GREEK, strict=True))
_RUN = re.compile(r"[^\W\d_]{2,}")
_LATIN_LETTER = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")
_CYRILLIC_LETTER = re.compile(r"[\u0400-\u052f]")
_GREEK_LETTER = re.compile(r"[\u0370-\u03ff\u1f00-\u1fff]")


def _mended(text: str) -> str:
    """Write every run of mixed alphabets in the one that the other letters only resemble."""
    if text.isascii() or _LATIN_LETTER.search(text) is None:
        return text
    return _RUN.sub(_mended_run, text)


def _mended_run(found: re.Match[str]) -> str:
    run = found.group()
    table = _alphabets(run)
    return "".join(table.get(letter, letter) for letter in run) if table else run


def _alphabets(run: str) -> dict[str, str] | None:
    """Return the letters to exchange in a mixed run: None if it is pure or cannot be made so.

    Where both ways are open, the alphabet with more letters in the run stays, else the Latin one.
    """
    if run.isascii() or not _LATIN_LETTER.search(run):
        return None
    letters = run.casefold()
    others = [letter for letter in letters if not _LATIN_LETTER.match(letter)]
    latin = [letter for letter in letters if _LATIN_LETTER.match(letter)]
    found = None
    if others and all(letter in _TO_LATIN for letter in others):
        found = _TO_LATIN
    if found is None or len(others) > len(latin):
        for pattern, table in ((_CYRILLIC_LETTER, _TO_CYRILLIC), (_GREEK_LETTER, _TO_GREEK)):
            if all(map(pattern.match, others)) and all(letter in table for letter in latin):
                return table
    return found
