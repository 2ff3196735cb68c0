"""Costs: symmetric, zero for the same, small for spellings of one name, absent for others."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairlead.core.scripts import ABSENT, costs
from tests.core.scripts.spellings import SAME

SCRIPTS = (
    "abdhiklmnorstuyz" + "محمدعليسنرخ" + "абвгдежинорст" + "אבדהילמנרש" + "김이박민수" + "王张明斯"
)
WORDS = st.text(alphabet=SCRIPTS, max_size=12)
LIKELY = 9000

EVERY = [(one, other) for line in SAME for one in line for other in line if one < other]


def cost(one: str, other: str) -> int:
    return int(costs([one], [other])[0])


@pytest.mark.parametrize(("one", "other"), EVERY)
def test_spellings_of_one_name_are_not_absent(one: str, other: str) -> None:
    if one.isascii() or other.isascii():
        assert cost(one, other) <= LIKELY


@given(st.lists(st.tuples(WORDS, WORDS), max_size=8))
def test_costs_are_symmetric_and_bounded(pairs: list[tuple[str, str]]) -> None:
    left, right = [one for one, _ in pairs], [other for _, other in pairs]
    there, back = costs(left, right), costs(right, left)
    assert there.tolist() == back.tolist()
    assert all(0 <= each <= ABSENT for each in there)
    assert there.dtype == np.int32


@given(st.text(max_size=40))
def test_a_token_costs_nothing_to_be_itself(form: str) -> None:
    assert cost(form, form) == 0


@given(st.lists(st.tuples(WORDS, WORDS), min_size=1, max_size=8))
def test_a_pair_costs_the_same_alone_and_in_company(pairs: list[tuple[str, str]]) -> None:
    together = costs([one for one, _ in pairs], [other for _, other in pairs])
    assert together.tolist() == [cost(one, other) for one, other in pairs]


@given(st.text(max_size=300), st.text(max_size=300))
def test_no_text_breaks_it(one: str, other: str) -> None:
    assert 0 <= cost(one, other) <= ABSENT


@pytest.mark.parametrize(
    ("near", "far"),
    [
        (("mohammed", "muhammad"), ("mohammed", "mahmoud")),
        (("khaled", "khalid"), ("khaled", "ahmed")),
        (("hussein", "hussain"), ("hussein", "hassan")),
        (("محمد", "mohammed"), ("محمد", "mahmoud")),
        (("حسين", "hussein"), ("حسين", "hassan")),
        (("сергеи", "sergei"), ("сергеи", "georgy")),
        (("김", "kim"), ("김", "gam")),
        (("张", "zhang"), ("张", "wang")),
    ],
)
def test_what_sounds_alike_is_cheaper(near: tuple[str, str], far: tuple[str, str]) -> None:
    assert cost(*near) < cost(*far)


def test_a_long_token_is_only_ever_itself() -> None:
    assert cost("a" * 5000, "a" * 4999) == ABSENT


def test_two_words_of_one_other_script_are_left_to_their_letters() -> None:
    assert cost("محمد", "محمود") == ABSENT
