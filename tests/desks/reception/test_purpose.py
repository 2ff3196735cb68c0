"""The purpose of a session: offered by role, chosen with an entry, changeable."""

import uuid

import pytest
from django.test import Client

from fairlead.core.ledger import Verb
from fairlead.kernel.access import purposes
from fairlead.kernel.access.context import Context
from fairlead.kernel.audit.models import Entry
from fairlead.kernel.audit.queries import header_of
from fairlead.kernel.people.models import Account
from tests.people import make_account, sign_in

pytestmark = pytest.mark.django_db


def enter(account: Account) -> Client:
    client = Client()
    sign_in(client, account)
    return client


def test_the_purposes_of_the_roles_held_now_are_offered_and_no_others() -> None:
    page = enter(make_account("supervisor")).get("/purpose/").content.decode()

    assert "Keeping the guest book" in page
    assert "Lodging Act of Utopia, section 1" in page
    assert "Inquiry into one case" not in page
    assert "Danger to life" not in page


def test_the_choice_and_its_change_are_in_the_ledger() -> None:
    client = enter(make_account("analyst"))

    client.post("/purpose/", {"purpose": "lodge.keeping"})
    client.post("/purpose/", {"purpose": "lodge.cleaning"})

    first, second = (
        header_of(entry)
        for entry in Entry.objects.filter(act="access.purpose.chosen").order_by("pk")
    )
    assert (first.verb, first.authority.purpose, first.reason) == (
        Verb.CONFIGURE,
        "lodge.keeping",
        "",
    )
    assert (second.authority.purpose, second.reason) == ("lodge.cleaning", "before:lodge.keeping")
    assert second.authority.legal_basis == "Lodging Act of Utopia, section 4"
    assert "Cleaning the rooms" in client.get("/").content.decode()


@pytest.mark.parametrize("purpose", ["lodge.emergency", "oversight.inspection", "none", ""])
def test_no_other_purpose_can_be_sent(purpose: str) -> None:
    client = enter(make_account("analyst"))

    answer = client.post("/purpose/", {"purpose": purpose})

    assert answer.status_code == 200
    assert "fairlead.purpose" not in client.session


def test_a_purpose_bound_to_a_case_needs_one_of_the_persons_cases(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    mine, other = uuid.uuid4(), uuid.uuid4()

    def works_on(_context: Context, case: uuid.UUID) -> bool:
        return case == mine

    monkeypatch.setattr(purposes, "import_string", lambda _path: works_on)
    monkeypatch.setattr(
        purposes, "rooms", lambda: {"lodge": type("Room", (), {"case_check": "tests.works_on"})}
    )
    client = enter(make_account("analyst"))

    assert client.post("/purpose/", {"purpose": "lodge.inquiry"}).status_code == 200
    refused = client.post("/purpose/", {"purpose": "lodge.inquiry", "case": str(other)})
    assert refused.status_code == 200
    denial = header_of(Entry.objects.get(act="access.purpose.denied"))
    assert (denial.verb, denial.reason) == (Verb.DENY, "case-missing")
    chosen = client.post("/purpose/", {"purpose": "lodge.inquiry", "case": str(mine)})
    assert chosen.status_code == 302
    assert client.session["fairlead.purpose"] == {"purpose": "lodge.inquiry", "case": str(mine)}


def test_without_a_keeper_of_cases_nobody_works_on_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(purposes, "rooms", dict)
    client = enter(make_account("analyst"))

    answer = client.post("/purpose/", {"purpose": "lodge.inquiry", "case": str(uuid.uuid4())})

    assert answer.status_code == 200
    assert "fairlead.purpose" not in client.session


@pytest.mark.parametrize(
    "away", ["https://elsewhere.example/", "//elsewhere.example", "javascript:1"]
)
def test_the_way_on_never_leads_away(away: str) -> None:
    client = enter(make_account("analyst"))

    answer = client.post("/purpose/", {"purpose": "lodge.keeping", "next": away})

    assert answer.headers["Location"] == "/"


def test_who_has_no_role_with_personal_data_is_told_so() -> None:
    page = enter(make_account()).get("/purpose/").content.decode()

    assert "None of the roles that you hold now" in page
