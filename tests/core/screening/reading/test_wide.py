"""Lines with two bytes for each letter say what they say in UTF-8."""

import codecs
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairlead.core.problems import Problem
from fairlead.core.screening.reading import Entity, Format, format_of, read

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
ORDERS = (
    codecs.BOM_UTF16_LE, "utf-16-le",
), (codecs.BOM_UTF16_BE, "utf-16-be")  # fmt: skip


def lines(names: list[str]) -> str:
    return "".join(
        json.dumps({"id": f"u-{at}", "properties": {"name": [name]}}, ensure_ascii=False) + "\n"
        for at, name in enumerate(names)
    )


def answered(content: bytes) -> list[tuple[object, ...]]:
    found = read(io.BytesIO(content), Format.LINES)
    return [
        (one.code, one.line, one.segment) if isinstance(one, Problem) else (one.id, one.properties)
        for one in found
    ]


@pytest.mark.parametrize(("mark", "encoding"), ORDERS)
@given(names=st.lists(TEXTS, min_size=1, max_size=4))
def test_both_orders_are_read_as_utf_8_is(mark: bytes, encoding: str, names: list[str]) -> None:
    text = lines(names)
    content = mark + text.encode(encoding)
    assert answered(content) == answered(text.encode())
    assert format_of("any.csv", content[:512]) is Format.LINES


@pytest.mark.parametrize(("mark", "encoding"), ORDERS)
@given(content=st.binary(max_size=100))
def test_halves_of_letters_are_borne(mark: bytes, encoding: str, content: bytes) -> None:
    for one in read(io.BytesIO(mark + content), Format.LINES):
        assert isinstance(one, Entity | Problem)
    assert encoding


def test_the_stream_stays_open_for_whoever_opened_it() -> None:
    stream = io.BytesIO(codecs.BOM_UTF16_LE + lines(["Ada"]).encode("utf-16-le"))
    assert len(list(read(stream, Format.LINES))) == 2
    assert not stream.closed
