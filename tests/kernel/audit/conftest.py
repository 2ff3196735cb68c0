from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import time_machine
from pytest_django import Settings

from fairlead.kernel.audit import keys, payloads
from tests.sealers import TestSealer


@pytest.fixture(autouse=True)
def key_folder(settings: Settings, tmp_path: Path) -> Path:
    """Keys of their own for every test."""
    folder = tmp_path / "keys"
    folder.mkdir(mode=0o700)
    settings.FAIRLEAD_KEYS = folder
    settings.FAIRLEAD_NODE = "utopia.example"
    keys.create()
    return folder


@pytest.fixture(autouse=True)
def sealer() -> Iterator[TestSealer]:
    installed = TestSealer()
    before = payloads.install(installed)
    yield installed
    payloads.install(before)


@pytest.fixture
def witness_folder(settings: Settings, tmp_path: Path) -> Path:
    folder = tmp_path / "witness"
    folder.mkdir()
    settings.FAIRLEAD_WITNESSES = [f"folder:{folder}"]
    return folder


@pytest.fixture
def time_machine_clock() -> Iterator[time_machine.Traveller]:
    """A clock that stands still until it is moved."""
    with time_machine.travel(datetime(2026, 11, 20, 9, tzinfo=UTC), tick=False) as clock:
        yield clock
