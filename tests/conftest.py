from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.db import connection
from hypothesis import HealthCheck, settings

from tests import servers

settings.register_profile(
    "house",
    deadline=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
settings.load_profile("house")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip what the machine lacks with one clear line, or fail where it was required."""
    reasons = {name: servers.missing(name) for name in ("browser", "shared")}
    on_postgres = connection.vendor == "postgresql"
    if not on_postgres:
        reasons["postgres"] = "runs with FAIRLEAD_TEST_DATABASE=postgres"
    for item in items:
        for name, reason in reasons.items():
            if reason and item.get_closest_marker(name):
                item.add_marker(pytest.mark.skip(reason=reason))


@pytest.fixture
def folder() -> Path:
    """The folder that holds the data of this test run."""
    return Path(django_settings.FAIRLEAD_DATA).parent


@pytest.fixture
def shared_data() -> Path:
    """The evaluation data beside the checkout."""
    found = servers.shared()
    assert found is not None
    return found / "data"


@pytest.fixture(autouse=True, scope="session")
def _emptying_lifts_the_guards() -> Iterator[None]:
    """Between tests that commit, the tables are emptied, which the ledger's guards refuse."""
    from django.core.management.commands.flush import Command
    from django.db import connections

    from fairlead.kernel.audit import guards

    refused = Command.handle

    def handle(command: Command, **options: str) -> None:
        guards.remove(connections[options["database"]])
        refused(command, **options)
        guards.install(connections[options["database"]])

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Command, "handle", handle)
        yield


@pytest.fixture(autouse=True)
def _language() -> Iterator[None]:
    from django.utils import translation

    with translation.override("en"):
        yield
