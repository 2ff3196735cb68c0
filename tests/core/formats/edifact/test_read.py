"""Interchanges are found in whatever wraps them, and their envelopes are checked."""

import io
import tracemalloc
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairlead.core.formats import edifact
from fairlead.core.formats.edifact import cutting
from fairlead.core.formats.edifact.framing import CHUNK
from fairlead.core.formats.edifact.messages import LEVEL_B
from tests.core.formats.specimens import codes, loose, message, messages, on_one_line, specimen

PLAIN = on_one_line("passengers-15b.edi")
UNA = b"UNA:+.? '"


def exchanged(old: bytes, new: bytes, data: bytes = PLAIN) -> bytes:
    assert old in data
    return data.replace(old, new)


def with_marks(marks: str) -> bytes:
    """Write the specimen with other service characters, behind their announcement."""
    table = str.maketrans(dict(zip(":+?'", marks[0] + marks[1] + marks[3] + marks[5], strict=True)))
    text = PLAIN.decode().replace("?'", "\0").translate(table)
    apostrophe = f"{marks[3]}'" if marks[5] == "'" else "'"
    return f"UNA{marks}{text}".replace("\0", apostrophe).encode()


VARIANTS: dict[str, tuple[bytes, list[str]]] = {
    "plain": (PLAIN, []),
    "with line ends": (specimen("passengers-15b.edi"), []),
    "announced": (UNA + PLAIN, []),
    "announced on a line": (UNA + b"\r\n" + PLAIN, []),
    "announced with repetition": (b"UNA:+.?*'" + PLAIN, []),
    "announced without the blank": (b"UNA:+.?'" + PLAIN, ["edifact.una-short"]),
    "announced without the decimal": (b"UNA:+?*'" + PLAIN, ["edifact.una-short"]),
    "announced in four": (b"UNA:+?'" + PLAIN, ["edifact.una-short"]),
    "announced in eight": (b"UNA:+.? '''" + PLAIN, ["edifact.una-short"]),
    "announced in small letters": (b"una:+.? '" + PLAIN, []),
    "announced wrongly": (b"UNA:+.? #" + PLAIN, ["edifact.una-contradicted"]),
    "announced with other separators": (b"UNA.*,? '" + PLAIN, ["edifact.una-contradicted"]),
    "star and hash": (with_marks(":*.? #"), []),
    "star and dollar": (with_marks(":*.? $"), []),
    "quotation mark": (with_marks(':+.? "'), []),
    "quotation mark not announced": (with_marks(':+.? "')[9:], ["edifact.characters-inferred"]),
    "tilde not announced": (with_marks(":+.? ~")[9:], ["edifact.characters-inferred"]),
    "line end as terminator": (with_marks(":+.? \n")[9:], ["edifact.terminator-missing"]),
    "curly": (exchanged(b"'", "’".encode(), exchanged(b"?'", b"")), ["edifact.quote-replaced"]),
    "curly in places": (exchanged(b"'RFF", "‘RFF".encode()), ["edifact.quote-replaced"]),
    "curly of Windows": (
        exchanged(b"'", b"\x92", exchanged(b"?'", b"")),
        ["edifact.quote-replaced"],
    ),
    "of a web page": (exchanged(b"'", b"&#39;", exchanged(b"?'", b"")), ["edifact.quote-replaced"]),
    "backticks": (exchanged(b"'", b"`", exchanged(b"?'", b"")), ["edifact.quote-replaced"]),
    "blanks behind": (exchanged(b"'RFF", b"' \t\0RFF"), []),
    "blanks in the header": (exchanged(b"UNB+UNOA:4", b"UNB+ UNOA:4"), []),
    "blanks behind tags": (exchanged(b"UNG+", b"UNG +").replace(b"UNH+", b"UNH +"), []),
    "no version of the syntax": (exchanged(b"UNB+UNOA:4", b"UNB+UNOA"), []),
    "marked by its order of bytes": (b"\xef\xbb\xbf" + PLAIN, []),
    "broken in the tag of the header": (b"UN\r\nB" + PLAIN[3:], []),
}


@pytest.mark.parametrize(("data", "told"), VARIANTS.values(), ids=VARIANTS)
def test_a_variant_is_the_same_message(data: bytes, told: list[str]) -> None:
    found = message(data)
    names = [one.elements[3] for one in found.segments if one.tag == "NAD"]
    assert len(found.segments) == 53
    assert [name[-1] for name in names] == ["OPERATIONS", "RAPHAEL", "MARGARET"]
    assert codes(found.problems) == told
    assert codes(list(loose(data))) == []


