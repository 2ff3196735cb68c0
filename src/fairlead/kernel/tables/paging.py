"""Pages that begin after a row and not at a number: as quick at the end as at the start.

The order of a page is the sort key of one column and the key of the table, so that it is complete.
A capsule in the address holds the values of the row at which the page before ended.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import reduce
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Field, Model, QuerySet

from fairlead.core.errors import Misconfigured
from fairlead.core.protocol.cursors import Value
from fairlead.kernel.gateway.lists import after
from fairlead.kernel.tables.declarations import Table

Order = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Slice:
    """The records of one page, and the values at its two ends where it goes on."""

    records: list[Any]
    before: list[Value] | None  # there is a page before this one
    after: list[Value] | None


def order_of(table: Table, sort: str) -> Order:
    """Return the fields of an order, complete."""
    asked = sort or table.order
    sign = "-" if asked.startswith("-") else ""
    fields = [*table.column(asked.lstrip("-")).sort]
    if table.key not in fields:
        fields.append(table.key)
    return tuple(_flip(field) if sign else field for field in fields)


def cut(records: QuerySet[Any], order: Order, size: int, place: Sequence[Value] | None) -> Slice:
    """Return the page that begins (or, backwards, ends) beside this place."""
    backwards = bool(place and place[0] == "before")
    values = _typed(records.model, order, place[1:]) if place else None
    way = tuple(_flip(field) for field in order) if backwards else order
    if values is not None:
        records = records.filter(after(way, values))
    ordered = records.order_by(*way)
    shown = list(ordered[:size])
    # Asked apart and not read: what is read is noted in the ledger as seen.
    more = len(shown) == size and ordered[size : size + 1].exists()
    if backwards:
        shown.reverse()
    first = [_place(order, shown[0])] if shown else []
    last = [_place(order, shown[-1])] if shown else []
    earlier = more if backwards else values is not None
    later = values is not None if backwards else more
    return Slice(
        records=shown,
        before=first[0] if first and earlier else None,
        after=last[0] if last and later else None,
    )


def narrowed_after(records: QuerySet[Any], order: Order, record: Model) -> QuerySet[Any]:
    """Return what comes after this record, for somebody who reads on to the end."""
    return records.filter(after(order, [_raw(record, field) for field in order]))


def _flip(field: str) -> str:
    return field[1:] if field.startswith("-") else f"-{field}"


def _raw(record: Model, field: str) -> Any:  # noqa: ANN401 - of any type of field
    return reduce(getattr, field.lstrip("-").split("__"), record)


def _place(order: Order, record: Model) -> list[Value]:
    return [_plain(_raw(record, field)) for field in order]


def _plain(value: Any) -> Value:  # noqa: ANN401 - of any type of field
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, str | int | float | bool):
        return value
    raise TypeError(f"a list cannot be ordered by a {type(value).__name__}")


def _typed(model: type[Model], order: Order, values: Sequence[Value]) -> list[Any] | None:
    """Return the values as the fields have them; None for those of an older declaration."""
    if len(values) != len(order):
        return None
    try:
        return [
            _field(model, name).to_python(value) for name, value in zip(order, values, strict=True)
        ]
    except ValidationError:
        return None


def check_order(table: Table, model: type[Model], order: Order) -> None:
    """Refuse a sort key that may be null: rows without it would be on no page."""
    for name in order:
        plain = name.lstrip("-")
        if plain not in table.filled and getattr(_field(model, name), "null", False):
            raise Misconfigured("a sort key is never null", place=f"{model._meta.label}.{plain}")


def _field(model: type[Model], path: str) -> "Field[Any, Any]":
    field: Any = None
    for name in path.lstrip("-").split("__"):
        field = model._meta.pk if name == "pk" else model._meta.get_field(name)
        model = field.related_model or model
    found: Field[Any, Any] = getattr(field, "output_field", field)
    return found
