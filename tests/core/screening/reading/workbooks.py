"""Workbooks made by hand: the few files that a sheet needs, and nothing else."""

import io
import zipfile
from collections.abc import Sequence
from datetime import date
from xml.sax.saxutils import escape

_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/xl/workbook.xml" ContentType="application/'
    'vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>'
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_STYLES = (
    f'<styleSheet xmlns="{_MAIN}"><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>'
    "</styleSheet>"
)

Cell = str | int | float | date


def workbook(*sheets: Sequence[Sequence[Cell]], merged: str = "") -> bytes:
    """Return an XLSX file with these sheets, and with some cells of each made one."""
    numbers = range(1, len(sheets) + 1)
    listed = "".join(f'<sheet name="S{n}" sheetId="{n}" r:id="r{n}"/>' for n in numbers)
    related = "".join(
        f'<Relationship Id="r{n}" Type="{_OFFICE}/worksheet" Target="worksheets/s{n}.xml"/>'
        for n in numbers
    )
    styles = f'<Relationship Id="st" Type="{_OFFICE}/styles" Target="styles.xml"/>'
    files = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}"><Relationship Id="w" '
        f'Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}">'
        f"<sheets>{listed}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}">{related}{styles}'
        "</Relationships>",
        "xl/styles.xml": _STYLES,
        **{f"xl/worksheets/s{n}.xml": _sheet(rows, merged) for n, rows in enumerate(sheets, 1)},
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return packed.getvalue()


def _sheet(rows: Sequence[Sequence[Cell]], merged: str) -> str:
    shown = "".join(
        f'<row r="{row}">'
        + "".join(_cell(f"{chr(65 + column)}{row}", cell) for column, cell in enumerate(cells))
        + "</row>"
        for row, cells in enumerate(rows, 1)
    )
    joined = f'<mergeCells><mergeCell ref="{merged}"/></mergeCells>' if merged else ""
    return f'<worksheet xmlns="{_MAIN}"><sheetData>{shown}</sheetData>{joined}</worksheet>'


def _cell(place: str, cell: Cell) -> str:
    if isinstance(cell, date):
        days = (cell - date(1899, 12, 30)).days
        return f'<c r="{place}" s="1"><v>{days}</v></c>'
    if isinstance(cell, str):
        return f'<c r="{place}" t="inlineStr"><is><t>{escape(cell)}</t></is></c>'
    return f'<c r="{place}"><v>{cell}</v></c>'
