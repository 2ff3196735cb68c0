"""Grading numbers: the same, the same as a scan may read it, one character another, different."""

from collections.abc import Sequence
from typing import Final

from rapidfuzz.distance import OSA

from fairlead.core.grades import Grade, best
from fairlead.core.identifiers.kinds import worth
from fairlead.core.identifiers.numbers import Identifier

# What is taken from the most that an equal number may weigh, in millinats.
RECORDED: Final = 1200  # of true pairs with a number each, about three in ten share it
ISSUER_UNKNOWN: Final = 500
ISSUER_OTHER: Final = 6000  # two States gave one number to two people
FILED_OTHERWISE: Final = 700  # a passport here, an identity card there
READ_ALIKE: Final = 1000
REPAIRED: Final = 300  # read alike, and the check digit tells which reading is wrong
WITHOUT_SERIES: Final = 2500  # the digits alone, for letters and digits
WITHOUT_SERIES_MOST: Final = 7000
ONE_OFF: Final = 9000
ONE_OFF_MOST: Final = 2500  # relatives and clients of one office have neighbouring numbers
_SHORTEST_FOR_ONE_OFF: Final = 6

RELATIONS: Final = ("same", "read-alike", "without-series", "one-off", "different")
"""How two numbers that can be compared stand to one another."""


def grade(query: Sequence[Identifier], entry: Sequence[Identifier]) -> Grade:
    """Return the best grade of any two numbers that can be compared; others say nothing."""
    return best(
        _graded(one, other) for one in query for other in entry if one.family == other.family
    )


def _graded(one: Identifier, other: Identifier) -> Grade:
    code, weight = _compared(one, other)
    return Grade(f"identifier.{code}", weight, _shown(one), _shown(other))


def _shown(number: Identifier) -> str:
    return f"{number.kind}:{number.value}" + (f" ({number.issuer})" if number.issuer else "")


def _compared(one: Identifier, other: Identifier) -> tuple[str, int]:
    if one.value == other.value:
        return "same", _agreement(one, other, 0)
    if one.form == other.form:
        sure = one.holds != other.holds
        return "read-alike", _agreement(one, other, REPAIRED if sure else READ_ALIKE)
    if _without_series(one, other):
        return "without-series", min(WITHOUT_SERIES_MOST, _agreement(one, other, WITHOUT_SERIES))
    if not (one.holds and other.holds) and _is_one_off(one, other):
        return "one-off", min(ONE_OFF_MOST, _agreement(one, other, ONE_OFF))
    return "different", _difference(one, other)


def _agreement(one: Identifier, other: Identifier, cost: int) -> int:
    """Return what an agreement weighs; however doubtful, it never speaks against anybody."""
    cost += RECORDED
    if one.family == "document":
        if (one.kind == "passport") != (other.kind == "passport"):
            cost += FILED_OTHERWISE
        if not one.issuer or not other.issuer:
            cost += ISSUER_UNKNOWN
        elif one.issuer != other.issuer:
            cost += ISSUER_OTHER
    most = min(worth(one.kind).strength, worth(other.kind).strength)
    return max(0, min(most, one.says, other.says) - cost + _certain(one, other))


def _certain(one: Identifier, other: Identifier) -> int:
    """Give back what was taken for doubt, where both numbers prove themselves."""
    return RECORDED if one.holds and other.holds and one.kind == other.kind else 0


def _difference(one: Identifier, other: Identifier) -> int:
    """Return what it weighs that two numbers differ of which there should be one."""
    if one.kind != other.kind or one.issuer != other.issuer or not (one.holds and other.holds):
        return 0
    return worth(one.kind).single


def _without_series(one: Identifier, other: Identifier) -> bool:
    """Say whether one number is the other without the letters of its series."""
    return bool(one.bare or other.bare) and (one.bare == other.form or other.bare == one.form)


def _is_one_off(one: Identifier, other: Identifier) -> bool:
    """Say whether one slip of a key makes one number the other."""
    if min(len(one.form), len(other.form)) < _SHORTEST_FOR_ONE_OFF:
        return False
    return OSA.distance(one.form, other.form, score_cutoff=1) == 1
