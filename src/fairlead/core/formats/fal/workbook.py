"""Rows → a workbook (XLSX): one sheet after another, every value a text, always the same bytes."""

import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import Final

from fairlead.core.formats.fal.sheets import column_name

_HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_MOMENT: Final = (1980, 1, 1, 0, 0, 0)
Rows = Sequence[Sequence[str]]


def workbook(sheets: Mapping[str, Rows]) -> bytes:
    """Pack sheets of texts into a workbook."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for name, text in _parts(sheets):
            entry = zipfile.ZipInfo(name, _MOMENT)
            entry.create_system = 3  # the same on every system
            archive.writestr(entry, (_HEAD + text).encode())
    return target.getvalue()


def _parts(sheets: Mapping[str, Rows]) -> Iterator[tuple[str, str]]:
    numbers = range(1, len(sheets) + 1)
    overrides = "".join(
        f'<Override PartName="/xl/worksheets/sheet{number}.xml" '
        f'ContentType="{_TYPE}.worksheet+xml"/>'
        for number in numbers
    )
    types = (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
        f'relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
        f"{overrides}</Types>"
    )
    yield "[Content_Types].xml", types
    yield "_rels/.rels", _relations([("officeDocument", "xl/workbook.xml")])
    listed = "".join(
        f'<sheet name="{escape(name[:31])}" sheetId="{number}" r:id="rId{number}"/>'
        for number, name in zip(numbers, sheets, strict=True)
    )
    yield (
        "xl/workbook.xml",
        f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{listed}</sheets></workbook>',
    )
    related = [("worksheet", f"worksheets/sheet{number}.xml") for number in numbers]
    yield "xl/_rels/workbook.xml.rels", _relations(related)
    for number, rows in zip(numbers, sheets.values(), strict=True):
        yield f"xl/worksheets/sheet{number}.xml", _sheet(rows)


def _relations(targets: Sequence[tuple[str, str]]) -> str:
    listed = "".join(
        f'<Relationship Id="rId{number}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{listed}</Relationships>'


def _sheet(rows: Rows) -> str:
    body = "".join(
        f'<row r="{number}">{_cells(row, number)}</row>' for number, row in enumerate(rows, 1)
    )
    return f'<worksheet xmlns="{_MAIN}"><sheetData>{body}</sheetData></worksheet>'


def _cells(row: Sequence[str], number: int) -> str:
    return "".join(
        f'<c r="{column_name(at)}{number}" t="inlineStr"><is><t xml:space="preserve">'
        f"{escape(_plain(text))}</t></is></c>"
        for at, text in enumerate(row)
        if text
    )


def _plain(text: str) -> str:
    """Leave out control characters, which no workbook can hold."""
    return "".join(each for each in text if each >= " " or each in "\t\n")
