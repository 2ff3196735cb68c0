from collections.abc import Iterator

import pytest
from pytest_django import DjangoDbBlocker

from fairlead.kernel.access.context import Context
from tests.kernel.jobs import samples


@pytest.fixture
def context() -> Context:
    return Context.duty("operation")


@pytest.fixture(scope="session")
def _effects_table(
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
) -> Iterator[None]:
    with django_db_blocker.unblock():
        samples.make_table()
        yield


@pytest.fixture
def effects(_effects_table: None, db: None) -> None:
    """A table for the effects of the sample jobs; emptied with the test's own transaction."""
