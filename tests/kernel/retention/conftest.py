"""A key store of its own for every test, invented travellers, and a clock that can be moved."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from django.test import override_settings

from fairlead.kernel.access.context import Context
from fairlead.kernel.clock import now
from fairlead.kernel.people.models import Agency
from fairlead.kernel.retention.keystore import FolderKeyStore, keystore
from fairlead.kernel.retention.records import keep
from tests.contexts import make_context
from tests.people import make_agency
from tests.registry.models import Booking, Letter

START = datetime(2026, 11, 20, 10, tzinfo=UTC)
PURPOSE = "registry.keeping"


@pytest.fixture(autouse=True)
def keys(tmp_path: Path) -> Iterator[Path]:
    """A key folder of its own: tests destroy keys, and a destroyed key never comes back."""
    folder = tmp_path / "keys"
    with override_settings(FAIRLEAD_KEYS=folder, FAIRLEAD_PROFILE="icao-annex9"):
        yield folder


@pytest.fixture
def store(keys: Path) -> FolderKeyStore:
    assert keys.parent.exists()
    return keystore()


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    """Begins at a known moment and stands still until it is moved."""
    with time_machine.travel(START, tick=False) as traveller:
        yield traveller


@pytest.fixture
def agency(request: pytest.FixtureRequest) -> Agency:
    request.getfixturevalue("db")
    return make_agency()


@pytest.fixture
def officer(agency: Agency) -> Context:
    """May do everything to the records of the agency."""
    return make_context("supervisor", purpose=PURPOSE, agency=agency)


@pytest.fixture
def analyst(agency: Agency) -> Context:
    """May look, with identifying fields covered."""
    return make_context("analyst", purpose=PURPOSE, agency=agency)


MakeBooking = Callable[..., Booking]


@pytest.fixture
def booking(agency: Agency, officer: Context) -> MakeBooking:
    """Make an invented traveller's booking that was transferred now, or ``since`` ago."""

    def make(
        name: str = "Thomas More", *, since: timedelta = timedelta(0), **fields: object
    ) -> Booking:
        moment = now() - since
        record = Booking(
            agency=agency, clock_start=moment, recorded_at=moment, country="UTO", **fields
        )
        values = {"names": [name], "document": "UTO1234567", "flight": "UT 1516"}
        keep(record, values, context=officer, find_by={"document": ["UTO1234567"], "name": [name]})
        return record

    return make


@pytest.fixture
def letter(agency: Agency, officer: Context) -> Callable[..., Letter]:
    def make(words: str = "To Raphael Hythloday", **fields: object) -> Letter:
        record = Letter(agency=agency, subject="complaint", pages=3, **fields)
        keep(record, {"words": words}, context=officer)
        return record

    return make
