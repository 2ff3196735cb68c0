r"""Rows and columns as files: CSV, Excel workbooks, JSON lines.

Every writer takes rows one after the other and gives bytes piece by piece, so that a hundred
thousand rows need no more memory than one. What a spreadsheet program would *run* stays text: in
CSV a cell that begins like a formula gets an apostrophe in front, in a workbook texts are never
formulas, and JSON lines are exact.

>>> b"".join(FORMATS["csv"].write(Sheet(("Name", "Seats")), [("Raphael", 2)])).decode("utf-8-sig")
'Name,Seats\r\nRaphael,2\r\n'
"""

from fairlead.core.sheets.cells import Cell, Sheet
from fairlead.core.sheets.commas import write_csv
from fairlead.core.sheets.formats import FORMATS, Format
from fairlead.core.sheets.lines import write_lines
from fairlead.core.sheets.workbooks import write_workbook

__all__ = [
    "FORMATS",
    "Cell",
    "Format",
    "Sheet",
    "write_csv",
    "write_lines",
    "write_workbook",
]
