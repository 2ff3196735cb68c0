"""The doctor in each bad state, by table; and that no broken question hides another."""

import os
import shutil
import subprocess
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from django.db import DatabaseError, connection, transaction
from django.db.migrations.recorder import MigrationRecorder
from pytest_django import Settings

from fairlead.core.errors import Misconfigured
from fairlead.core.ledger import Verb
from fairlead.core.registration import Health, HealthCheck, Room
from fairlead.desks.administration import queries
from fairlead.desks.administration.queries import database, doctor, installation, machine
from fairlead.kernel.access.context import Context
from fairlead.kernel.audit.actions import record
from fairlead.kernel.clock import now

pytestmark = pytest.mark.django_db

Patch = pytest.MonkeyPatch
Arrange = Callable[[Patch, Settings, Path], object]


def nothing(patch: Patch, settings: Settings, folder: Path) -> None: ...


# ---------------------------------------------------------------- keys


def safe_keys(patch: Patch, settings: Settings, folder: Path) -> None:
    settings.FAIRLEAD_KEYS = folder
    folder.chmod(0o700)
    (folder / "site-secret").touch(mode=0o600)


def replaced_secret(patch: Patch, settings: Settings, folder: Path) -> None:
    safe_keys(patch, settings, folder)
    settings.FAIRLEAD_EARLIER_SECRET_FILE = folder / "site-secret.earlier"
    settings.FAIRLEAD_EARLIER_SECRET_FILE.touch(mode=0o600)


def lost_keys(patch: Patch, settings: Settings, folder: Path) -> None:
    settings.FAIRLEAD_KEYS = folder / "gone"


def readable_key(patch: Patch, settings: Settings, folder: Path) -> None:
    safe_keys(patch, settings, folder)
    (folder / "site-secret").chmod(0o640)


def listable_keys(patch: Patch, settings: Settings, folder: Path) -> None:
    safe_keys(patch, settings, folder)
    folder.chmod(0o750)


# ---------------------------------------------------------------- disk


def free(gibibytes: float, total: float = 1.0) -> Arrange:
    def arrange(patch: Patch, settings: Settings, folder: Path) -> None:
        usage = SimpleNamespace(
            free=int(gibibytes * machine.GIBIBYTE), total=int(total * machine.GIBIBYTE)
        )
        patch.setattr(shutil, "disk_usage", lambda _path: usage)

    return arrange


# ---------------------------------------------------------------- clock


def apart(seconds: float, *, synchronised: bool | None = True) -> Arrange:
    def arrange(patch: Patch, settings: Settings, folder: Path) -> None:
        patch.setattr(machine, "_apart_from_database", lambda: timedelta(seconds=seconds))
        patch.setattr(machine, "_is_synchronised", lambda: synchronised)

    return arrange


# ---------------------------------------------------------------- fonts


def listed(words: str) -> Arrange:
    def arrange(patch: Patch, settings: Settings, folder: Path) -> None:
        patch.setattr(shutil, "which", lambda _name: "/usr/bin/fc-list")
        patch.setattr(subprocess, "run", lambda *_a, **_k: SimpleNamespace(stdout=words))

    return arrange


def no_program(patch: Patch, settings: Settings, folder: Path) -> None:
    patch.setattr(shutil, "which", lambda _name: None)
    patch.setattr(machine, "FONT_FOLDERS", (str(folder),))
    (folder / "wqy-microhei.ttc").touch()


# ---------------------------------------------------------------- backup


def backed_up(hours: int) -> Arrange:
    def arrange(patch: Patch, settings: Settings, folder: Path) -> None:
        moment = now() - timedelta(hours=hours)
        with time_machine.travel(moment, tick=False), transaction.atomic():
            record(
                act="administration.backup.made",
                verb=Verb.OPERATE,
                authority=Context.duty("operation").authority(),
            )

    return arrange


# ---------------------------------------------------------------- address, files


