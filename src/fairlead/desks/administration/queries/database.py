"""What the doctor asks the database."""

import time
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from fairlead.core.registration import Health
from fairlead.kernel.access.models import Protected
from fairlead.kernel.wording import listed

OLDEST_POSTGRES = 150000
PRAGMAS = {
    "journal_mode": "wal",
    "synchronous": 2,
    "secure_delete": 1,
    "recursive_triggers": 1,
    "foreign_keys": 1,
}
_UNPROTECTED = """SELECT relname FROM pg_class
WHERE relname = ANY (%s) AND NOT (relrowsecurity AND relforcerowsecurity) ORDER BY relname"""


def reachable() -> Health:
    """Whether the database answers, and which one it is."""
    if _is_sqlite() and not Path(str(settings.DATABASES["default"]["NAME"])).exists():
        words = _("There is no database yet: run “fairlead migrate”.")
        return Health(state="bad", words=words)
    started = time.perf_counter()
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT sqlite_version()" if _is_sqlite() else "SHOW server_version")
            version = str(cursor.fetchone()[0]).split()[0]
    except DatabaseError:
        return Health(state="bad", words=_("The database cannot be reached."))
    milliseconds = (time.perf_counter() - started) * 1000
    old = not _is_sqlite() and connection.cursor().connection.info.server_version < OLDEST_POSTGRES
    words = format_lazy(
        _("{name} {version} is too old: version 15 is needed.")
        if old
        else _("{name} {version} answers."),
        name="SQLite" if _is_sqlite() else "PostgreSQL",
        version=version,
    )
    figures: dict[str, object] = {"version": version, "milliseconds": round(milliseconds, 2)}
    return Health(state="bad" if old else "good", words=words, figures=figures)


def protected() -> Health:
    """Whether the database keeps its promises: durable and erasing, or walled by row."""
    return _pragmas() if _is_sqlite() else _walls()


def migrated() -> Health:
    """Whether the schema is that of this version."""
    executor = MigrationExecutor(connection)
    missing = [
        f"{migration.app_label}.{migration.name}"
        for migration, _backwards in executor.migration_plan(executor.loader.graph.leaf_nodes())
    ]
    if missing:
        words = format_lazy(
            ngettext_lazy(
                "{count} step is missing. Run “fairlead migrate”.",
                "{count} steps are missing. Run “fairlead migrate”.",
                len(missing),
            ),
            count=len(missing),
        )
        return Health(state="bad", words=words, figures={"missing": missing})
    return Health(state="good", words=_("The database is that of this version."))


def _is_sqlite() -> bool:
    return connection.vendor == "sqlite"


def _pragmas() -> Health:
    with connection.cursor() as cursor:
        wrong = [
            name
            for name, wanted in PRAGMAS.items()
            if cursor.execute(f"PRAGMA {name}").fetchone()[0] != wanted
        ]
    if wrong:
        words = format_lazy(_("SQLite is not set as it must be: {names}."), names=listed(wrong))
        return Health(state="bad", words=words, figures={"wrong": wrong})
    return Health(state="good", words=_("SQLite writes durably and erases what is deleted."))


def protected_tables() -> list[str]:
    """Return the tables around which a wall must stand."""
    return [model._meta.db_table for model in apps.get_models() if issubclass(model, Protected)]


def _walls() -> Health:
    tables = protected_tables()
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user")
        passes = bool(cursor.fetchone()[0])
        cursor.execute(_UNPROTECTED, [tables])
        open_tables = [str(row[0]) for row in cursor.fetchall()]
    if passes:
        words = _("The database role passes row-level security: use one that does not.")
        return Health(state="bad", words=words)
    if open_tables:
        words = format_lazy(
            _("Tables without row-level security: {names}."), names=listed(open_tables)
        )
        return Health(state="bad", words=words, figures={"tables": open_tables})
    words = format_lazy(
        ngettext_lazy(
            "Row-level security stands on {count} table.",
            "Row-level security stands on {count} tables.",
            len(tables),
        ),
        count=len(tables),
    )
    return Health(state="good", words=words, figures={"tables": len(tables)})
