"""What is known of people besides their names, packed so that millions of pairs can be graded.

Each kind of evidence is one `Column`: for every entity a row of small integers, which may be
empty. What is missing on either side weighs nothing; of several values the best pair counts.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fairlead.core import dates, genders
from fairlead.core.grades import MISSING, Grade
from fairlead.core.places import Link, background, country, grading
from fairlead.core.screening.deletions import spans

Properties = Mapping[str, Sequence[str]]
Numbers = NDArray[np.int32]
NAMES = ("birth", "nationality", "country", "gender")
"""The columns, in the order in which they are graded and explained."""
_ROLES = frozenset(
    {"nationality", "citizenship", "country", "jurisdiction", "birthCountry", "flag"}
)


@dataclass(frozen=True, slots=True)
class Column:
    """One kind of evidence of many entities: row ``starts[i]:starts[i + 1]`` is entity i's."""

    starts: NDArray[np.int64]
    values: Numbers

    def empty(self) -> bool:
        """Say whether nobody has any."""
        return len(self.values) == 0

    def of(self, entity: int) -> list[int]:
        """Return the values of one entity."""
        values: list[int] = self.values[self.starts[entity] : self.starts[entity + 1]].tolist()
        return values


def columns(entities: Sequence[Properties]) -> dict[str, Column]:
    """Pack what is known of entities."""
    readers = (_births, _nationalities, _countries, _genders)
    return {
        name: _column([reader(entity) for entity in entities])
        for name, reader in zip(NAMES, readers, strict=True)
    }


def _column(rows: list[tuple[int, ...]]) -> Column:
    starts = np.zeros(len(rows) + 1, np.int64)
    np.cumsum([len(row) for row in rows], out=starts[1:])
    return Column(starts, np.array([value for row in rows for value in row], np.int32))


def _births(entity: Properties) -> tuple[int, ...]:
    texts = entity.get("birthDate")
    if not texts:
        return ()
    return tuple(packed for text in texts for packed in _dates(text))


@lru_cache(maxsize=65_536)
def _dates(text: str) -> tuple[int, ...]:
    read = dates.parse(text)
    found = read if isinstance(read, dates.Date) else dates.salvage(text)
    return dates.pack_all([found]) if found else ()


def _nationalities(entity: Properties) -> tuple[int, ...]:
    return _codes(tuple(entity.get("nationality", ())) + tuple(entity.get("citizenship", ())))


def _countries(entity: Properties) -> tuple[int, ...]:
    """Return the countries in any role; `together` counts them once."""
    held = _ROLES & entity.keys()
    return _codes(tuple([text for name in held for text in entity[name]])) if held else ()


@lru_cache(maxsize=16_384)
def _codes(texts: tuple[str, ...]) -> tuple[int, ...]:
    numbers = background.numbers()
    return tuple(sorted({numbers.get(country(text), 0) for text in texts} - {0}))


def _genders(entity: Properties) -> tuple[int, ...]:
    found = map(genders.parse, entity.get("gender", ()))
    return tuple(int(gender) for gender in found if gender)


_GRADERS: dict[str, Callable[[Any, Any], Numbers]] = {
    "birth": dates.grade_many,
    "nationality": partial(grading.grade_many, link=Link.NATIONALITY),
    "country": partial(grading.grade_many, link=Link.COUNTRY),
    "gender": genders.grade_many,
}


def grade_pairs(
    name: str, asked: Column, listed: Column, left: NDArray[np.int64], right: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Return the weight of one kind of evidence for every pair of entities."""
    found = np.zeros(len(left), np.int64)
    if asked.empty() or listed.empty():
        return found
    pair, one = spans(asked.starts[left], asked.starts[left + 1])
    entity = right[pair]
    owner, other = spans(listed.starts[entity], listed.starts[entity + 1])
    if not len(owner):
        return found
    weights = _GRADERS[name](asked.values[one[owner]], listed.values[other]).astype(np.int64)
    pairs = pair[owner]  # in rising order, so each pair is one run
    heads = np.flatnonzero(np.r_[True, pairs[1:] != pairs[:-1]])
    found[pairs[heads]] = np.maximum.reduceat(weights, heads)
    return found


def together(parts: Mapping[str, NDArray[np.int64]]) -> NDArray[np.int64]:
    """Return the sum of all columns, with the countries of people counted once.

    A country that is shared in any role agrees, and the strongest agreement counts. Where none
    is shared, nationalities contradict, or else the other countries.
    """
    nation, land = parts["nationality"], parts["country"]
    shared = (land > 0) & (land > nation)
    countries = np.where(shared | (nation == 0), land, nation)
    return np.asarray(parts["birth"] + parts["gender"] + countries)


def counted(grades: Mapping[str, Grade]) -> list[Grade]:
    """Return the grades that count for one pair of entities: those that `together` adds."""
    nation, land = grades["nationality"].weight, grades["country"].weight
    shared = land > 0 and land > nation
    out = "nationality" if shared or nation == 0 else "country"
    return [grade for name, grade in grades.items() if name != out]


def explain(name: str, asked: Sequence[int], listed: Sequence[int]) -> Grade:
    """Return the grade of one pair of entities in one column, with the values that showed it."""
    if name == "birth":
        return dates.grade_packed(asked, listed)
    if name == "gender":
        return genders.grade(*(list(map(genders.Gender, side)) for side in (asked, listed)))
    codes = list(background.numbers())
    link = Link.NATIONALITY if name == "nationality" else Link.COUNTRY
    one, other = ([codes[number - 1] for number in side if number] for side in (asked, listed))
    return grading.grade(one, other, link) if one and other else MISSING
