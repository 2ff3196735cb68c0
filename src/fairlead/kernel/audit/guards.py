"""What the database itself refuses, whoever asks.

Triggers on every table that only grows: no UPDATE, no DELETE, no TRUNCATE. On SQLite,
``INSERT OR REPLACE`` deletes without a DELETE unless ``recursive_triggers`` is on, so there
an INSERT over an existing row is refused as well, which does not depend on that setting.

Three triggers are the order of the ledger itself: an entry waits from the moment it is
written; a leaf's index follows the one before; and an entry stops waiting only when it has
its leaf.

On PostgreSQL the application should moreover work under a role that owns nothing:
`grant_application_role` gives it INSERT and SELECT here, and no more.
"""

# ruff: noqa: S608 - every name in these statements is our own

from collections.abc import Iterator, Mapping

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

PREFIX = "audit_"
PAYLOAD, WAITING, LEAF, ENTRY = "payload", "waiting", "leaf", "entry"

# Tables that only grow, and the columns of which each alone tells their rows apart.
GROWING: Mapping[str, tuple[tuple[str, ...], ...]] = {
    ENTRY: (("id",),),
    "mention": (("entry_id", "role", "reference"),),
    LEAF: (("index",), ("entry_id",)),
    "node": (("level", "position"),),
    "checkpoint": (("id",),),
    "witnessreceipt": (("id",), ("witness", "checkpoint_id")),
    "seencheckpoint": (("id",),),
    "verification": (("id",),),
}
WITHOUT_ROWID = ("mention", "waiting")  # on SQLite: see migration 0002
REFUSAL = "the ledger only grows"


def install(connection: BaseDatabaseWrapper) -> None:
    """Put every guard in place; what is there already is made anew."""
    remove(connection)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            for name, body in _FUNCTIONS.items():
                cursor.execute(
                    f"CREATE OR REPLACE FUNCTION {PREFIX}{name}() RETURNS trigger "
                    f"LANGUAGE plpgsql AS $$ {body} $$"
                )
        for _name, _table, statement in _guards(connection):
            cursor.execute(statement)


def remove(connection: BaseDatabaseWrapper) -> None:
    """Take every guard away: for a migration that must rebuild a table, and for test set-up."""
    with connection.cursor() as cursor:
        for name, table, _ in _guards(connection):
            where = f' ON "{table}"' if connection.vendor == "postgresql" else ""
            cursor.execute(f'DROP TRIGGER IF EXISTS "{name}"{where}')


