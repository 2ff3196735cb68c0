"""Columns that the database itself lets nobody change: a decision is corrected, never edited.

Deleting stays possible, because retention must end everything; so does moving a record to the
agency that takes its case over.
"""

from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

_SQLITE = """CREATE TRIGGER {name} BEFORE UPDATE OF {columns} ON {table}
WHEN {changed} BEGIN SELECT RAISE(ABORT, '{table} is corrected, never edited'); END"""

_POSTGRES = """CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '{table} is corrected, never edited'; END $$;
CREATE TRIGGER {name} BEFORE UPDATE OF {columns} ON {table} FOR EACH ROW
WHEN ({changed}) EXECUTE FUNCTION {name}();"""


class Frozen(Operation):
    """Refuse every UPDATE that would change one of these columns."""

    reversible = True
    reduces_to_sql = True

    def __init__(self, table: str, columns: tuple[str, ...]) -> None:
        self.table = table
        self.columns = columns

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Change nothing in the state: the guard is the database's own."""

    def database_forwards(
        self,
        app_label: str,  # noqa: ARG002 - Django's signature
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,  # noqa: ARG002
        to_state: ProjectState,  # noqa: ARG002
    ) -> None:
        """Set the guard."""
        postgres = schema_editor.connection.vendor == "postgresql"
        apart = "IS DISTINCT FROM" if postgres else "IS NOT"
        changed = " OR ".join(f"OLD.{column} {apart} NEW.{column}" for column in self.columns)
        statement = (_POSTGRES if postgres else _SQLITE).format(
            name=f"{self.table}_frozen",
            table=self.table,
            columns=", ".join(self.columns),
            changed=changed,
        )
        schema_editor.execute(statement, params=None)

    def database_backwards(
        self,
        app_label: str,  # noqa: ARG002 - Django's signature
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,  # noqa: ARG002
        to_state: ProjectState,  # noqa: ARG002
    ) -> None:
        """Take the guard away."""
        name = f"{self.table}_frozen"
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(f"DROP TRIGGER {name} ON {self.table}", params=None)
            schema_editor.execute(f"DROP FUNCTION {name}()", params=None)
        else:
            schema_editor.execute(f"DROP TRIGGER {name}", params=None)

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        """Return how the operation is written into a migration."""
        return type(self).__name__, [self.table, self.columns], {}

    def describe(self) -> str:
        """Say what the migration does."""
        return f"Freeze {', '.join(self.columns)} of {self.table}"
