"""Many cases at once, made by the database itself from one real one: for plans and for bench."""

from typing import Any

from django.db import connection

from fairlead.kernel.access import walls
from fairlead.kernel.access.context import Context
from fairlead.kernel.cases.models import Case

_LITE = {
    "id": "lower(hex(randomblob(16)))",
    "number": "'COPY-' || n",
    "recorded_at": "datetime('now', '-' || (n % 400) || ' days')",
    "deadline": "CASE WHEN n % 3 THEN datetime('now', (n % 90 - 30) || ' days') END",
    "purpose": "CASE WHEN n % 10 THEN purpose ELSE 'other.work' END",
    "closed_at": "CASE WHEN n % 2 THEN datetime('now') END",
    "status": "CASE WHEN n % 2 THEN 'closed' ELSE status END",
    "owner_id": "CASE WHEN n % 7 THEN NULL ELSE owner_id END",
}
_POSTGRES = _LITE | {
    "id": "gen_random_uuid()",
    "recorded_at": "now() - make_interval(days => n % 400)",
    "deadline": "CASE WHEN n % 3 > 0 THEN now() + make_interval(days => n % 90 - 30) END",
    "purpose": "CASE WHEN n % 10 > 0 THEN purpose ELSE 'other.work' END",
    "closed_at": "CASE WHEN n % 2 > 0 THEN now() END",
    "status": "CASE WHEN n % 2 > 0 THEN 'closed' ELSE status END",
    "owner_id": "CASE WHEN n % 7 > 0 THEN NULL ELSE owner_id END",
}
_NUMBERS = {
    "sqlite": "WITH RECURSIVE numbers(n) AS "
    "(SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < {times}) ",
    "postgresql": "WITH numbers(n) AS (SELECT generate_series(1, {times})) ",
}


def multiply(case: Case, times: int) -> None:
    """Copy one case; half of the copies are closed, a tenth is of another purpose."""
    postgres = connection.vendor == "postgresql"
    changed = _POSTGRES if postgres else _LITE
    columns: list[Any] = [
        field.column
        for field in Case._meta.concrete_fields
        if not getattr(field, "generated", False)
    ]
    values = ", ".join(changed.get(column, f'"{column}"') for column in columns)
    names = ", ".join(f'"{column}"' for column in columns)
    walls.tell(Context.duty("cases.exchange"), connection.alias)
    key = str(case.pk) if postgres else case.pk.hex
    with connection.cursor() as cursor:
        numbers = _NUMBERS[connection.vendor].format(times=times)
        cursor.execute(
            f"INSERT INTO cases_case ({names}) {numbers} "  # noqa: S608 - our own names
            f"SELECT {values} FROM cases_case, numbers WHERE id = '{key}'"
        )
        cursor.execute("ANALYZE cases_case")
