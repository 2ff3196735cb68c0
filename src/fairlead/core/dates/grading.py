"""Grading two dates: one pair for a person to read, or arrays of pairs for a batch."""

from collections.abc import Sequence
from functools import cache, lru_cache

import numpy as np
from numpy.typing import NDArray

from fairlead.core.dates import relations as seen
from fairlead.core.dates.values import (
    ABOUT_SHIFT,
    DAY_OF_YEAR,
    FURTHER,
    LONGEST,
    SPAN_SHIFT,
    VAGUE,
    YEAR,
    YEAR_SHIFT,
    Date,
    pack_all,
    unpack,
)
from fairlead.core.dates.weights import FURTHER_READING, Model, model
from fairlead.core.grades import MISSING, Grade

Packed = NDArray[np.int32]
_LEAST = -(1 << 31)
_CHUNK = 1 << 15  # pairs whose intermediate results stay in the cache
_DISTANCES = np.searchsorted(np.array(seen.APART), np.arange(YEAR + 1)).astype(np.int16)


def grade(query: Sequence[Date], entry: Sequence[Date]) -> Grade:
    """Return the best grade of any two readings of any two dates; missing says nothing."""
    return grade_packed(pack_all(query), pack_all(entry))


def grade_packed(query: Sequence[int], entry: Sequence[int]) -> Grade:
    """Return the best grade of any two dates that were packed beforehand, as for many pairs."""
    if not query or not entry:
        return MISSING
    best, relation, left, right = _LEAST, 0, 0, 0
    for one in query:
        for other in entry:
            seen_as = relate(one, other)
            weight = _weigh(seen_as, (one | other) & FURTHER)
            if weight > best:
                best, relation, left, right = weight, seen_as, one, other
    return Grade(model().codes[relation], best, _shown(left), _shown(right))


@lru_cache(maxsize=1 << 16)
def _shown(packed: int) -> str:
    return str(unpack(packed))


def relate(query: int, entry: int) -> int:
    """Return the number of the relation of two packed dates."""
    tables = _scalars()
    query_year, entry_year = query >> YEAR_SHIFT & YEAR, entry >> YEAR_SHIFT & YEAR
    years = tables.years[query_year << 9 | entry_year]
    days = tables.days[(query & DAY_OF_YEAR) << 9 | entry & DAY_OF_YEAR]
    plain = tables.joined[years << 8 | days]
    if not (query | entry) & VAGUE or not query or not entry:
        return plain
    query_span, entry_span = query >> SPAN_SHIFT & LONGEST, entry >> SPAN_SHIFT & LONGEST
    gap = max(0, entry_year - query_year - query_span, query_year - entry_year - entry_span)
    about = (query | entry) >> ABOUT_SHIFT & 1
    vague = tables.vague[about][int(_DISTANCES[gap])][query_span + entry_span + 1]
    both_months = query >> 5 & 0xF and entry >> 5 & 0xF
    return plain if both_months and tables.weights[plain] > tables.weights[vague] else vague


def _weigh(relation: int, further: int) -> int:
    weight = _scalars().weights[relation]
    return max(0, weight - FURTHER_READING) if further and weight > 0 else weight


class _Scalars:
    """The tables as plain Python sequences, which are faster for one pair."""

    def __init__(self, tables: Model) -> None:
        self.years = seen.years().tobytes()
        self.days = seen.days().tobytes()
        self.joined: list[int] = tables.joined.tolist()
        self.vague: list[list[list[int]]] = tables.vague.tolist()
        self.weights: list[int] = tables.weights.tolist()


@cache
def _scalars() -> _Scalars:
    return _Scalars(model())


def codes() -> frozenset[str]:
    """Return every code that a grade of dates can have, besides that of a missing one."""
    return frozenset(model().codes) - {MISSING.code}


def grade_many(query: Packed, entry: Packed) -> NDArray[np.int32]:
    """Return the weight of each pair of packed dates; zero where one is missing (zero)."""
    weights = model().weights[relate_many(query, entry)]
    further = np.flatnonzero((query | entry) & FURTHER)
    if len(further):
        some = weights[further]
        weights[further] = np.where(some > 0, np.maximum(0, some - FURTHER_READING), some)
    return weights


def relate_many(query: Packed, entry: Packed) -> NDArray[np.int16]:
    """Return the number of each pair's relation: an index into ``model().codes``."""
    found = np.empty(len(query), np.int16)
    for start in range(0, len(query), _CHUNK):
        piece = slice(start, start + _CHUNK)
        found[piece] = _relate(query[piece], entry[piece])
    return found


def _relate(query: Packed, entry: Packed) -> NDArray[np.int16]:
    tables = model()
    query_year, entry_year = query >> YEAR_SHIFT & YEAR, entry >> YEAR_SHIFT & YEAR
    years = seen.years()[query_year << 9 | entry_year].astype(np.int16)
    days = seen.days()[(query & DAY_OF_YEAR) << 9 | entry & DAY_OF_YEAR]
    found: NDArray[np.int16] = tables.joined[years << 8 | days]
    vague = np.flatnonzero((query | entry) & VAGUE)
    if len(vague):
        found[vague] = _relate_vague(query[vague], entry[vague], found[vague])
    return found


def _relate_vague(query: Packed, entry: Packed, plain: NDArray[np.int16]) -> NDArray[np.int16]:
    tables = model()
    query_year, entry_year = query >> YEAR_SHIFT & YEAR, entry >> YEAR_SHIFT & YEAR
    query_span, entry_span = query >> SPAN_SHIFT & LONGEST, entry >> SPAN_SHIFT & LONGEST
    after = entry_year - query_year - query_span
    before = query_year - entry_year - entry_span
    gap = _DISTANCES[np.maximum(0, np.maximum(after, before))]
    about = (query | entry) >> ABOUT_SHIFT & 1
    vague: NDArray[np.int16] = tables.vague[about, gap, query_span + entry_span + 1]
    both_months = (query >> 5 & 0xF > 0) & (entry >> 5 & 0xF > 0)
    better = both_months & (tables.weights[plain] > tables.weights[vague])
    missing = (query == 0) | (entry == 0)
    return np.where(missing | better, plain, vague)
