"""Writing what retention itself decides, to many rows at once.

Django's ``bulk_update`` builds one CASE with a branch for every row and column; for the five
hundred rows of a batch that costs many times the work itself. One prepared statement, run for
each row, says the same. The policy and the walls are asked as everywhere.
"""

from collections.abc import Iterable, Sequence
from typing import Any, cast

from django.db import connection, models

from fairlead.core.ledger import Verb
from fairlead.kernel.access import walls
from fairlead.kernel.access.context import Context
from fairlead.kernel.access.decisions import require
from fairlead.kernel.retention.models import PersonalRecord

Column = models.Field[Any, Any]

DUTY = "retention"
DAYS = ("next_action", "next_action_at", "erase_at", "review_asked_at", "law_edition")
CLOCKS = ("clock_start", "reviewed_at", "legal_facts", "collected_for")
FORM = ("keeping", "bucket", "sealed_key")


def house() -> Context:
    """Return the context in which retention does its own work."""
    return Context.duty(DUTY)


def by_model(
    records: Iterable[PersonalRecord],
) -> dict[type[PersonalRecord], list[PersonalRecord]]:
    """Return records sorted into their tables."""
    sorted_out: dict[type[PersonalRecord], list[PersonalRecord]] = {}
    for record in records:
        sorted_out.setdefault(type(record), []).append(record)
    return sorted_out


def write(records: Iterable[PersonalRecord], columns: Sequence[str]) -> None:
    """Write these columns of these records."""
    context = house()
    for model, rows in by_model(records).items():
        require(context, Verb.ALTER, model.data_class)
        walls.tell(context, connection.alias)
        meta = model._meta
        fields = [cast("Column", meta.get_field(name)) for name in (*columns, "id")]
        quoted = [connection.ops.quote_name(str(field.column)) for field in fields]
        table = connection.ops.quote_name(meta.db_table)
        assignments = ", ".join(f"{name} = %s" for name in quoted[:-1])
        statement = f"UPDATE {table} SET {assignments} WHERE {quoted[-1]} = %s"  # noqa: S608 - names of our own tables
        values = [
            [field.get_db_prep_save(getattr(row, field.attname), connection) for field in fields]
            for row in rows
        ]
        with connection.cursor() as cursor:
            cursor.executemany(statement, values)
