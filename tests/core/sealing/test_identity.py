"""Values keep their form, and an envelope does not tell how long a name is."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairlead.core.sealing import SealBroken, decode_identity, encode_identity
from fairlead.core.sealing.identity import BLOCK_BYTES

TEXT = st.text(st.characters(codec="utf-8"))
VALUES = st.dictionaries(
    TEXT,
    st.recursive(
        st.none() | st.booleans() | st.integers() | TEXT,
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
        max_leaves=8,
    ),
    max_size=6,
)


@given(VALUES)
def test_values_come_back(values: dict[str, object]) -> None:
    plain = encode_identity(values)
    assert decode_identity(plain) == values
    assert len(plain) % BLOCK_BYTES == 0


@given(VALUES)
def test_the_order_of_fields_does_not_show(values: dict[str, object]) -> None:
    turned = dict(reversed(values.items()))
    assert encode_identity(turned) == encode_identity(values)


def test_short_and_long_names_look_alike() -> None:
    lengths = {len(encode_identity({"name": "O" * n})) for n in range(1, 50)}
    assert lengths == {BLOCK_BYTES}


def test_only_a_mapping_is_an_identity() -> None:
    with pytest.raises(SealBroken):
        decode_identity(b'["Thomas More"]')


@pytest.mark.parametrize("value", [float("nan"), object(), b"bytes", {1, 2}])
def test_what_json_cannot_carry_is_refused_and_not_changed(value: object) -> None:
    with pytest.raises((TypeError, ValueError)):
        encode_identity({"field": value})


def test_it_is_plain_json_so_that_any_tool_can_read_it() -> None:
    plain = encode_identity({"name": "Томас Мор"})
    assert json.loads(plain.decode()) == {"name": "Томас Мор"}
