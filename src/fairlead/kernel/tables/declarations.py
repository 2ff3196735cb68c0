"""``Table``: everything that a list is, said once."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.module_loading import import_string

from fairlead.core.errors import Misconfigured
from fairlead.core.ledger import Verb
from fairlead.core.policy.decisions import MASK
from fairlead.core.registration import Label
from fairlead.kernel.access.context import Context
from fairlead.kernel.access.decisions import decide
from fairlead.kernel.rooms import rooms
from fairlead.kernel.tables.columns import Column

Source = Callable[..., QuerySet[Any]]
Opener = Callable[[Context, Sequence[Any]], Mapping[Any, Mapping[str, Any]]]
SIZES = (25, 50, 100, 200)


@dataclass(frozen=True)
class Finder:
    """Finds by an exact value that is sealed: a name, the number of a document."""

    name: str
    label: Label
    find: Callable[[Context, str], Q]  # what was typed → which rows


@dataclass(frozen=True, kw_only=True)
class Table:
    """A list of records, as one declares it; ``url_name`` is the address of its page."""

    code: str
    label: Label
    source: Source  # (context, **parameters of the address) → queryset that the context opened
    columns: tuple[Column, ...]
    order: str  # a column, "-" before it: downwards
    data_class: str  # what an export discloses
    url_name: str = ""
    filled: tuple[str, ...] = ()  # sort keys that may be null, and never are in what source returns
    key: str = "pk"  # unique and never null; makes every order complete
    values: Opener | None = None  # what must be opened: for all rows of one page at once
    search: tuple[str, ...] = ()  # fields that "search in this list" looks into, by beginning
    contains: bool = False  # look inside as well: for lists that stay short
    finders: tuple[Finder, ...] = ()
    size: int = 50

    def __post_init__(self) -> None:
        names = [column.name for column in self.columns]
        if len(set(names)) < len(names):
            raise Misconfigured("two columns have one name", place=self.code)
        for column in self.columns:
            if column.is_sealed and (column.sort or column.filter):
                raise Misconfigured(
                    "sealed values are not in the database to be sorted or filtered",
                    place=f"{self.code}.{column.name}",
                )
        first = self.column(self.order.lstrip("-"))
        if not first.sort or first.identifying or first.data_class:
            raise Misconfigured("the first order is by a key that everybody sees", place=self.code)

    def column(self, name: str) -> Column:
        """Return the column of this name."""
        found = next((column for column in self.columns if column.name == name), None)
        if found is None:
            raise Misconfigured("no such column", place=f"{self.code}.{name}")
        return found

    def columns_for(self, context: Context) -> tuple[Column, ...]:
        """Return the columns whose class of data this context may consult."""
        masks = self.masks(context)
        return tuple(
            column.masked() if masks and column.identifying else column
            for column in self.columns
            if _may_see(context, column)
        )

    def masks(self, context: Context) -> bool:
        """Say whether the policy covers what identifies somebody, for this reader."""
        return MASK in decide(context, Verb.CONSULT, self.data_class).obligations

    def searched(self, context: Context) -> tuple[str, ...]:
        """Return the fields that a search looks into; none where it would guess at the covered."""
        hides = self.masks(context) and any(column.identifying for column in self.columns)
        return () if hides else self.search

    def finder(self, name: str) -> Finder | None:
        """Return the finder of this name."""
        return next((finder for finder in self.finders if finder.name == name), None)

    def opened(self, context: Context, records: Sequence[Any]) -> Mapping[Any, Mapping[str, Any]]:
        """Return the sealed values of these records, as far as this context may read them."""
        return self.values(context, records) if self.values and records else {}


def _may_see(context: Context, column: Column) -> bool:
    return not column.data_class or bool(decide(context, Verb.CONSULT, column.data_class))


@cache
def tables() -> dict[str, Table]:
    """Return every table that a room declares, by its code."""
    return {table.code: table for table in _declared()}


def _declared() -> Iterator[Table]:
    for room in rooms().values():
        for path in room.tables:
            found = import_string(path)
            if not isinstance(found, Table):
                raise Misconfigured("is not a table", place=path)
            yield found
