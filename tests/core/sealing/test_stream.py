"""Content in chunks: any change, cut, swap or repetition is found before a byte is given out."""

import os
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairlead.core.sealing import Place, SealBroken, open_stream, seal_stream, sealed_size
from fairlead.core.sealing.stream import CHUNK_BYTES, HEADER_BYTES

PLACE = Place("files.stored", "0190b2c4-0000-7000-8000-000000000001")
KEY = bytes(range(32))
SEALED_CHUNK = CHUNK_BYTES + 16


def pieces(data: bytes, size: int) -> Iterator[bytes]:
    return (data[start : start + size] for start in range(0, len(data), size))


def sealed(plain: bytes, size: int = 8192) -> bytes:
    return b"".join(
        seal_stream(pieces(plain, size), place=PLACE, record_key=KEY, random=os.urandom)
    )


def opened(content: bytes, size: int = 8192) -> bytes:
    return b"".join(open_stream(pieces(content, size), place=PLACE, record_key=KEY))


@pytest.mark.parametrize(
    "size", [0, 1, 16, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 3 * CHUNK_BYTES]
)
@pytest.mark.parametrize("piece", [1000, CHUNK_BYTES, 10**6])
def test_any_size_in_pieces_of_any_size(size: int, piece: int) -> None:
    plain = os.urandom(size)
    content = sealed(plain, piece)
    assert len(content) == sealed_size(size)
    assert opened(content, piece + 7) == plain


@given(st.lists(st.binary(max_size=40), max_size=20))
def test_how_the_pieces_fall_does_not_matter(parts: list[bytes]) -> None:
    content = b"".join(seal_stream(parts, place=PLACE, record_key=KEY, random=os.urandom))
    assert opened(content, 11) == b"".join(parts)


THREE = sealed(b"a" * CHUNK_BYTES + b"b" * CHUNK_BYTES + b"c" * 500)
HEAD, ONE, TWO, LAST = (
    THREE[:HEADER_BYTES],
    THREE[HEADER_BYTES : HEADER_BYTES + SEALED_CHUNK],
    THREE[HEADER_BYTES + SEALED_CHUNK : HEADER_BYTES + 2 * SEALED_CHUNK],
    THREE[HEADER_BYTES + 2 * SEALED_CHUNK :],
)


@pytest.mark.parametrize(
    "changed",
    {
        "the last chunk is missing": HEAD + ONE + TWO,
        "cut in the middle of a chunk": THREE[:-100],
        "one byte is missing": THREE[:-1],
        "only the header": HEAD,
        "half a header": HEAD[:5],
        "nothing": b"",
        "two chunks swapped": HEAD + TWO + ONE + LAST,
        "one chunk left out": HEAD + ONE + LAST,
        "one chunk twice": HEAD + ONE + ONE + TWO + LAST,
        "something added": THREE + b"x",
        "a chunk added": THREE + LAST,
        "another version": b"FLS2" + THREE[4:],
        "another header": HEAD[:-1] + bytes([HEAD[-1] ^ 1]) + ONE + TWO + LAST,
    }.items(),
    ids=lambda change: change[0],
)
def test_every_change_is_found(changed: tuple[str, bytes]) -> None:
    with pytest.raises(SealBroken):
        opened(changed[1])


def test_good_chunks_before_a_bad_one_are_given_and_nothing_after() -> None:
    given = open_stream([HEAD + ONE + LAST], place=PLACE, record_key=KEY)
    assert next(given) == b"a" * CHUNK_BYTES
    with pytest.raises(SealBroken, match="Chunk 1"):
        next(given)


@given(st.integers(0, len(THREE) * 8 - 1))
def test_no_single_bit_can_change(bit: int) -> None:
    changed = bytearray(THREE)
    changed[bit // 8] ^= 1 << bit % 8
    with pytest.raises(SealBroken):
        opened(bytes(changed))


def test_content_of_another_record_does_not_open() -> None:
    elsewhere = Place("files.stored", "0190b2c4-0000-7000-8000-000000000002")
    with pytest.raises(SealBroken):
        list(open_stream([THREE], place=elsewhere, record_key=KEY))
    with pytest.raises(SealBroken):
        list(open_stream([THREE], place=PLACE, record_key=bytes(32)))


def test_memory_stays_flat() -> None:
    """A long stream is never held: each sealed chunk leaves before the next piece is asked for."""
    asked = 0

    def endless() -> Iterator[bytes]:
        nonlocal asked
        while True:
            asked += 1
            yield bytes(CHUNK_BYTES)

    given = seal_stream(endless(), place=PLACE, record_key=KEY, random=os.urandom)
    for _ in range(50):
        next(given)
    assert asked <= 52
