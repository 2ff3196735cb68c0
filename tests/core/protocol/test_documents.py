import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairlead.core.errors import BadInput
from fairlead.core.protocol.documents import is_storable, read_json

STORABLE = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]))
DOCUMENTS = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**20), 10**20) | STORABLE,
    lambda inner: st.lists(inner) | st.dictionaries(STORABLE, inner),
    max_leaves=10,
)


@given(DOCUMENTS, st.booleans())
def test_what_json_can_say_is_read_as_it_was_written(document: object, escaped: bool) -> None:
    assert read_json(json.dumps(document, ensure_ascii=escaped).encode()) == document


@pytest.mark.parametrize(
    ("body", "code", "place"),
    [
        (b"", "not-json", "line 1, column 1"),
        (b"{", "not-json", "line 1, column 2"),
        (b'{"a" 1}', "not-json", "line 1, column 6"),
        (b'\xef\xbb\xbf{"a": 1}', "not-json", "line 1, column 1"),
        (b'"\xff"', "not-json", ""),
        ('{"a": 1}'.encode("utf-16"), "not-json", ""),
        (b'{"a": 1, "a": 2}', "name-twice", ""),
        (b'{"b": {"a": 1, "a": 1}}', "name-twice", ""),
        (b"[NaN]", "not-json", ""),
        (b"[-Infinity]", "not-json", ""),
        (b'{"a": ["x", "\\u0000"]}', "unstorable-text", "/a/1"),
        (b'{"a/b": "\\ud800"}', "unstorable-text", "/a~1b"),
        (b'{"\\udfff": 1}', "unstorable-text", ""),
        (b"[" * 100_000, "not-json", ""),
        (b"9" * 10_000, "not-json", ""),
    ],
)
def test_what_two_readers_could_see_differently_is_refused(
    body: bytes, code: str, place: str
) -> None:
    with pytest.raises(BadInput) as caught:
        read_json(body)
    assert (caught.value.code, caught.value.place) == (code, place)


def test_an_escaped_backslash_before_u_is_harmless() -> None:
    assert read_json(rb'["\\u0000"]') == ["\\u0000"]


def test_a_whole_surrogate_pair_is_one_character() -> None:
    assert read_json(rb'["\ud83d\ude00"]') == ["\N{GRINNING FACE}"]


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(body: bytes) -> None:
    try:
        value = read_json(body)
    except BadInput:
        return
    assert is_storable(json.dumps(value, ensure_ascii=False))
