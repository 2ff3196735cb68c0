"""Two agencies of Utopia, their people, and cases to work on."""

import os
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import pytest
from django.db import transaction
from django.test import override_settings

from fairlead.kernel.access.context import Context
from fairlead.kernel.audit.models import Entry
from fairlead.kernel.cases.actions.case import assign_case, close_case, open_case, submit_case
from fairlead.kernel.cases.actions.subject import add_subject
from fairlead.kernel.cases.models import Case, Delivery, Subject
from fairlead.kernel.people.models import Agency
from tests.contexts import context_of
from tests.people import give_role, make_account

WORK, REDRESS = "cases.work", "cases.redress"
Row = TypeVar("Row", bound=Any)


@pytest.fixture(autouse=True)
def keys(tmp_path: Path) -> Iterator[Path]:
    """A key folder of its own: a destroyed key never comes back."""
    folder = tmp_path / "keys"
    with override_settings(FAIRLEAD_KEYS=folder, FAIRLEAD_DATA=tmp_path / "data"):
        yield folder


def worker(role: str, agency: Agency, purpose: str = WORK) -> Context:
    """Return the context of a new colleague; nobody signs in here."""
    account = make_account(agency=agency, protected=False, password="!")
    give_role(account, role, days=4_000)
    return context_of(account, purpose)


@dataclass(frozen=True)
class Unit:
    """An agency and the people in it."""

    agency: Agency
    analyst: Context
    supervisor: Context
    officer: Context  # protection officer

    @property
    def colleague(self) -> uuid.UUID:
        """Return the account of the supervisor."""
        assert self.supervisor.account is not None
        return self.supervisor.account

    @classmethod
    def make(cls, name: str) -> "Unit":
        agency = Agency.objects.create(code=f"{name}-{os.urandom(3).hex()}", name=name, state="UTO")
        return cls(
            agency,
            worker("analyst", agency),
            worker("supervisor", agency),
            worker("protection_officer", agency, REDRESS),
        )


@pytest.fixture
def here(db: None) -> Unit:
    return Unit.make("piu")


@pytest.fixture
def there(db: None) -> Unit:
    return Unit.make("fiu")


def particulars(
    name: str = "Amal Utopia", document: str = "UTO1234567", **source: str
) -> dict[str, Any]:
    """Return the particulars of an invented person."""
    return {
        "kind": "person",
        "names": [{"text": name, "script": "Latn", "source": "own"}],
        "identifiers": [{"kind": "passport", "value": document, "issuer": "UTO", "source": "own"}],
        "facts": [{"key": "born", "value": "1978-05", "source": "own"}],
        "sources": [{"key": "own", "origin": "Register of passports of Utopia"} | source],
    }


Make = Callable[..., Case]


def work_on(unit: Unit, title: str = "A journey to Amaurot", **fields: Any) -> Case:
    """Open a case that the unit's analyst works on."""
    case = open_case(unit.analyst, title=title, **fields)
    return assign_case(unit.analyst, case=case.pk, version=case.version)


@pytest.fixture
def make_case(here: Unit) -> Make:
    def make(title: str = "A journey to Amaurot", **fields: Any) -> Case:
        return work_on(here, title, **fields)

    return make


@pytest.fixture
def case(make_case: Make) -> Case:
    return make_case()


@pytest.fixture
def subject(case: Case, here: Unit) -> Subject:
    return add_subject(here.analyst, case=case.pk, particulars=particulars())


def again(context: Context, record: Row) -> Row:
    """Return the record as it is in the database now."""
    with transaction.atomic():
        found: Row = type(record).objects.for_context(context).get(pk=record.pk)
        return found


def closed(unit: Unit, case: Case) -> Case:
    """Close a case with two people."""
    case = again(unit.analyst, case)
    case = submit_case(unit.analyst, case=case.pk, version=case.version, reason="no-concern")
    return close_case(unit.supervisor, case=case.pk, version=case.version)


def only_delivery(context: Context, **wanted: Any) -> Delivery:
    with transaction.atomic():
        return Delivery.objects.for_context(context).get(**wanted)


def acts() -> list[str]:
    """Return the acts in the ledger that this room wrote, in order."""
    return list(
        Entry.objects.filter(act__startswith="cases.")
        .order_by("time", "id")
        .values_list("act", flat=True)
    )
