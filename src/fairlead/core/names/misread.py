"""What machines and hasty fingers do to words: digits for letters, a slip in abd.

The scorer forgives slips by itself. Here only those are mended that would hide from the tables how
a word is made: ``a8dullah`` and ``Adbul Rahman`` must part like ``Abdullah`` and ``Abdul Rahman``.
"""

import re
from functools import cache

_LETTERS = str.maketrans("02345678", "ozeasbtb") | {ord("9"): "g"}
_VOWELS = frozenset("aeiouy")
# How abd is written before a name of God.
_HEADS = (
    *("abd", "abdu", "abdul", "abdel", "abdal", "abdol", "abdoul", "abdur", "abder", "abdus"),
    *("abdes", "abdi", "abdil", "abdir"),
)
# Words as near that are names themselves.
_NAMES = frozenset({"abid", "abida", "abidi", "abad", "abada", "abadi", "abedi", "abidal", "abuda"})
# One consonant of abd is another one, and the article after it shows what is meant: abtul, apdel.
_OTHER_CONSONANT = re.compile(r"(?:a[^aeiou\W]d|ab[^aeiou\W])(?:[aeiou]|ou|oo)[lrsn]")
SHORTEST_HEAD, LONGEST_HEAD = 3, 8
SHORTEST_WITH_LAST_DIGIT = 5


def lettered(word: str) -> str:
    """Read the digits within a word as the letters that they resemble.

    A one stands for i between consonants, else for l. A word with more digits than letters, or
    with digits only at its end (an ordinal, a number of a ship), is left.

    >>> lettered("m0hamm3d"), lettered("s1lva"), lettered("a1i"), lettered("7th"), lettered("x25")
    ('mohammed', 'silva', 'ali', '7th', 'x25')
    """
    digits = sum(map(str.isdecimal, word))
    if digits * 2 >= len(word) or not word.isascii() or not word.isalnum():
        return word
    if word.lstrip("0123456789") in {"st", "nd", "rd", "th"}:
        return word
    stem = word.rstrip("0123456789")
    if stem.isalpha():
        return stem + _last(word) if len(stem) == len(word) - 1 else word
    read = word.translate(_LETTERS)
    for place, letter in enumerate(read):
        if letter == "1":
            beside = read[place - 1 : place] + read[place + 1 : place + 2]
            read = read[:place] + ("l" if _VOWELS & set(beside) else "i") + read[place + 1 :]
    return read


def _last(word: str) -> str:
    """Read one digit at the end as a letter if the word is long, for persons have no numbers."""
    if len(word) < SHORTEST_WITH_LAST_DIGIT:
        return word[-1]
    return word[-1].translate(_LETTERS).replace("1", "l")


def is_near_abd(head: str) -> bool:
    """Say whether a word is abd, abdul, abdel … with at most one slip."""
    if not SHORTEST_HEAD <= len(head) <= LONGEST_HEAD or head in _NAMES:
        return False
    if _OTHER_CONSONANT.fullmatch(head):
        return True
    if "b" not in head or "d" not in head or not (head[0] == "a" or head[1:3] == "bd"):
        return False  # Adel, Saad, Badr are others
    near = _near_heads()
    return head in near or any(shorter in near for shorter in _shortened(head))


def near_ending(tail: str) -> str | None:
    """Return the code of -ullah or -uddin with one slip in it, or None."""
    for code, near in _near_endings().items():
        if tail in near or any(shorter in near for shorter in _shortened(tail)):
            return code
    return None


SHORTEST_ENDING, LONGEST_ENDING = 4, 7
_ENDINGS = {
    "allah": ("ullah", "allah", "ollah"),
    "din": ("uddin", "eddin", "uddine", "eddine"),
}


@cache
def _near_endings() -> dict[str, frozenset[str]]:
    return {
        code: frozenset(near for ending in endings for near in (ending, *_shortened(ending)))
        for code, endings in _ENDINGS.items()
    }


@cache
def _near_heads() -> frozenset[str]:
    return frozenset(near for head in _HEADS for near in (head, *_shortened(head)))


def _shortened(word: str) -> list[str]:
    """Return a word without each of its letters: words one slip apart share one of these."""
    return [word[:place] + word[place + 1 :] for place in range(len(word))]
