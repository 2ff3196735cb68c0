"""The second wall: row-level security of PostgreSQL, which holds where a query forgot.

Before a protected row is touched, the transaction is told in whose name it works::

    fairlead.agencies    whose records, comma-separated
    fairlead.everywhere  "yes" for a duty of the house
    fairlead.classes     the classes of data that purpose and roles reach
    fairlead.purpose     the purpose
    fairlead.case        the one case to which the purpose is bound, if it is
    fairlead.supervises  "yes" if the purpose looks into the agencies that one's own supervises
    fairlead.moment      the time by the house's own clock, against which shares end

All are set with SET LOCAL, so that they end with the transaction and nothing leaks to the
next user of a pooled connection. Without them a protected table looks empty. On SQLite,
which has no such thing, this file does nothing. What the database does with it is in
``rowsecurity``.

A data migration is bound too, as it runs as the owner of the table: it begins with
:func:`lowered`. So is ``pg_dump``, which needs a role with BYPASSRLS.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import NamedTuple
from uuid import UUID

from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from fairlead.kernel.access import policy
from fairlead.kernel.access.context import Context
from fairlead.kernel.access.errors import NoContext
from fairlead.kernel.access.rowsecurity import RowSecurity
from fairlead.kernel.clock import now

__all__ = ["NO_CASE", "RowSecurity", "Words", "lowered", "tell", "words_of"]

NO_CASE = UUID(int=0)  # bound to one case, and none was chosen: no record is of it


class Words(NamedTuple):
    """What the database is told of a context."""

    agencies: str = ""
    everywhere: str = ""
    classes: str = ""
    purpose: str = ""
    case: str = ""
    supervises: str = ""


_TELL = "SELECT " + ", ".join(
    f"set_config('fairlead.{name}', %s, true)" for name in (*Words._fields, "moment")
)


@lru_cache(maxsize=256)
def words_of(context: Context) -> Words:
    """Return what the database is told of a context."""
    return Words(
        agencies=",".join(sorted(str(agency) for agency in context.agencies)),
        everywhere="yes" if context.everywhere else "",
        classes=",".join(sorted(policy.table().classes(context.purpose, context.roles))),
        purpose=context.purpose,
        case=str(context.case or NO_CASE) if policy.is_case_bound(context.purpose) else "",
        supervises="yes" if policy.supervises(context.purpose) else "",
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
