"""The walls themselves: policies of PostgreSQL on every protected table.

A migration that creates a protected table closes it at once (:class:`RowSecurity`). What the
policies say follows from the model's declarations, so they are compared with them, and stood
anew where they differ, at the end of every ``migrate`` (``standing``): a wall can be as little
out of date as the code.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

from fairlead.kernel.access.ways import Way, any_of

# The sub-selects are evaluated once for a statement and leave the index on the agency usable.
_AGENCIES = """(SELECT string_to_array(
    nullif(current_setting('fairlead.agencies', true), ''), ',')::uuid[])::uuid[]"""
_MOMENT = "nullif(current_setting('fairlead.moment', true), '')::timestamptz"
_OWN = f"""(current_setting('fairlead.everywhere', true) = 'yes'
  OR agency_id = ANY ({_AGENCIES}))"""
_COVERED = """(SELECT coalesce(current_setting('fairlead.purpose', true), '')) <> ''
  AND '{data_class}' = ANY ((SELECT string_to_array(
    coalesce(current_setting('fairlead.classes', true), ''), ','))::text[])"""
_SHARED = f"""{{column}} IN (SELECT s.record FROM access_share s
  WHERE s.agency_id = ANY ({_AGENCIES})
    AND (s.ends_at IS NULL OR s.ends_at > {_MOMENT}){{alters}})"""  # noqa: S608 - our own words
_SUPERVISED = f"""agency_id = ANY ((SELECT coalesce(array_agg(s.supervised_id), '{{{{}}}}')
  FROM access_supervision s
  WHERE current_setting('fairlead.supervises', true) = 'yes'
    AND s.supervisor_id = ANY ({_AGENCIES})
    AND s.starts_at <= {_MOMENT}
    AND (s.ends_at IS NULL OR s.ends_at > {_MOMENT}))::uuid[])"""  # noqa: S608 - our own words
_CASE = "(SELECT nullif(current_setting('fairlead.case', true), ''))"
# With "<>" the planner believes that this holds, which it nearly always does; told "IS NULL" it
# expects next to no rows, and reads lists in the wrong order.
_FREE = """(SELECT CASE coalesce(current_setting('fairlead.case', true), '')
    WHEN '' THEN 'free' ELSE 'bound' END) <> 'bound'"""

_FALL = """DROP POLICY IF EXISTS fairlead_see ON {table};
DROP POLICY IF EXISTS fairlead_make ON {table};
DROP POLICY IF EXISTS fairlead_alter ON {table};
DROP POLICY IF EXISTS fairlead_erase ON {table};"""

_STAND = """ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
ALTER TABLE {table} FORCE ROW LEVEL SECURITY;
CREATE POLICY fairlead_see ON {table} FOR SELECT USING ({see});
CREATE POLICY fairlead_make ON {table} FOR INSERT WITH CHECK ({make});
CREATE POLICY fairlead_alter ON {table} FOR UPDATE USING ({alter}) WITH CHECK ({altered});
CREATE POLICY fairlead_erase ON {table} FOR DELETE USING ({erase});"""

_OPEN = """ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY;
ALTER TABLE {table} DISABLE ROW LEVEL SECURITY;"""

_MARK = "COMMENT ON POLICY fairlead_see ON {table} IS '{digest}';"
_MARKS = """SELECT c.relname, obj_description(p.oid, 'pg_policy')
FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid
WHERE p.polname = 'fairlead_see' AND c.relnamespace = current_schema()::regnamespace"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wall:
    """What row security must know of one table.

    ``shared_by`` is the column under whose value a record of the table is shared with another
    agency. ``ways`` lead to its case; None says that they are not known yet.
    """

    table: str
    data_class: str
    shared_by: str = ""
    ways: tuple[Way, ...] | None = None
    supervised: bool = False

    def statement(self, connection: BaseDatabaseWrapper) -> str:
        """Return the statements that stand the wall, in the place of the one that stood."""
        quote = connection.ops.quote_name
        table = quote(self.table)
        covered = _COVERED.format(data_class=self.data_class)
        own = see = alter = _OWN
        if self.shared_by:
            column = f"{table}.{quote(self.shared_by)}"
            see = f"({_OWN} OR {_SHARED.format(column=column, alters='')})"
            alter = f"({_OWN} OR {_SHARED.format(column=column, alters=' AND s.alters')})"
        if self.supervised:
            see = f"({see} OR {_SUPERVISED.format()})"
        found, made = self._in_case(table), self._made_in_case(table)
        return "\n".join(
            (
                _FALL.format(table=table),
                _STAND.format(
                    table=table,
                    see=f"{see} AND {covered}{found}",
                    make=f"{own} AND {covered}{made}",
                    alter=f"{alter} AND {covered}{found}",
                    altered=f"{alter} AND {covered}{made}",
                    erase=f"{own} AND {covered}{found}",
                ),
            )
        )

    def digest(self, connection: BaseDatabaseWrapper) -> str:
        """Return by what a wall that stands is recognised as this one."""
        return hashlib.sha256(self.statement(connection).encode()).hexdigest()

    def _in_case(self, table: str) -> str:
        return "" if self.ways is None else _bound(table, self.ways)

    def _made_in_case(self, table: str) -> str:
        """Say nothing of a record to whose case only others lead, when they refer to it."""
        if self.ways is None or not all(way.is_own for way in self.ways):
            return ""
        return _bound(table, self.ways)


