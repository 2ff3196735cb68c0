"""What carriers and passport readers do to names: titles glued on, fillers, fields that were full.

An airline sends ``SMITH/JOHNMR``; the machine-readable zone of a passport
``P<UTOERIKSSON<<ANNA<MARIA<<<<``. The words behind are brought back; nothing is guessed where a
name may end like a title (``tables/whole.txt``).
"""

import re

from fairlead.core.names import tables
from fairlead.core.names.splitting import Piece

# Longest first. The second group also ends ordinary words, so only after a slash.
TITLES = ("mstr", "miss", "mrs", "chd", "mr")
TITLES_AFTER_SLASH = (*TITLES, "prof", "inf", "sir", "ms", "dr")
_ENDINGS = tuple(title.upper() for title in TITLES)
_ANY_ENDING = re.compile(rf"(?:{'|'.join(_ENDINGS)})\b")
MOST_GLUED = 2
SHORTEST = 3  # letters of a given name that could bear a title, or of name and title

# Where a name of this length has probably lost its end: machine-readable zones (name field of three
# sizes, the whole line of a passport) and common fields of carriers.
ZONE_LENGTHS = frozenset({30, 31, 36, 39, 44})
LINE_LENGTHS = frozenset({36, 44})  # whole lines that begin with the kind of document
CARRIER_LENGTHS = frozenset({30, 35, 60, 70})

_PASSPORT_LINE = re.compile(r"[PIACV][A-Z<][A-Z<]{3}(?=[A-Z]+(?:<[A-Z]+)*<<)")
_MISREAD_FILLERS = re.compile(r"(?<=<)[KCLSE<]*KK[K<]*$|<[KSCE]<+$")


def unglued(found: list[Piece], text: str) -> list[Piece]:
    """Cut glued titles off the pieces of a carrier's name."""
    if not text.isascii() or not ("/" in text or _ANY_ENDING.search(text)):
        return found
    slash = text.find("/")
    result: list[Piece] = []
    for piece in found:
        after = 0 <= slash < piece.start
        if len(piece.text) >= SHORTEST and piece.text.isalpha():
            result.extend(_cut_off(piece, after_slash=after))
        else:
            result.append(piece)
    return result


def _cut_off(piece: Piece, *, after_slash: bool) -> list[Piece]:
    """Return a piece without the titles at its end, and these behind it."""
    if not after_slash and not piece.text.isupper():
        return [piece]
    cut: list[Piece] = []
    for _title in range(MOST_GLUED):
        length = _title_at_end(piece.text.lower(), after_slash=after_slash)
        if not length:
            break
        place = len(piece.text) - length
        cut.insert(0, Piece(piece.text[place:], piece.start + place, " "))
        piece = piece._replace(text=piece.text[:place])
    return [piece, *cut]


def ends_in_title(word: str) -> bool:
    """Say whether a word in capitals ends in a title even without a slash before it."""
    return (
        word.endswith(_ENDINGS)
        and word.isupper()
        and _title_at_end(word.lower(), after_slash=False) > 0
    )


def _title_at_end(word: str, *, after_slash: bool) -> int:
    if word in tables.members("whole.txt") or word in TITLES_AFTER_SLASH:
        return 0
    for title in TITLES_AFTER_SLASH if after_slash else TITLES:
        if word.endswith(title):
            rest = word[: -len(title)]
            return len(title) if _is_plausible(rest, after_slash=after_slash) else 0
    return 0


def _is_plausible(rest: str, *, after_slash: bool) -> bool:
    """Say whether what is left could be a given name: an initial, or letters with a vowel."""
    if len(rest) == 1:
        return after_slash and rest not in "aeou"
    return any(letter in "aeiouy" for letter in rest) and (after_slash or len(rest) >= SHORTEST)


def zone(text: str) -> str:
    """Blank out what is not the name in a machine-readable zone; places stay the same."""
    found = _PASSPORT_LINE.match(text)
    if found and len(text) in LINE_LENGTHS:
        text = " " * found.end() + text[found.end() :]
    if found := _MISREAD_FILLERS.search(text):
        text = text[: found.start()] + "<" * (len(text) - found.start())
    return text


# Fields that names are written into, by their letters; what fills one may have lost its end.
FIELD_LENGTHS = ZONE_LENGTHS | CARRIER_LENGTHS | {20, 24, 25, 28, 40, 45, 50}


def fills_field(text: str) -> bool:
    """Say whether a name is as long as a usual field, so that its last word may be cut.

    One name in twenty is so by chance; whoever asks must not take it for more than a possibility.
    """
    return len(text) in FIELD_LENGTHS


def is_cut(text: str) -> bool:
    """Say whether a name fills its field, so that its end may be missing."""
    if "<" in text:
        return len(text) in ZONE_LENGTHS and not text.endswith("<")
    return "/" in text and len(text) in CARRIER_LENGTHS and text.isupper()
