"""The reception's operations: who calls, sessions, keys, and four eyes."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from fairlead.kernel.access import approvals
from fairlead.kernel.access.models import Approval
from fairlead.kernel.clock import now
from fairlead.kernel.people.models import ApiKey
from tests.apis import Program, machine, program_of
from tests.contexts import context_of
from tests.entries import last
from tests.lodge.models import Closure
from tests.people import make_account, make_agency, make_service, sign_in

pytestmark = pytest.mark.django_db


# ---------------------------------------------------------------- who calls


def test_a_person_hears_who_they_are() -> None:
    account = make_account("oversight", "supervisor")

    answer = program_of(account, "oversight.inspection").get("me").json()

    assert answer == {
        "account": str(account.pk),
        "agency": str(account.agency_id),
        "roles": ["oversight", "supervisor"],
        "purpose": "oversight.inspection",
        "legal_basis": "Directive (EU) 2016/680, Article 25(2)",
        "case": None,
    }


def test_a_machine_hears_who_it_is() -> None:
    answer = machine("oversight.read").get("me").json()

    assert (answer["roles"], answer["purpose"]) == (["service"], "")


# ---------------------------------------------------------------- sessions


def test_a_session_is_ended_from_another() -> None:
    account, other = make_account(), Client()
    with time_machine.travel(now() - timedelta(minutes=1), tick=False):
        sign_in(other, account)  # earlier: a code opens once
    mine = program_of(account)
    listed = mine.get("sessions").json()["items"]
    assert [one["current"] for one in listed] == [True, False]

    ended = mine.delete(f"sessions/{listed[1]['id']}")

    assert (ended.status_code, ended.content) == (204, b"")
    assert other.get("/").status_code == 302
    assert mine.get("me").status_code == 200
    assert last("people.session.ended").authority.actor == f"account:{account.pk}"


def test_nobody_ends_the_session_of_another_person() -> None:
    theirs = program_of(make_account())
    [session] = theirs.get("sessions").json()["items"]

    answer = program_of(make_account()).delete(f"sessions/{session['id']}")

    assert answer.status_code == 404
    assert theirs.get("me").status_code == 200


def test_an_old_proof_ends_no_session() -> None:
    with time_machine.travel("2026-11-20T09:00:00Z", tick=False) as clock:
        mine = program_of(make_account())
        [session] = mine.get("sessions").json()["items"]
        clock.shift(timedelta(minutes=6))

        answer = mine.delete(f"sessions/{session['id']}")

        assert (answer.status_code, answer.json()["reasons"]) == (403, ["authentication-stale"])


# ---------------------------------------------------------------- keys


@pytest.fixture
def owner() -> Program:
    account = make_account()
    for _number in range(2):
        service = make_service(owner=account)
        for label in ("one", "two"):
            ApiKey.objects.create(
                account=service,
                label=label,
                prefix=f"fl_{label}{service.pk.hex[-5:]}",
                digest="d" * 64,
                scopes=["oversight.read"],
                created_by=account,
                expires_at=now() + timedelta(days=1),
            )
    return program_of(account)


def test_an_owner_sees_the_keys_and_never_a_secret(owner: Program) -> None:
    answer = owner.get("keys")

    assert len(answer.json()["items"]) == 4
    assert len(owner.get("keys?limit=3").json()["items"]) == 3
    assert b"d" * 64 not in answer.content
    assert program_of(make_account()).get("keys").json()["items"] == []


def test_a_key_is_revoked_once_and_by_the_version_that_was_seen(owner: Program) -> None:
    key = owner.get("keys").json()["items"][0]
    shown = owner.get(f"keys/{key['id']}")
    tag = shown.headers["ETag"]

    assert owner.delete(f"keys/{key['id']}").status_code == 428
    revoked = owner.delete(f"keys/{key['id']}", If_Match=tag)
    again = owner.delete(f"keys/{key['id']}", If_Match=tag)

    assert revoked.json()["revoked_at"] is not None
    assert again.status_code == 412
    assert owner.delete(f"keys/{key['id']}", If_Match=again.headers["ETag"]).status_code == 409
    assert last("people.key.revoked").objects[1] == f"key:{key['id']}"


def test_a_key_of_another_owner_is_not_there(owner: Program) -> None:
    key = owner.get("keys").json()["items"][0]

    assert program_of(make_account()).get(f"keys/{key['id']}").status_code == 404


def test_a_machine_manages_no_keys() -> None:
    assert machine("oversight.read").get("keys").status_code == 403


# ---------------------------------------------------------------- approvals


class Office:
    """An analyst who proposes, and two supervisors."""

    def __init__(self) -> None:
        self.agency = make_agency()
        self.analyst, self.one, self.two = (
            make_account(role, agency=self.agency)
            for role in ("analyst", "supervisor", "supervisor")
        )

    def propose(self, reason: str = "winter") -> Approval:
        return approvals.propose(
            context_of(self.analyst, "lodge.keeping"),
            kind="lodge.close",
            payload={"reason": reason},
            reason="It is cold.",
        )


@pytest.fixture
def office() -> Office:
    return Office()


def decide(program: Program, approval: Approval, step: str, tag: str = "") -> dict[str, object]:
    path = f"approvals/{approval.pk}"
    tag = tag or program.get(path).headers["ETag"]
    answer: dict[str, object] = program.post(
        f"{path}/{step}", {"reason": "Seen."}, If_Match=tag
    ).json()
    return answer


def test_two_others_approve_and_then_it_happens(office: Office) -> None:
    approval = office.propose()

    half = decide(program_of(office.one), approval, "approve")
    assert (half["state"], Closure.objects.count()) == ("proposed", 0)
    whole = decide(program_of(office.two), approval, "approve")

    assert (whole["state"], Closure.objects.count()) == ("executed", 1)
    assert whole["payload"] == {"reason": "winter"}
    assert len(whole["votes"]) == 2  # type: ignore[arg-type]
    assert last("access.approval.executed").authority.behalf == f"account:{office.analyst.pk}"


def test_nobody_approves_their_own_proposal(office: Office) -> None:
    answer = decide(program_of(office.analyst), office.propose(), "approve")

    assert (answer["status"], answer["reasons"]) == (403, ["own-proposal"])
    assert Closure.objects.count() == 0


def test_what_is_approved_is_what_was_seen(office: Office) -> None:
    approval = office.propose()
    one, two = program_of(office.one), program_of(office.two)
    seen = two.get(f"approvals/{approval.pk}").headers["ETag"]
    decide(one, approval, "approve")

    late = decide(two, approval, "approve", tag=seen)

    assert late["status"] == 412
    assert two.post(f"approvals/{approval.pk}/approve", {}).status_code == 428


def test_one_refusal_is_enough(office: Office) -> None:
    approval = office.propose()

    assert decide(program_of(office.one), approval, "refuse")["state"] == "refused"
    gone = program_of(office.two).get(f"approvals/{approval.pk}")
    assert gone.status_code == 404, "it is not theirs to decide any more"


def test_a_proposer_takes_it_back_and_nobody_else_can(office: Office) -> None:
    approval = office.propose()

    assert decide(program_of(office.one), approval, "withdraw")["status"] == 403
    assert decide(program_of(office.analyst), approval, "withdraw")["state"] == "withdrawn"


def test_an_act_that_fails_leaves_the_approval_and_says_why(office: Office) -> None:
    approval = office.propose("impossible")
    decide(program_of(office.one), approval, "approve")

    answer = decide(program_of(office.two), approval, "approve")

    assert (answer["state"], answer["problem"]) == ("approved", "conflict")
    assert Closure.objects.count() == 0


def test_an_old_proof_approves_nothing(office: Office) -> None:
    with time_machine.travel(now(), tick=False) as clock:
        approval = office.propose()
        one = program_of(office.one)
        clock.shift(timedelta(minutes=6))

        assert decide(one, approval, "approve")["reasons"] == ["authentication-stale"]


def test_what_is_not_yours_to_decide_is_not_there(office: Office) -> None:
    approval = office.propose()
    stranger = program_of(make_account("supervisor"))

    assert stranger.get(f"approvals/{approval.pk}").status_code == 404
    assert stranger.get("approvals").json()["items"] == []


def test_a_list_can_be_asked_for_one_state(office: Office) -> None:
    approval = office.propose()
    one = program_of(office.one)
    decide(one, office.propose(), "refuse")

    answer = one.get("approvals?state=proposed").json()

    assert [one["id"] for one in answer["items"]] == [str(approval.pk)]
    assert program_of(office.analyst).get("approvals").json()["items"][0]["votes"] != []


@pytest.mark.parametrize("rows", [1, 3])
def test_a_list_takes_the_same_queries_for_one_and_for_three(
    office: Office, rows: int, django_assert_max_num_queries: object
) -> None:
    for _number in range(rows):
        office.propose()
    program = program_of(office.one)
    program.get("approvals")

    with django_assert_max_num_queries(15):  # type: ignore[operator]
        assert len(program.get("approvals").json()["items"]) == rows


def test_no_key_approves_anything(office: Office) -> None:
    approval = office.propose()

    answer = machine("oversight.read", role="supervisor").get(f"approvals/{approval.pk}")

    assert (answer.status_code, answer.json()["reasons"]) == (403, ["scope-missing"])
