"""Numbers and places of birth of many entities: texts, each kept once, and weighed pair by pair.

Few records have them on both sides, and what two texts say is remembered while a batch runs, so
they need no arrays of their own kind. Numbers also find entities whose names nobody knows.
"""

import zlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from fairlead.core import identifiers, places
from fairlead.core.grades import Grade
from fairlead.core.screening.attributes import Column
from fairlead.core.screening.deletions import spans
from fairlead.core.screening.reading import Entity

Rows = NDArray[np.int64]
PAPERS = ("number", "place")
"""The kinds of text, in the order in which they are explained."""


@dataclass(frozen=True)
class Papers:
    """One kind of text of many entities: entity i has ``texts[column.of(i)]``."""

    column: Column
    texts: list[str]

    def of(self, entity: int) -> tuple[str, ...]:
        """Return the texts of one entity."""
        return tuple([self.texts[number] for number in self.column.of(entity)])

    @cached_property
    def register(self) -> "Register":
        """What numbers are looked up by, sorted, and whose they are."""
        keys = [_keys(text) for text in self.texts]
        owners = np.repeat(np.arange(len(self.column.starts) - 1), np.diff(self.column.starts))
        found = [
            (key, owner)
            for number, owner in zip(self.column.values.tolist(), owners.tolist(), strict=True)
            for key in keys[number]
        ]
        found.sort()
        return Register(
            np.array([key for key, _owner in found], np.int64),
            np.array([owner for _key, owner in found], np.int64),
        )


@dataclass(frozen=True)
class Register:
    """Keys of numbers, rising, and whose each is. Two may collide, which costs time alone."""

    keys: NDArray[np.int64]
    owners: Rows

    def find(self, asked: "Register") -> tuple[Rows, Rows]:
        """Pairs of entities that have a number in common, as any scan may have read it."""
        low = np.searchsorted(self.keys, asked.keys, "left")
        high = np.searchsorted(self.keys, asked.keys, "right")
        owner, place = spans(low, high)
        return asked.owners[owner], self.owners[place]


def papers(entities: Sequence[Entity]) -> dict[str, Papers]:
    """Gather the texts of entities."""
    return {name: _papers(map(_READERS[name], entities)) for name in PAPERS}


def _papers(rows: Iterable[Sequence[str]]) -> Papers:
    seen: dict[str, int] = {}
    starts, values = [0], []
    for texts in rows:
        values += [seen.setdefault(text, len(seen)) for text in texts]
        starts.append(len(values))
    return Papers(Column(np.array(starts, np.int64), np.array(values, np.int32)), list(seen))


def _numbers(entity: Entity) -> tuple[str, ...]:
    found = identifiers.numbers_of(entity.properties, entity.schema)
    return tuple(sorted(map(identifiers.written, found))) if found else ()


def _places(entity: Entity) -> tuple[str, ...]:
    return tuple(sorted(set(entity.properties.get("birthPlace", ()))))


def _keys(text: str) -> list[int]:
    """Return the hashes of what a number is looked up by; a place is not looked up."""
    keys = identifiers.keys_of(identifiers.read_back(text))
    return [zlib.crc32(key.encode()) << 31 ^ zlib.adler32(key.encode()) for key in keys]


def grade_papers(name: str, asked: Papers, listed: Papers, left: Rows, right: Rows) -> Rows:
    """Return the weight of one kind of text for every pair of entities."""
    found = np.zeros(len(left), np.int64)
    if asked.column.empty() or listed.column.empty():
        return found
    one, other = asked.column.starts, listed.column.starts
    both = (one[left] < one[left + 1]) & (other[right] < other[right + 1])
    for row in np.flatnonzero(both).tolist():
        pair = asked.of(int(left[row])), listed.of(int(right[row]))
        found[row] = explain(name, *pair).weight
    return found


@lru_cache(maxsize=1 << 14)
def explain(name: str, asked: tuple[str, ...], listed: tuple[str, ...]) -> Grade:
    """Return the grade of the texts of one pair of entities, with those that showed it."""
    return _GRADERS[name](asked, listed)


def _grade_numbers(asked: Sequence[str], listed: Sequence[str]) -> Grade:
    sides = (list(map(identifiers.read_back, side)) for side in (asked, listed))
    return identifiers.grade(*sides)


def _grade_places(asked: Sequence[str], listed: Sequence[str]) -> Grade:
    """Grade places by the words that tell them; countries alone go with nationality."""
    words, _land = places.grade_words_and_lands(asked, listed)
    return words


_READERS: dict[str, Callable[[Entity], tuple[str, ...]]] = {"number": _numbers, "place": _places}
_GRADERS: dict[str, Callable[[Sequence[str], Sequence[str]], Grade]] = {
    "number": _grade_numbers,
    "place": _grade_places,
}
