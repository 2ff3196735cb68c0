"""Segments, elements and components come apart where they should, and their bytes are known."""

import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairlead.core.formats.edifact import DEFAULT, Interchange, Message, Syntax
from fairlead.core.formats.edifact.framing import Window, find_start
from fairlead.core.formats.edifact.messages import LEVEL_B, Spans
from fairlead.core.formats.edifact.tokens import repetitions, split_segment, tokenise
from fairlead.core.formats.edifact.write import encode
from tests.core.formats.specimens import codes, message, on_one_line

CASES: list[tuple[str, str, list[list[Any]]]] = [
    ("plain", "RFF+AVF:X1'", [["RFF", [["AVF", "X1"]]]]),
    ("released separator", "RFF+A?:B:C'", [["RFF", [["A:B", "C"]]]]),
    ("released release", "RFF+A??:C'", [["RFF", [["A?", "C"]]]]),
    ("two released releases", "RFF+A????:C'", [["RFF", [["A??", "C"]]]]),
    ("three releases", "RFF+A???:C'", [["RFF", [["A?:C"]]]]),
    ("released terminator", "FTX+IT?'S'BGM'", [["FTX", [["IT'S"]]], ["BGM", []]]),
    ("release at the end", "FTX+A?", [["FTX", [["A?"]]]]),
    ("released letter", "FTX+?A'", [["FTX", [["A"]]]]),
    ("tag alone", "SRC'", [["SRC", []]]),
    ("empty elements", "LOC+91++'", [["LOC", [["91"], [""], [""]]]]),
    (
        "line ends between",
        "SRC'\r\nEQN+2'\n\nORG+ZZ'",
        [["SRC", []], ["EQN", [["2"]]], ["ORG", [["ZZ"]]]],
    ),
    ("line end in the tag", "S\r\nRC'", [["SRC", []]]),
    ("line end before the terminator", "SRC\r\n'", [["SRC", []]]),
    ("line end behind a released terminator", "FTX+A?'\r\nB'", [["FTX", [["A'B"]]]]),
    ("line end between release and mark", "FTX+A?\r\n'B'", [["FTX", [["A'B"]]]]),
    (
        "small letters",
        "rff+avf:x1'nad+fl+++doe'",
        [["RFF", [["AVF", "X1"]]], ["NAD", [["FL"], [""], [""], ["doe"]]]],
    ),
    ("blanks", " RFF +A'\0\x02 BGM'", [["RFF", [["A"]]], ["BGM", []]]),
    ("nothing", "'''\r\n", []),
]


def split(text: str, syntax: Syntax = DEFAULT, charset: str = "UNOA") -> list[list[Any]]:
    given_ = Message(text.encode(), 0, Interchange(syntax=syntax, charset=charset))
    return [[segment.tag, segment.elements] for segment in tokenise(given_)]


@pytest.mark.parametrize(("name", "text", "expected"), CASES, ids=[case[0] for case in CASES])
def test_it_comes_apart(name: str, text: str, expected: list[list[Any]]) -> None:
    assert split(text) == expected


@pytest.mark.shared
def test_the_published_cases_of_syntax(shared_data: Path) -> None:
    file = shared_data / "travel" / "expectations" / "edifact_syntax.json"
    for case in json.loads(file.read_text(encoding="utf-8"))["cases"]:
        data = case["in"].encode()
        start, _ = find_start(_window(data), 0)
        syntax = start.syntax if start else DEFAULT
        rest = data[start.header :] if start else data
        assert split(rest.decode(), syntax) == case["expect"], case["id"]


def _window(data: bytes) -> Window:
    import io

    window = Window(io.BytesIO(data))
    window.have(len(data))
    return window


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ATT+2++M*F*X'", [["M"], ["F"], ["X"]]),
        ("ATT+2++M?*F*X'", [["M*F"], ["X"]]),
        ("ATT+2++M:1*F:2'", [["M", "1"], ["F", "2"]]),
        ("ATT+2'", []),
    ],
)
def test_repetition_is_split_when_somebody_asks(text: str, expected: list[list[str]]) -> None:
    syntax = Syntax(repetition="*")
    assert repetitions(text.encode(), 2, Interchange(syntax=syntax)) == expected


def test_without_a_declared_separator_the_usual_one_is_taken() -> None:
    assert repetitions(b"ATT+2++M*F'", 2, Interchange()) == [["M"], ["F"]]


def test_the_separator_in_a_name_is_left_alone() -> None:
    assert split("UNB+APIS*ABE'", Syntax(repetition="*")) == [["UNB", [["APIS*ABE"]]]]


def test_spans_are_the_bytes() -> None:
    data = on_one_line("passengers-15b.edi")
    found = message(data)
    for segment in found.segments:
        assert data[segment.start : segment.end] == found.raw(segment)
        assert found.raw(segment).startswith(segment.tag.encode())
        assert found.raw(segment).endswith(b"'")
    assert [segment.ordinal for segment in found.segments] == list(range(1, 54))
    assert Spans(found)[1].tag == "BGM"
    assert len(Spans(found)[0:2]) == 2


@given(st.lists(st.integers(1, 300), max_size=40))
def test_line_breaks_anywhere_change_nothing(widths: list[int]) -> None:
    plain = on_one_line("passengers-15b.edi")
    broken, rest = b"", plain
    for width in widths:
        broken, rest = broken + rest[:width] + b"\r\n", rest[width:]
    found, expected = message(broken + rest), message(plain)
    assert [(one.tag, one.elements) for one in found.segments] == [
        (one.tag, one.elements) for one in expected.segments
    ]
    for segment in found.segments:
        raw = (broken + rest)[segment.start : segment.end]
        assert raw.replace(b"\r\n", b"").endswith(b"'")


