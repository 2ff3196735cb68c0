"""Broken and hostile input: no exception, nobody waits, nothing grows without bound."""

import gzip
import io
import json
import random
import time
from collections.abc import Iterator
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairlead.core.errors import BadInput
from fairlead.core.formats.edifact import rewrite
from fairlead.core.formats.recognition import WRITTEN, readings
from fairlead.core.formats.sources import with_source, written
from tests.core.formats.mutations import SEEDS, TOKENS, mutated


def read_all(data: bytes) -> int:
    """Read, show and write again; return how many messages there were."""
    shown = []
    for push in readings(io.BytesIO(data)):
        shown.append(json.loads(json.dumps(with_source(push))))
        for problem in push.problems:
            assert 0 <= problem.offset <= len(data)
    assert isinstance(b"".join(rewrite(io.BytesIO(data))), bytes)
    for one in shown:
        if one["format"] in WRITTEN:
            with suppress(BadInput):  # a zone of passports has no letters for some names
                assert isinstance(b"".join(written([one])), bytes)
    return len(shown)


@pytest.mark.parametrize("seed", range(8))
def test_mutated_messages(seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(100):
        data = mutated(chance, SEEDS)
        began = time.process_time()
        assert read_all(data) >= 1
        assert time.process_time() - began < 1


@given(st.binary(max_size=400))
def test_any_bytes(data: bytes) -> None:
    assert read_all(data) >= 1


@given(st.lists(st.sampled_from([*TOKENS, b"UNH+1+PAXLST:D:15B:UN'", b"UNT+1+1'"]), max_size=60))
def test_any_tokens(tokens: list[bytes]) -> None:
    assert read_all(b"UNB+UNOA:4+A+B+300101:0900+1'" + b"".join(tokens)) >= 1


def bombs() -> Iterator[tuple[str, bytes]]:
    head = b"UNB+UNOA:4+A+B+300101:0900+1'UNH+1+PAXLST:D:15B:UN:IATA'BGM+745'"
    yield "releases", head + b"?" * 300_000 + b"'UNT+1+1'"
    yield "released terminators", head + b"?'" * 100_000 + b"UNT+1+1'"
    yield "released separators", head + b"FTX+" + b"?+" * 100_000 + b"'UNT+1+1'"
    yield "separators", head + b"NAD" + b"+" * 100_000 + b"'UNT+1+1'"
    yield "components", head + b"NAD+FL+++" + b":" * 100_000 + b"'UNT+1+1'"
    yield "line ends", head + b"\r\n" * 200_000 + b"UNT+1+1'"
    yield "blanks before tags", head + (b" " * 250 + b"UNT+") * 1000
    yield "tags at line starts", head + b"\r\nNAD+X" * 8_000 + b"'UNT+1+1'"
    yield "service tags in text", head + b"FTX+" + b"UNT+UNH+" * 20_000 + b"'UNT+1+1'"
    yield "headers", b"UNH+" * 50_000
    yield "announcements", b"UNA:+.? '" * 20_000
    yield "empty messages", b"UNB+UNOA:4+A+B+300101:0900+1'" + b"UNH+'UNT+'" * 5000
    yield "interchanges", b"UNB+UNOA:4+A+B'UNZ+1+1'" * 3000
    yield "groups", b"UNB+UNOA:4+A+B'" + b"UNG+PAXLST+A'" * 5000
    yield "quotes", head + "’".encode() * 100_000
    yield "persons", head + b"NAD+FL'" * 8_000 + b"UNT+1+1'"
    yield "empty segments", head + b"'" * 500_000 + b"UNT+1+1'"
    yield "figures", head + b"NAD+FL'CNT+42:" + b"9" * 10_000 + b"'UNT+" + b"9" * 10_000 + b"+1'"
    yield "other figures", head + "NAD+FL'DTM+329:²²²²²²'CNT+42:٣'UNT+²+1'UNZ+²+1'".encode()
    yield "trailers missing", (head + b"UNT+3+1'") * 3000
    yield "wrappers", b"Content-Type: message/rfc822\r\n\r\n" * 20_000 + head + b"UNT+3+1'"
    yield "packed", gzip.compress(head * 1000)
    sequence = b"UNB+UNOA:4+A+B'UNH+1+PAXLST:D:15B:UN+S%d+9999:F'UNT+2+1'UNZ+1+'"
    yield "parts missing", b"".join(sequence % number for number in range(1000))
    yield "flights", head + b"TDT+20+ZZ1'LOC+125+A'" * 5000 + b"UNT+1+1'"


def crowds() -> Iterator[tuple[str, bytes]]:
    """Yield records that are legal, but for how many of everything they name."""
    head = (
        b"UNB+UNOA:4+A+B+300101:0900+1'UNH+1+PNRGOV:13:1:IA'MSG+:22'ORG+ZZ'"
        b"TVL+010630:0900+UTA+UTB+ZZ+12'EQN+1'SRC'RCI+ZZ:ABC123'"
    )
    docs = b"SSR+DOCS:HK:1:ZZ:::::/P/UTO/X%d/UTO/01JAN29/%s//Q%d/ANN%s'"
    many, tail = range(2500), b"UNT+1+1'"
    people = b"".join(b"TIF+DOE%d+ANN:A:%d'" % (each, each) for each in many)
    alike = b"TIF+DOE+ANN:A:1'" * 5000

    def documents(sex: bytes, whose: bytes) -> bytes:
        return b"".join(
            docs % (each, sex, each, b"+::%d" % each if whose == b"each" else whose)
            for each in many
        )

    yield "documents of one", head + b"TIF+DOE+ANN:A:1'" + documents(b"F", b"+::1") * 3 + tail
    yield "documents of nobody", head + people + documents(b"F", b"") + tail
    yield "documents of strangers", head + people + documents(b"F", b"+::99999") + tail
    yield "documents of infants", head + people + documents(b"FI", b"each") + tail
    yield "one name and reference", head + alike + documents(b"F", b"+::1")[:20_000] + b"'" + tail
    born = b"SSR+INFT:HK:1:ZZ:::::DOE/B%d 01JAN30+::%d'"
    yield "infants", head + people + b"".join(born % (each, each) for each in many) + tail
    boarded = b"".join(b"TRI++%d'TIF+DOE%d+ANN'" % (each, each) for each in many)
    flight = b"TVL+010630:0900+UTA+UTB+ZZ+12'DAT+2:010630:0900'"
    yield "at check-in without references", head + people + flight + boarded + tail
    yield "history", head + b"ABI+1+A'SAC+A'" + b"IFT+4:28+WORDS'" * 20_000 + tail


BOMBS = [*bombs(), *crowds()]


@pytest.mark.parametrize(("name", "data"), BOMBS, ids=[name for name, _ in BOMBS])
def test_nobody_waits(name: str, data: bytes) -> None:
    began = time.process_time()
    for _ in readings(io.BytesIO(data)):
        pass
    assert time.process_time() - began < 3, name  # a megabyte may take that long, not a message
