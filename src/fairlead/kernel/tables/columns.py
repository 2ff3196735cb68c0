"""What a column is: how it is called, what stands in it, and what may be done with it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from fairlead.core.registration import Label
from fairlead.kernel.tables.filters import Filter


class Kind(StrEnum):
    """How a value is written on a page; a file gets the value itself."""

    TEXT = "text"
    NAME = "name"  # of a person or a place, in its own script and direction
    CODE = "code"
    NUMBER = "number"
    MOMENT = "moment"
    DAY = "day"
    DEADLINE = "deadline"  # a moment, and how long it is until then
    FLAG = "flag"
    BADGE = "badge"


class Covered:
    """Stands for a value that is there and is not shown: masked by the policy, or sealed."""

    def __repr__(self) -> str:
        return "<covered>"


COVERED = Covered()
Value = str | int | float | Decimal | bool | date | datetime | Covered | Label | None


@dataclass(frozen=True, slots=True)
class Row:
    """A record of a page, with what was opened of it."""

    record: Any
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Column:
    """One column. ``sort`` names fields of the model that are never null."""

    name: str
    heading: Label
    value: Callable[[Row], Value]
    kind: Kind | str = Kind.TEXT
    sort: tuple[str, ...] = ()
    filter: Filter | None = None
    shown: bool = True  # until somebody chooses otherwise
    data_class: str = ""  # if it is not that of the table
    link: Callable[[Row], str] | None = None  # on a page: where the value leads
    tone: Callable[[Row], str] | None = None  # of a badge: good, warning, bad, accent
    identifying: bool = False  # covered where the policy masks; then nobody sorts or filters by it

    @property
    def is_sealed(self) -> bool:
        """Whether the value is read from an opened envelope."""
        return getattr(self.value, "is_sealed", False)

    def masked(self) -> "Column":
        """Return the column with its value covered, and nothing by which it could be guessed."""
        return replace(self, value=_covered, sort=(), filter=None, link=None)


def sealed(name: str) -> Callable[[Row], Value]:
    """Return what reads one opened value; where it was not opened, it is covered."""

    def read(row: Row) -> Value:
        found: Value = row.values.get(name, COVERED)
        return found

    read.is_sealed = True  # type: ignore[attr-defined]
    return read


def _covered(_row: Row) -> Value:
    return COVERED
