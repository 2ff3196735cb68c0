"""One content, one spelling; and no words about a person in it."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairlead.core import canonical
from fairlead.core.errors import BadInput

words = st.text(st.characters(exclude_categories=["C", "Z"]), max_size=canonical.LONGEST)
plain = st.recursive(
    st.none() | st.booleans() | st.integers() | words,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3),
    max_leaves=8,
)
contents = st.dictionaries(words, plain, max_size=4)


def spelled(content: dict[str, Any]) -> str | None:
    try:
        return canonical.text(content)
    except BadInput:  # nested too deeply
        return None


@given(contents)
def test_what_is_spelled_is_read_again(content: dict[str, Any]) -> None:
    text = spelled(content)
    if text is not None:
        assert canonical.read(text) == content
        assert canonical.text(canonical.read(text)) == text
        assert text.isascii()


@given(contents, contents)
def test_two_contents_have_two_spellings(one: dict[str, Any], other: dict[str, Any]) -> None:
    a, b = spelled(one), spelled(other)
    if a is not None and b is not None:
        assert (a == b) == (json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True))


@given(contents)
def test_the_order_of_keys_does_not_matter(content: dict[str, Any]) -> None:
    assert spelled(content) == spelled(dict(reversed(content.items())))


def test_tuples_and_lists_are_spelled_alike() -> None:
    assert canonical.text({"a": (1, 2)}) == canonical.text({"a": [1, 2]}) == '{"a":[1,2]}'


def test_true_is_not_one() -> None:
    assert canonical.text({"a": True}) != canonical.text({"a": 1})


@pytest.mark.parametrize(
    "bad",
    [
        1.5,
        float("nan"),
        b"bytes",
        {1, 2},
        object(),
        "Thomas More",
        "line\nbreak",
        "no\u00a0break",
        "nul\x00",
        "x" * 129,
        {"deep": {"deep": {"deep": {"deep": {"deep": {"deep": 1}}}}}},
        {1: "key"},
        {"a b": 1},
    ],
    ids=lambda bad: type(bad).__name__,
)
def test_what_has_no_single_spelling_or_could_name_a_person_is_refused(bad: object) -> None:
    with pytest.raises(BadInput):
        canonical.text({"value": bad})


def test_the_digest_is_that_of_the_bytes() -> None:
    import hashlib

    text = canonical.text({"a": 1})
    assert canonical.digest(text) == hashlib.sha256(b'{"a":1}').hexdigest()
    assert canonical.digest(text) != canonical.digest(text + " ")
