"""A folder of its own for keys and files, and people of one agency."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import override_settings

from fairlead.kernel.access.context import Context
from fairlead.kernel.people.models import Agency
from tests.contexts import make_context
from tests.people import make_agency

PURPOSE = "registry.keeping"


@pytest.fixture(autouse=True)
def files(tmp_path: Path) -> Iterator[Path]:
    keys, data = tmp_path / "keys", tmp_path / "data"
    with override_settings(FAIRLEAD_KEYS=keys, FAIRLEAD_DATA=data):
        yield data / "files"


@pytest.fixture
def agency(request: pytest.FixtureRequest) -> Agency:
    request.getfixturevalue("db")
    return make_agency()


@pytest.fixture
def officer(agency: Agency) -> Context:
    return make_context("supervisor", purpose=PURPOSE, agency=agency)


@pytest.fixture
def analyst(agency: Agency) -> Context:
    return make_context("analyst", purpose=PURPOSE, agency=agency)
