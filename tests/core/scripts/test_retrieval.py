"""Keys: spellings of one name meet; other names seldom do."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairlead.core.scripts import keys
from tests.core.scripts.spellings import SAME

EVERY = [(one, other) for line in SAME for one in line for other in line if one < other]


@pytest.mark.parametrize(("one", "other"), EVERY)
def test_spellings_of_one_name_share_a_key(one: str, other: str) -> None:
    assert set(keys(one)) & set(keys(other))


def test_different_names_seldom_share_a_key() -> None:
    firsts = [line[0] for line in SAME]
    pairs = [(one, other) for one in firsts for other in firsts if one < other]
    shared = [pair for pair in pairs if set(keys(pair[0])) & set(keys(pair[1]))]
    assert len(shared) <= len(pairs) * 0.02, shared


@given(st.text(max_size=60))
def test_any_text_has_keys_of_64_bits(form: str) -> None:
    found = keys(form)
    assert found == tuple(sorted(set(found)))
    assert all(0 <= number < 1 << 63 for number in found)
    assert len(found) <= 160


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=30))
def test_every_latin_word_has_a_key(form: str) -> None:
    assert keys(form)


@pytest.mark.parametrize("form", ["", "42", "-", "٣", "ไทย"])
def test_what_has_no_letters_we_know_has_no_keys(form: str) -> None:
    assert keys(form) == ()
