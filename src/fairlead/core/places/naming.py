"""Grading places of birth by their names: the words that tell a place, and the country beside it.

Sources name one birth at many levels (a village here, its province there), so that two names
differ says little; that they meet says much, less between cultures that share the place.
"""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import Final

from rapidfuzz.distance import OSA

from fairlead.core.grades import MISSING, Grade
from fairlead.core.places.background import MILLINATS, Link, errors
from fairlead.core.places.countries import country
from fairlead.core.places.folding import fold
from fairlead.core.places.grading import grade

_PARTS: Final = re.compile(r"[,;/()\n،、]+")
_OF: Final = frozenset({"of", "de", "del", "du", "di", "da"})  # Port of Spain
_LONGEST: Final = 300
_MOST_WORDS: Final = 12
_SHORTEST_ALIKE: Final = 5
_ALIKE: Final = 0.8


@dataclass(frozen=True, slots=True)
class Place:
    """The words that tell a place, and the countries that were named beside them."""

    words: tuple[str, ...]
    countries: tuple[str, ...]


@cache
def _common() -> frozenset[str]:
    text = (resources.files("fairlead.core.places") / "words.txt").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    return frozenset(word for line in lines for word in fold(line).split())


@lru_cache(maxsize=1 << 14)
def place(text: str) -> Place:
    """Take the name of a place apart."""
    words: dict[str, None] = {}
    countries: dict[str, None] = {}
    for part in _PARTS.split(text[:_LONGEST]):
        rest, code = _parted(fold(part))
        words.update(dict.fromkeys(rest))
        if code:
            countries[code] = None
    telling = [word for word in words if word not in _common() and not word.isdigit()]
    return Place(tuple(telling[:_MOST_WORDS]), tuple(countries))


def _parted(part: str) -> tuple[list[str], str]:
    """Return the words of a part, and the country that it is or ends with: Cartago Colombia."""
    if code := country(part):
        return [], code
    words = part.split()
    for last in (1, 2):
        before = [word for word in words[:-last] if word not in _common()]
        if before and words[-last - 1] not in _OF and (code := country(" ".join(words[-last:]))):
            return words[:-last], code
    return words, ""


def grade_places(query: Sequence[str], entry: Sequence[str]) -> Grade:
    """Return the best grade of any two names of places; a name without words says nothing."""
    found = MISSING
    for one in query:
        for other in entry:
            code, weight = _compared(place(one), place(other))
            if code and (found is MISSING or weight > found.weight):
                found = Grade(f"place.{code}", weight, one, other)
    return found


def _compared(one: Place, other: Place) -> tuple[str, int]:
    land = grade(one.countries, other.countries, Link.COUNTRY)
    if not one.words or not other.words:
        return ("country", land.weight) if land is not MISSING else ("", 0)
    shorter, longer = sorted((one.words, other.words), key=len)
    met = sum(any(_meet(word, beside) for beside in longer) for word in shorter)
    if not met:
        return "unequal", min(0, _weights()["unequal"] + max(0, land.weight))
    code = "same" if met == len(shorter) else "part"
    if land.weight < 0:  # Tripoli and Tripoli
        return "part", max(0, _weights()["part"] + land.weight)
    return code, _weights()[code]


def _meet(one: str, other: str) -> bool:
    """Say whether two words are one name, as different people write it."""
    if one == other:
        return True
    if min(len(one), len(other)) < _SHORTEST_ALIKE:
        return False
    return OSA.normalized_similarity(one, other, score_cutoff=_ALIKE) > 0


@cache
def _weights() -> dict[str, int]:
    left = errors()["dependence"]["place"] / MILLINATS
    most = errors()["bounds"]["place"]
    shares, chances = errors()["place"], errors()["place-chance"]
    return {
        code: min(most, round(left * MILLINATS * math.log(share / chances[code])))
        for code, share in shares.items()
    }
