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
# Of two letters behind a town, only these mean a country: Dearborn, MI and Fresno, CA do not.
_SHORT: Final = frozenset({"uk", "us"})
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
    parts = list(filter(None, map(fold, _PARTS.split(text[:_LONGEST]))))
    for part in parts:
        provincial = len(parts) > 1 and len(part) == 2 and part not in _SHORT  # noqa: PLR2004
        rest, code = ([part], "") if provincial else _parted(part)
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
    words, land = grade_words_and_lands(query, entry)
    if words is MISSING or (land is not MISSING and land.weight > words.weight):
        return land
    return words


def grade_words_and_lands(query: Sequence[str], entry: Sequence[str]) -> tuple[Grade, Grade]:
    """Return the best grade by words that tell places, and the best where only a country is named.

    The latter goes together with nationality, and whoever has weighed that counts it once.
    """
    words = land = MISSING
    for one in query:
        for other in entry:
            code, weight = _compared(place(one), place(other))
            if code == "country":
                if land is MISSING or weight > land.weight:
                    land = Grade("place.country", weight, one, other)
            elif code and (words is MISSING or weight > words.weight):
                words = Grade(f"place.{code}", weight, one, other)
    contradicted = land.weight < 0 and words is not MISSING  # the words say it better
    return words, MISSING if contradicted else land


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
