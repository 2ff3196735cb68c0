"""Retrieval keys: two tokens that may be one name share at least one.

A Latin word has the keys of its sketches. A word in another script has those of its likeliest
readings, which the weights of its alphabet give; so whatever is learned there is found here too.
"""

from collections.abc import Sequence
from functools import lru_cache

from fairlead.core.scripts.alphabets import LATIN, Alphabet, alphabet, alphabet_of
from fairlead.core.scripts.sounds import VOWELS, WITH_GAPS, sketches, sketches_of
from fairlead.core.scripts.weights import Page, page

WAYS = 24  # partial readings that are followed
READINGS = 10  # that give keys
WORST = 5000  # millinats: how much dearer than the cheapest a reading may be
LONGEST = 32  # letters
_SIGNS = {sign: place for place, sign in enumerate("PFTKJSMNLRHVAIU12", 1)}
_BASE = 18
_END = 3  # signs at the end of a sketch that what follows may change
_LONGEST_KEY = 14  # signs of a sketch that fit into 63 bits


@lru_cache(maxsize=65_536)
def keys(form: str) -> tuple[int, ...]:
    """Return the retrieval keys of a token, in any script; none for numbers and unknown scripts.

    >>> set(keys("gaddafi")).isdisjoint(keys("kadafy")), set(keys("ali")).isdisjoint(keys("smith"))
    (False, True)
    """
    code = alphabet_of(form)
    if not code:
        return ()
    if code == LATIN:
        found = sketches("".join(c for c in form[:LONGEST] if "a" <= c <= "z"))
    else:
        found = native_sketches(form[:LONGEST], alphabet(code), page(code))
    return tuple(sorted(map(key, found)))


def key(sketch: str) -> int:
    """Return the number of a sketch: its signs as digits."""
    number = 0
    for sign in sketch[:_LONGEST_KEY]:
        number = number * _BASE + _SIGNS[sign]
    return number


def native_sketches(form: str, of: Alphabet, weighed: Page) -> set[str]:
    """Return the sketches of the likeliest readings of a word in another script than Latin."""
    found: set[str] = set()
    for place, (classes, _cost) in enumerate(_readings(form, of, weighed)[:READINGS]):
        found |= sketches_of(classes, gaps=place < WITH_GAPS)
    return found


def _readings(form: str, of: Alphabet, weighed: Page) -> list[tuple[str, int]]:
    """Return the classes of the likeliest readings, cheapest first."""
    units = of.read(form)
    ways = {"": 0}
    for unit, context in zip(units, of.contexts(units), strict=True):
        ways = _further(ways, weighed.heard(unit, context))
    ordered = sorted(ways.items(), key=lambda way: (way[1], way[0]))
    return [way for way in ordered if way[1] <= ordered[0][1] + WORST]


def _further(ways: dict[str, int], heard: Sequence[tuple[str, int]]) -> dict[str, int]:
    found: dict[str, int] = {}
    for classes, paid in ways.items():
        inner, end = classes[:-_END], classes[-_END:]
        for more, cost in heard:
            reached = inner + _joined(end, more)
            total = paid + cost
            if total < found.get(reached, total + 1):
                found[reached] = total
    if len(found) <= WAYS:
        return found
    return dict(sorted(found.items(), key=lambda way: (way[1], way[0]))[:WAYS])


@lru_cache(maxsize=32_768)
def _joined(classes: str, more: str) -> str:
    """Append; let go of what no sketch keeps: vowels between consonants, and doubled letters.

    It looks no further back than two signs, so that the end of the classes is enough.
    """
    joined = classes
    for sign in more:
        last = joined[-1:]
        if sign in VOWELS:
            joined = joined[:-1] if last and last in VOWELS else joined
        elif last == sign:
            continue
        elif len(joined) > 1 and last in VOWELS:
            joined = joined[:-1]
        joined += sign
    return joined
