import doctest
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairlead.core import languages
from fairlead.core.errors import BadInput
from fairlead.core.languages import LANGUAGES, checked_name, checked_names, in_language

NAMES = {"fr": "Unité", "zh-hans": "旅客信息组", "ar": "وحدة"}


def test_the_docstring_tells_the_truth() -> None:
    assert doctest.testmod(languages).failed == 0


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ("fr", "Unité"),
        ("fr-be", "Unité"),
        ("FR-BE", "Unité"),
        ("zh-hans", "旅客信息组"),
        ("zh-hans-cn", "旅客信息组"),
        ("zh", "own"),  # which script is not known, so the name is not guessed
        ("ru", "own"),
        ("", "own"),
        (None, "own"),
    ],
)
def test_a_reader_sees_the_name_in_his_language_or_its_own(wanted: str, expected: str) -> None:
    assert in_language(NAMES, wanted, own="own") == expected


@given(
    st.dictionaries(st.sampled_from(LANGUAGES), st.text(max_size=9)),
    st.text(alphabet="abcefhnrsuz-", max_size=12),
)
def test_what_is_shown_is_always_one_of_the_names(names: Mapping[str, str], wanted: str) -> None:
    assert in_language(names, wanted, own="own") in {*names.values(), "own"} - {""}


def test_names_are_tidied_and_ordered_and_empty_ones_left_out() -> None:
    given_names = {"fr": "  Unite\u0301\u00a0 de  police ", "ar": "وحدة", "ru": "  "}

    assert list(checked_names(given_names).items()) == [("ar", "وحدة"), ("fr", "Unité de police")]


@pytest.mark.parametrize(
    "name",
    [
        "turned \u202eround",  # a direction that would turn what follows
        "hidden\u2066",
        "bell\x07",
        "no letter \ue000",
        "x" * 201,
        "lone \ud800",
    ],
)
def test_what_could_deceive_a_reader_is_no_name(name: str) -> None:
    with pytest.raises(BadInput):
        checked_name(name, place="ar")


def test_letters_that_are_joined_or_kept_apart_are_letters() -> None:
    assert checked_name("نیروی\u200cانتظامی", place="ar") == "نیروی\u200cانتظامی"


def test_a_seventh_language_is_refused() -> None:
    with pytest.raises(BadInput, match="six languages"):
        checked_names({"de": "Einheit"})
