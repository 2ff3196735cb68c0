"""Broken and hostile input: no exception, nobody waits, nothing grows without bound."""

import io
import json
import random
import time
import tracemalloc
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairlead.core.formats import mrz
from fairlead.core.formats.recognition import readings, say
from fairlead.core.problems import Problem
from fairlead.core.travel.records import record
from tests.core.formats.mrz.zones import LONG, TD1, TD3, ZONES

BITS = [b"<", b"<<", b"\n", b"\r", b"P<UTO", b"V<", b"7408122", b"A" * 30, "«".encode(), b"\xff"]


def read_all(data: bytes) -> int:
    count = 0
    for push in readings(io.BytesIO(data)):
        count += 1
        json.dumps(record(push, say))
        assert all(0 <= problem.offset <= len(data) for problem in push.problems)
    for item in mrz.read(io.BytesIO(data)):
        if isinstance(item, Problem):
            assert 0 <= item.offset <= len(data)
        else:
            for span in item.segments:
                assert 0 <= span.start <= span.end <= len(data)
    return count


@pytest.mark.parametrize("seed", range(4))
def test_mutated_zones(seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(100):
        data = bytearray("\n".join([*ZONES.values(), LONG]).encode())
        for _change in range(chance.randrange(1, 20)):
            place = chance.randrange(len(data))
            data[place : place + chance.randrange(3)] = chance.choice(BITS)
        assert read_all(bytes(data)) >= 1


@given(st.binary(max_size=300))
def test_any_bytes(data: bytes) -> None:
    assert read_all(data) >= 1


@given(st.lists(st.sampled_from([*BITS, TD1.encode(), TD3.encode()]), max_size=30))
def test_any_pieces(pieces: list[bytes]) -> None:
    assert read_all(b"".join(pieces)) >= 1


@given(st.lists(st.text("ABC0159<", min_size=30, max_size=30), min_size=3, max_size=3))
def test_no_lines_make_it_fail(rows: list[str]) -> None:
    mrz.candidates(mrz.examine([f"I{rows[0][1:]}", *rows[1:]]))


def bombs() -> Iterator[tuple[str, bytes]]:
    yield "fillers", b"<" * 1_000_000
    yield "letters", TD3.encode() + b"\n" + b"A" * 1_000_000
    yield "returns", TD3.encode() + b"\r" * 500_000
    yield "line ends", TD3.encode() + b"\n" * 500_000
    yield "first lines", (TD3.split("\n")[0] + "\n").encode() * 5_000
    yield "wrong numbers", (TD3.replace("C36", "C30") + "\n").encode() * 300
    yield "confusable", b"I<UTO0O1I5S8B2Z6G0O1I5S8B2Z6G0\n" * 2_000
    yield "letters and fillers", b"A<" * 2_000 + b"\n"
    yield "short lines", b"A<B\n" * 100_000
    yield "long lines of marks", (b"\xc2\xab" * 100 + b"\n") * 3_000


@pytest.mark.parametrize(("name", "data"), list(bombs()), ids=[name for name, _ in bombs()])
def test_nobody_waits(name: str, data: bytes) -> None:
    began = time.process_time()
    for _ in readings(io.BytesIO(data)):
        pass
    for _ in mrz.read(io.BytesIO(data)):
        pass
    assert time.process_time() - began < 4, name


class Endless(io.RawIOBase):
    """Zones without end, as far as one cares to read."""

    def __init__(self, line: bytes, size: int) -> None:
        self.line, self.left = line, size

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        size = min(max(size, 0), self.left)
        self.left -= size
        return (self.line * (size // len(self.line) + 1))[:size]


def test_memory_stays_flat() -> None:
    tracemalloc.start()
    try:
        for _ in mrz.read(Endless(b"A" * 64, 5_000_000)):  # type: ignore[arg-type]
            pass
        assert tracemalloc.get_traced_memory()[1] < 2_000_000
    finally:
        tracemalloc.stop()
