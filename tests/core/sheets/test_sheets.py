"""What is written is what is read, whatever stands in the cells; nothing in them runs."""

import csv
import io
import json
import tracemalloc
import zipfile
from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from fairlead.core.mediatypes import sniff
from fairlead.core.sheets import FORMATS, Cell, Sheet, write_csv, write_lines, write_workbook
from fairlead.core.sheets.commas import STARTS_A_FORMULA

SHEET = Sheet(("Name", "الاسم", "姓名"), ("name", "arabic", "chinese"), title="Cases: 2026/11")
ANY_TEXT = st.text(max_size=30)
SAYABLE = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Cn")), max_size=30)
ROWS = st.lists(st.tuples(ANY_TEXT, st.integers(), st.booleans() | st.none()), max_size=8)
FORMULAS = ["=1+1", "+43 1 0", "-1+cmd|' /C calc'!A0", "@SUM(A1)", "\t=1", " =1", "＝1", "\ufeff=1"]


def bytes_of(pieces: Iterable[bytes]) -> bytes:
    return b"".join(pieces)


def read_csv(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def read_workbook(data: bytes) -> list[list[Any]]:
    return CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()


@given(ROWS)
def test_every_row_of_csv_comes_back_and_none_begins_like_a_formula(
    rows: list[tuple[Cell, ...]],
) -> None:
    data = bytes_of(write_csv(SHEET, rows))
    head, *found = read_csv(data)

    assert data.startswith(b"\xef\xbb\xbf")
    assert head == list(SHEET.headings)
    assert len(found) == len(rows)
    for (text, number, _flag), line in zip(rows, found, strict=True):
        assert line[0].removeprefix("'") == str(text).removeprefix("'").replace("\x00", "\ufffd")
        assert not line[0].startswith(STARTS_A_FORMULA)
        assert line[1] == str(number)


@pytest.mark.parametrize("text", FORMULAS)
def test_a_formula_is_a_text(text: str) -> None:
    cell = read_csv(bytes_of(write_csv(Sheet(("x",)), [(text,)])))[1][0]
    assert cell == f"'{text}"

    package = bytes_of(write_workbook(Sheet(("x",)), [(text,)]))
    assert b"<f>" not in zipfile.ZipFile(io.BytesIO(package)).read("xl/worksheets/sheet1.xml")


def test_a_negative_number_is_a_number() -> None:
    assert bytes_of(write_csv(Sheet(("x",)), [(-5,)])).endswith(b"\r\n-5\r\n")


@given(st.lists(st.tuples(SAYABLE.map(str.strip), st.integers(-(10**12), 10**12)), max_size=6))
def test_every_row_of_a_workbook_comes_back(rows: list[tuple[str, int]]) -> None:
    data = bytes_of(write_workbook(Sheet(("a", "b")), rows))

    assert sniff(data) == FORMATS["xlsx"].media_type
    assert read_workbook(data) == [["a", "b"], *[[text, number] for text, number in rows]]


def test_moments_numbers_and_flags_keep_their_kind() -> None:
    row = (
        datetime(2026, 11, 20, 13, 10, 5, tzinfo=UTC),
        date(2026, 2, 3),
        2**60,
        True,
        date(1850, 1, 2),
    )
    found = read_workbook(bytes_of(write_workbook(Sheet(tuple("abcde")), [row])))[1]

    assert found == [row[0].replace(tzinfo=None), date(2026, 2, 3), str(2**60), True, "1850-01-02"]


def test_what_no_workbook_can_say_does_not_break_it() -> None:
    text = "a\x00\x0b\ud800\uffff<&>\"'" + "x" * 40_000
    found = read_workbook(bytes_of(write_workbook(Sheet(("a",), title="[]:*?/\\"), [(text,)])))[1][
        0
    ]

    assert found.startswith("a\ufffd\ufffd\ufffd\ufffd<&>\"'")
    assert len(found) == 32_767


@pytest.mark.parametrize("right_to_left", [True, False])
def test_the_sheet_lies_in_the_direction_of_its_reader(right_to_left: bool) -> None:
    data = bytes_of(write_workbook(Sheet(("a",), right_to_left=right_to_left), [("x",)]))
    sheet = zipfile.ZipFile(io.BytesIO(data)).read("xl/worksheets/sheet1.xml")

    assert (b'rightToLeft="1"' in sheet) is right_to_left


def test_what_does_not_fit_goes_on_in_the_next_sheet() -> None:
    data = bytes_of(write_workbook(SHEET, [(n, n, n) for n in range(25)], largest=11))
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))

    assert book.sheet_names == ["Cases  2026 11", "Cases  2026 11 2", "Cases  2026 11 3"]
    lines = [
        line for name in book.sheet_names for line in book.get_sheet_by_name(name).to_python()[1:]
    ]
    assert [line[0] for line in lines] == list(range(25))


@pytest.mark.parametrize("count", [255, 256, 257, 3_000])
def test_no_row_is_lost_between_pieces(count: int) -> None:
    rows = [(f"row {number}", number) for number in range(count)]
    found = read_workbook(bytes_of(write_workbook(Sheet(("a", "b")), rows)))

    assert found[1:] == [list(row) for row in rows]
    assert len(read_csv(bytes_of(write_csv(Sheet(("a", "b")), rows)))) == count + 1


@given(ROWS)
def test_every_line_of_json_is_exact(rows: list[tuple[Cell, ...]]) -> None:
    rows = [(str(a).encode(errors="replace").decode(), b, c) for a, b, c in rows]
    lines = bytes_of(write_lines(SHEET, rows)).decode().split("\n")[:-1]

    assert [tuple(json.loads(line).values()) for line in lines] == rows
    assert all(list(json.loads(line)) == list(SHEET.names) for line in lines)


@pytest.mark.parametrize("kind", FORMATS)
def test_memory_does_not_grow_with_the_rows(kind: str) -> None:
    def peak(count: int) -> int:
        tracemalloc.start()
        for _piece in FORMATS[kind].write(SHEET, (("x" * 50, n, None) for n in range(count))):
            pass
        size = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return size

    assert peak(20_000) < 1.5 * peak(5_000) + 200_000


@pytest.mark.parametrize("kind", FORMATS)
def test_no_rows_make_a_whole_file(kind: str) -> None:
    data = bytes_of(FORMATS[kind].write(SHEET, []))
    assert data if kind != "jsonl" else data == b""
