"""The second wall: row-level security of PostgreSQL, which holds where a query forgot.

Before a protected row is touched, the transaction is told in whose name it works::

    fairlead.agencies    whose records, comma-separated
    fairlead.everywhere  "yes" for a duty of the house
    fairlead.classes     the classes of data that purpose and roles reach
    fairlead.purpose     the purpose
    fairlead.moment      the time by the house's own clock, against which shares end

All are set with SET LOCAL, so that they end with the transaction and nothing leaks to the
next user of a pooled connection. Without them a protected table looks empty. On SQLite,
which has no such thing, this file does nothing.

A data migration is bound too, as it runs as the owner of the table: it begins with
:func:`lowered`. So is ``pg_dump``, which needs a role with BYPASSRLS.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import NamedTuple

from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

from fairlead.kernel.access import policy
from fairlead.kernel.access.context import Context
from fairlead.kernel.access.errors import NoContext
from fairlead.kernel.clock import now


class Words(NamedTuple):
    """What the database is told of a context."""

    agencies: str = ""
    everywhere: str = ""
    classes: str = ""
    purpose: str = ""


_TELL = "SELECT " + ", ".join(
    f"set_config('fairlead.{name}', %s, true)" for name in (*Words._fields, "moment")
)

# The sub-selects are evaluated once for a statement and leave the index on the agency usable.
_OWN = """(current_setting('fairlead.everywhere', true) = 'yes'
  OR agency_id = ANY ((SELECT string_to_array(
    nullif(current_setting('fairlead.agencies', true), ''), ',')::uuid[])::uuid[]))"""
_COVERED = """(SELECT coalesce(current_setting('fairlead.purpose', true), '')) <> ''
  AND '{data_class}' = ANY ((SELECT string_to_array(
    coalesce(current_setting('fairlead.classes', true), ''), ','))::text[])"""
_SHARED = """{column} IN (SELECT s.record FROM access_share s
  WHERE s.agency_id = ANY ((SELECT string_to_array(
      nullif(current_setting('fairlead.agencies', true), ''), ',')::uuid[])::uuid[])
    AND (s.ends_at IS NULL
      OR s.ends_at > nullif(current_setting('fairlead.moment', true), '')::timestamptz){alters})"""

_STAND = """ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
ALTER TABLE {table} FORCE ROW LEVEL SECURITY;
CREATE POLICY fairlead_see ON {table} FOR SELECT USING ({see});
CREATE POLICY fairlead_make ON {table} FOR INSERT WITH CHECK ({own});
CREATE POLICY fairlead_alter ON {table} FOR UPDATE USING ({alter}) WITH CHECK ({alter});
CREATE POLICY fairlead_erase ON {table} FOR DELETE USING ({own});"""

_FALL = """DROP POLICY IF EXISTS fairlead_see ON {table};
DROP POLICY IF EXISTS fairlead_make ON {table};
DROP POLICY IF EXISTS fairlead_alter ON {table};
DROP POLICY IF EXISTS fairlead_erase ON {table};
ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY;
ALTER TABLE {table} DISABLE ROW LEVEL SECURITY;"""


@lru_cache(maxsize=256)
def words_of(context: Context) -> Words:
    """Return what the database is told of a context."""
    return Words(
        agencies=",".join(sorted(str(agency) for agency in context.agencies)),
        everywhere="yes" if context.everywhere else "",
        classes=",".join(sorted(policy.table().classes(context.purpose, context.roles))),
        purpose=context.purpose,
    )


def tell(context: Context, using: str) -> None:
    """Tell the database in whose name this transaction works, unless it knows already."""
    connection = connections[using]
    if not connection.in_atomic_block:
        raise NoContext("personal data is read and written inside a transaction")
    if connection.vendor == "postgresql":
        _tell(connection, words_of(context))


@contextmanager
def lowered(schema_editor: BaseDatabaseSchemaEditor) -> Iterator[None]:
    """Let a data migration reach every row; the walls stand again when it is left."""
    connection = schema_editor.connection
    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute(_EVERY_CLASS)
        classes = ",".join(sorted(row[0] for row in cursor.fetchall()))
    _tell(connection, Words(everywhere="yes", classes=classes, purpose="migration"))
    try:
        yield
    finally:
        _tell(connection, Words())


_EVERY_CLASS = r"""SELECT DISTINCT substring(qual from '''([\w.-]+)''::text = ANY')
FROM pg_policies WHERE policyname = 'fairlead_see'"""


class _Told:
    """Remembers on the transaction what it was told, exactly as long as the database does.

    SET LOCAL is undone with the savepoint or transaction in which it was given, and so is the
    list of what waits for the commit. An entry in that list, which does nothing, is the memory.
    """

    def __init__(self, words: Words) -> None:
        self.words = words

    def __call__(self) -> None:
        """Do nothing: it was only kept."""


def _tell(connection: BaseDatabaseWrapper, words: Words) -> None:
    waiting = (entry[1] for entry in reversed(connection.run_on_commit))
    last = next((each for each in waiting if isinstance(each, _Told)), None)
    if last is not None and last.words == words:
        return
    with connection.cursor() as cursor:
        cursor.execute(_TELL, (*words, now().isoformat()))
    transaction.on_commit(_Told(words), using=connection.alias)


class RowSecurity(Operation):
    """Stand the wall around a protected table, in the migration that creates it.

    ``shared_by`` is the column under whose value a record of the table is shared with another
    agency: that of the model's ``share_field``.
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
            schema_editor.execute(_FALL.format(table=table), params=None)

    def describe(self) -> str:
        """Say what the migration does."""
        return f"Row-level security on {self.table}"

    def statement(self, connection: BaseDatabaseWrapper) -> str:
        """Return the statements that stand the wall."""
        quote = connection.ops.quote_name
        covered = _COVERED.format(data_class=self.data_class)
        see = alter = _OWN
        if self.shared_by:
            column = f"{quote(self.table)}.{quote(self.shared_by)}"
            see = f"({_OWN} OR {_SHARED.format(column=column, alters='')})"
            alter = f"({_OWN} OR {_SHARED.format(column=column, alters=' AND s.alters')})"
        return _STAND.format(
            table=quote(self.table),
            own=f"{_OWN} AND {covered}",
            see=f"{see} AND {covered}",
            alter=f"{alter} AND {covered}",
        )