def test_level_b_has_its_own_separators() -> None:
    text = exchanged(b"?'", b"")
    for mark, other in ((b"'", b"\x1c"), (b"+", b"\x1d"), (b":", b"\x1f")):
        text = text.replace(mark, other)
    found = message(text)
    assert found.interchange.syntax == LEVEL_B
    assert (len(found.segments), codes(found.problems)) == (53, [])


def test_teletype_and_mail_around_are_told_and_left_out() -> None:
    data = specimen("teletype.txt")
    found = message(data)
    assert [(one.tag, one.elements) for one in found.segments] == [
        (one.tag, one.elements) for one in message(PLAIN).segments
    ]
    assert codes(list(loose(data))) == ["edifact.text-before", "edifact.text-after"]
    assert codes(found.problems) == ["edifact.line-wrapped"]


def test_quoted_printable_is_decoded() -> None:
    text = exchanged(b"MARGARET", "MARGARÉTE".encode())
    quoted = text.replace("É".encode(), b"=C3=89").replace(b"1 HARBOUR", b"=3D1 HARBOUR")
    head, body = quoted[: quoted.index(b"NAD+MS")], quoted[quoted.index(b"NAD+MS") :]
    lines = [body[at : at + 71] for at in range(0, len(body), 71)]
    found = message(head + b"=\r\n".join(lines))
    names = [one.elements[3][-1] for one in found.segments if one.at(0) == "FL"]
    assert names == ["RAPHAEL", "MARGARÉTE"]
    assert [one.at(4) for one in found.segments if one.at(4).startswith("=")] == ["=1 HARBOUR ROAD"]
    assert len(found.segments) == 53
    assert codes(found.problems)[0] == "edifact.quoted-printable"


def test_a_line_broken_within_a_letter() -> None:
    text = exchanged(b"MARGARET", "MARGARÉTE".encode())
    found = message(text.replace("É".encode(), b"\xc3\r\n\x89"))
    assert [one.elements[3][-1] for one in found.segments if one.at(0) == "FL"][1] == "MARGARÉTE"


def test_an_equals_sign_at_a_line_end_is_left_alone() -> None:
    lines = [PLAIN[at : at + 69] for at in range(0, len(PLAIN), 69)]
    found = message(b"\r\n".join(lines).replace(b"HARB", b"H=\r\nARB"))
    assert "edifact.quoted-printable" not in codes(found.problems)


def test_a_blank_that_a_gateway_cut_off_is_told() -> None:
    lines = [PLAIN[at : at + 69] for at in range(0, len(PLAIN), 69)]
    place = next(at for at, line in enumerate(lines) if line[68:69] not in {b"'", b""} and at > 4)
    lines[place] = lines[place][:68]
    data = b"\r\n".join(lines)
    found = message(data)
    assert found.segments
    (problem,) = (each for each in found.problems if each.code == "edifact.blank-lost")
    assert problem.offset == data.index(lines[place]) + 68


@pytest.mark.parametrize(
    "text",
    [
        b"Subject: UNA and UNB for UNH\n\nDear UNB, UNZ+ UNT'\n",
        b"QU UNBXXXX\r\n.UNHYYZZ 010101\r\n",
        b"x" * 5000,
        b"\0\xff\xfe" * 100,
    ],
)
def test_text_before_does_not_hide_the_message(text: bytes) -> None:
    found = message(text + b"\n" + PLAIN)
    assert len(found.segments) == 53
    assert found.offset == len(text) + 1 + PLAIN.index(b"UNH")
    (told,) = loose(b"\n" + text + b"\n" + PLAIN)
    assert (told.code, told.offset) == ("edifact.text-before", 1 + text.startswith(b"\0"))


def test_text_behind_with_a_terminator_in_it_is_no_part_of_the_trailer() -> None:
    data = PLAIN[:-1] + b"\r\n\r\nDon't modify this message.\r\n"
    assert codes(list(loose(data))) == ["edifact.terminator-missing", "edifact.text-after"]
    assert len(message(data).segments) == 53


@pytest.mark.parametrize("data", [b"", b"  \r\n", b"UNB", b"UNA:+.? '", b"hello", b"UNH+'" * 3])
def test_where_nothing_is_nothing_is_found(data: bytes) -> None:
    assert messages(data) == []
    assert codes(list(loose(data))) == ["edifact.nothing-found"]


