"""From a text to its pieces: what stands between spaces and separating signs, and where."""

import re
from typing import NamedTuple

# What parts words. Apostrophes and dots stay inside a piece: only its words can tell what they do.
_SIGNS = r"\s,;:/\\<>()\[\]{}|_+=!?*#@%&\"~^«»“”„‟‹›،؛؟"
_SIGNS += "、。，；：（）【】「」『』《》〈〉・･·•\u2027"
_HYPHENS = r"\-\u2010-\u2015\u2212\u2e3a\u2e3b\ufe58\ufe63\uff0d\u05be\u30a0"
_PIECE = re.compile(rf"[^{_SIGNS}{_HYPHENS}]+|&")
_HYPHEN = re.compile(rf"[{_HYPHENS}]")


class Piece(NamedTuple):
    """A run without separating signs; ``gap`` says what stood before it.

    The gap is the strongest sign there: a comma, slash or bracket; else a hyphen; else a space.
    """

    text: str
    start: int
    gap: str


def pieces(text: str) -> list[Piece]:
    """Return the pieces of a text in order."""
    found = []
    end = 0
    for match in _PIECE.finditer(text):
        start = match.start()
        found.append(Piece(match.group(), start, _gap(text[end:start])))
        end = match.end()
    return found


def _gap(between: str) -> str:
    if between in {" ", ""}:
        return between
    stripped = between.strip()
    if not stripped:
        return " "
    if _HYPHEN.fullmatch(between):
        return "-"
    for sign in ",،，、;；":
        if sign in stripped:
            return ","
    for sign in '/<("':
        if sign in stripped:
            return sign
    return " "
