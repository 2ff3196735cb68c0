"""Grading countries: one pair of records for a person to read, or arrays of pairs for a batch."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from fairlead.core.grades import Grade, best
from fairlead.core.places.background import Link, numbers, weights
from fairlead.core.places.countries import countries

Numbers = NDArray[np.int16]


def grade(query: Sequence[str], entry: Sequence[str], link: Link = Link.NATIONALITY) -> Grade:
    """Return the best grade of any two codes of countries; what is unknown says nothing."""
    known = numbers()
    return best(
        Grade(
            f"{link}.{_relation(one, other)}",
            int(weights(link)[known[one], known[other]]),
            one,
            other,
        )
        for one in query
        for other in entry
        if one in known and other in known
    )


def _relation(one: str, other: str) -> str:
    if one == other:
        return "shared"
    heirs, more = countries()[one].heirs, countries()[other].heirs
    return "succeeded" if other in heirs or one in more or heirs & more else "unequal"


def grade_many(query: Numbers, entry: Numbers, link: Link = Link.NATIONALITY) -> NDArray[np.int32]:
    """Return the weight of each pair of small numbers; zero where one is missing (zero)."""
    found: NDArray[np.int32] = weights(link)[query, entry]
    return found
