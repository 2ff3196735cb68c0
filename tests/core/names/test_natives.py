"""Two spellings are one name if they stand for the same native words. All words are invented."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairlead.core.names import natives
from fairlead.core.names.natives import UNKNOWN, WHOLE, agreement, read, table

CYRILLIC = [
    ("tarvo", "тарво", 8),
    ("tarwo", "тарво", 6),
    ("tarvo", "тарфо", 2),
    ("dilna", "дилна", 9),
    ("delna", "делна", 9),
    ("rarest", "тарво", 2),
]
ARABIC = [("tarvo", "تارفو", 5), ("tarwo", "تارفو", 5), ("Tarvö", "تارفو", 5)]


@pytest.fixture
def page(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    found = read(table([CYRILLIC, ARABIC]))
    monkeypatch.setattr(natives, "_page", lambda: found)
    natives._agreement.cache_clear()
    yield
    natives._agreement.cache_clear()


@pytest.mark.usefixtures("page")
def test_spellings_of_one_word_agree_and_words_of_two_do_not() -> None:
    same, two = agreement(["tarvo", "dilna"], ["tarwo", "delna"]).tolist()
    assert 800 < same <= WHOLE
    assert two == 0


@pytest.mark.usefixtures("page")
def test_what_was_seen_too_seldom_is_unknown() -> None:
    assert agreement(["tarvo", "tarvo"], ["rarest", "nowhere"]).tolist() == [UNKNOWN, UNKNOWN]


@pytest.mark.usefixtures("page")
def test_words_seen_in_different_alphabets_only_are_unknown() -> None:
    assert agreement(["dilna"], ["tarfoo"]).tolist() == [UNKNOWN]


def test_a_page_is_the_same_in_any_order_of_pairs() -> None:
    assert table([CYRILLIC[::-1], ARABIC]) == table([CYRILLIC, ARABIC[::-1]])


@given(st.sampled_from(sorted(natives._page())), st.sampled_from(sorted(natives._page())))
def test_agreement_is_symmetric_and_a_share(one: str, other: str) -> None:
    there, back = agreement([one, other], [other, one]).tolist()
    assert there == back
    assert there == UNKNOWN or 0 <= there <= WHOLE


def test_names_that_people_confuse_are_told_apart() -> None:
    one = agreement(["mohammed", "sergey", "yousef"], ["muhammad", "sergej", "youssef"])
    two = agreement(["nasir", "takeshi", "louis"], ["nazir", "takashi", "luis"])
    assert min(one.tolist()) >= 500
    assert max(two.tolist()) <= 50
