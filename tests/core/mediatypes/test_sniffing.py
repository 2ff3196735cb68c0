"""The type of a file is what its bytes say; what could run is known and never passes for text."""

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairlead.core.mediatypes import ACTIVE, DOCUMENTS, HEAD_BYTES, UNKNOWN, sniff


def package(*names: str, first: tuple[str, str] | None = None) -> bytes:
    """Make a small ZIP package with these parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        if first:
            archive.writestr(zipfile.ZipInfo(first[0]), first[1])
        for name in names:
            archive.writestr(name, "x")
    return buffer.getvalue()


OFFICE = "application/vnd.openxmlformats-officedocument."
ODT = "application/vnd.oasis.opendocument.text"


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (b"%PDF-1.7\n", "application/pdf"),
        (b"\x89PNG\r\n\x1a\n\0\0", "image/png"),
        (b"\xff\xd8\xff\xe0", "image/jpeg"),
        (b"GIF89a", "image/gif"),
        (b"II*\x00", "image/tiff"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "image/webp"),
        (b"\0\0\0\x20ftypisom", "video/mp4"),
        (b"UNA:+.? 'UNB+UNOA:4+1A", "application/edifact"),
        (b"UNB+UNOA:4+1A+APIS", "application/edifact"),
        (b'<?xml version="1.0"?><list/>', "application/xml"),
        (b'\xef\xbb\xbf{"name": 1}', "application/json"),
        (b"[1, 2]", "application/json"),
        (b"name;born\r\nThomas More;1478\r\n", "text/plain"),
        ("توماس مور".encode(), "text/plain"),
        (b"", "text/plain"),
        (package("[Content_Types].xml", "word/document.xml"), f"{OFFICE}wordprocessingml.document"),
        (package("[Content_Types].xml", "xl/workbook.xml"), f"{OFFICE}spreadsheetml.sheet"),
        (package("content.xml", first=("mimetype", ODT)), ODT),
        (package("word/document.xml", "word/vbaProject.bin"), "application/x-office-macros"),
        (package("a.txt"), "application/zip"),
        (b"\x7fELF\x02", "application/x-executable"),
        (b"MZ\x90", "application/x-msdownload"),
        (b"#!/bin/sh\nrm -rf /", "application/x-sh"),
        (b"\0\1\2\3", UNKNOWN),
        (b"caf\xe9 in Latin-1", UNKNOWN),
        (b"with a \0 in it", UNKNOWN),
    ],
)
def test_known_bytes(head: bytes, expected: str) -> None:
    assert sniff(head) == expected


@pytest.mark.parametrize(
    "page",
    [
        b"<!DOCTYPE html><p>",
        b"  \n<HTML>",
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        b'<?xml version="1.0"?><svg/>',
        b'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"/>',
        b'<?xml version="1.0"?><x xmlns="http://www.w3.org/1999/xhtml"/>',
        b"harmless words, and then <script>alert(1)</script>",
        b"<?php system($_GET['x']);",
        b"\xef\xbb\xbf<iframe src=x>",
        b"<ScRiPt>",
    ],
)
def test_what_a_browser_would_run_is_never_a_document(page: bytes) -> None:
    assert sniff(page) in ACTIVE
    assert sniff(page) not in DOCUMENTS


def test_nothing_active_is_a_document() -> None:
    assert not ACTIVE & DOCUMENTS
    assert UNKNOWN not in DOCUMENTS


def test_a_character_cut_at_the_end_of_the_head_is_still_text() -> None:
    text = "a" * (HEAD_BYTES - 1) + "é"
    assert sniff(text.encode()) == "text/plain"


@given(st.binary(max_size=300))
def test_any_bytes_have_a_type_and_none_raises(head: bytes) -> None:
    assert "/" in sniff(head)


@given(st.text(st.characters(codec="utf-8"), max_size=100))
def test_a_name_or_a_word_in_any_script_is_text_unless_it_marks_something(text: str) -> None:
    found = sniff(text.encode())
    assert found in {"text/plain", "application/json", "application/xml", UNKNOWN} | ACTIVE | {
        "application/edifact", "application/pdf", "audio/mpeg", "audio/ogg", "image/gif",
    }  # fmt: skip
