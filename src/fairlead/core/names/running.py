"""A name in one field without spaces: ``GULAHMADHAKIMI``.

The cheapest way to read it as words is sought, a word costing what it is rare and an unknown one
what its letters are. Only a name that is one long unknown word is read so.
"""

from functools import lru_cache

from fairlead.core.names.compounds import halves
from fairlead.core.names.lexicon import senses
from fairlead.core.names.rarity import known, rarity

SHORTEST, LONGEST = 12, 48  # letters of a name that is read so
KEPT = 4096
# Costs in millinats: of a new word, a title or particle, a compound, an unknown letter.
_WORD, _SENSE, _COMPOUND, _LETTER = 1_500, 5_000, 8_000, 2_600
_LONGEST_WORD, _SHORTEST_KNOWN, _SHORTEST_UNKNOWN, _SHORTEST_COMPOUND = 16, 3, 4, 6
_STRANGER = 4_000  # what an unknown word costs besides its letters
_Way = tuple[int, int, int]  # cost so far, where the last word begins, letters in known words
_GAIN = 6_000  # by which the words must be better than the whole
_KNOWN_SHARE = 0.5  # of the letters that must be in known words


@lru_cache(KEPT)
def parted(word: str) -> tuple[int, ...]:
    """Return where a folded word of letters parts into words; empty if it had better stay whole.

    >>> parted("gulahmadhakimi")
    (3, 8)
    """
    if not SHORTEST <= len(word) <= LONGEST or not word.isascii() or known(word):
        return ()
    best: list[_Way] = [(0, 0, 0)]
    for end in range(1, len(word) + 1):
        begins = range(max(end - _LONGEST_WORD, 0), end)
        best.append(min(_reached(word, begin, end, best) for begin in begins))
    cost, begin, letters = best[len(word)]
    places = []
    while begin:
        places.append(begin)
        begin = best[begin][1]
    worth = cost + _GAIN <= _unknown(len(word)) and letters >= _KNOWN_SHARE * len(word)
    return tuple(reversed(places)) if worth else ()


def _reached(word: str, begin: int, end: int, best: list[_Way]) -> _Way:
    cost, _before, letters = best[begin]
    price = _price(word[begin:end])
    if price is None:
        return cost + _unknown(end - begin), begin, letters
    return cost + price + _WORD, begin, letters + end - begin


def _price(segment: str) -> int | None:
    """Return what a segment costs as a word that we know, or None."""
    if len(segment) >= _SHORTEST_KNOWN:
        if segment in senses():
            return _SENSE
        if known(segment):
            return rarity(segment)
    if len(segment) >= _SHORTEST_COMPOUND and halves(segment) is not None:
        return _COMPOUND
    return None


def _unknown(length: int) -> int:
    """Return what an unknown word costs: by its letters, and more if it is too short for one."""
    letters = length if length >= _SHORTEST_UNKNOWN else _SHORTEST_UNKNOWN + 1
    return _WORD + _STRANGER + _LETTER * letters
