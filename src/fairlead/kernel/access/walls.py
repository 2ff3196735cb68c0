"""The second wall: row-level security of PostgreSQL, which holds where a query forgot.

Before a protected row is touched, the transaction is told in whose name it works::

    fairlead.agencies    whose records, comma-separated
    fairlead.everywhere  "yes" for a duty of the house
    fairlead.classes     the classes of data that purpose and roles reach
    fairlead.purpose     the purpose

All are set with SET LOCAL, so that they end with the transaction and nothing leaks to the
next user of a pooled connection. Without them a protected table looks empty. On SQLite,
which has no such thing, this file does nothing.
"""

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

from fairlead.kernel.access import policy
from fairlead.kernel.access.context import Context
from fairlead.kernel.access.errors import NoContext

_SET = """SELECT set_config('fairlead.agencies', %s, true),
set_config('fairlead.everywhere', %s, true),
set_config('fairlead.classes', %s, true),
set_config('fairlead.purpose', %s, true)"""

_REACH = """(current_setting('fairlead.everywhere', true) = 'yes'
OR agency_id = ANY ((SELECT string_to_array(
    nullif(current_setting('fairlead.agencies', true), ''), ',')::uuid[])::uuid[]){shared})
AND (SELECT coalesce(current_setting('fairlead.purpose', true), '')) <> ''
AND '{data_class}' = ANY ((SELECT string_to_array(
    coalesce(current_setting('fairlead.classes', true), ''), ','))::text[])"""

_CREATE = """ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
ALTER TABLE {table} FORCE ROW LEVEL SECURITY;
CREATE POLICY fairlead_wall ON {table} USING ({reach}) WITH CHECK ({reach});"""

_DROP = """DROP POLICY IF EXISTS fairlead_wall ON {table};
ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY;
ALTER TABLE {table} DISABLE ROW LEVEL SECURITY;"""


def settings_of(context: Context) -> tuple[str, str, str, str]:
    """Return what the database is told of a context."""
    return (
        ",".join(sorted(str(agency) for agency in context.agencies)),
        "yes" if context.everywhere else "",
        ",".join(sorted(policy.table().classes(context.purpose, context.roles))),
        context.purpose,
    )


def tell(context: Context, using: str) -> None:
    """Tell the database in whose name this transaction works, unless it knows."""
    connection = connections[using]
    if not connection.in_atomic_block:
        raise NoContext("personal data is read and written inside a transaction")
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute(_SET, settings_of(context))


class RowSecurity(Operation):
    """Stand the wall around a protected table, in the migration that creates it."""

    reversible = True
    reduces_to_sql = True

    def __init__(self, table: str, data_class: str) -> None:
        self.table = table
        self.data_class = data_class

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
            schema_editor.execute(self._create(schema_editor.connection), params=None)

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
            schema_editor.execute(_DROP.format(table=table), params=None)

    def describe(self) -> str:
        """Say what the migration does."""
        return f"Row-level security on {self.table}"

    def _create(self, connection: BaseDatabaseWrapper) -> str:
        reach = _REACH.format(data_class=self.data_class, shared="")
        return _CREATE.format(table=connection.ops.quote_name(self.table), reach=reach)
