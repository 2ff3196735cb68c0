"""How one gets from a record to its case, in the words of the database.

Both walls need it: the querysets, to narrow what a purpose that is bound to one case shows, and
row security, to hold where a query forgot. So it is said once, in tables and columns::

    class SecondOpinion(Record):
        case_ways = (Way("decision_id", (Step("cases_decision", "id", "case_id"),)),)

Of several ways, one that leads to the case is enough. A record without any way belongs to no
case, and is not seen under a purpose that is bound to one.
"""

from collections.abc import Iterable
from dataclasses import dataclass

NOWHERE = "1 = 0"


@dataclass(frozen=True, slots=True)
class Step:
    """One table on the way: we come with the value of ``key`` and leave with that of ``leads``."""

    table: str
    key: str
    leads: str


@dataclass(frozen=True, slots=True)
class Way:
    """From a column of the record, over other tables if need be, to the id of its case.

    ``kind`` says that the column holds a reference (``case:0192…``) and not the bare id.
    """

    column: str
    over: tuple[Step, ...] = ()
    kind: str = ""

    @property
    def is_own(self) -> bool:
        """Whether the record itself says where it belongs, also before others refer to it."""
        return not self.over or self.column != "id"

    def condition(self, column: str, case: str) -> str:
        """Return in SQL that this column leads to the case, which is an SQL expression."""
        return _condition(column, self.over, case)


def any_of(conditions: Iterable[str]) -> str:
    """Return in SQL that one of these holds; of none, none does."""
    return "(" + (" OR ".join(conditions) or NOWHERE) + ")"


def _condition(column: str, steps: tuple[Step, ...], case: str) -> str:
    if not steps:
        return f"{column} = {case}"
    first, alias = steps[0], f"way{len(steps)}"
    inner = _condition(f"{alias}.{first.leads}", steps[1:], case)
    return f"{column} IN (SELECT {alias}.{first.key} FROM {first.table} {alias} WHERE {inner})"  # noqa: S608 - a declaration's own words