def reached(origin: str, *, proxies: int = 1, **more: Any) -> Arrange:
    def arrange(patch: Patch, settings: Settings, folder: Path) -> None:
        values = {"FAIRLEAD_ORIGIN": origin, "FAIRLEAD_PROXIES": proxies}
        for name, value in (values | more).items():
            setattr(settings, name, value)

    return arrange


def stale_translation(patch: Patch, settings: Settings, folder: Path) -> None:
    messages = folder / "fr" / "LC_MESSAGES"
    messages.mkdir(parents=True)
    (messages / "django.mo").touch()
    (messages / "django.po").touch()
    os.utime(messages / "django.mo", (0, 0))
    settings.LOCALE_PATHS = [folder]


def no_stylesheet(patch: Patch, settings: Settings, folder: Path) -> None:
    patch.setattr("django.contrib.staticfiles.finders.find", lambda _name: None)


# ---------------------------------------------------------------- database


def unreachable(patch: Patch, settings: Settings, folder: Path) -> None:
    def fail() -> None:
        raise DatabaseError("the canary Zyxgar Quolm")

    patch.setattr(connection, "cursor", fail)


def no_file(patch: Patch, settings: Settings, folder: Path) -> None:
    patch.setitem(settings.DATABASES["default"], "NAME", folder / "none.sqlite3")


def missing_step(patch: Patch, settings: Settings, folder: Path) -> None:
    MigrationRecorder.Migration.objects.filter(app="jobs").delete()


def loose_pragma(patch: Patch, settings: Settings, folder: Path) -> None:
    patch.setitem(database.PRAGMAS, "secure_delete", 7)


CASES: list[tuple[Arrange, Callable[[], Health], str]] = [
    (safe_keys, machine.keys, "good"),
    (replaced_secret, machine.keys, "warning"),
    (lost_keys, machine.keys, "bad"),
    (readable_key, machine.keys, "bad"),
    (listable_keys, machine.keys, "bad"),
    (free(50, 100), machine.disk, "good"),
    (free(5, 100), machine.disk, "warning"),
    (free(1, 3), machine.disk, "warning"),
    (free(0.1, 100), machine.disk, "bad"),
    (apart(0), machine.clock, "good"),
    (apart(0, synchronised=None), machine.clock, "good"),
    (apart(0, synchronised=False), machine.clock, "warning"),
    (apart(3), machine.clock, "warning"),
    (apart(31), machine.clock, "bad"),
    (listed("NotoSansArabic wqy NotoSans-Regular"), machine.fonts, "good"),
    (listed("NotoSansArabic NotoSans-Regular"), machine.fonts, "warning"),
    (listed(""), machine.fonts, "warning"),
    (no_program, machine.fonts, "warning"),
    (nothing, installation.backup, "warning"),
    (backed_up(2), installation.backup, "good"),
    (backed_up(27), installation.backup, "warning"),
    (backed_up(24 * 8), installation.backup, "bad"),
    (reached("https://fairlead.example"), installation.origin, "good"),
    (reached("https://fairlead.example", proxies=0), installation.origin, "warning"),
    (reached("http://fairlead.example"), installation.origin, "warning"),
    (reached("https://fairlead.example", DEBUG=True), installation.origin, "bad"),
    (
        reached("https://fairlead.example", FAIRLEAD_DEMONSTRATION=True),
        installation.origin,
        "warning",
    ),
    (nothing, installation.resources, "good"),
    (stale_translation, installation.resources, "bad"),
    (no_stylesheet, installation.resources, "bad"),
    (nothing, database.reachable, "good"),
    (unreachable, database.reachable, "bad"),
    (nothing, database.protected, "good"),
    (nothing, database.migrated, "good"),
    (missing_step, database.migrated, "bad"),
]


@pytest.mark.parametrize(
    ("arrange", "ask", "state"),
    CASES,
    ids=[f"{ask.__name__}-{state}-{number}" for number, (_a, ask, state) in enumerate(CASES)],
)
def test_every_state_is_told(  # noqa: PLR0917 - fixtures and cases
    monkeypatch: Patch,
    settings: Settings,
    tmp_path: Path,
    arrange: Arrange,
    ask: Callable[[], Health],
    state: str,
) -> None:
    arrange(monkeypatch, settings, tmp_path)

    found = ask()

    assert (found.state, bool(str(found.words))) == (state, True)
    assert "Zyxgar" not in str(found.words)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="of SQLite only")