def test_two_interchanges_of_different_characters() -> None:
    data = PLAIN + b"\r\n.ZZHDQXS\r\n" + with_marks(":*.? #")
    one, two = messages(data)
    assert len(one.segments) == len(two.segments) == 53
    assert codes(list(loose(data))) == ["edifact.text-before"]
    assert data[two.offset : two.offset + 4] == b"UNH*"


def test_a_second_header_ends_the_first_interchange() -> None:
    cut = PLAIN[: PLAIN.index(b"UNE+")]
    for second in (PLAIN, UNA + PLAIN):
        assert len(messages(cut + second)) == 2
        assert codes(list(loose(cut + second))) == ["edifact.une-missing", "edifact.unz-missing"]


def test_messages_without_an_interchange() -> None:
    bare = PLAIN[PLAIN.index(b"UNH") : PLAIN.index(b"UNE")]
    one, two = messages(bare * 2)
    assert codes(one.problems) == ["edifact.no-interchange"]
    assert (len(one.segments), len(two.segments)) == (53, 53)
    group = PLAIN[PLAIN.index(b"UNG") : PLAIN.index(b"UNZ")]
    assert message(group).group.sender == "ZZ"


def test_a_bare_message_that_ends_its_segments_with_lines() -> None:
    bare = specimen("passengers-15b.edi").replace(b"'\n", b"\n").replace(b"?'", b"")
    bare = bare[bare.index(b"UNH") : bare.index(b"UNE")]
    found = message(bare)
    assert len(found.segments) == 53
    assert codes(found.problems) == ["edifact.terminator-missing", "edifact.no-interchange"]


@pytest.mark.parametrize(
    "text",
    [
        b"\r\nUNA VEZ MAS",
        b"\r\nUNA: +",
        b"\r\nUNTO HIM",
        b"\r\nUNH OLD",
        b"\r\nUNE+ZZ+834",
        b"\r\nUNG+ZZ+8",
    ],
)
def test_a_line_of_text_may_begin_like_a_service_segment(text: bytes) -> None:
    found = message(exchanged(b"FTX+BAG", b"FTX+AAA+++HE SAID " + text + b"'FTX+BAG"))
    assert len(found.segments) == 54
    assert found.segments[-1].tag == "UNT"


def test_envelopes_are_read() -> None:
    found = message(PLAIN)
    envelope, group = found.interchange, found.group
    assert (envelope.sender, envelope.recipient, envelope.prepared) == (
        "ZZ",
        "UTOAPI",
        "3001100900",
    )
    assert (envelope.charset, envelope.syntax_version) == ("UNOA", "4")
    assert (envelope.reference, envelope.test) == ("000000007", False)
    assert (group.type, group.version, group.reference) == ("PAXLST", "D:15B", "7")
    assert (found.type, found.version, found.agency, found.association) == (
        "PAXLST",
        "D:15B",
        "UN",
        "IATA",
    )
    assert found.access == "ZZ123/300110"


@pytest.mark.parametrize(
    ("old", "new", "code", "facts"),
    [
        (b"UNE+1+7", b"UNE+2+7", "une-count", {"declared": "2", "counted": "1"}),
        (b"UNE+1+7", b"UNE+1+8", "une-reference", {"declared": "8", "expected": "7"}),
        (b"UNZ+1+0", b"UNZ+x+0", "unz-count", {"declared": "x", "counted": "1"}),
        (
            b"UNZ+1+000000007",
            b"UNZ+1+9",
            "unz-reference",
            {"declared": "9", "expected": "000000007"},
        ),
        (b"UNE+1+7'", b"", "une-missing", {}),
        (b"UNE+1+7'", b"FOO+BAR'UNE+1+7'", "text-between", {"bytes": "8"}),
        (b"UNH+", b"UNG+PAXLST+ZZ'UNH+", "une-missing", {}),
    ],
)
def test_envelopes_are_checked(old: bytes, new: bytes, code: str, facts: dict[str, str]) -> None:
    data = exchanged(old, new)
    problem = next(each for each in loose(data) if each.code == f"edifact.{code}")
    assert dict(problem.facts) == facts
    assert len(message(data).segments) == 53