def test_a_lost_terminator_is_found_at_the_line_end() -> None:
    found = message(on_one_line("answer.edi").replace(b"'RFF+ABO", b"\r\n RFF+ABO"))
    assert len(found.segments) == 19
    assert codes(found.problems).count("edifact.terminator-missing") == 2


def test_every_lost_terminator_is_found_with_its_place() -> None:
    data = on_one_line("answer.edi").replace(b"'RFF", b"\r\nRFF").replace(b"'LOC", b"\r\nLOC")
    found = message(data)
    assert len(found.segments) == 19
    for one, two in pairwise(found.segments):
        assert data[one.start : one.end].startswith(one.tag.encode())
        assert one.end <= two.start
        assert data[one.end : two.start].strip() == b""


def test_an_airport_at_a_line_start_is_no_segment() -> None:
    plain = on_one_line("answer.edi").replace(b"ERC+0Z", b"TVL+300111:0900+WDH+ADD+ZZ+834:B'ERC+0Z")
    place = plain.index(b"ADD+ZZ")
    lines = [plain[place % 69 + at : place % 69 + at + 69] for at in range(0, len(plain), 69)]
    data = b"\r\n".join([plain[: place % 69], *lines])
    assert b"\r\nADD+ZZ" in data
    (flight,) = (one for one in message(data).segments if one.tag == "TVL")
    assert flight.elements[2] == ["ADD"]


@pytest.mark.parametrize(
    ("charset", "encoded", "text", "told"),
    [
        ("UNOC", "MÜLLER".encode("latin-1"), "MÜLLER", []),
        ("UNOE", "МИР".encode("iso8859-5"), "МИР", []),
        ("UNOF", "ΩΜΕΓΑ".encode("iso8859-7"), "ΩΜΕΓΑ", []),
        ("UNOI", "علي".encode("iso8859-6"), "علي", []),
        ("UNOW", "李 علي Ж".encode(), "李 علي Ж", []),
        ("UNOA", "李".encode(), "李", ["edifact.charset"]),
        ("UNOC", "李".encode(), "李", ["edifact.charset"]),
        ("UNOA", b"M\xdcLLER", "MÜLLER", ["edifact.charset"]),
        ("UNOF", b"A\xff", "A\ufffd", ["edifact.undecodable"]),
    ],
)
def test_repertoires(charset: str, encoded: bytes, text: str, told: list[str]) -> None:
    data = b"UNH+1+PAXLST:D:15B:UN'NAD+FL+++" + encoded + b"'UNT+3+1'"
    found = Message(data, 0, Interchange(charset=charset), reference="1")
    assert found.segments[1].elements[3] == [text]
    assert codes(found.problems) == told


def test_a_trailer_is_checked() -> None:
    data = on_one_line("answer.edi")
    assert codes(message(data).problems) == []
    wrong = message(data.replace(b"UNT+19+1'", b"UNT+20+2'"))
    assert len(wrong.segments) == 19
    assert codes(wrong.problems) == ["edifact.unt-count", "edifact.unt-reference"]
    assert dict(wrong.problems[0].facts) == {"declared": "20", "counted": "19"}
    assert wrong.problems[0].raw == b"UNT+20+2'"
    absurd = message(data.replace(b"UNT+19+1'", b"UNT+99999999999999999999+1'"))
    assert absurd.segments[-1].tag == "UNT"
    assert codes(absurd.problems) == ["edifact.unt-count"]


def test_what_is_wrong_is_told_once() -> None:
    found = message(on_one_line("answer.edi").replace(b"UNT+19+1'", b"UNT+20+1'"))
    list(found.stream())
    list(found.stream())
    assert len(found.segments) == 19
    assert list(found.stream()) == found.segments
    assert codes(found.problems) == ["edifact.unt-count"]


def test_a_tag_that_is_none_is_told_and_kept() -> None:
    found = message(on_one_line("answer.edi").replace(b"RFF+TN", b"R!F+TN"))
    assert found.segments[2].tag == "R!F"
    assert codes(found.problems) == ["edifact.tag"]


def test_what_is_not_there_is_empty() -> None:
    segment = message(on_one_line("answer.edi")).segments[1]
    assert (segment.at(0), segment.at(0, 9), segment.at(9), segment.at(9, 9)) == ("962", "", "", "")


SYNTAXES = [DEFAULT, Syntax(repetition="*"), Syntax(":", "(", ".", ")", " ", "-"), LEVEL_B]
TEXTS = st.text(st.characters(codec="latin-1", exclude_categories=["Cc"]), max_size=12)


@given(
    st.sampled_from(SYNTAXES[:3]),
    st.lists(st.lists(TEXTS, min_size=1, max_size=4), max_size=6),
)
def test_what_is_written_is_read(syntax: Syntax, elements: list[list[str]]) -> None:
    written = encode("FTX", elements, syntax)
    tag, *found = split_segment(written.encode("latin-1"), Interchange(syntax, charset="UNOC"))
    assert tag == ["FTX"]
    assert found == elements


def test_without_a_release_character_marks_become_spaces() -> None:
    assert encode("FTX", [["A\x1dB"]], LEVEL_B) == "FTX\x1dA B\x1c"


def test_the_advice_names_the_characters() -> None:
    assert DEFAULT.advice() == b"UNA:+.? '"
