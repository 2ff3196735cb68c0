"""The addresses under which a table is exported: made from its declaration, each with its door."""

import uuid
from collections.abc import Callable, Iterator
from itertools import chain
from typing import Any

from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.views.decorators.http import require_POST

from fairlead.core.ledger import Verb
from fairlead.core.sheets import FORMATS
from fairlead.kernel.access.context import Context
from fairlead.kernel.access.doors import door
from fairlead.kernel.access.requests import HouseRequest
from fairlead.kernel.tables import actions
from fairlead.kernel.tables.columns import Row
from fairlead.kernel.tables.declarations import Table
from fairlead.kernel.tables.exporting import disclosed_columns
from fairlead.kernel.tables.queries import own_export
from fairlead.kernel.tables.reading import every_row, narrowed
from fairlead.kernel.tables.states import State, read_state
from fairlead.kernel.tables.writing import file_name, written

AT_ONCE = 5_000  # rows; more is written by a worker


def export_urls(table: Table, route: str, name: str = "") -> list[URLPattern]:
    """Return the two addresses of a table's exports: to ask for one, and to fetch one.

    ``name`` is that of the table's page, without the desk in front.
    """
    name = name or table.url_name.split(":")[-1]
    return [
        path(f"{route}export/", export_view(table), name=f"{name}-export"),
        path(f"{route}export/<uuid:export>/", fetch_view(table), name=f"{name}-fetch"),
    ]


def export_view(table: Table) -> Callable[..., HttpResponse]:
    """Return the view that exports what the address asks of this table."""

    @require_POST
    @door(verb=Verb.DISCLOSE, data_class=table.data_class, act="tables.row.disclosed")
    def export(request: HouseRequest, **parameters: Any) -> HttpResponse:  # noqa: ANN401 - of the address
        kind = request.POST.get("kind", "")
        if kind not in FORMATS:
            raise BadRequest("this is no kind of file")
        context = request.context
        state = read_state(table, context, request.GET)
        found = narrowed(table, context, state, parameters)
        if found[: AT_ONCE + 1].count() > AT_ONCE:
            actions.ask_export(
                context=context, table=table, state=state, kind=kind, parameters=parameters
            )
            return redirect("exports")
        return _file(table, context, state, kind, parameters)

    return export


def fetch_view(table: Table) -> Callable[..., HttpResponse]:
    """Return the view that gives a written export to whoever asked for it."""

    @door(verb=Verb.DISCLOSE, data_class=table.data_class, act="tables.export.fetched")
    def fetch(request: HouseRequest, export: uuid.UUID, **_parameters: Any) -> HttpResponse:  # noqa: ANN401
        found = own_export(request.context, export, table.code)
        name, pieces = actions.open_export(context=request.context, export=found, table=table)
        return attachment(name, found.kind, b"".join(pieces))

    return fetch


def attachment(name: str, kind: str, content: bytes) -> HttpResponse:
    """Return bytes as a file to be saved: never shown, never run, never guessed at."""
    response = HttpResponse(content, content_type=FORMATS[kind].media_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Content-Security-Policy"] = "sandbox; default-src 'none'; frame-ancestors 'none'"
    response["Cache-Control"] = "private, no-store"
    return response


def _file(
    table: Table, context: Context, state: State, kind: str, parameters: dict[str, Any]
) -> HttpResponse:
    """Write everything inside the door, which is the disclosure and names every row."""
    columns = disclosed_columns(table, context, state)
    rows: Iterator[Row] = chain.from_iterable(
        read() for read in every_row(table, context, state, parameters)
    )
    content = b"".join(written(table, columns, rows, kind))
    return attachment(file_name(table, kind), kind, content)
