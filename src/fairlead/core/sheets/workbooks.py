"""Excel workbooks after ECMA-376, part 1, written front to back.

The smallest package that Excel, LibreOffice and calamine open: texts stand inline in their cells
(``t="inlineStr"``), so nothing has to be known before it is written, and none is ever a formula.
A sheet has 1,048,576 rows; what is more goes on in the next sheet. The first row stays in sight.
"""

import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from html import escape
from io import RawIOBase
from itertools import chain, islice
from math import isfinite
from typing import cast

from fairlead.core.sheets.cells import Cell, Sheet, as_text

LARGEST_SHEET = 1_048_576  # rows, the headings among them
LONGEST_TEXT = 32_767
_EXACT = 10**15  # beyond it a number of Excel loses digits, so it is written as text
_EPOCH = date(1899, 12, 30)
_FIRST = date(1900, 3, 1)  # before it Excel counts a day that never was
_SECONDS = 86_400
_PIECE = 256  # rows
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_HEADING, _DAY, _MOMENT = 1, 2, 3  # places in the list of formats below
_STYLES = (
    f'<styleSheet xmlns="{_MAIN}">'
    '<numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/>'
    '<numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss"/></numFmts>'
    "<fonts><font/><font><b/></font></fonts><fills><fill/></fills><borders><border/></borders>"
    "<cellStyleXfs><xf/></cellStyleXfs><cellXfs><xf/>"
    '<xf fontId="1" applyFont="1"/><xf numFmtId="164" applyNumberFormat="1"/>'
    '<xf numFmtId="165" applyNumberFormat="1"/></cellXfs></styleSheet>'
)
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>{}</Types>'
)
# What XML 1.0 cannot say at all.
_UNSAYABLE = dict.fromkeys(
    [*range(9), 11, 12, *range(14, 32), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF], "\ufffd"
)


class _Outlet(RawIOBase):
    """Gathers what the archive writes until somebody takes it away."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        piece = bytes(cast("bytes", data))
        self._pieces.append(piece)
        return len(piece)

    def taken(self) -> bytes:
        pieces, self._pieces = self._pieces, []
        return b"".join(pieces)


def write_workbook(
    sheet: Sheet, rows: Iterable[Iterable[Cell]], *, largest: int = LARGEST_SHEET
) -> Iterator[bytes]:
    """Yield the package piece by piece; times are in UTC."""
    outlet, left, count = _Outlet(), iter(rows), 0
    with zipfile.ZipFile(outlet, "w", zipfile.ZIP_DEFLATED) as package:
        _part(package, "xl/styles.xml", _STYLES)
        while (first := next(left, None)) is not None or not count:
            count += 1
            here = islice(chain([first] if first is not None else [], left), largest - 1)
            with package.open(_info(f"xl/worksheets/sheet{count}.xml"), "w") as part:
                for text in _sheet(sheet, here):
                    part.write(text.encode())
                    yield outlet.taken()
        for name, text in _frame(sheet, count):
            _part(package, name, text)
    yield outlet.taken()


def _info(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)  # dated 1980, so that equal rows give equal files
    info.compress_type = zipfile.ZIP_DEFLATED
    return info


def _part(package: zipfile.ZipFile, name: str, text: str) -> None:
    package.writestr(_info(name), _HEAD + text)


def _sheet(sheet: Sheet, rows: Iterable[Iterable[Cell]]) -> Iterator[str]:
    direction = ' rightToLeft="1"' if sheet.right_to_left else ""
    columns = f'<cols><col min="1" max="{max(len(sheet.headings), 1)}" width="22"/></cols>'
    pane = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
    yield (
        f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetViews><sheetView{direction} '
        f'workbookViewId="0">{pane}</sheetView></sheetViews>{columns}<sheetData>'
        f"{_row(sheet.headings, _HEADING)}"
    )
    left = iter(rows)
    while lines := [_row(row) for row in islice(left, _PIECE)]:
        yield "".join(lines)
    yield "</sheetData></worksheet>"


def _row(row: Iterable[Cell], style: int = 0) -> str:
    return f"<row>{''.join(_cell(cell, style) for cell in row)}</row>"


def _cell(cell: Cell, style: int) -> str:
    if cell is None or cell == "":
        return "<c/>"
    if isinstance(cell, bool):
        return f'<c t="b"><v>{int(cell)}</v></c>'
    if isinstance(cell, int | float | Decimal):
        exact = isfinite(cell) and abs(float(cell)) < _EXACT
        return f"<c><v>{cell}</v></c>" if exact else _text(str(cell), style)
    if isinstance(cell, date):
        return _day(cell)
    return _text(cell, style)


def _day(day: date) -> str:
    """Write a day as Excel counts them; one that it does not know is written as text."""
    plain = day.date() if isinstance(day, datetime) else day
    if plain < _FIRST:
        return _text(as_text(day), 0)
    serial = (plain - _EPOCH).days
    if not isinstance(day, datetime):
        return f'<c s="{_DAY}"><v>{serial}</v></c>'
    seconds = day.hour * 3600 + day.minute * 60 + day.second
    return f'<c s="{_MOMENT}"><v>{serial + seconds / _SECONDS:.10f}</v></c>'


def _text(text: str, style: int) -> str:
    said = escape(text[:LONGEST_TEXT].translate(_UNSAYABLE), quote=False)
    marked = f' s="{style}"' if style else ""
    return f'<c t="inlineStr"{marked}><is><t xml:space="preserve">{said}</t></is></c>'


def _frame(sheet: Sheet, count: int) -> Iterator[tuple[str, str]]:
    """Yield the parts that say what the others are."""
    numbers = range(1, count + 1)
    names = _titles(sheet.title, count)
    sheets = "".join(
        f'<sheet name="{escape(name)}" sheetId="{n}" r:id="rId{n}"/>'
        for n, name in zip(numbers, names, strict=True)
    )
    yield (
        "xl/workbook.xml",
        f'<workbook xmlns="{_MAIN}" xmlns:r="{_LINKS}"><sheets>{sheets}</sheets></workbook>',
    )
    links = [(f"rId{n}", "worksheet", f"worksheets/sheet{n}.xml") for n in numbers]
    links.append((f"rId{count + 1}", "styles", "styles.xml"))
    yield "xl/_rels/workbook.xml.rels", _links(links)
    yield "_rels/.rels", _links([("rId1", "officeDocument", "xl/workbook.xml")])
    kinds = "".join(_override(f"/xl/worksheets/sheet{n}.xml", "worksheet") for n in numbers)
    kinds += _override("/xl/workbook.xml", "sheet.main") + _override("/xl/styles.xml", "styles")
    yield "[Content_Types].xml", _TYPES.format(kinds)


def _titles(title: str, count: int) -> Iterator[str]:
    """Yield names that Excel takes: 31 characters, none of them a sign of its own."""
    plain = "".join(" " if sign in "[]:*?/\\'" else sign for sign in title)
    plain = plain.translate(_UNSAYABLE).strip()[:25] or "1"
    yield from (plain if number == 1 else f"{plain} {number}" for number in range(1, count + 1))


def _override(part: str, kind: str) -> str:
    return f'<Override PartName="{part}" ContentType="{_TYPE}.{kind}+xml"/>'


def _links(links: Sequence[tuple[str, str, str]]) -> str:
    said = "".join(
        f'<Relationship Id="{name}" Type="{_LINKS}/{kind}" Target="{target}"/>'
        for name, kind, target in links
    )
    return (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f"{said}</Relationships>"
    )
