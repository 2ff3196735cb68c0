"""Entries of several lists that are one person, as far as the entries themselves say so.

Whoever counts alerts counts such entries twice; an analyst judges one person.
"""

from collections.abc import Iterable, Sequence

import numpy as np
from rapidfuzz import fuzz, process

from bench.screening.entities import Entity, Query, same_key

NEARLY = 86  # of 100: the likeness of two names, sorted by words, that one person may have
DOCUMENTS = ("passportNumber", "idNumber")


class SamePerson:
    """Which entries are one person.

    Entries are linked when they share the number of a document, when they share a strong name of
    two parts and no birth year speaks against it, or when a birth year is the same and two names
    are nearly so: lists spell differently.
    """

    def __init__(self, entities: Iterable[Entity]) -> None:
        self.head: dict[str, str] = {}
        bearers: dict[str, list[Entity]] = {}
        born: dict[str, list[Entity]] = {}
        holders: dict[str, str] = {}
        for entity in entities:
            for number in _numbers(entity):
                self._join(entity.id, holders.setdefault(number, entity.id))
            for key in {same_key(name) for name in entity.names()}:
                if " " in key:
                    for other in bearers.setdefault(key, []):
                        if not _years_differ(entity, other):
                            self._join(entity.id, other.id)
                    bearers[key].append(entity)
            for year in _years(entity):
                born.setdefault(year, []).append(entity)
        for some in born.values():
            self._join_near(some)

    def _join_near(self, entities: Sequence[Entity]) -> None:
        names = [(e.id, same_key(name)) for e in entities for name in e.names()]
        keys = [key for _id, key in names]
        ratios = process.cdist(keys, keys, scorer=fuzz.ratio, score_cutoff=NEARLY, dtype=np.uint8)
        for one, other in np.argwhere(ratios >= NEARLY).tolist():
            if one < other and " " in keys[one]:
                self._join(names[one][0], names[other][0])

    def of(self, id_: str) -> str:
        while (above := self.head.get(id_, id_)) != id_:
            id_ = above
        return id_

    def _join(self, one: str, other: str) -> None:
        self.head[self.of(one)] = self.of(other)

    def means(self, query: Query, id_: str) -> bool:
        return self.of(id_) in {self.of(meant) for meant in query.expect}


def _numbers(entity: Entity) -> set[str]:
    return {number for kind in DOCUMENTS for number in entity.properties.get(kind, ())}


def _years(entity: Entity) -> set[str]:
    return {date[:4] for date in entity.properties.get("birthDate", ())}


def _years_differ(one: Entity, other: Entity) -> bool:
    years = _years(one), _years(other)
    return bool(years[0] and years[1] and not years[0] & years[1])
