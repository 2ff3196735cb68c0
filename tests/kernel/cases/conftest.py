"""Two agencies of Utopia, their people, and cases to work on."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import override_settings

from fairlead.kernel.access.context import Context
from fairlead.kernel.cases.actions.case import assign_case, open_case
from fairlead.kernel.cases.actions.subject import add_subject
from fairlead.kernel.cases.models import Case, Subject
from fairlead.kernel.people.models import Agency
from tests.contexts import make_context
from tests.people import make_agency

WORK, REDRESS = "cases.work", "cases.redress"


@pytest.fixture(autouse=True)
def keys(tmp_path: Path) -> Iterator[Path]:
    """A key folder of its own: a destroyed key never comes back."""
    folder = tmp_path / "keys"
    with override_settings(FAIRLEAD_KEYS=folder):
        yield folder


@dataclass(frozen=True)
class Unit:
    """An agency and the people in it."""

    agency: Agency
    analyst: Context
    supervisor: Context
    officer: Context  # protection officer

    @classmethod
    def make(cls, code: str = "") -> "Unit":
        agency = make_agency(code)
        return cls(
            agency,
            make_context("analyst", purpose=WORK, agency=agency),
            make_context("supervisor", purpose=WORK, agency=agency),
            make_context("protection_officer", purpose=REDRESS, agency=agency),
        )


@pytest.fixture
def here(db: None) -> Unit:  # noqa: ARG001
    return Unit.make(f"piu-{os.urandom(3).hex()}")


@pytest.fixture
def there(db: None) -> Unit:  # noqa: ARG001
    return Unit.make(f"fiu-{os.urandom(3).hex()}")


def particulars(name: str = "Amal Utopia", document: str = "UTO1234567") -> dict[str, Any]:
    """Return the particulars of an invented person."""
    return {
        "kind": "person",
        "names": [{"text": name, "script": "Latn", "source": "own"}],
        "identifiers": [{"kind": "passport", "value": document, "issuer": "UTO", "source": "own"}],
        "facts": [{"key": "born", "value": "1978-05", "source": "own"}],
        "sources": [{"key": "own", "origin": "Register of passports of Utopia"}],
    }


Make = Callable[..., Case]


@pytest.fixture
def make_case(here: Unit) -> Make:
    """Open a case that its analyst works on."""

    def make(title: str = "A journey to Amaurot", unit: Unit | None = None, **fields: Any) -> Case:
        by = (unit or here).analyst
        case = open_case(by, title=title, **fields)
        return assign_case(by, case=case.pk, version=case.version)

    return make


@pytest.fixture
def case(make_case: Make) -> Case:
    return make_case()


@pytest.fixture
def subject(case: Case, here: Unit) -> Subject:
    return add_subject(here.analyst, case=case.pk, particulars=particulars())


def again(context: Context, record: Any) -> Any:
    """Return the record as it is in the database now."""
    with transaction.atomic():
        return type(record).objects.for_context(context).get(pk=record.pk)
