import doctest

import pytest

from fairlead.core import acts
from fairlead.core.acts import act_of, past


def test_the_docstring_tells_the_truth() -> None:
    assert doctest.testmod(acts).failed == 0


@pytest.mark.parametrize(
    ("verb", "expected"),
    [
        ("open", "opened"),
        ("close", "closed"),
        ("identify", "identified"),
        ("convey", "conveyed"),
        ("drop", "dropped"),
        ("cancel", "cancelled"),
        ("send", "sent"),
        ("withdraw", "withdrawn"),
        ("read", "read"),
        ("recall", "recalled"),
    ],
)
def test_a_verb_becomes_its_past(verb: str, expected: str) -> None:
    assert past(verb) == expected


def test_a_function_that_names_no_noun_has_no_act() -> None:
    with pytest.raises(ValueError, match="does not say"):
        act_of("cases", "close")
