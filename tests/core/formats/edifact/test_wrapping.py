"""Lines that were broken, and sources in other codes."""

import io
import re

import pytest

from fairlead.core.formats.edifact import wrapping
from fairlead.core.formats.edifact.read import BOM
from fairlead.core.formats.edifact.transcoding import transcoded
from tests.core.formats.specimens import on_one_line, push


def test_of_very_long_texts_no_lines_are_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "A" * 30 + "\n" + "B" * 29 + "\n" + "C" * 30 + "\n" + "D" * 30 + "\n" + "E" * 30 + "\n'"
    begins = re.compile("NAD")
    assert wrapping.blanks_lost(text, "'") == [60]
    monkeypatch.setattr(wrapping, "LONGEST", 10)
    assert wrapping.blanks_lost(text, "'") == []
    assert wrapping.terminators_lost(text, "'", begins) is False


@pytest.mark.parametrize("codec", ["utf-16", "utf-16-le", "cp500"])
def test_other_codes_are_read_also_when_they_break_off(codec: str) -> None:
    whole = on_one_line("answer.edi").decode().encode(codec)
    stream, used = transcoded(io.BytesIO(whole[:-1]))
    assert stream.readable()
    assert used == codec.replace("utf-16-le", "utf-16").replace("utf-16", "utf-16-le")
    parts = iter(stream.read, b"")
    assert b"".join(parts).removeprefix(BOM).startswith(b"UNB+UNOA")
    assert [one.code for one in push(whole).answers] == [
        one.code for one in push(on_one_line("answer.edi")).answers
    ]


def test_what_needs_no_other_code_is_given_back_as_it_is() -> None:
    stream, used = transcoded(io.BytesIO(b"UNB+"))
    assert (stream.readable(), used) == (True, "")
    assert (stream.read(), stream.read()) == (b"UNB+", b"")
