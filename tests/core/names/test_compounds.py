"""Whatever stands in the tables of compounds: joined, apart and with hyphens it is one name."""

import pytest

from fairlead.core.names import tables
from fairlead.core.names.compounds import Halves, divine, firsts, halves
from fairlead.core.names.misread import is_near_abd, lettered, near_ending
from tests.core.names.forms import bag

LATIN_DIVINE = sorted(word for word in divine() if word.isascii() and len(word) > 3)
LATIN_FIRSTS = sorted(
    word
    for word in firsts()
    if word.isascii() and len(word) > 3 and word not in tables.members("whole.txt")
)
ARABIC_DIVINE = sorted(word for word in divine() if "ا" <= word[0] <= "ي" and len(word) > 2)


def test_servants_meet_joined_apart_and_hyphenated() -> None:
    for spelling in LATIN_DIVINE:
        apart = bag(f"Abdul {spelling}")

        assert bag(f"Abdul-{spelling}") == apart, spelling
        assert bag(f"Abd al-{spelling}") == apart, spelling
        assert bag(f"Abdul{spelling}") == apart, spelling
        assert bag(f"Abdel{spelling}") == apart, spelling


def test_servants_in_arabic_letters_meet() -> None:
    for spelling in ARABIC_DIVINE:
        assert bag(f"عبد {spelling}") == bag(f"عبد{spelling}"), spelling


def test_names_of_the_faith_and_of_god_meet() -> None:
    for first in LATIN_FIRSTS:
        assert bag(f"{first}uddin") == bag(f"{first} ud-Din") == bag(f"{first} al-Din"), first
        assert bag(f"{first}ullah") == bag(f"{first} Ullah"), first


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("abdulkarim", Halves(5, "abd", "karim", 0)),
        ("abdallah", Halves(8, "abdullah", "", -1)),
        ("nasruddin", Halves(4, "nasr", "din", 1)),
        ("azizurrahman", Halves(6, "aziz", "rahman", 2)),
        ("alharbi", Halves(2, "al", "harbi", 0)),
        ("عبدالكريم", Halves(3, "abd", "karim", 0)),
        ("lindqvist", None),
        ("ali", None),
        ("", None),
    ],
)
def test_where_a_word_parts(word: str, expected: Halves | None) -> None:
    assert halves(word) == expected


@pytest.mark.parametrize(
    "head", ["abd", "abdul", "adbul", "abul-d", "abdl", "abud", "anbder", "abtul"]
)
def test_abd_with_a_slip_is_known(head: str) -> None:
    assert is_near_abd(head.replace("-", ""))


@pytest.mark.parametrize(
    "name", ["adel", "adeel", "saad", "badr", "abid", "ada", "adolf", "ab", "abdullah"]
)
def test_names_near_abd_are_not_taken_for_it(name: str) -> None:
    assert not is_near_abd(name)


def test_endings_with_a_slip_are_known() -> None:
    assert near_ending("ulalh") == "allah"
    assert near_ending("udddin") == "din"
    assert near_ending("ovich") is None


@pytest.mark.parametrize(
    ("word", "read"),
    [
        *(("m0hammed", "mohammed"), ("s1lva", "silva"), ("a1i", "ali"), ("i9or", "igor")),
        *(("8ashir", "bashir"), ("k1m", "kim"), ("2nd", "2nd"), ("x25", "x25"), ("2004", "2004")),
        *(("b0", "b0"), ("саша1", "саша1"), ("", "")),
    ],
)
def test_digits_within_words_are_read_as_letters(word: str, read: str) -> None:
    assert lettered(word) == read
