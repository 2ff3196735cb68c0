"""What two countries and two places say."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairlead.core.grades import MISSING
from fairlead.core.places import (
    Link,
    Place,
    countries,
    grade,
    grade_many,
    grade_places,
    numbers,
    place,
)

CODES = st.sampled_from(sorted(countries()))
SOME = st.lists(st.one_of(CODES, st.sampled_from(["", "zz"])), max_size=4)
LINKS = st.sampled_from(Link)


def weight(one: str, other: str, link: Link = Link.NATIONALITY) -> int:
    return grade([one], [other], link).weight


def test_a_rare_country_says_more_than_one_that_fills_the_lists() -> None:
    assert weight("lu", "lu") > weight("sa", "sa") > weight("iq", "iq") > weight("ir", "ir") > 0


def test_unequal_countries_contradict_mildly() -> None:
    assert -2000 < weight("fr", "iq") < weight("fr", "iq", Link.COUNTRY) < 0


def test_a_former_state_agrees_with_its_heirs_and_not_with_others() -> None:
    assert 0 < weight("su", "ru") <= weight("ru", "ru")
    assert 0 < weight("su", "lv") < weight("lv", "lv")
    assert weight("dd", "de") > 0
    assert weight("su", "fr") == weight("ru", "fr") < 0
    assert weight("yu", "cs") == 0, "they share heirs, so they neither agree nor contradict"
    assert grade(["su"], ["ua"]).code == "nationality.succeeded"


@given(CODES, CODES, LINKS)
def test_agreement_never_lowers_and_contradiction_never_raises(
    one: str, other: str, link: Link
) -> None:
    found = grade([one], [other], link)

    assert found.weight == weight(other, one, link)
    assert weight(one, one, link) >= found.weight
    assert (found.weight >= 0) == (found.code.split(".")[1] != "unequal")


@given(SOME, SOME, CODES, LINKS)
def test_a_further_country_never_lowers(
    query: list[str], entry: list[str], more: str, link: Link
) -> None:
    before = grade(query, entry, link)
    for after in (grade([*query, more], entry, link), grade(query, [*entry, more], link)):
        assert after.weight >= before.weight or before == MISSING


@given(SOME, SOME)
def test_what_is_unknown_says_nothing(query: list[str], entry: list[str]) -> None:
    known = set(countries())
    if not known & set(query) or not known & set(entry):
        assert grade(query, entry) == MISSING


@given(st.lists(st.tuples(CODES, CODES), min_size=1, max_size=20), LINKS)
def test_arrays_are_graded_as_single_pairs_are(pairs: list[tuple[str, str]], link: Link) -> None:
    query, entry = (
        np.array([numbers()[code] for code in side], np.int16) for side in zip(*pairs, strict=True)
    )

    assert grade_many(query, entry, link).tolist() == [weight(*pair, link) for pair in pairs]
    assert not grade_many(np.zeros_like(query), entry, link).any()


# ------------------------------------------------------------------------------- places of birth


@pytest.mark.parametrize(
    ("one", "other", "relation"),
    [
        ("Kandahar, Afghanistan", "Qandahar Province, Afghanistan", "same"),
        ("Москва", "г. Москва, Россия", "same"),
        ("Amaurot", "City of Amaurot, Utopia", "same"),
        ("Mosul", "MOSSUL", "same"),
        ("Zurmat district, Paktia", "Gardez, Paktia", "part"),
        ("Tripoli, Libya", "Tripoli, Lebanon", "part"),
        ("Mosul", "Baghdad, Iraq", "unequal"),
        ("Kandahar Afghanistan", "Kandahar, Afghanistan", "same"),
        ("Port of Spain", "Port-of-Spain", "same"),
        ("Iraq", "Baghdad, Iraq", "country"),
        ("London", "Londres", "unequal"),
    ],
)
def test_places_meet_by_the_words_that_tell_them(one: str, other: str, relation: str) -> None:
    found, turned = grade_places([one], [other]), grade_places([other], [one])

    assert found.code == f"place.{relation}"
    assert (found.code, found.weight) == (turned.code, turned.weight)
    assert (found.weight > 0) == (relation != "unequal")


def test_places_in_two_countries_say_less() -> None:
    there = grade_places(["Tripoli, Libya"], ["Tripoli, Libya"]).weight

    assert 0 <= grade_places(["Tripoli, Libya"], ["Tripoli, Lebanon"]).weight < there


def test_words_that_tell_no_place_say_nothing() -> None:
    assert grade_places(["District"], ["Amaurot"]) == MISSING
    assert grade_places([""], ["Amaurot"]) == grade_places([], []) == MISSING
    assert place("District of Amaurot (Utopia), 12").words == ("amaurot", "utopia")


def test_two_letters_behind_a_town_are_its_province() -> None:
    assert place("Fresno, CA") == Place(("fresno", "ca"), ())
    assert place("Luton, UK") == Place(("luton",), ("gb",))
    assert place("ca") == Place((), ("ca",))


@given(st.text(max_size=80), st.text(max_size=80), st.text(max_size=80))
def test_a_further_place_never_lowers(one: str, other: str, more: str) -> None:
    before = grade_places([one], [other])
    after = grade_places([one, more], [other])

    assert after.weight >= before.weight or before == MISSING
