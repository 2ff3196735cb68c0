"""A table as a page shows it: everything in the address, everything reckoned before the template.

::

    @door(verb=Verb.CONSULT, data_class="case")
    def cases(request: HouseRequest) -> HttpResponse:
        return table_page(request, CASES, "casework/cases.html", empty=Empty(_("No case yet")))

The template says ``{% include "ui/table.html" with table=table %}``. The addresses of the export
are made by ``fairlead.ui.exports.export_urls(CASES, "cases/")``.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from fairlead.core.ledger import Verb
from fairlead.core.registration import Label
from fairlead.core.sheets import FORMATS
from fairlead.kernel.access.decisions import decide
from fairlead.kernel.access.requests import HouseRequest
from fairlead.kernel.tables.columns import COVERED, Column, Row, Value
from fairlead.kernel.tables.declarations import SIZES, Finder, Table
from fairlead.kernel.tables.finding import hidden
from fairlead.kernel.tables.models import SavedView
from fairlead.kernel.tables.queries import views_of
from fairlead.kernel.tables.reading import Page, Parameters, page
from fairlead.kernel.tables.states import State, read_state
from fairlead.ui.blocks import Empty
from fairlead.ui.controls import Chip, Control, chips, controls

NOTHING = Empty(_("Nothing is here yet"))


@dataclass(frozen=True, slots=True)
class Bulk:
    """Something that can be done to all ticked rows: a button, and the page that it leads to."""

    label: Label
    url: str
    is_grave: bool = False
    key: str = ""  # on the keyboard


@dataclass(frozen=True, slots=True)
class Heading:
    """The head of one column; ``url`` sorts by it, the other way round if it is sorted already."""

    column: Column
    url: str = ""
    direction: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """One value, with what the template needs to write it."""

    column: Column
    value: Value
    link: str = ""
    tone: str = ""

    @property
    def is_covered(self) -> bool:
        return self.value is COVERED


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the page."""

    key: str
    cells: list[Cell]


@dataclass(frozen=True, slots=True)
class View:
    """A saved view, and where it leads."""

    saved: SavedView
    url: str
    is_own: bool
    is_current: bool


@dataclass(frozen=True, kw_only=True)
class ShownTable:
    """What ``ui/table.html`` shows."""

    table: Table
    state: State
    url: str
    headings: list[Heading]
    lines: list[Line]
    count: int
    is_more: bool
    before: str
    after: str
    controls: list[Control]
    chips: list[Chip]
    choices: list[tuple[Column, bool]]
    views: list[View]
    exports: list[tuple[str, str]]
    export_url: str
    bulk: Sequence[Bulk] = ()
    empty: Empty = NOTHING
    finders: Sequence[Finder] = ()
    searches: bool = False
    sizes: Sequence[tuple[int, bool]] = ()

    @property
    def id(self) -> str:
        """The name of this table on its page."""
        return "table-" + self.table.code.replace(".", "-")

    @property
    def query(self) -> str:
        """The state as it stands in the address, from the first page."""
        return replace(self.state, place="").query()

    @property
    def is_narrowed(self) -> bool:
        """Whether more may be there than what is asked for."""
        return bool(self.state.search or self.state.filters or self.state.found)

    @property
    def without_search(self) -> list[tuple[str, str]]:
        """The state that a new search keeps."""
        return replace(self.state, search="", place="").pairs()

    @property
    def without_filters(self) -> list[tuple[str, str]]:
        """The state that a new choice of filters keeps."""
        return replace(self.state, filters={}, place="").pairs()

    @property
    def without_columns(self) -> list[tuple[str, str]]:
        """The state that a new choice of columns keeps."""
        return replace(self.state, columns=(), size=0, place="").pairs()


def table_page(
    request: HouseRequest,
    table: Table,
    template: str,
    *,
    parameters: Parameters | None = None,
    extra: Mapping[str, Any] | None = None,
    **shown: Any,  # noqa: ANN401 - what show_table takes
) -> HttpResponse:
    """Answer a page whose heart is one table; a finder's form is answered by a redirection."""
    if request.method == "POST":
        return find(request, table)
    seen = show_table(request, table, parameters=parameters, **shown)
    return render(request, template, {"table": seen, **(extra or {})})


