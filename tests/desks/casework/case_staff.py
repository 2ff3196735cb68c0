"""Two agencies of Utopia at their pages: who works there, and how a page is asked and answered."""

import re
import uuid
from dataclasses import dataclass, field
from html import unescape
from typing import Any

from django.http import HttpResponse
from django.test import Client

from fairlead.kernel.access.context import Context
from fairlead.kernel.cases.actions.case import assign_case, open_case
from fairlead.kernel.cases.actions.subject import add_subject
from fairlead.kernel.cases.models import Case, Delivery, Subject
from fairlead.kernel.people.models import Account, Agency
from tests.contexts import context_of
from tests.people import make_account, make_agency, sign_in

WORK, REDRESS, INSPECTION = "cases.work", "cases.redress", "cases.inspection"
_VERSION = re.compile(r'name="version" value="(\d+)"')
_ERROR = re.compile(r'class="error"[^>]*>([^<]*)')


@dataclass
class Person:
    """Somebody at a browser."""

    account: Account
    context: Context
    client: Client = field(default_factory=Client)

    @classmethod
    def at_work(cls, *roles: str, agency: Agency, purpose: str = WORK, **more: Any) -> "Person":
        account = make_account(*roles, agency=agency, **more)
        person = cls(account, context_of(account, purpose))
        sign_in(person.client, account)
        person.client.post("/purpose/", {"purpose": purpose})
        return person

    @property
    def key(self) -> str:
        return str(self.account.pk)

    def page(self, address: str, status: int = 200) -> str:
        answer = self.client.get(address)
        assert answer.status_code == status, f"{address}: {answer.status_code}"
        return unescape(answer.content.decode())

    def case(self, case: Case, tail: str = "", status: int = 200) -> str:
        return self.page(f"/casework/cases/{case.pk}/{tail}", status)

    def unmask(self, case: Case) -> None:
        assert self.client.post(f"/casework/cases/{case.pk}/identities/").status_code == 302

    def send(self, address: str, /, **form: Any) -> HttpResponse:
        """Open a form and send it, with the version that it showed."""
        version = _VERSION.search(self.page(address))
        sent = {"version": version.group(1) if version else ""} | form
        answer = self.client.post(address, sent)
        assert isinstance(answer, HttpResponse)
        return answer

    def do(self, case: Case, act: str, part: uuid.UUID | None = None, /, **form: Any) -> None:
        """Do an act of a case page, which must be accepted."""
        tail = f"{part}/" if part else ""
        answer = self.send(f"/casework/cases/{case.pk}/do/{act}/{tail}", **form)
        assert answer.status_code == 302, _ERROR.findall(answer.content.decode())


@dataclass
class Unit:
    """An agency, and the people in it."""

    agency: Agency
    analyst: Person
    supervisor: Person

    @classmethod
    def make(cls, name: str) -> "Unit":
        agency = make_agency(name=name)
        return cls(
            agency,
            Person.at_work("analyst", agency=agency),
            Person.at_work("supervisor", agency=agency),
        )

    def make_case(self, title: str = "A journey to Amaurot", **fields: Any) -> Case:
        """Open a case that the analyst works on."""
        case = open_case(self.analyst.context, title=title, **fields)
        return assign_case(self.analyst.context, case=case.pk, version=case.version)


def name_somebody(context: Context, case: Case, name: str, number: str = "UTO1234567") -> Subject:
    """Record an invented person in a case."""
    held = {
        "kind": "person",
        "names": [{"text": name, "source": "own"}],
        "identifiers": [{"kind": "passport", "value": number, "source": "own"}],
        "facts": [{"key": "born", "value": "1978-05", "source": "own"}],
        "sources": [{"key": "own", "origin": "Register of Utopia", "reliability": "A"}],
    }
    return add_subject(context, case=case.pk, particulars=held)


def fresh(context: Context, case: Case) -> Case:
    return Case.objects.for_context(context).get(pk=case.pk)


def delivery_of(context: Context, **wanted: Any) -> Delivery:
    return Delivery.objects.for_context(context).get(**wanted)
