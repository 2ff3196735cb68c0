"""Tokens find equal values, and tell as little else as the documentation says."""

from hypothesis import given
from hypothesis import strategies as st

from fairlead.core.sealing import TOKEN_BYTES, token

KEY = bytes(range(32))
TEXT = st.text(st.characters(codec="utf-8"), max_size=30)


@given(TEXT, TEXT, TEXT)
def test_the_same_value_gives_the_same_token(record_class: str, field: str, value: str) -> None:
    one = token(KEY, record_class=record_class, field=field, value=value)
    assert one == token(KEY, record_class=record_class, field=field, value=value)
    assert len(one) == TOKEN_BYTES


@given(st.tuples(TEXT, TEXT, TEXT), st.tuples(TEXT, TEXT, TEXT))
def test_class_field_and_value_never_run_together(
    one: tuple[str, str, str], two: tuple[str, str, str]
) -> None:
    """("ab", "c") and ("a", "bc") are different things and get different tokens."""
    tokens = [
        token(KEY, record_class=record_class, field=field, value=value)
        for record_class, field, value in (one, two)
    ]
    assert (tokens[0] == tokens[1]) == (one == two)


def test_the_boundary_between_field_and_value_counts() -> None:
    one = token(KEY, record_class="travel.pnr", field="ab", value="c")
    two = token(KEY, record_class="travel.pnr", field="a", value="bc")
    assert one != two


def test_another_bucket_gives_another_token() -> None:
    one = token(KEY, record_class="travel.pnr", field="document", value="UTO1234567")
    two = token(bytes(32), record_class="travel.pnr", field="document", value="UTO1234567")
    assert one != two


def test_the_value_is_not_in_the_token() -> None:
    value = "UTO1234567"
    assert value.encode() not in token(KEY, record_class="c", field="f", value=value)
