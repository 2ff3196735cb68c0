"""A lodge whose guests belong to three agencies; the names say whose they are."""

from datetime import UTC, datetime

import pytest

from fairlead.kernel.access.context import Context
from fairlead.kernel.people.models import Agency
from tests.contexts import context_of
from tests.lodge.models import Guest
from tests.people import make_account, make_agency

PLANTED = 17


def keeper(agency: Agency, role: str = "supervisor") -> Context:
    return context_of(make_account(role, agency=agency), "lodge.keeping")


def plant(agency: Agency, count: int, word: str) -> list[Guest]:
    made = Guest.objects.for_context(keeper(agency)).bulk_create(
        Guest(
            name=f"{word} {number:04}",
            room=number % 5,
            agency=agency,
            arrived_at=datetime(2026, 11, 1 + number % 20, tzinfo=UTC) if number % 3 else None,
        )
        for number in range(count)
    )
    return list(made)


@pytest.fixture
def agencies(db: None) -> list[Agency]:
    """Three agencies with guests; only the first one's are called Ours."""
    made = [make_agency() for _number in range(3)]
    for agency, word in zip(made, ("Ours", "Theirs", "Elsewhere"), strict=True):
        plant(agency, PLANTED, word)
    return made


@pytest.fixture
def context(agencies: list[Agency]) -> Context:
    return keeper(agencies[0])
