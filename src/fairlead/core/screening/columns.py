"""The facts of many entities as arrays, so that a batch weighs millions of pairs at once.

``weigh_many`` gives for every pair exactly the sum that ``facts.weigh`` gives for that pair alone.
Dates, countries and genders are looked up in the same tables; places and numbers, which few
records have on both sides, are weighed one by one.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from fairlead.core import dates, genders, identifiers, places
from fairlead.core.grades import MISSING
from fairlead.core.places import Link
from fairlead.core.screening.facts import Facts

Weights = NDArray[np.int32]
Rows = NDArray[np.intp]
Grading = Callable[[NDArray[Any], NDArray[Any]], Weights]

_NOTHING: Final = np.iinfo(np.int32).min


@dataclass(frozen=True, slots=True)
class Column:
    """Several values for each row: row n has ``values[starts[n] : starts[n + 1]]``."""

    starts: NDArray[np.int64]
    values: NDArray[np.int32]

    @classmethod
    def of(cls, rows: Iterable[Sequence[int]]) -> "Column":
        """Make a column of the values of each row."""
        lengths: list[int] = [0]
        values: list[int] = []
        for row in rows:
            lengths.append(len(row))
            values.extend(row)
        return cls(np.cumsum(lengths, dtype=np.int64), np.array(values, np.int32))


@dataclass(frozen=True, slots=True)
class Columns:
    """The facts of many entities, by kind."""

    facts: Sequence[Facts]
    dates: Column
    nationalities: Column
    countries: Column
    genders: Column
    places: NDArray[np.bool_]
    numbers: NDArray[np.bool_]

    @classmethod
    def of(cls, facts: Sequence[Facts]) -> "Columns":
        """Make columns of the facts of each entity."""
        small = places.numbers()
        return cls(
            facts,
            Column.of(one.dates for one in facts),
            Column.of([small[code] for code in one.nationalities] for one in facts),
            Column.of([small[code] for code in one.countries] for one in facts),
            Column.of(one.genders for one in facts),
            np.array([bool(one.places) for one in facts], np.bool_),
            np.array([bool(one.numbers) for one in facts], np.bool_),
        )


def weigh_many(queries: Columns, entries: Columns, query: Rows, entry: Rows) -> Weights:
    """Return what the facts say of each pair: row ``query[n]`` against row ``entry[n]``."""
    total = _said(_best(queries.dates, entries.dates, query, entry, dates.grade_many))
    total += _said(_best(queries.genders, entries.genders, query, entry, genders.grade_many))
    countries = _countries(queries, entries, query, entry)
    for row in np.flatnonzero(queries.places[query] & entries.places[entry]):
        left, right = queries.facts[query[row]], entries.facts[entry[row]]
        found = places.grade_places(left.places, right.places)
        if found.code != "place.country":
            total[row] += found.weight
        elif countries[row] == _NOTHING or found.weight > max(countries[row], -1):
            countries[row] = found.weight
    total += _said(countries)
    for row in np.flatnonzero(queries.numbers[query] & entries.numbers[entry]):
        left, right = queries.facts[query[row]], entries.facts[entry[row]]
        total[row] += identifiers.grade(left.numbers, right.numbers).weight
    return total


def _said(weights: Weights) -> Weights:
    """Return the weights, with nothing where nothing was said."""
    return np.where(weights == _NOTHING, MISSING.weight, weights).astype(np.int32)


def _best(left: Column, right: Column, query: Rows, entry: Rows, graded: Grading) -> Weights:
    """Return the best weight of any two values of each pair; ``_NOTHING`` if one has none."""
    found = np.full(len(query), _NOTHING, np.int32)
    first, second = left.starts[query], right.starts[entry]
    counts, others = left.starts[query + 1] - first, right.starts[entry + 1] - second
    rows = np.flatnonzero((counts > 0) & (others > 0))
    step = 0
    while len(rows):
        one = left.values[first[rows] + step // others[rows]]
        other = right.values[second[rows] + step % others[rows]]
        found[rows] = np.maximum(found[rows], graded(one, other))
        step += 1
        rows = rows[counts[rows] * others[rows] > step]
    return found


def _countries(queries: Columns, entries: Columns, query: Rows, entry: Rows) -> Weights:
    """Return the best agreement in any role, else what the nationalities contradict."""

    def linked(one: NDArray[Any], other: NDArray[Any]) -> Weights:
        return places.grade_many(one, other, Link.COUNTRY)

    left, right = queries.nationalities, entries.nationalities
    nationality = _best(left, right, query, entry, places.grade_many)
    other = _best(queries.countries, entries.countries, query, entry, linked)
    better = (nationality == _NOTHING) | ((other >= 0) & (other > nationality))
    return np.where(better, other, nationality).astype(np.int32)
