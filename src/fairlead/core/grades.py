"""One piece of evidence about two records: which relation was seen, and what it weighs.

A weight is a log-likelihood ratio in whole millinats: 1000·ln(P(relation | the same person) /
P(relation | two people drawn at random)). Positive supports, negative contradicts, zero says
nothing, and what is missing says nothing. Weights are integers, so that sums are exact in any
order and on any machine.
"""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Grade:
    """A relation by its code, its weight in millinats, and the two values that showed it."""

    code: str
    weight: int
    query_value: str = ""
    entry_value: str = ""


MISSING = Grade("missing", 0)


def best(grades: Iterable[Grade]) -> Grade:
    """Return the grade that supports most; of equals the first; ``MISSING`` of none.

    Several values are several chances to agree, so a further value can raise a grade and never
    lowers it.
    """
    found: Grade | None = None
    for grade in grades:
        if found is None or grade.weight > found.weight:
            found = grade
    return found or MISSING