def find(request: HouseRequest, table: Table) -> HttpResponse:
    """Put what was typed into a capsule, and go on with that in the address."""
    state = read_state(table, request.context, request.GET)
    finder = table.finder(request.POST.get("finder", ""))
    text = request.POST.get("text", "").strip()
    found = ""
    if finder is not None and text:
        found = hidden(request.context, table.code, "found", [finder.name, text])
    return redirect(_address(request.path, replace(state, found=found, place="")))


def show_table(
    request: HouseRequest,
    table: Table,
    *,
    parameters: Parameters | None = None,
    bulk: Sequence[Bulk] = (),
    empty: Empty = NOTHING,
) -> ShownTable:
    """Read one page of a table and all that stands around it."""
    state = read_state(table, request.context, request.GET)
    seen = page(table, request.context, state, parameters or {})
    return dress(request, table, state, seen, bulk=bulk, empty=empty)


def dress(
    request: HouseRequest,
    table: Table,
    state: State,
    seen: Page,
    *,
    bulk: Sequence[Bulk] = (),
    empty: Empty = NOTHING,
) -> ShownTable:
    """Put around one page of rows all that a reader can do with them."""
    context, url = request.context, request.path
    allowed = table.columns_for(context)
    shown = {column.name for column in seen.columns}
    return ShownTable(
        table=table,
        state=state,
        url=url,
        headings=[_heading(table, url, state, column) for column in seen.columns],
        lines=[_line(table, row, seen.columns) for row in seen.rows],
        count=seen.count,
        is_more=seen.is_more,
        before=_address(url, replace(state, place=seen.before)) if seen.before else "",
        after=_address(url, replace(state, place=seen.after)) if seen.after else "",
        controls=controls(allowed, context, state),
        chips=chips(allowed, context, state, url),
        choices=[(column, column.name in shown) for column in allowed],
        views=_views(request, table, url, state),
        exports=[(code, kind.name) for code, kind in FORMATS.items()],
        export_url=_export_url(request, table),
        bulk=bulk,
        empty=empty,
        finders=table.finders,
        searches=bool(table.searched(context)),
        sizes=[(size, size == (state.size or table.size)) for size in SIZES],
    )


def _heading(table: Table, url: str, state: State, column: Column) -> Heading:
    if not column.sort:
        return Heading(column)
    sorted_by = state.sort or table.order
    up = sorted_by == column.name
    direction = {column.name: "ascending", f"-{column.name}": "descending"}.get(sorted_by, "")
    turned = replace(state, sort=f"-{column.name}" if up else column.name, place="")
    return Heading(column, _address(url, turned), direction)


def _line(table: Table, row: Row, columns: Sequence[Column]) -> Line:
    return Line(str(getattr(row.record, table.key)), [_cell(column, row) for column in columns])


def _cell(column: Column, row: Row) -> Cell:
    link = column.link(row) if column.link else ""
    return Cell(column, column.value(row), link, column.tone(row) if column.tone else "")


def _views(request: HouseRequest, table: Table, url: str, state: State) -> list[View]:
    if request.context.account is None:
        return []
    now = state.kept(table).query()
    return [
        View(
            saved=view,
            url=f"{url}?{view.state}" if view.state else url,
            is_own=view.account_id == request.context.account,
            is_current=view.state == now,
        )
        for view in views_of(request.context, table.code)
    ]


def _export_url(request: HouseRequest, table: Table) -> str:
    """Return where this table is exported; "" where this reader may not disclose it."""
    if not table.url_name or not decide(request.context, Verb.DISCLOSE, table.data_class):
        return ""
    match = request.resolver_match
    try:
        return reverse(f"{table.url_name}-export", kwargs=match.kwargs if match else {})
    except NoReverseMatch:
        return ""


def _address(url: str, state: State) -> str:
    query = state.query()
    return f"{url}?{query}" if query else url
