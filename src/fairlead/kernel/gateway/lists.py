"""Lists, a page at a time.

A page begins after the last row of the page before, not at a number: rows that are inserted
meanwhile neither repeat a row nor push one out. Pages are bounded; the address of the next one
is in the answer and, for general clients, in the header ``Link`` (RFC 8288).
"""

import os
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any, Generic, TypeVar
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Model, Q, QuerySet
from ninja import Field, Schema

from fairlead.core.errors import BadInput
from fairlead.core.protocol.cursors import Value, make_cursor, read_cursor
from fairlead.kernel.clock import now
from fairlead.kernel.gateway.keys import key_for
from fairlead.kernel.gateway.problems import Problem
from fairlead.kernel.gateway.requests import ApiRequest

LARGEST = 200
USUAL = 50
VALID = timedelta(hours=24)

Row = TypeVar("Row")
Record = TypeVar("Record", bound=Model)


class Paging(Schema):
    """Which page of a list."""

    limit: int = Field(USUAL, ge=1, le=LARGEST, description="How many rows at most.")
    cursor: str = Field(
        "",
        max_length=2000,
        pattern="^[A-Za-z0-9_-]*$",
        description="Where the page begins, as an earlier answer gave it; none: at the start.",
    )


class Page(Schema, Generic[Row]):
    """One page of a list."""

    items: list[Row]
    next: str | None = Field(
        None,
        description="The address of the next page on this node; null: this is the last.",
        examples=["/api/v1/…?limit=50&cursor=AZ4…"],
    )


def page(
    request: ApiRequest,
    records: QuerySet[Record],
    *,
    order: Sequence[str],
    paging: Paging,
    row: Callable[[Record], Any],
) -> dict[str, Any]:
    """Return one page of the records; the last field of the order must be unique."""
    bound = _bound(request)
    if paging.cursor:
        records = records.filter(after(order, _values(order, records.model, paging.cursor, bound)))
    found = list(records.order_by(*order)[: paging.limit + 1])
    shown = found[: paging.limit]
    request.links["first"] = _address(request, limit=paging.limit)
    if len(found) > paging.limit:
        cursor = _cursor(order, shown[-1], bound)
        request.links["next"] = _address(request, limit=paging.limit, cursor=cursor)
    return {"items": [row(record) for record in shown], "next": request.links.get("next")}


def _bound(request: ApiRequest) -> tuple[str, ...]:
    """Return what a cursor is made for: this list, filtered so, for this reader and purpose."""
    context = request.context
    return (request.path, _filters(request), context.actor, context.purpose, str(context.case))


def _filters(request: ApiRequest) -> str:
    kept = [(name, texts) for name, texts in request.GET.lists() if name not in Paging.model_fields]
    return urlencode(sorted(kept), doseq=True)


def _address(request: ApiRequest, **paging: object) -> str:
    return f"{request.path}?{'&'.join(filter(None, [_filters(request), urlencode(paging)]))}"


def _cursor(order: Sequence[str], record: Model, bound: tuple[str, ...]) -> str:
    values = [_plain(getattr(record, name.lstrip("-"))) for name in order]
    expires = int((now() + VALID).timestamp())
    return make_cursor(key_for("cursors"), values, *bound, expires=expires, salt=os.urandom(16))


def _plain(value: object) -> Value:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, str | int):
        return value
    raise TypeError(f"a list cannot be ordered by a {type(value).__name__}")


def _values(
    order: Sequence[str], model: type[Model], cursor: str, bound: tuple[str, ...]
) -> list[Any]:
    try:
        values = read_cursor(key_for("cursors"), cursor, *bound, at=int(now().timestamp()))
    except BadInput as error:
        raise Problem("bad-request", error.message, code=error.code, place="cursor") from None
    fields: list[Any] = [model._meta.get_field(name.lstrip("-")) for name in order]
    return [field.to_python(value) for field, value in zip(fields, values, strict=True)]


def after(order: Sequence[str], values: Sequence[Any]) -> Q:
    """Return the condition that a row comes after these values in this order."""
    beyond = Q()
    equal = Q()
    for name, value in zip(order, values, strict=True):
        field, comparison = name.lstrip("-"), "lt" if name.startswith("-") else "gt"
        beyond |= equal & Q(**{f"{field}__{comparison}": value})
        equal &= Q(**{field: value})
    first = f"{order[0].lstrip('-')}__{'lte' if order[0].startswith('-') else 'gte'}"
    return Q(**{first: values[0]}) & beyond  # the first part is what an index can use
