from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

Cell = str | int | float | Decimal | bool | date | datetime | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is the same for all rows: headings for people, names for machines, the direction."""

    headings: Sequence[str]
    names: Sequence[str] = ()
    title: str = ""
    right_to_left: bool = False


def as_text(cell: Cell) -> str:
    """Write a cell as text that sorts and that every program reads: ISO 8601, no grouping.

    >>> as_text(datetime(2026, 11, 20, 13, 10))
    '2026-11-20 13:10:00'
    >>> as_text(True), as_text(None)
    ('true', '')
    """
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, datetime):
        return cell.replace(tzinfo=None).isoformat(sep=" ", timespec="seconds")
    return cell.isoformat() if isinstance(cell, date) else str(cell)
