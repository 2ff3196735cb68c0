"""What is known of an entity beside its names, made ready once, and weighed against another's.

Each kind of evidence counts once: a country that is shared as nationality is not counted again as
residence or as the country of a birthplace, because these go together.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from fairlead.core import dates, genders, identifiers, places
from fairlead.core.dates import Date
from fairlead.core.genders import Gender
from fairlead.core.grades import MISSING, Grade
from fairlead.core.identifiers import Identifier
from fairlead.core.places import Link

Properties = Mapping[str, Sequence[str]]
Codes = tuple[str, ...]

NATIONALITIES: Final = ("nationality", "citizenship")
COUNTRIES: Final = (
    *NATIONALITIES,
    "country",
    "birthCountry",
    "jurisdiction",
    "flag",
    "mainCountry",
)
BIRTHS: Final = ("birthDate", "incorporationDate", "buildDate")


@dataclass(frozen=True, slots=True)
class Facts:
    """The facts of one entity: packed dates, codes of countries, genders, places and numbers."""

    dates: tuple[int, ...] = ()
    nationalities: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    genders: tuple[Gender, ...] = ()
    places: tuple[str, ...] = ()
    numbers: tuple[Identifier, ...] = ()


def facts_of(properties: Properties, schema: str = "") -> Facts:
    """Make the facts of an entity ready; what cannot be read is left out."""
    return Facts(
        _dates(_texts(properties, BIRTHS)),
        _codes(_texts(properties, NATIONALITIES)),
        _codes(_texts(properties, COUNTRIES)),
        _genders(tuple(properties.get("gender", ()))),
        tuple(properties.get("birthPlace", ())),
        identifiers.numbers_of(properties, schema),
    )


def _texts(properties: Properties, names: Iterable[str]) -> Codes:
    return tuple([text for name in names if name in properties for text in properties[name]])


@lru_cache(maxsize=1 << 13)
def _codes(texts: Codes) -> Codes:
    return tuple(dict.fromkeys(code for code in map(places.country, texts) if code))


@lru_cache(maxsize=1 << 8)
def _genders(texts: Codes) -> tuple[Gender, ...]:
    return tuple(filter(None, map(genders.parse, texts)))


@lru_cache(maxsize=1 << 15)
def _dates(texts: tuple[str, ...]) -> tuple[int, ...]:
    """Return the packed dates; of one that cannot be read, the year that it names."""
    found: list[Date] = []
    for text in texts:
        read = dates.parse(text)
        kept = read if isinstance(read, Date) else dates.salvage(text)
        if kept:
            found.append(kept)
    return dates.pack_all(found)


def weigh(query: Facts, entry: Facts) -> tuple[Grade, ...]:
    """Return what the facts of two entities say, each kind of evidence once; silence is left out.

    The sum of the weights is what they say together.
    """
    country = _of_countries(
        query.nationalities, entry.nationalities, query.countries, entry.countries
    )
    place = MISSING
    if query.places and entry.places:
        place = places.grade_places(query.places, entry.places)
        if place.code == "place.country":
            country, place = _stronger(country, place), MISSING
    found = [dates.grade_packed(query.dates, entry.dates), country, place]
    found.append(_of_genders(query.genders, entry.genders))
    if query.numbers and entry.numbers:
        found.append(identifiers.grade(query.numbers, entry.numbers))
    return tuple([grade for grade in found if grade is not MISSING])


@lru_cache(maxsize=1 << 15)
def _of_countries(query: Codes, entry: Codes, queries: Codes, entries: Codes) -> Grade:
    """Return the best agreement of countries in any role, else what nationalities contradict."""
    nationality = places.grade(query, entry)
    other = places.grade(queries, entries, Link.COUNTRY)
    return _stronger(nationality, other)


def _stronger(first: Grade, other: Grade) -> Grade:
    """Return the better agreement; where nothing agrees, what the first link contradicts."""
    if first is MISSING or (other is not MISSING and other.weight > max(first.weight, -1)):
        return other
    return first


@lru_cache(maxsize=1 << 8)
def _of_genders(query: tuple[Gender, ...], entry: tuple[Gender, ...]) -> Grade:
    return genders.grade(query, entry)
