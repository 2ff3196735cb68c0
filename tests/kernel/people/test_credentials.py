import pytest
from django.test import override_settings
from hypothesis import given
from hypothesis import strategies as st

from fairlead.core.errors import Unavailable
from fairlead.kernel.people import credentials


def test_a_key_is_long_readable_and_one_word() -> None:
    key = credentials.new_key()

    assert key.raw.startswith(key.prefix + "_")
    assert key.prefix.startswith("fl_")
    assert len(key.raw) == 64
    assert key.raw.replace("_", "").isalnum(), "a double click marks all of it"
    assert credentials.prefix_of(key.raw) == key.prefix


def test_keys_differ() -> None:
    assert len({credentials.new_key().raw for _ in range(200)}) == 200


@given(st.text(max_size=80))
def test_what_is_no_key_has_no_prefix(text: str) -> None:
    assert credentials.prefix_of(text) == ""


@given(st.integers(min_value=0, max_value=63), st.characters())
def test_a_key_with_one_sign_changed_is_another_key(place: int, sign: str) -> None:
    raw = credentials.new_key().raw
    changed = raw[:place] + sign + raw[place + 1 :]

    assert (changed == raw) == (credentials.digest(changed) == credentials.digest(raw))


def test_ten_recovery_codes_differ_and_read_back() -> None:
    codes = credentials.new_recovery_codes()

    assert len(set(codes)) == 10
    assert all(credentials.read_recovery_code(code) == code.replace("-", "") for code in codes)


@given(st.sampled_from(["", " ", "-", "  - "]), st.booleans())
def test_a_recovery_code_may_be_typed_as_people_type(between: str, shout: bool) -> None:
    code = credentials.new_recovery_codes()[0]
    typed = between.join(code.replace("1", "l").replace("0", "O"))

    read = credentials.read_recovery_code(typed.upper() if shout else typed)
    assert read == code.replace("-", "")


@given(st.text(max_size=60))
def test_what_is_no_recovery_code_reads_as_nothing(text: str) -> None:
    read = credentials.read_recovery_code(text)

    assert read == "" or len(read) == 10


@given(st.text())
def test_what_is_sealed_reads_back_and_does_not_show(text: str) -> None:
    sealed = credentials.seal(text)

    assert credentials.unseal(sealed) == text
    assert len(text) < 4 or text not in sealed


def test_sealing_twice_looks_different() -> None:
    assert credentials.seal("same") != credentials.seal("same")


def test_an_earlier_secret_of_the_site_still_opens() -> None:
    sealed = credentials.seal("secret")

    with override_settings(SECRET_KEY="another" * 8, FAIRLEAD_EARLIER_SECRETS=["test-" * 10]):
        assert credentials.unseal(sealed) == "secret"
    with override_settings(SECRET_KEY="another" * 8), pytest.raises(Unavailable):
        credentials.unseal(sealed)
