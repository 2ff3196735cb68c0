"""Gender as records state it, and what two statements say."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairlead.core import genders
from fairlead.core.genders import Gender
from fairlead.core.grades import MISSING


@pytest.mark.parametrize(
    ("text", "gender"),
    [
        ("M", Gender.MALE),
        ("female", Gender.FEMALE),
        ("Мужской", Gender.MALE),
        ("ж", Gender.FEMALE),
        ("ذكر", Gender.MALE),
        ("أنثى", Gender.FEMALE),
        ("男", Gender.MALE),
        ("mujer", Gender.FEMALE),
        ("homme", Gender.MALE),
        ("X", Gender.OTHER),
        ("<", Gender.UNKNOWN),
        ("", Gender.UNKNOWN),
        ("person", Gender.UNKNOWN),
    ],
)
def test_words_mean_a_gender(text: str, gender: Gender) -> None:
    assert genders.parse(text) is gender


def test_equal_gender_says_little_and_unequal_contradicts() -> None:
    equal = genders.grade([Gender.MALE], [Gender.MALE])
    unequal = genders.grade([Gender.MALE], [Gender.FEMALE])

    assert 0 < equal.weight < 1000
    assert -4000 < unequal.weight < -2000
    assert genders.grade([Gender.UNKNOWN], [Gender.MALE]) == MISSING
    assert genders.grade([Gender.OTHER], [Gender.MALE]).weight == 0
    assert genders.grade([Gender.MALE, Gender.FEMALE], [Gender.FEMALE]).weight == equal.weight


@given(st.sampled_from(Gender), st.sampled_from(Gender))
def test_genders_are_graded_alike_alone_and_in_arrays(one: Gender, other: Gender) -> None:
    found = genders.grade_many(np.array([one], np.int8), np.array([other], np.int8))

    assert found[0] == genders.grade([one], [other]).weight