def test_a_message_without_its_header_or_trailer_stays() -> None:
    headless = exchanged(b"UNH+PAX7+PAXLST:D:15B:UN:IATA+ZZ123/300110'", b"")
    found = message(headless)
    assert (found.type, len(found.segments)) == ("", 52)
    assert "edifact.unh-missing" in codes(found.problems)
    cut = message(PLAIN[: PLAIN.index(b"CNT")])
    assert len(cut.segments) == 51
    assert codes(cut.problems) == ["edifact.unt-missing"]


def test_the_next_header_ends_a_message() -> None:
    body = PLAIN[PLAIN.index(b"UNH") : PLAIN.index(b"UNT")]
    one, two = messages(PLAIN[: PLAIN.index(b"UNH")] + body + PLAIN[PLAIN.index(b"UNH") :])
    assert codes(one.problems) == []
    assert (len(one.segments), len(two.segments)) == (52, 53)
    assert codes(one.problems) == ["edifact.unt-missing"]


def test_a_released_terminator_before_a_service_tag_is_text() -> None:
    found = message(exchanged(b"RAPHAEL+1", b"RAPHAEL?'UNT+1"))
    (name,) = (one for one in found.segments if one.at(3, 1) == "THOMAS")
    assert name.at(3, 2) == "RAPHAEL'UNT"
    assert codes(found.problems) == []


@pytest.mark.parametrize("codec", ["utf-16", "utf-16-le", "utf-16-be", "cp500"])
def test_other_codes_are_changed_first(codec: str) -> None:
    data = PLAIN.decode().encode(codec)
    assert len(message(data).segments) == 53
    assert codes(list(loose(data))) == ["edifact.transcoded"]


def test_parts_are_looked_after() -> None:
    data = on_one_line("parts-15b.edi")
    assert codes(list(loose(data))) == []
    assert [(each.sequence, each.transfer) for each in messages(data)] == [("01", "C"), ("02", "F")]
    first_gone = data.replace(b"+01:C", b"")
    assert codes(list(loose(first_gone))) == ["edifact.part-missing"]
    last_gone = data.replace(b"+02:F", b"+02")
    assert codes(list(loose(last_gone))) == ["edifact.part-last"]
    (gap,) = loose(data.replace(b"+02:F", b"+03:F"))
    assert dict(gap.facts) == {"part": "2", "access": "ZZ5/300110"}


class Dripping(io.RawIOBase):
    """A stream that gives a few bytes at a time, and counts how many it gave."""

    def __init__(self, data: bytes, width: int) -> None:
        self.data, self.width, self.at = data, width, 0

    def readable(self) -> bool:
        return True

    def read(self, _size: int = -1) -> bytes:
        self.at += self.width
        return self.data[self.at - self.width : self.at]


@given(st.integers(1, 700))
def test_it_does_not_matter_how_the_stream_comes(width: int) -> None:
    data = b"junk " * 100 + specimen("teletype.txt") + PLAIN + on_one_line("parts-15b.edi")
    dripping: Any = Dripping(data, width)
    whole = list(edifact.read(io.BytesIO(data)))
    dripped = list(edifact.read(dripping))
    assert [_shape(item) for item in dripped] == [_shape(item) for item in whole]


def _shape(item: Any) -> tuple[Any, ...]:
    if isinstance(item, edifact.Message):
        return item.offset, item.data, len(item.segments), codes(item.problems)
    return item.code, item.offset, item.facts


def test_memory_does_not_grow_with_the_stream() -> None:
    class Endless(io.RawIOBase):
        given = 0

        def readable(self) -> bool:
            return True

        def read(self, _size: int = -1) -> bytes:
            type(self).given += 1
            return large * 4 if self.given < 60 else b""

    large = exchanged(b"CNT+", b"FTX+AAA+++" + b"X" * (CHUNK // 4) + b"'CNT+")
    stream: Any = Endless()
    tracemalloc.start()
    count = sum(isinstance(item, edifact.Message) for item in edifact.read(stream))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 236
    assert peak < 8 * CHUNK


def test_a_message_without_end_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cutting, "LARGEST_MESSAGE", 3 * CHUNK)
    data = PLAIN[: PLAIN.index(b"CNT")] + b"FTX+AAA+++X'" * 200_000 + PLAIN
    found = messages(data)
    assert len(found) == 2
    assert len(found[0].data) < 5 * CHUNK
    assert "edifact.too-long" in codes(found[0].problems) + codes(list(loose(data)))
    assert len(found[1].segments) == 53
