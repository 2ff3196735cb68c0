"""Comma-separated values after RFC 4180, for spreadsheets as well as for programs.

With a byte order mark, without which Excel reads Arabic and Chinese as noise. A text that begins
like a formula is a program in the hands of whoever opens the file, so it gets an apostrophe.
"""

from collections.abc import Iterable, Iterator

from fairlead.core.sheets.cells import Cell, Sheet, as_text

MARK = b"\xef\xbb\xbf"
STARTS_A_FORMULA = tuple("=+-@\t\r\n＝＋－＠")
_QUOTED = frozenset(',"\r\n')
_PIECE = 64 * 1024


def write_csv(sheet: Sheet, rows: Iterable[Iterable[Cell]]) -> Iterator[bytes]:
    """Yield the file piece by piece; times are in UTC."""
    yield MARK
    lines, size = [_line(sheet.headings)], 0
    for row in rows:
        lines.append(_line(row))
        size += len(lines[-1])
        if size >= _PIECE:
            yield "".join(lines).encode()
            lines, size = [], 0
    yield "".join(lines).encode()


def harmless(text: str) -> str:
    r"""Put an apostrophe before what a spreadsheet would run.

    >>> harmless('=HYPERLINK("https://utopia.example")')
    '\'=HYPERLINK("https://utopia.example")'
    >>> harmless("O'Hythloday")
    "O'Hythloday"
    """
    return f"'{text}" if text.lstrip(" \u00a0\ufeff").startswith(STARTS_A_FORMULA) else text


def _line(row: Iterable[Cell]) -> str:
    return ",".join(map(_cell, row)) + "\r\n"


def _cell(cell: Cell) -> str:
    text = harmless(cell) if isinstance(cell, str) else as_text(cell)
    text = text.replace("\x00", "\ufffd")
    return '"' + text.replace('"', '""') + '"' if _QUOTED & set(text) else text
