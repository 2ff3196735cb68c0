"""TLP 2.0 as a literal table: each cell was read off the standard, not computed."""

import doctest
from itertools import combinations_with_replacement, product
from typing import Any

import pytest

from fairlead.core import caveats
from fairlead.core.caveats import (
    Audience,
    CaveatForbids,
    Tlp,
    check_onward,
    may_share,
    relaxes,
    strictest,
)

# marking:             recipient organization clients community world
MAY_SHARE = {
    "TLP:RED": (True, False, False, False, False),
    "TLP:AMBER+STRICT": (True, True, False, False, False),
    "TLP:AMBER": (True, True, True, False, False),
    "TLP:GREEN": (True, True, True, True, False),
    "TLP:CLEAR": (True, True, True, True, True),
}
AUDIENCES = ("recipient", "organization", "clients", "community", "world")
ORDER = ("TLP:RED", "TLP:AMBER+STRICT", "TLP:AMBER", "TLP:GREEN", "TLP:CLEAR")


def test_the_docstring_tells_the_truth() -> None:
    assert doctest.testmod(caveats).failed == 0


def test_the_tables_here_are_complete() -> None:
    assert tuple(MAY_SHARE) == ORDER == tuple(Tlp)
    assert tuple(Audience) == AUDIENCES


@pytest.mark.parametrize(("marking", "audience"), list(product(ORDER, AUDIENCES)))
def test_who_may_be_told(marking: str, audience: str) -> None:
    expected = MAY_SHARE[marking][AUDIENCES.index(audience)]

    assert may_share(Tlp(marking), Audience(audience)) is expected


@pytest.mark.parametrize(("one", "other"), list(combinations_with_replacement(ORDER, 2)))
def test_the_strictest_of_two_is_the_one_that_stands_first(one: str, other: str) -> None:
    assert strictest([Tlp(other), Tlp(one)]) == one
    assert relaxes(Tlp(other), Tlp(one)) is (one != other)
    assert relaxes(Tlp(one), Tlp(other)) is False


def test_what_bears_no_marking_is_clear() -> None:
    assert strictest([]) is Tlp.CLEAR


@pytest.mark.parametrize(
    ("held", "marked", "audience", "reasons"),
    [
        (["TLP:GREEN"], "TLP:GREEN", "community", ()),
        (["TLP:GREEN"], "TLP:AMBER", "community", ()),
        (["TLP:GREEN"], "TLP:CLEAR", "community", ("marking-relaxed",)),
        (["TLP:GREEN"], "TLP:GREEN", "world", ("audience-too-far",)),
        (["TLP:AMBER"], "TLP:AMBER", "community", ("audience-too-far",)),
        (["TLP:AMBER"], "TLP:AMBER", "clients", ()),
        (["TLP:RED"], "TLP:CLEAR", "world", ("marking-relaxed", "audience-too-far")),
        (["TLP:CLEAR", "TLP:RED"], "TLP:RED", "organization", ("audience-too-far",)),
        (["TLP:CLEAR"], "TLP:CLEAR", "world", ()),
        ([], "TLP:CLEAR", "world", ()),
    ],
)
def test_onward(held: list[str], marked: str, audience: str, reasons: tuple[str, ...]) -> None:
    asked: dict[str, Any] = {
        "held": [Tlp(one) for one in held],
        "marked": Tlp(marked),
        "audience": Audience(audience),
    }
    if not reasons:
        check_onward(**asked)
        return
    with pytest.raises(CaveatForbids) as caught:
        check_onward(**asked)

    assert caught.value.reasons == reasons
    check_onward(**asked, permission="letter of 3 May 2026")
