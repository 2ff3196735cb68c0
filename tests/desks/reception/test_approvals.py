"""Approvals in the browser: what waits, what it says, and two persons doing it."""

from datetime import timedelta

import pytest
from django.test import Client

from fairlead.kernel.access import approvals
from fairlead.kernel.access.models import Approval
from fairlead.kernel.clock import now
from fairlead.kernel.people.models import Account, RoleGrant
from fairlead.kernel.people.queries import roles_of
from tests.contexts import context_of
from tests.lodge.models import Closure
from tests.people import make_account, make_agency, sign_in

pytestmark = pytest.mark.django_db


class Office:
    def __init__(self) -> None:
        self.agency = make_agency()
        self.analyst, self.one, self.two = (
            make_account(role, agency=self.agency)
            for role in ("analyst", "supervisor", "supervisor")
        )

    def propose(self, reason: str = "winter") -> Approval:
        context = context_of(self.analyst, "lodge.keeping")
        return approvals.propose(
            context, kind="lodge.close", payload={"reason": reason}, reason="It is cold."
        )


@pytest.fixture
def office() -> Office:
    return Office()


def enter(account: Account) -> Client:
    client = Client()
    sign_in(client, account)
    return client


def decide(client: Client, approval: Approval, step: str, **fields: str) -> int:
    form = {"digest": approval.digest, "step": step, "reason": "Seen and understood."} | fields
    status: int = client.post(f"/approvals/{approval.pk}/decide/", form).status_code
    return status


def test_two_persons_close_the_lodge(office: Office) -> None:
    proposal = office.propose()
    first, second = enter(office.one), enter(office.two)

    inbox = first.get("/approvals/").content.decode()
    page = first.get(f"/approvals/{proposal.pk}/").content.decode()
    assert "Close the lodge" in inbox
    for words in ("Close the lodge", "winter", "It is cold.", proposal.digest, office.analyst.name):
        assert words in page
    assert "1 proposal waits for your decision" in first.get("/").content.decode()

    assert decide(first, proposal, "approve") == 302
    assert "Nothing waits for you." in first.get("/approvals/").content.decode()
    assert Closure.objects.count() == 0
    assert decide(second, proposal, "approve") == 302

    proposal.refresh_from_db()
    assert (proposal.state, Closure.objects.count()) == ("executed", 1)


def test_the_proposer_sees_no_button_to_approve_and_has_no_way_to(office: Office) -> None:
    proposal = office.propose()
    client = enter(office.analyst)

    page = client.get(f"/approvals/{proposal.pk}/").content.decode()

    assert 'value="approve"' not in page
    assert 'value="withdraw"' in page
    assert decide(client, proposal, "approve") == 403
    assert decide(client, proposal, "withdraw") == 302


def test_a_refusal_needs_words(office: Office) -> None:
    proposal = office.propose()
    client = enter(office.one)

    assert decide(client, proposal, "refuse", reason="  ") == 422
    assert decide(client, proposal, "refuse", reason="Not in spring.") == 302
    assert (
        "Not in spring." in enter(office.analyst).get(f"/approvals/{proposal.pk}/").content.decode()
    )


def test_what_was_shown_is_what_is_approved(office: Office) -> None:
    proposal = office.propose()

    assert decide(enter(office.one), proposal, "approve", digest="0" * 64) == 302

    assert proposal.votes.count() == 0


@pytest.mark.parametrize("step", ["", "delete", "expire"])
def test_there_are_no_other_steps(office: Office, step: str) -> None:
    assert decide(enter(office.one), office.propose(), step) == 422


def test_a_stale_session_is_asked_to_prove_itself(office: Office) -> None:
    proposal, client = office.propose(), enter(office.one)
    session = client.session
    long_ago = now() - timedelta(minutes=6)
    session["people.opened"] = long_ago.timestamp()
    for method in session["account_authentication_methods"]:
        method["at"] = long_ago.timestamp()
    session.save()

    answer = client.post(
        f"/approvals/{proposal.pk}/decide/", {"digest": proposal.digest, "step": "approve"}
    )

    assert "/account/prove/" in answer.headers["Location"]
    assert proposal.votes.count() == 0
    assert "second factor again" in client.get(f"/approvals/{proposal.pk}/").content.decode()


