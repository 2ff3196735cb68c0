"""Where a reader stands in a list: the sheet, its headings, and what is wrong so far."""

from dataclasses import dataclass, field

from fairlead.core.formats.fal.grammar import FAULTS
from fairlead.core.formats.fal.messages import Cell, Header, Heading
from fairlead.core.formats.faults import found
from fairlead.core.problems import Problem
from fairlead.core.travel import Push


@dataclass(slots=True)
class State:
    """One list while it is read."""

    push: Push
    header: Header
    heading: Heading
    order: str = ""  # of days and months
    day: str = ""  # of the call
    numbers: dict[str, int] = field(default_factory=dict)
    documents: set[tuple[str, str]] = field(default_factory=set)
    last_number: int = 0

    @property
    def year(self) -> int:
        return int(self.day[:4]) if self.day[:4].isdecimal() else 0

    def note(self, code: str, cell: Cell | None = None, /, **facts: object) -> None:
        self.push.problems.append(fault(code, cell, **facts))


def fault(code: str, cell: Cell | None = None, /, **facts: object) -> Problem:
    """Make a problem with the place of a cell."""
    where = cell or Cell("", "")
    made = found(
        FAULTS,
        f"fal.{code}",
        facts,
        offset=where.start,
        segment=where.tag,
        ordinal=where.ordinal,
        raw=where.text.encode(),
    )
    return made if not where.line else _with_line(made, where.line)


def _with_line(made: Problem, line: int) -> Problem:
    return Problem(
        made.code,
        made.severity,
        made.offset,
        line,
        made.segment,
        made.ordinal,
        made.raw,
        made.facts,
    )
