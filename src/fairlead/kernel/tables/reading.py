"""From a state to rows. Page, count, selection and export all begin with ``narrowed``."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet

from fairlead.kernel.access.context import Context
from fairlead.kernel.tables.columns import Column, Row
from fairlead.kernel.tables.declarations import Table
from fairlead.kernel.tables.filters import begins
from fairlead.kernel.tables.finding import hidden, revealed
from fairlead.kernel.tables.paging import check_order, cut, narrowed_after, order_of
from fairlead.kernel.tables.states import State

COUNTED = 10_000  # beyond it a page says "more than"
CHUNK = 500
Parameters = Mapping[str, Any]
NONE: Parameters = {}


@dataclass(frozen=True, slots=True)
class Page:
    """What one page of a table holds; the addresses of its neighbours are places in capsules."""

    columns: tuple[Column, ...]
    rows: list[Row]
    count: int
    is_more: bool  # than was counted
    before: str
    after: str


def narrowed(
    table: Table, context: Context, state: State, parameters: Parameters = NONE
) -> QuerySet[Any]:
    """Return the rows that the state asks for, as far as the context reaches; not yet ordered."""
    found = table.source(context, **parameters)
    if state.problems:
        return found.none()
    columns = {column.name: column for column in table.columns_for(context)}
    for name, words in state.filters.items():
        asked = columns[name].filter
        if asked is not None:
            found = found.filter(asked.condition(context, words))
    if state.search:
        found = found.filter(_search(table, context, state.search))
    if state.found:
        found = _by_finder(table, context, state.found, found)
    return found.order_by()


def page(table: Table, context: Context, state: State, parameters: Parameters = NONE) -> Page:
    """Return one page: a query for its rows, one for the number, and what it takes to open them."""
    found = narrowed(table, context, state, parameters)
    order = order_of(table, state.sort)
    check_order(table, found.model, order)
    use = f"place {' '.join(order)}"
    place = revealed(context, table.code, use, state.place) if state.place else None
    part = cut(found, order, state.size or table.size, place)
    count = found[: COUNTED + 1].count()
    return Page(
        columns=shown_columns(table, context, state),
        rows=_rows(table, context, part.records),
        count=min(count, COUNTED),
        is_more=count > COUNTED,
        before=hidden(context, table.code, use, ["before", *part.before]) if part.before else "",
        after=hidden(context, table.code, use, ["after", *part.after]) if part.after else "",
    )


def shown_columns(table: Table, context: Context, state: State) -> tuple[Column, ...]:
    """Return the columns that this state shows to this reader."""
    allowed = table.columns_for(context)
    if state.columns:
        return tuple(column for column in allowed if column.name in state.columns)
    return tuple(column for column in allowed if column.shown)


def selected(
    table: Table,
    context: Context,
    state: State,
    keys: Iterable[str],
    *,
    every: bool = False,
    parameters: Parameters = NONE,
) -> QuerySet[Any]:
    """Return the rows that somebody ticked, or all that the state shows; nothing beyond it."""
    found = narrowed(table, context, state, parameters)
    if every:
        return found
    field = found.model._meta.pk if table.key == "pk" else found.model._meta.get_field(table.key)
    try:
        wanted = [field.to_python(key) for key in keys]
    except ValidationError:
        return found.none()
    return found.filter(**{f"{table.key}__in": wanted})


def every_row(
    table: Table, context: Context, state: State, parameters: Parameters = NONE
) -> Iterator[Callable[[], list[Row]]]:
    """Yield functions, each of which reads the next rows; an empty answer is the end.

    A function and not the rows, so that the caller can open a look around every reading.
    """
    order = order_of(table, state.sort)
    last: Any = None

    def read() -> list[Row]:
        nonlocal last
        found = narrowed(table, context, state, parameters)
        check_order(table, found.model, order)
        if last is not None:
            found = narrowed_after(found, order, last)
        records = list(found.order_by(*order)[:CHUNK])
        last = records[-1] if records else None
        return _rows(table, context, records)

    yield read
    while last is not None:
        yield read


def _rows(table: Table, context: Context, records: Sequence[Any]) -> list[Row]:
    opened = table.opened(context, records)
    return [Row(record, opened.get(record.pk, {})) for record in records]


def _search(table: Table, context: Context, text: str) -> Q:
    found = Q(pk__in=[])
    for field in table.searched(context):
        found |= Q(**{f"{field}__icontains": text}) if table.contains else begins(field, text)
    return found


def _by_finder(table: Table, context: Context, capsule: str, found: QuerySet[Any]) -> QuerySet[Any]:
    held = revealed(context, table.code, "found", capsule)
    finder = table.finder(str(held[0])) if held else None
    if held is None or finder is None:
        return found.none()  # a capsule that is over finds nobody, and never everybody
    return found.filter(finder.find(context, str(held[1])))
