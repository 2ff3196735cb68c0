"""Errors are seeded, really errors, and say so when a name does not allow them."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from bench.screening.entities import same_key
from bench.screening.errors import FOREIGN, USUAL, Error, initials, joined, swapped, titled, typo

NAME = "Utopio Marinho Ferdinand de Alcazar"
EVERY = USUAL | FOREIGN


@pytest.mark.parametrize("error", EVERY.values(), ids=EVERY)
def test_the_same_seed_makes_the_same_error(error: Error) -> None:
    assert error(NAME, random.Random(3)) == error(NAME, random.Random(3))


@pytest.mark.parametrize("error", EVERY.values(), ids=EVERY)
@given(name=st.text(max_size=60), seed=st.integers(0, 99))
def test_no_text_is_too_much_for_an_error(error: Error, name: str, seed: int) -> None:
    made = error(name, random.Random(seed))
    assert made is None or isinstance(made, str)


@given(st.integers(0, 10_000))
def test_a_typo_is_one_edit(seed: int) -> None:
    made = typo(NAME, random.Random(seed))
    assert made is not None
    assert OSA.distance(NAME, made) <= 1


@given(st.integers(0, 200))
def test_swapping_keeps_every_part(seed: int) -> None:
    made = swapped(NAME, random.Random(seed))
    assert made is not None
    assert same_key(made) == same_key(NAME)


def test_initials_joined_parts_and_glued_titles() -> None:
    assert initials("Utopio Marinho Alcazar", random.Random(0)) == "U. M. Alcazar"
    assert joined("Utopio Alcazar", random.Random(0)) == "UtopioAlcazar"
    glued = titled("Utopio Alcazar", random.Random(0))
    assert glued is not None
    assert glued.startswith("ALCAZAR/UTOPIO")


def test_a_name_of_one_part_has_no_order() -> None:
    assert swapped("Utopio", random.Random(0)) is None
    assert initials("Utopio", random.Random(0)) is None