@pytest.mark.parametrize("arrange", [loose_pragma, no_file])
def test_sqlite_as_it_must_not_be(
    monkeypatch: Patch, settings: Settings, tmp_path: Path, arrange: Arrange
) -> None:
    arrange(monkeypatch, settings, tmp_path)

    assert "bad" in {database.reachable().state, database.protected().state}
    assert not (tmp_path / "none.sqlite3").exists()  # asking does not make one


@pytest.mark.postgres
@pytest.mark.parametrize(
    "statement",
    [
        "ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY",
        "ALTER TABLE {table} DISABLE ROW LEVEL SECURITY",
    ],
)
def test_a_wall_that_was_taken_down_is_found(statement: str) -> None:
    table = next(iter(database.protected_tables()))
    with connection.cursor() as cursor:
        cursor.execute(statement.format(table=table))

    found = database.protected()

    assert found.state == "bad"
    assert table in str(found.words)


def test_the_kernel_s_clock_can_be_asked() -> None:
    assert machine._is_synchronised() in {True, False, None}


# ---------------------------------------------------------------- all together


def good() -> Health:
    return Health(state="good", words="Well.")


def warn() -> Health:
    return Health(state="warning", words="Hm.")


def crash() -> Health:
    raise ValueError("the canary Zyxgar Quolm")


def refuse() -> Health:
    raise Misconfigured("must be set", place="keys")


def spoil_transaction() -> Health:
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM no_such_table")
    return good()


def declare(patch: Patch, **checks: str) -> None:
    here = "tests.desks.administration.test_doctor"
    rooms = {
        room: Room(
            label=room,
            health=[
                HealthCheck(code=name, label=name, check=f"{here}.{name}") for name in names.split()
            ],
        )
        for room, names in checks.items()
    }
    patch.setattr(doctor, "rooms", lambda: rooms)


def states() -> dict[str, str]:
    return {f"{each.room}.{each.code}": each.health.state for each in queries.examine()}


def test_a_question_that_breaks_is_bad_and_hides_no_other(monkeypatch: Patch) -> None:
    declare(
        monkeypatch, administration="good crash spoil_transaction refuse", jobs="warn good gone"
    )

    assert states() == {
        "administration.good": "good",
        "administration.crash": "bad",
        "administration.spoil_transaction": "bad",
        "administration.refuse": "bad",
        "jobs.warn": "warning",
        "jobs.good": "good",
        "jobs.gone": "bad",
    }
    assert "Zyxgar" not in " ".join(str(each.health.words) for each in queries.examine())


def test_without_a_database_the_other_rooms_are_not_asked(monkeypatch: Patch) -> None:
    declare(monkeypatch, administration="good", jobs="warn")
    monkeypatch.setattr(doctor, "DATABASE", "crash")
    assert "jobs.warn" in states()

    declare(monkeypatch, administration="crash good", jobs="warn")
    assert list(states()) == ["administration.crash", "administration.good"]


@pytest.mark.parametrize(
    ("checks", "worst"), [("good", "good"), ("good warn", "warning"), ("warn crash good", "bad")]
)
def test_the_worst_finding_is_the_state_of_all(monkeypatch: Patch, checks: str, worst: str) -> None:
    declare(monkeypatch, administration=checks)

    assert queries.worst(queries.examine()) == worst


def test_every_declared_question_can_be_asked() -> None:
    found = queries.examine()

    assert len(found) >= 19
    broken = [each for each in found if "could not be found out" in str(each.health.words)]
    assert broken == []


def test_a_finding_is_plain_data() -> None:
    finding = next(iter(queries.examine()))

    assert set(finding.plain()) == {"room", "code", "state", "words", "figures"}
