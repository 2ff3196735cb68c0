from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairlead.core.names.running import LONGEST, SHORTEST, parted


def apart(word: str) -> str:
    places = (0, *parted(word), len(word))
    return " ".join(word[at:to] for at, to in pairwise(places))


@pytest.mark.parametrize(
    "words",
    [
        "gul ahmad hakimi",
        "john william smith",
        "mohammad hassan",
        "maria guadalupe",
        "bashir mohamed",
    ],
)
def test_common_words_without_spaces_are_told_apart(words: str) -> None:
    assert apart(words.replace(" ", "")) == words


@pytest.mark.parametrize(
    "word",
    ["konstantinos", "zelenchukskaya", "papadopoulos", "katzenellenbogen", "john", "johnsmith"],
)
def test_names_and_short_words_stay_whole(word: str) -> None:
    assert parted(word) == ()


@given(st.text("abcdefghijklmnopqrstuvwxyz", max_size=LONGEST + 10))
def test_places_lie_within_the_word_in_order(word: str) -> None:
    places = parted(word)

    assert list(places) == sorted(set(places))
    assert all(0 < place < len(word) for place in places)
    assert not places or len(word) >= SHORTEST
