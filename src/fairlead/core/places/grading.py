"""Grading countries: one pair of records for a person to read, or arrays of pairs for a batch."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from fairlead.core.grades import MISSING, Grade
from fairlead.core.places.background import Link, numbers, weights
from fairlead.core.places.countries import countries

Numbers = NDArray[np.int16]


def grade(query: Sequence[str], entry: Sequence[str], link: Link = Link.NATIONALITY) -> Grade:
    """Return the best grade of any two codes of countries; what is unknown says nothing."""
    found = MISSING
    known = numbers()
    for one in query:
        for other in entry:
            if one not in known or other not in known:
                continue
            weight = int(weights(link)[known[one], known[other]])
            if found is MISSING or weight > found.weight:
                found = Grade(f"{link}.{_relation(one, other)}", weight, one, other)
    return found


def _relation(one: str, other: str) -> str:
    if one == other:
        return "shared"
    heirs, more = countries()[one].heirs, countries()[other].heirs
    return "succeeded" if other in heirs or one in more or heirs & more else "unequal"


def grade_many(query: Numbers, entry: Numbers, link: Link = Link.NATIONALITY) -> NDArray[np.int32]:
    """Return the weight of each pair of small numbers; zero where one is missing (zero)."""
    found: NDArray[np.int32] = weights(link)[query, entry]
    return found
