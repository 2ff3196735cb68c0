"""Bytes → sheets of cells: CSV of any separator and alphabet, workbooks, and JSON as if it were.

A JSON object becomes a sheet of labels beside values; a list of objects in it a sheet with their
names as headings. So there is one way to understand all three.
"""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time
from typing import Any, Final

from python_calamine import CalamineWorkbook

from fairlead.core.formats.fal.messages import Cell, Sheet
from fairlead.core.workbooks import is_bearable

PACKED: Final = b"PK\x03\x04"
SEPARATORS: Final = ",;\t|"
MOST_CELLS: Final = 2_000_000
LONGEST_CELL: Final = 10_000
_DEEPEST: Final = 8


class Unreadable(Exception):
    """The source is none of the three."""


class Sheets:
    """Sheets while they are filled; numbers every cell that holds something."""

    def __init__(self) -> None:
        self.sheets: list[Sheet] = []
        self.cells: list[Cell] = []
        self.cut = False

    def begin(self, name: str) -> Sheet:
        self.sheets.append(Sheet(name))
        return self.sheets[-1]

    def cell(self, tag: str, text: str, *, start: int = 0, end: int = 0, line: int = 0) -> Cell:
        text = text.strip()[:LONGEST_CELL]
        if not text:
            return _EMPTY
        if len(self.cells) >= MOST_CELLS:
            self.cut = True
            return _EMPTY
        found = Cell(tag, text, start, end, len(self.cells) + 1, line)
        self.cells.append(found)
        return found


_EMPTY: Final = Cell("", "")


def sheets_of(content: bytes) -> Sheets:
    """Take a source apart; whatever it is."""
    if content.startswith(PACKED):
        return _workbook(content)
    bare = content.removeprefix(b"\xef\xbb\xbf").lstrip()
    if bare[:1] in {b"{", b"["}:
        return _json(bare, len(content) - len(bare))
    return _table(content)


def column_name(index: int) -> str:
    """Name a column: 0 is A, 26 is AA."""
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(65 + rest) + name
    return name


# ---------------------------------------------------------------- CSV


def decoded(content: bytes) -> str:
    """Decode a table: by its mark, as UTF-8, or in the alphabet of Windows."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def separator_of(text: str) -> str:
    """Return the separator that parts most of the first lines into the same number of cells."""
    lines = [line for line in text.splitlines()[:40] if line.strip()]
    return max(SEPARATORS, key=lambda mark: sum(min(line.count(mark), 20) for line in lines))


def _table(content: bytes) -> Sheets:
    found = Sheets()
    sheet = found.begin("")
    text = decoded(content)
    wide = content[:2] in {b"\xff\xfe", b"\xfe\xff"}
    for number, start, end, row in _records(text, separator_of(text), wide=wide):
        end = min(end, len(content))  # noqa: PLW2901 - other alphabets have other lengths
        start = min(start, end)  # noqa: PLW2901
        sheet.rows.append(
            [
                found.cell(f"{column_name(at)}{number}", value, start=start, end=end, line=number)
                for at, value in enumerate(row[:500])
            ]
        )
        if found.cut:
            break
    return found


def _records(text: str, mark: str, *, wide: bool) -> Iterator[tuple[int, int, int, list[str]]]:
    """Yield records with the number of their line and the bytes that they span."""
    ends = [0]

    def lines() -> Iterator[str]:
        for line in io.StringIO(text.replace("\0", " "), newline=""):
            ends.append(ends[-1] + (2 * len(line) if wide else len(line.encode())))
            yield line

    csv.field_size_limit(1 << 24)
    reader = csv.reader(lines(), delimiter=mark)
    done = 0
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error:
            row = []
        last = reader.line_num
        yield done + 1, ends[done], ends[min(last, len(ends) - 1)], row
        done = last


# ---------------------------------------------------------------- workbook


def _workbook(content: bytes) -> Sheets:
    if not is_bearable(content):
        raise Unreadable
    found = Sheets()
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
        names = workbook.sheet_names
        grids = [
            workbook.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in names
        ]
    except Exception as error:  # a reader in another language raises errors of its own
        raise Unreadable from error
    for name, grid in zip(names, grids, strict=True):
        sheet = found.begin(name)
        ahead = f"{name}!" if len(names) > 1 else ""
        for number, row in enumerate(grid, 1):
            sheet.rows.append(
                [
                    found.cell(f"{ahead}{column_name(at)}{number}", shown(value), line=number)
                    for at, value in enumerate(row[:500])
                ]
            )
    return found


def shown(value: object) -> str:
    """Return what a cell shows: a date as ISO, a whole number without its point."""
    match value:
        case datetime():
            return value.isoformat("T", "minutes") if value.time() != time() else _day(value)
        case date():
            return value.isoformat()
        case bool():
            return "yes" if value else "no"
        case float() if value.is_integer():
            return str(int(value))
        case None:
            return ""
        case _:
            return str(value)


def _day(value: datetime) -> str:
    return value.date().isoformat()


# ---------------------------------------------------------------- JSON


def _json(content: bytes, offset: int) -> Sheets:
    try:
        whole = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise Unreadable from error
    found = Sheets()
    if isinstance(whole, list):
        whole = {"persons": whole}
    if not isinstance(whole, Mapping):
        raise Unreadable
    labels = found.begin("")
    lists: list[tuple[str, list[Mapping[str, Any]]]] = []
    for path, value in _flat(whole, "", lists):
        end = offset + len(content)
        words = path.replace(".", " ")
        labels.rows.append([_label(words), found.cell(path, value, start=offset, end=end)])
    for path, records in lists:
        _list(found, path, records)
    return found


def _label(text: str) -> Cell:
    return Cell("", text)


def _flat(
    record: Mapping[str, Any], path: str, lists: list[tuple[str, list[Mapping[str, Any]]]]
) -> Iterator[tuple[str, str]]:
    """Yield the plain values of an object with their paths; lists of objects are set apart."""
    for key, value in record.items():
        here = f"{path}.{key}".strip(".")
        if isinstance(value, Mapping):
            if here.count(".") < _DEEPEST:
                yield from _flat(value, here, lists)
        elif isinstance(value, list):
            records = [each for each in value if isinstance(each, Mapping)]
            if records:
                lists.append((here, records))
            plain = [shown(each) for each in value if not isinstance(each, Mapping | list)]
            if plain:
                yield here, ", ".join(plain)
        else:
            yield here, shown(value)


def _list(found: Sheets, path: str, records: Iterable[Mapping[str, Any]]) -> None:
    sheet = found.begin(path)
    inner: list[tuple[str, list[Mapping[str, Any]]]] = []
    flat = [dict(_flat(record, "", inner)) for record in records]
    keys = list(dict.fromkeys(key for row in flat for key in row))
    sheet.rows.append([_label(key.replace(".", " ")) for key in keys])
    for number, row in enumerate(flat):
        sheet.rows.append(
            [
                found.cell(f"{path}[{number}].{key}", row.get(key, ""), line=number + 1)
                for key in keys
            ]
        )
