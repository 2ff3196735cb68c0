"""The script of a text, told by the blocks in which its letters stand."""

from bisect import bisect_right
from enum import StrEnum


class Script(StrEnum):
    """A writing system of names; ``COMMON`` has no letters at all, ``OTHER`` some we do not tell.

    Kana holds hiragana and katakana, Han the characters that Chinese, Japanese and Korean share.
    """

    LATIN = "latin"
    ARABIC = "arabic"
    CYRILLIC = "cyrillic"
    HAN = "han"
    HANGUL = "hangul"
    KANA = "kana"
    HEBREW = "hebrew"
    GREEK = "greek"
    DEVANAGARI = "devanagari"
    BENGALI = "bengali"
    GURMUKHI = "gurmukhi"
    GUJARATI = "gujarati"
    TAMIL = "tamil"
    TELUGU = "telugu"
    KANNADA = "kannada"
    MALAYALAM = "malayalam"
    SINHALA = "sinhala"
    THAI = "thai"
    LAO = "lao"
    MYANMAR = "myanmar"
    KHMER = "khmer"
    TIBETAN = "tibetan"
    ARMENIAN = "armenian"
    GEORGIAN = "georgian"
    ETHIOPIC = "ethiopic"
    SYRIAC = "syriac"
    THAANA = "thaana"
    MONGOLIAN = "mongolian"
    OTHER = "other"
    COMMON = "common"


# Where blocks begin (ISO/IEC 10646); each runs to the next.
_BLOCKS = (
    (0x0000, Script.LATIN),
    (0x02B0, Script.COMMON),
    (0x0370, Script.GREEK),
    (0x0400, Script.CYRILLIC),
    (0x0530, Script.ARMENIAN),
    (0x0590, Script.HEBREW),
    (0x0600, Script.ARABIC),
    (0x0700, Script.SYRIAC),
    (0x0750, Script.ARABIC),
    (0x0780, Script.THAANA),
    (0x07C0, Script.OTHER),
    (0x0860, Script.SYRIAC),
    (0x0870, Script.ARABIC),
    (0x0900, Script.DEVANAGARI),
    (0x0980, Script.BENGALI),
    (0x0A00, Script.GURMUKHI),
    (0x0A80, Script.GUJARATI),
    (0x0B00, Script.OTHER),
    (0x0B80, Script.TAMIL),
    (0x0C00, Script.TELUGU),
    (0x0C80, Script.KANNADA),
    (0x0D00, Script.MALAYALAM),
    (0x0D80, Script.SINHALA),
    (0x0E00, Script.THAI),
    (0x0E80, Script.LAO),
    (0x0F00, Script.TIBETAN),
    (0x1000, Script.MYANMAR),
    (0x10A0, Script.GEORGIAN),
    (0x1100, Script.HANGUL),
    (0x1200, Script.ETHIOPIC),
    (0x13A0, Script.OTHER),
    (0x1780, Script.KHMER),
    (0x1800, Script.MONGOLIAN),
    (0x18B0, Script.OTHER),
    (0x1C80, Script.CYRILLIC),
    (0x1C90, Script.GEORGIAN),
    (0x1CC0, Script.OTHER),
    (0x1D00, Script.LATIN),
    (0x1DC0, Script.COMMON),
    (0x1E00, Script.LATIN),
    (0x1F00, Script.GREEK),
    (0x2000, Script.COMMON),
    (0x2C00, Script.OTHER),
    (0x2C60, Script.LATIN),
    (0x2C80, Script.OTHER),
    (0x2D00, Script.GEORGIAN),
    (0x2D30, Script.OTHER),
    (0x2D80, Script.ETHIOPIC),
    (0x2DE0, Script.CYRILLIC),
    (0x2E00, Script.COMMON),
    (0x2E80, Script.HAN),
    (0x3000, Script.COMMON),
    (0x3005, Script.HAN),
    (0x3008, Script.COMMON),
    (0x3021, Script.HAN),
    (0x3030, Script.COMMON),
    (0x3040, Script.KANA),
    (0x3100, Script.OTHER),
    (0x3130, Script.HANGUL),
    (0x3190, Script.COMMON),
    (0x31A0, Script.OTHER),
    (0x31F0, Script.KANA),
    (0x3200, Script.COMMON),
    (0x3400, Script.HAN),
    (0xA000, Script.OTHER),
    (0xA640, Script.CYRILLIC),
    (0xA6A0, Script.OTHER),
    (0xA720, Script.LATIN),
    (0xA800, Script.OTHER),
    (0xA8E0, Script.DEVANAGARI),
    (0xA900, Script.OTHER),
    (0xA960, Script.HANGUL),
    (0xA980, Script.OTHER),
    (0xAB30, Script.LATIN),
    (0xAB70, Script.OTHER),
    (0xAC00, Script.HANGUL),
    (0xD800, Script.COMMON),
    (0xF900, Script.HAN),
    (0xFB00, Script.LATIN),
    (0xFB13, Script.ARMENIAN),
    (0xFB1D, Script.HEBREW),
    (0xFB50, Script.ARABIC),
    (0xFE00, Script.COMMON),
    (0xFE70, Script.ARABIC),
    (0xFEFF, Script.COMMON),
    (0xFF21, Script.LATIN),
    (0xFF5B, Script.COMMON),
    (0xFF66, Script.KANA),
    (0xFFA0, Script.HANGUL),
    (0xFFE0, Script.COMMON),
    (0x10000, Script.OTHER),
    (0x10E60, Script.ARABIC),
    (0x10E80, Script.OTHER),
    (0x1B000, Script.KANA),
    (0x1B170, Script.OTHER),
    (0x1D400, Script.COMMON),
    (0x1DF00, Script.LATIN),
    (0x1E000, Script.OTHER),
    (0x1EE00, Script.ARABIC),
    (0x1EF00, Script.COMMON),
    (0x20000, Script.HAN),
    (0x32000, Script.OTHER),
)
_STARTS = tuple(start for start, _script in _BLOCKS)
_MARKS = "\u30fc"  # the long vowel of kana, which Unicode does not call a letter of it


def script_of(text: str) -> Script:
    """Return the script of most letters of a text; of several with as many, the first."""
    if text.isascii():
        return Script.LATIN if text.isalpha() or any(map(str.isalpha, text)) else Script.COMMON
    counts: dict[Script, int] = {}
    for character in text:
        if character.isalpha() or character in _MARKS:
            script = _BLOCKS[bisect_right(_STARTS, ord(character)) - 1][1]
            counts[script] = counts.get(script, 0) + 1
    if len(counts) > 1:
        counts.pop(Script.COMMON, None)
    return max(counts, key=counts.__getitem__) if counts else Script.COMMON
