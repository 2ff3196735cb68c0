# ruff: noqa: S608 - the names in these statements are our own
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.core.management.commands.flush import Command
from django.db import DatabaseError, connection, transaction

from fairlead.kernel.audit import guards, verification
from fairlead.kernel.audit.models import (
    Checkpoint,
    Entry,
    Leaf,
    Mention,
    Node,
    Payload,
    SeenCheckpoint,
    Verification,
    Waiting,
    WitnessReceipt,
)
from tests.kernel.audit.writers import make_ledger, sign_all, write

GROWING = [Entry, Mention, Leaf, Node, Checkpoint, WitnessReceipt, SeenCheckpoint, Verification]


@pytest.fixture
def filled(db: None) -> None:
    """At least one row in every table of the ledger."""
    make_ledger(4)
    write(payload={"name": "Ana Utopiana"})
    verification.read_on(Verification.FIRST)
    checkpoint = Checkpoint.objects.get()
    WitnessReceipt.objects.create(checkpoint=checkpoint, witness="folder:/mnt")
    SeenCheckpoint.objects.create(
        origin="atlantis/ledger", size=1, root=bytes(32), time=checkpoint.time, note="note"
    )


def refused(statement: str) -> bool:
    return guards.REFUSAL in failure(statement)


def failure(statement: str) -> str:
    """Return the words with which the database refuses; "" when it does not."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    except DatabaseError as error:
        return str(error)
    return ""


def rows(table: str) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {table}")
        return [
            tuple(bytes(one) if isinstance(one, memoryview) else one for one in row)
            for row in cursor.fetchall()
        ]


def test_the_list_of_growing_tables_is_that_of_the_models() -> None:
    assert {guards.PREFIX + name for name in guards.GROWING} == {
        model._meta.db_table for model in GROWING
    }


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize("name", [*guards.GROWING, guards.PAYLOAD, guards.WAITING])
def test_nothing_is_updated(name: str) -> None:
    table = guards.PREFIX + name
    with connection.cursor() as cursor:
        column = connection.introspection.get_table_description(cursor, table)[-1].name
    before = rows(table)

    assert before
    assert refused(f'UPDATE {table} SET "{column}" = "{column}"')
    assert rows(table) == before


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize("name", guards.GROWING)
def test_nothing_is_deleted(name: str) -> None:
    table = guards.PREFIX + name
    before = rows(table)

    assert refused(f"DELETE FROM {table}")
    assert rows(table) == before


@pytest.mark.usefixtures("filled")
def test_an_entry_stops_waiting_only_when_it_has_its_place() -> None:
    assert refused("DELETE FROM audit_waiting")
    assert Waiting.objects.count() == 1


@pytest.mark.usefixtures("filled")
def test_a_payload_may_go() -> None:
    assert not refused("DELETE FROM audit_payload")
    assert not Payload.objects.exists()


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize("index", [-1, 0, 3, 5, 100])
def test_a_leaf_follows_the_one_before(index: int) -> None:
    entry = Waiting.objects.get().entry_id

    with pytest.raises(DatabaseError), transaction.atomic():
        Leaf.objects.create(index=index, entry_id=entry, hash=bytes(32))
    assert Leaf.objects.count() == 4


@pytest.mark.usefixtures("filled")
def test_an_entry_has_one_leaf() -> None:
    entry = Leaf.objects.get(index=0).entry_id

    with pytest.raises(DatabaseError), transaction.atomic():
        Leaf.objects.create(index=4, entry_id=entry, hash=bytes(32))


@pytest.mark.usefixtures("filled")
def test_a_guard_that_is_gone_is_missed() -> None:
    assert guards.missing() == []
    with connection.cursor() as cursor:
        where = " ON audit_leaf" if connection.vendor == "postgresql" else ""
        cursor.execute(f"DROP TRIGGER audit_leaf_gap{where}")
    assert guards.missing() == ["audit_leaf_gap"]

    guards.install(connection)
    assert guards.missing() == []


@pytest.mark.usefixtures("filled")
def test_guards_can_be_taken_away_for_a_migration_and_put_back() -> None:
    guards.remove(connection)
    assert len(guards.missing()) > 20
    assert not refused("UPDATE audit_entry SET act = act")

    guards.install(connection)
    assert refused("UPDATE audit_entry SET act = act")


@pytest.mark.django_db(transaction=True)
def test_the_command_that_empties_the_database_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    write()
    lifting = Command.handle
    refusing = next(
        cell.cell_contents
        for cell in lifting.__closure__ or ()
        if getattr(cell.cell_contents, "__name__", "") == "handle"
    )
    monkeypatch.setattr(Command, "handle", refusing)
    with pytest.raises(CommandError):
        call_command("flush", interactive=False, verbosity=0)
    monkeypatch.undo()

    assert Entry.objects.count() == 1


# ---------------------------------------------------------------- INSERT OR REPLACE


sqlite_only = pytest.mark.usefixtures("_sqlite")


@pytest.fixture
def _sqlite() -> None:
    if connection.vendor != "sqlite":
        pytest.skip("INSERT OR REPLACE exists on SQLite only")


@pytest.fixture
def thief(
    transactional_db: None,
    _sqlite: None,
) -> Iterator[sqlite3.Connection]:
    """A connection by somebody else's program, with SQLite's own defaults."""
    make_ledger(4)
    write()
    verification.read_on(Verification.FIRST)
    other = sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)
    assert other.execute("PRAGMA recursive_triggers").fetchone() == (0,)
    yield other
    other.close()


@sqlite_only
@pytest.mark.django_db
def test_our_own_connections_let_triggers_see_replacement() -> None:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA recursive_triggers")
        assert cursor.fetchone() == (1,)


@sqlite_only
@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize("model", GROWING)
def test_nothing_is_replaced(model: type) -> None:
    table = model._meta.db_table  # type: ignore[attr-defined]
    before = rows(table)

    assert refused(f"INSERT OR REPLACE INTO {table} SELECT * FROM {table} LIMIT 1")
    assert rows(table) == before


@pytest.mark.parametrize("table", ["audit_entry", "audit_leaf", "audit_node", "audit_checkpoint"])
def test_nothing_is_replaced_through_another_program(thief: sqlite3.Connection, table: str) -> None:
    before = thief.execute(f"SELECT * FROM {table}").fetchall()

    with pytest.raises(sqlite3.DatabaseError, match=guards.REFUSAL):
        thief.execute(f"INSERT OR REPLACE INTO {table} SELECT * FROM {table} LIMIT 1")
    assert thief.execute(f"SELECT * FROM {table}").fetchall() == before


def test_nothing_is_replaced_by_its_row_number(thief: sqlite3.Connection) -> None:
    columns = [row[1] for row in thief.execute("PRAGMA table_info(audit_entry)")]
    copied = ", ".join("'fresh'" if one == "id" else f'"{one}"' for one in columns)

    with pytest.raises(sqlite3.DatabaseError, match=guards.REFUSAL):
        thief.execute(
            f"INSERT OR REPLACE INTO audit_entry (rowid, {', '.join(columns)}) "
            f"SELECT rowid, {copied} FROM audit_entry LIMIT 1"
        )
    assert thief.execute("SELECT COUNT(*) FROM audit_entry").fetchone() == (5,)


def test_a_leaf_is_not_replaced_by_its_entry(thief: sqlite3.Connection) -> None:
    with pytest.raises(sqlite3.DatabaseError, match=guards.REFUSAL):
        thief.execute(
            'INSERT OR REPLACE INTO audit_leaf ("index", entry_id, hash) '
            'SELECT 4, entry_id, hash FROM audit_leaf WHERE "index" = 0'
        )


def test_another_program_finds_the_guards_too(thief: sqlite3.Connection) -> None:
    for statement in ("DELETE FROM audit_entry", "UPDATE audit_entry SET act = 'x'"):
        with pytest.raises(sqlite3.DatabaseError, match=guards.REFUSAL):
            thief.execute(statement)


# ---------------------------------------------------------------- PostgreSQL


@pytest.mark.postgres
@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize("name", [*guards.GROWING, guards.PAYLOAD, guards.WAITING])
def test_nothing_is_truncated(name: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # nothing else stands in the way

    assert refused(f"TRUNCATE {guards.PREFIX}{name} CASCADE")


@pytest.fixture
def _as_application(filled: None) -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute("DROP ROLE IF EXISTS fairlead_application")
        cursor.execute("CREATE ROLE fairlead_application")
        guards.grant_application_role("fairlead_application")
        cursor.execute("GRANT fairlead_application TO CURRENT_USER")
        cursor.execute("SET ROLE fairlead_application")
    yield
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")


def may(statement: str) -> bool:
    words = failure(statement)
    assert words == "" or "permission denied" in words or "must be owner" in words
    return not words


@pytest.mark.postgres
@pytest.mark.usefixtures("_as_application")
@pytest.mark.parametrize("name", guards.GROWING)
def test_the_application_role_may_only_add(name: str) -> None:
    table = guards.PREFIX + name
    column = {"leaf": "index", "node": "level", "mention": "role"}.get(name, "id")

    assert may(f"SELECT * FROM {table}")
    for statement in (
        f'UPDATE {table} SET "{column}" = "{column}"',
        f"DELETE FROM {table}",
        f"TRUNCATE {table} CASCADE",
        f"ALTER TABLE {table} DISABLE TRIGGER ALL",
        f"DROP TABLE {table} CASCADE",
    ):
        assert not may(statement), statement


@pytest.mark.postgres
@pytest.mark.usefixtures("_as_application")
def test_the_application_role_does_the_daily_work() -> None:
    write(payload={"name": "Ana Utopiana"})
    sign_all()
    outcome = verification.read_on(Verification.FIRST)

    assert not outcome.problems
    assert Leaf.objects.count() == 6
    assert may("DELETE FROM audit_payload")
    assert not may("UPDATE audit_payload SET key_id = ''")
    assert not may("DELETE FROM django_migrations")


@pytest.mark.django_db
def test_the_database_of_the_tests_is_that_of_the_product(folder: Path) -> None:
    assert guards.missing() == []
    assert folder.exists()