def missing(alias: str = "default") -> list[str]:
    """Return the names of guards that are not in place: an alarm for the doctor."""
    connection = connections[alias]
    question = (
        "SELECT tgname FROM pg_trigger WHERE tgenabled IN ('O', 'A')"
        if connection.vendor == "postgresql"
        else "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    )
    with connection.cursor() as cursor:
        cursor.execute(question)
        there = {row[0] for row in cursor.fetchall()}
    return [name for name, _, _ in _guards(connection) if name not in there]


def grant_application_role(role: str, alias: str = "default") -> None:
    """Let a PostgreSQL role work with the house, and only add to the ledger.

    Run as the owner of the tables, after every migration. The role must exist.
    """
    connection = connections[alias]
    name = connection.ops.quote_name(role)
    growing = ", ".join(f'"{PREFIX}{table}"' for table in GROWING)
    with connection.cursor() as cursor:
        for statement in (
            f"GRANT USAGE ON SCHEMA public TO {name}",
            f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {name}",
            f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {name}",
            f"REVOKE ALL ON {growing} FROM {name}",
            f"GRANT SELECT, INSERT ON {growing} TO {name}",
            f'REVOKE UPDATE ON "{PREFIX}{PAYLOAD}", "{PREFIX}{WAITING}" FROM {name}',
            f"REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM {name}",
        ):
            cursor.execute(statement)


Guard = tuple[str, str, str]  # name, table, the statement that makes it


def _guards(connection: BaseDatabaseWrapper) -> list[Guard]:
    return list(_postgres() if connection.vendor == "postgresql" else _sqlite())


# ---------------------------------------------------------------- SQLite


def _sqlite() -> Iterator[Guard]:
    for name, keys in GROWING.items():
        table = PREFIX + name
        same = [" AND ".join(f'"{one}" = NEW."{one}"' for one in columns) for columns in keys]
        if name not in WITHOUT_ROWID:
            same.append("rowid = NEW.rowid")
        exists = f'EXISTS (SELECT 1 FROM "{table}" WHERE {" OR ".join(same)})'
        yield _sqlite_guard(table, "update", "BEFORE UPDATE")
        yield _sqlite_guard(table, "delete", "BEFORE DELETE")
        yield _sqlite_guard(table, "replace", "BEFORE INSERT", exists)
    yield _sqlite_guard(PREFIX + PAYLOAD, "update", "BEFORE UPDATE")
    yield _sqlite_guard(PREFIX + WAITING, "update", "BEFORE UPDATE")
    yield _sqlite_guard(
        PREFIX + LEAF,
        "gap",
        "BEFORE INSERT",
        f'NEW."index" <> (SELECT COALESCE(MAX("index") + 1, 0) FROM "{PREFIX}{LEAF}")',
    )
    yield _sqlite_guard(
        PREFIX + WAITING,
        "delete",
        "BEFORE DELETE",
        f'NOT EXISTS (SELECT 1 FROM "{PREFIX}{LEAF}" WHERE entry_id = OLD.entry_id)',
    )
    waits = f'INSERT INTO "{PREFIX}{WAITING}" (entry_id) VALUES (NEW.id);'
    name = f"{PREFIX}{ENTRY}_waits"
    yield (
        name,
        PREFIX + ENTRY,
        f'CREATE TRIGGER "{name}" AFTER INSERT ON "{PREFIX}{ENTRY}" BEGIN {waits} END',
    )


def _sqlite_guard(table: str, name: str, event: str, condition: str = "") -> Guard:
    when = f" WHEN {condition}" if condition else ""
    body = f"SELECT RAISE(ABORT, '{REFUSAL}');"
    statement = f'CREATE TRIGGER "{table}_{name}" {event} ON "{table}"{when} BEGIN {body} END'
    return f"{table}_{name}", table, statement


# ---------------------------------------------------------------- PostgreSQL


def _postgres() -> Iterator[Guard]:
    for name in GROWING:
        yield _postgres_guard(PREFIX + name, "rows", "UPDATE OR DELETE", "refuse")
        yield _postgres_guard(PREFIX + name, "truncate", "TRUNCATE", "refuse", each="STATEMENT")
    for name in (PAYLOAD, WAITING):
        yield _postgres_guard(PREFIX + name, "rows", "UPDATE", "refuse")
        yield _postgres_guard(PREFIX + name, "truncate", "TRUNCATE", "refuse", each="STATEMENT")
    yield _postgres_guard(PREFIX + LEAF, "gap", "INSERT", "no_gap")
    yield _postgres_guard(PREFIX + WAITING, "delete", "DELETE", "has_leaf")
    yield _postgres_guard(PREFIX + ENTRY, "waits", "INSERT", "waits", when="AFTER")


_REFUSE = f"RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation';"
_FUNCTIONS = {
    "refuse": f"BEGIN {_REFUSE} END",
    "no_gap": f"""BEGIN
        IF NEW.index <> (SELECT COALESCE(MAX(index) + 1, 0) FROM {PREFIX}{LEAF}) THEN {_REFUSE}
        END IF;
        RETURN NEW;
    END""",
    "has_leaf": f"""BEGIN
        IF NOT EXISTS (SELECT 1 FROM {PREFIX}{LEAF} WHERE entry_id = OLD.entry_id) THEN {_REFUSE}
        END IF;
        RETURN OLD;
    END""",
    "waits": f"""BEGIN
        INSERT INTO {PREFIX}{WAITING} (entry_id) VALUES (NEW.id);
        RETURN NULL;
    END""",
}


def _postgres_guard(
    table: str, name: str, event: str, function: str, *, each: str = "ROW", when: str = "BEFORE"
) -> Guard:
    statement = (
        f'CREATE TRIGGER "{table}_{name}" {when} {event} ON "{table}" '
        f"FOR EACH {each} EXECUTE FUNCTION {PREFIX}{function}()"
    )
    return f"{table}_{name}", table, statement
