import shutil
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.db import DatabaseError, connection
from django.test import Client
from pytest_django import Settings

from fairlead.kernel.audit.models import Entry


def no_database(monkeypatch: pytest.MonkeyPatch, _settings: Settings) -> None:
    def fail() -> None:
        raise DatabaseError("the canary Zyxgar Quolm")

    monkeypatch.setattr(connection, "cursor", fail)


def no_ledger(monkeypatch: pytest.MonkeyPatch, _settings: Settings) -> None:
    monkeypatch.setattr(Entry._meta, "db_table", "no_such_table")


def no_keys(_monkeypatch: pytest.MonkeyPatch, settings: Settings) -> None:
    settings.FAIRLEAD_KEYS = Path("/no/such/folder")


def no_master_key(_monkeypatch: pytest.MonkeyPatch, settings: Settings) -> None:
    settings.FAIRLEAD_MODE = "production"
    settings.FAIRLEAD_KEYS = Path("/tmp")


def no_room(monkeypatch: pytest.MonkeyPatch, _settings: Settings) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: SimpleNamespace(free=1024))


@pytest.mark.django_db
def test_ready(client: Client) -> None:
    assert client.get("/health/ready").json() == {"ready": True}
    assert client.get("/health/alive").json() == {"alive": True}


@pytest.mark.django_db
@pytest.mark.parametrize("spoil", [no_database, no_ledger, no_keys, no_master_key, no_room])
def test_not_ready(
    client: Client,
    monkeypatch: pytest.MonkeyPatch,
    settings: Settings,
    spoil: Callable[[pytest.MonkeyPatch, Settings], None],
) -> None:
    spoil(monkeypatch, settings)

    answer = client.get("/health/ready")

    assert (answer.status_code, answer.json()) == (503, {"ready": False})
    assert client.get("/health/alive").status_code == 200
