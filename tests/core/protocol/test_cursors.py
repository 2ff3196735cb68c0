import base64
import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairlead.core.errors import BadInput
from fairlead.core.protocol.cursors import LONGEST, make_cursor, read_cursor

KEY = b"k" * 32
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
VALUES = st.lists(st.none() | st.booleans() | st.integers() | TEXT, max_size=4)


@given(VALUES, TEXT)
def test_a_cursor_gives_back_what_was_put_in(values: list[str | int | None], bound: str) -> None:
    cursor = make_cursor(KEY, values, bound, expires=10, salt=os.urandom(16))

    assert read_cursor(KEY, cursor, bound, at=9) == values


@given(st.integers(0), st.integers(0, 7))
def test_a_cursor_with_one_bit_changed_is_refused(place: int, bit: int) -> None:
    cursor = make_cursor(KEY, ["Amal Haddad-Utopia", 7], expires=10, salt=os.urandom(16))
    changed = bytearray(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    changed[place % len(changed)] ^= 1 << bit

    with pytest.raises(BadInput):
        read_cursor(KEY, base64.urlsafe_b64encode(changed).rstrip(b"=").decode(), at=9)


def test_a_cursor_tells_nothing_about_the_row() -> None:
    cursor = make_cursor(KEY, ["Amal Haddad-Utopia"], expires=10, salt=os.urandom(16))

    assert b"Amal" not in base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
    assert cursor != make_cursor(KEY, ["Amal Haddad-Utopia"], expires=10, salt=os.urandom(16))


@pytest.mark.parametrize(
    ("key", "bound", "at"),
    [
        (b"x" * 32, ("/entries", "filter"), 9),
        (KEY, ("/entries", "other filter"), 9),
        (KEY, ("/entriesf", "ilter"), 9),
        (KEY, ("/entries",), 9),
        (KEY, ("/entries", "filter"), 10),
    ],
)
def test_a_cursor_serves_its_own_list_reader_and_time(
    key: bytes, bound: tuple[str, ...], at: int
) -> None:
    cursor = make_cursor(KEY, [1], "/entries", "filter", expires=10, salt=os.urandom(16))

    with pytest.raises(BadInput) as caught:
        read_cursor(key, cursor, *bound, at=at)
    assert caught.value.code == "bad-cursor"


@given(st.text(max_size=100))
def test_any_text_is_refused_politely(text: str) -> None:
    with pytest.raises(BadInput):
        read_cursor(KEY, text, at=0)


def test_an_endless_cursor_is_not_even_decoded() -> None:
    with pytest.raises(BadInput):
        read_cursor(KEY, "A" * (LONGEST + 1), at=0)