def test_an_act_that_fails_says_so_and_can_be_carried_out_later(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    proposal = office.propose("impossible")
    decide(enter(office.one), proposal, "approve")
    client = enter(office.two)
    decide(client, proposal, "approve")

    page = client.get(f"/approvals/{proposal.pk}/").content.decode()
    assert "could not be carried out" in page
    assert 'value="execute"' in page
    assert Closure.objects.count() == 0

    monkeypatch.setattr("tests.lodge.actions.IMPOSSIBLE", "")
    decide(client, proposal, "execute")
    assert Closure.objects.count() == 1


def test_others_do_not_know_that_it_exists(office: Office) -> None:
    proposal = office.propose()

    for outsider in (make_account("supervisor"), make_account("analyst", agency=office.agency)):
        client = enter(outsider)
        assert client.get(f"/approvals/{proposal.pk}/").status_code == 404
        assert decide(client, proposal, "approve") == 404
        assert "winter" not in client.get("/approvals/").content.decode()


# ---------------------------------------------------------------- roles
def test_a_role_takes_three_persons(office: Office) -> None:
    officer, second = (make_account("security_officer", agency=office.agency) for _ in range(2))
    day = (now() + timedelta(days=30)).date().isoformat()
    form = {"account": str(office.analyst.pk), "role": "supervisor", "last_day": day}

    made = enter(officer).post("/approvals/role/", form)
    proposal = Approval.objects.get()
    assert made.headers["Location"] == f"/approvals/{proposal.pk}/"
    client = enter(second)
    page = client.get(f"/approvals/{proposal.pk}/").content.decode()
    for words in (office.analyst.name, "Supervisor", day):
        assert words in page
    decide(client, proposal, "approve")

    grant = RoleGrant.objects.get(account=office.analyst, role="supervisor")
    assert (grant.proposed_by, grant.approved_by) == (officer, second)
    assert "supervisor" in roles_of(office.analyst, now())


def test_a_role_for_the_approver_himself_is_not_carried_out(office: Office) -> None:
    officer, second = (make_account("security_officer", agency=office.agency) for _ in range(2))
    day = (now() + timedelta(days=30)).date().isoformat()
    enter(officer).post(
        "/approvals/role/", {"account": str(second.pk), "role": "analyst", "last_day": day}
    )

    decide(enter(second), Approval.objects.get(), "approve")

    assert Approval.objects.get().problem == "refused"
    assert not RoleGrant.objects.filter(account=second, role="analyst").exists()


@pytest.mark.parametrize(
    "change",
    [
        {"role": "emperor"},
        {"role": "service"},
        {"last_day": "2001-01-01"},
        {"last_day": "2999-01-01"},
    ],
)
def test_what_is_no_role_or_no_day_is_not_proposed(office: Office, change: dict[str, str]) -> None:
    officer = make_account("security_officer", agency=office.agency)
    day = (now() + timedelta(days=30)).date().isoformat()
    form = {"account": str(office.analyst.pk), "role": "supervisor", "last_day": day} | change

    assert enter(officer).post("/approvals/role/", form).status_code == 200
    assert Approval.objects.count() == 0


def test_a_stranger_to_the_agency_gets_no_role_from_here(office: Office) -> None:
    officer = make_account("security_officer", agency=office.agency)
    day = (now() + timedelta(days=30)).date().isoformat()
    form = {"account": str(make_account().pk), "role": "supervisor", "last_day": day}

    assert enter(officer).post("/approvals/role/", form).status_code == 200
    assert Approval.objects.count() == 0


def test_only_those_who_may_see_the_page_of_roles(office: Office) -> None:
    assert enter(office.analyst).get("/approvals/role/").status_code == 403
    assert enter(office.one).get("/approvals/role/").status_code == 200
