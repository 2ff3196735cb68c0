import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairlead.core.errors import BadInput
from fairlead.core.protocol.capsules import derive, seal, unseal
from fairlead.core.protocol.pointers import pointer, steps

KEY = b"k" * 32


@given(st.binary(), st.lists(st.text(st.characters(exclude_categories=["Cs"])), max_size=3))
def test_a_capsule_opens_in_its_place(content: bytes, bound: list[str]) -> None:
    capsule = seal(KEY, content, *bound, salt=os.urandom(16))

    assert unseal(KEY, capsule, *bound) == content
    with pytest.raises(BadInput):
        unseal(KEY, capsule, *bound, "")
    with pytest.raises(BadInput):
        unseal(derive(KEY, "other"), capsule, *bound)


@given(st.binary(max_size=100))
def test_any_bytes_are_no_capsule(capsule: bytes) -> None:
    with pytest.raises(BadInput):
        unseal(KEY, capsule)


@given(st.data())
def test_a_capsule_with_one_bit_changed_stays_shut(data: st.DataObject) -> None:
    capsule = bytearray(seal(KEY, b"an answer", "here", salt=os.urandom(16)))
    capsule[data.draw(st.integers(0, len(capsule) - 1))] ^= 1 << data.draw(st.integers(0, 7))

    with pytest.raises(BadInput):
        unseal(KEY, bytes(capsule), "here")


def test_the_same_content_under_another_salt_looks_different() -> None:
    assert len({seal(KEY, b"yes", salt=bytes([number] * 16)) for number in range(100)}) == 100


@pytest.mark.parametrize("length", [0, 15, 17])
def test_a_salt_of_another_length_is_a_mistake(length: int) -> None:
    with pytest.raises(ValueError, match="16 bytes"):
        seal(KEY, b"yes", salt=bytes(length))


@given(st.lists(st.text()))
def test_a_pointer_leads_back_to_its_steps(path: list[str]) -> None:
    assert steps(pointer(path)) == tuple(path)
