"""What the bits of words say holds for all words: no near pair is ever passed over."""

from collections import Counter

import numpy as np
from hypothesis import example, given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA, LCSseq

from fairlead.core.screening.lettering import least_edits, marks, most_shared

WORDS = st.text(max_size=40) | st.text(alphabet="abcdeé1\u0430مد", max_size=30)


def lengths(*words: str) -> np.ndarray[tuple[int], np.dtype[np.int32]]:
    return np.array([len(word) for word in words], np.int32)


@given(WORDS, WORDS)
@example("aaaa", "a")
@example("ab", "ba")
def test_no_word_is_nearer_than_its_bits_allow(one: str, other: str) -> None:
    assert least_edits(marks([one]), marks([other]))[0] <= OSA.distance(one, other)


@given(WORDS, WORDS)
@example("aaaa", "aaaa")
def test_no_words_share_more_letters_than_their_bits_allow(one: str, other: str) -> None:
    most = most_shared(marks([one]), marks([other]), lengths(one), lengths(other))
    assert most[0] >= LCSseq.similarity(one, other)


@given(st.lists(WORDS, max_size=6))
def test_the_bits_of_a_word_do_not_depend_on_the_others(words: list[str]) -> None:
    assert marks(words).tolist() == [int(marks([word])[0]) for word in words]


def test_the_bits_tell_words_apart() -> None:
    assert least_edits(marks(["muhammad"]), marks(["kowalski"]))[0] > 2
    assert most_shared(marks(["olga"]), marks(["petr"]), lengths("olga"), lengths("petr"))[0] == 0


def test_a_letter_has_a_bit_for_once_and_another_for_more() -> None:
    bits = Counter(int(np.bitwise_count(marks([word])[0])) for word in ("a", "aa", "aaa", "ab"))
    assert bits == {1: 1, 2: 3}