def _bound(table: str, ways: Iterable[Way]) -> str:
    conditions = [
        way.condition(
            f"{table}.{way.column}", f"'{way.kind}:' || {_CASE}" if way.kind else f"{_CASE}::uuid"
        )
        for way in ways
    ]
    return f" AND ({_FREE} OR {any_of(conditions)})"


def stand_walls(using: str, walls: Iterable[Wall]) -> list[str]:
    """Stand every wall that is not as it must be; return the tables where one was."""
    connection = connections[using]
    stood: list[str] = []
    if connection.vendor != "postgresql":
        return stood
    tables = set(connection.introspection.table_names())
    if "access_supervision" not in tables:
        return stood
    with connection.cursor() as cursor:
        cursor.execute(_MARKS)
        marks = dict(cursor.fetchall())
        for wall in walls:
            digest, table = wall.digest(connection), connection.ops.quote_name(wall.table)
            if wall.table in tables and marks.get(wall.table) != digest:
                cursor.execute(wall.statement(connection))
                cursor.execute(_MARK.format(table=table, digest=digest))
                stood.append(wall.table)
    return stood


class RowSecurity(Operation):
    """Close a protected table in the migration that creates it.

    ``shared_by`` is the column of the model's ``share_field``. What else the model declares is
    built in at the end of the migration: see ``standing``.
    """

    reversible = True
    reduces_to_sql = True

    def __init__(self, table: str, data_class: str, shared_by: str = "") -> None:
        self.table = table
        self.data_class = data_class
        self.shared_by = shared_by

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Change nothing in the state: the wall is the database's own."""

    def database_forwards(
        self,
        app_label: str,  # noqa: ARG002 - Django's signature
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,  # noqa: ARG002
        to_state: ProjectState,  # noqa: ARG002
    ) -> None:
        """Enable and force row security."""
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(self.statement(schema_editor.connection), params=None)

    def database_backwards(
        self,
        app_label: str,  # noqa: ARG002 - Django's signature
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,  # noqa: ARG002
        to_state: ProjectState,  # noqa: ARG002
    ) -> None:
        """Take the wall down."""
        if schema_editor.connection.vendor == "postgresql":
            table = schema_editor.connection.ops.quote_name(self.table)
            schema_editor.execute((_FALL + _OPEN).format(table=table), params=None)

    def describe(self) -> str:
        """Say what the migration does."""
        return f"Row-level security on {self.table}"

    def statement(self, connection: BaseDatabaseWrapper) -> str:
        """Return the statements that stand the wall."""
        wall = Wall(table=self.table, data_class=self.data_class, shared_by=self.shared_by)
        return wall.statement(connection)
