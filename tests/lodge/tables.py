"""The guest book as a table, with one column of every kind that is of interest."""

from typing import Any

from django.db.models import Q, QuerySet

from fairlead.kernel.access.context import Context
from fairlead.kernel.tables.columns import Column
from fairlead.kernel.tables.declarations import Finder, Table
from fairlead.kernel.tables.filters import Between, Choice, Flag, Starts
from tests.lodge.models import Guest

FLOORS = (("1", "First"), ("2", "Second"))


def guests(context: Context, **_parameters: Any) -> QuerySet[Guest]:
    return Guest.objects.for_context(context)


GUESTS = Table(
    code="lodge.guests",
    label="Guests",
    source=guests,
    data_class="guest",
    url_name="lodge-table",
    columns=(
        Column("room", "Room", lambda row: row.record.room, "number", ("room",), Between("room")),
        Column(
            "name",
            "Name",
            lambda row: row.record.name,
            "name",
            ("name",),
            Starts("name"),
            identifying=True,
        ),
        Column("floor", "Floor", lambda row: row.record.room % 10, filter=Choice("room", FLOORS)),
        Column(
            "expected",
            "Expected",
            lambda row: row.record.arrived_at is None,
            "flag",
            filter=Flag(Q(arrived_at=None)),
            shown=False,
        ),
        Column("secret", "Secret", lambda row: row.record.name, data_class="of-nobody"),
        Column("broken", "Broken", lambda row: row.record.keeper_id, "code", ("keeper",)),
    ),
    order="room",
    search=("name",),
    finders=(Finder("name", "Whole name", lambda _context, text: Q(name=text)),),
    size=25,
)
