from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from fairlead.core.sheets.cells import Cell, Sheet
from fairlead.core.sheets.commas import write_csv
from fairlead.core.sheets.lines import write_lines
from fairlead.core.sheets.workbooks import write_workbook

Writer = Callable[[Sheet, Iterable[Iterable[Cell]]], Iterator[bytes]]


@dataclass(frozen=True, slots=True)
class Format:
    """One way to write rows: what it is called, its ending, its media type, its writer."""

    name: str
    ending: str
    media_type: str
    write: Writer


FORMATS = {
    "csv": Format("CSV", "csv", "text/csv; charset=utf-8", write_csv),
    "xlsx": Format(
        "Excel",
        "xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        write_workbook,
    ),
    "jsonl": Format("JSON lines", "jsonl", "application/jsonl", write_lines),
}
