"""Four eyes, one by one: who may, what is frozen, and that it happens once."""

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from unittest.mock import Mock

import pytest
import time_machine
from django.db import IntegrityError, transaction

from fairlead.core.errors import BadInput, Conflict, Refused
from fairlead.core.states import apply, legal
from fairlead.kernel.access import approvals, kinds, queries
from fairlead.kernel.access.context import Context
from fairlead.kernel.access.machines import APPROVAL
from fairlead.kernel.access.models import Approval, Vote
from fairlead.kernel.audit.models import Entry, Mention
from fairlead.kernel.people.models import Account
from tests.contexts import context_of, key_of
from tests.lodge import actions
from tests.lodge.models import Closure, Guest
from tests.people import make_account, make_agency

pytestmark = pytest.mark.django_db

CLOSE, RING = "lodge.close", "lodge.ring"
WINTER = {"reason": "winter"}


@dataclass
class Cast:
    analyst: Context
    anna: Context  # supervisors of one agency
    bela: Context
    cora: Context
    other: Context  # supervisor of another


@pytest.fixture
def cast() -> Cast:
    agency = make_agency()
    first, anna, bela, cora = (
        context_of(make_account(role, agency=agency), "lodge.keeping")
        for role in ("analyst", "supervisor", "supervisor", "supervisor")
    )
    return Cast(first, anna, bela, cora, context_of(make_account("supervisor")))


def acts_about(approval: Approval) -> list[str]:
    mentions = Mention.objects.filter(reference=approval.reference)
    return list(
        Entry.objects.filter(mentions__in=mentions).order_by("pk").values_list("act", flat=True)
    )


def closed() -> list[str]:
    return list(Closure.objects.values_list("closed_for", flat=True))


# ---------------------------------------------------------------- the way that is meant
def test_it_happens_with_the_last_approval_and_every_step_is_in_the_ledger(cast: Cast) -> None:
    proposal = approvals.propose(cast.analyst, kind=CLOSE, payload=WINTER, reason="It is cold.")
    assert approvals.approve(cast.anna, proposal).state == "proposed"
    assert closed() == []

    done = approvals.approve(cast.bela, proposal)

    assert (done.state, closed()) == ("executed", ["winter"])
    assert acts_about(proposal) == [
        "access.approval.proposed",
        "access.approval.supported",
        "access.approval.supported",
        "access.approval.approved",
        "access.approval.executed",
    ]


def test_the_act_works_for_the_proposers_purpose_by_the_approvers_hand(cast: Cast) -> None:
    guest = Guest.objects.for_context(cast.analyst).create(
        name="Thomas", agency_id=cast.analyst.agency
    )
    unbound = dataclasses.replace(cast.anna, purpose="", legal_basis="")

    proposal = approvals.propose(cast.analyst, kind="lodge.evict", payload={"guest": str(guest.pk)})
    done = approvals.approve(unbound, proposal)

    assert (done.state, done.problem) == ("executed", "")
    assert not Guest.objects.for_context(cast.analyst).exists()


def test_one_refusal_is_enough(cast: Cast) -> None:
    proposal = approvals.propose(cast.analyst, kind=CLOSE, payload=WINTER)
    approvals.approve(cast.anna, proposal)

    assert approvals.refuse(cast.bela, proposal, reason="No.").state == "refused"
    with pytest.raises(Conflict):
        approvals.approve(cast.cora, proposal)
    assert closed() == []


def test_only_the_proposer_withdraws(cast: Cast) -> None:
    proposal = approvals.propose(cast.analyst, kind=CLOSE, payload=WINTER)

    with pytest.raises(Refused) as refusal:
        approvals.withdraw(cast.anna, proposal)
    assert refusal.value.reasons == ("not-involved",)
    assert approvals.withdraw(cast.analyst, proposal).state == "withdrawn"


# ---------------------------------------------------------------- who may
def suspended(context: Context) -> Context:
    Account.objects.filter(pk=key_of(context)).update(status="suspended")
    return context


def stale(context: Context) -> Context:
    old = datetime.now(UTC) - timedelta(minutes=5, seconds=1)
    return dataclasses.replace(context, session="s-1", authenticated_at=old)


APPROVERS: list[tuple[str, Callable[[Cast], Context], str]] = [
    (
        "the proposer",
        lambda cast: dataclasses.replace(cast.analyst, roles=cast.anna.roles),
        "own-proposal",
    ),
    ("another role", lambda _: context_of(make_account("analyst")), "role-missing"),
    ("another agency", lambda cast: cast.other, "agency-other"),
    ("a duty", lambda _: Context.duty("access.closing"), "not-a-person"),
    ("a stranger", lambda _: Context.anonymous(), "not-a-person"),
    (
        "a machine",
        lambda cast: dataclasses.replace(cast.anna, actor=f"service:{cast.anna.account}"),
        "not-a-person",
    ),
    ("a stale session", lambda cast: stale(cast.anna), "authentication-stale"),
    (
        "no proof",
        lambda cast: dataclasses.replace(cast.anna, session="s-1"),
        "authentication-stale",
    ),
]


@pytest.mark.parametrize(
    ("who", "reason"), [a[1:] for a in APPROVERS], ids=[a[0] for a in APPROVERS]
)
@pytest.mark.parametrize("decide", [approvals.approve, approvals.refuse])
def test_these_do_not_decide(
    cast: Cast,
    who: Callable[[Cast], Context],
    reason: str,
    decide: Callable[[Context, Approval], Approval],
) -> None:
    proposal = approvals.propose(cast.analyst, kind="lodge.evict", payload={"guest": "x"})

    with pytest.raises(Refused) as refusal:
        decide(who(cast), proposal)

    assert refusal.value.reasons == (reason,)
    assert Vote.objects.count() == 0


def test_a_fresh_session_decides(cast: Cast) -> None:
    proposal = approvals.propose(cast.analyst, kind=CLOSE, payload=WINTER)
    now = datetime.now(UTC)

    approvals.approve(
        dataclasses.replace(cast.anna, session="s-1", authenticated_at=now - timedelta(minutes=4)),
        proposal,
    )

    assert proposal.votes.count() == 1


def test_a_kind_may_ask_another_agency(cast: Cast) -> None:
    proposal = approvals.propose(cast.analyst, kind=RING, payload=WINTER)

    with pytest.raises(Refused):
        approvals.approve(cast.anna, proposal)
    assert approvals.approve(cast.other, proposal).state == "executed"


def test_nobody_counts_twice(cast: Cast) -> None:
    proposal = approvals.propose(cast.analyst, kind=CLOSE, payload=WINTER)
    approvals.approve(cast.anna, proposal)

    with pytest.raises(Conflict, match="already"):
        approvals.approve(cast.anna, proposal)
    with pytest.raises(IntegrityError), transaction.atomic():
        Vote.objects.create(
            approval=proposal, voter_id=key_of(cast.anna), approves=True, digest=proposal.digest
        )
    assert closed() == []


@pytest.mark.parametrize("gone", ["voter", "proposer"])
def test_who_is_gone_does_not_count(cast: Cast, gone: str) -> None:
    proposal = approvals.propose(cast.analyst, kind=CLOSE, payload=WINTER)
    approvals.approve(cast.anna, proposal)
    suspended(cast.anna if gone == "voter" else cast.analyst)

    done = approvals.approve(cast.bela, proposal)

    assert (done.state, closed()) == ("proposed" if gone == "voter" else "approved", [])


def test_only_declared_roles_propose(cast: Cast) -> None:
    outsider = context_of(make_account("oversight"))
    with pytest.raises(Refused):
        approvals.propose(outsider, kind=RING, payload=WINTER)
    with pytest.raises(BadInput):
        approvals.propose(cast.analyst, kind="lodge.unknown", payload=WINTER)


# ---------------------------------------------------------------- the frozen payload
def test_the_approver_approves_what_was_shown(cast: Cast) -> None:
    proposal = approvals.propose(cast.analyst, kind=CLOSE, payload=WINTER)

    with pytest.raises(Conflict):
        approvals.approve(cast.anna, proposal, digest="0" * 64)


FAR = datetime(2999, 1, 1, tzinfo=UTC)
TAMPERINGS: dict[str, Callable[[Cast], dict[str, object]]] = {
    "payload": lambda _: {"payload": '{"reason":"greed"}'},
    "spelling": lambda _: {"payload": '{"reason": "winter"}'},
    "digest": lambda _: {"digest": "0" * 64},
    "entry": lambda _: {"entry": "00000000-0000-0000-0000-000000000000"},
    "no entry": lambda _: {"entry": None},
    "kind": lambda _: {"kind": "lodge.evict"},
    "proposer": lambda cast: {"proposer": cast.cora.account},
    "purpose": lambda _: {"purpose": "lodge.inquiry"},
    "case": lambda cast: {"case": cast.analyst.account},
    "term": lambda _: {"expires_at": FAR},
}


@pytest.mark.parametrize("tampering", sorted(TAMPERINGS))
@pytest.mark.parametrize("after", [0, 1])
def test_a_changed_proposal_is_not_carried_out(cast: Cast, tampering: str, after: int) -> None:
    proposal = approvals.propose(cast.analyst, kind=CLOSE, payload=WINTER)
    voters = [cast.anna, cast.bela]
    for context in voters[:after]:
        approvals.approve(context, proposal)
    changes = TAMPERINGS[tampering](cast)
    Approval.objects.filter(pk=proposal.pk).update(**changes)

    for context in voters[after:]:
        with pytest.raises((Refused, Conflict)):
            approvals.approve(context, proposal)

    assert closed() == []


def test_fewer_approvals_than_declared_do_not_suffice(cast: Cast) -> None:
    proposal = approvals.propose(cast.analyst, kind=CLOSE, payload=WINTER)
    Approval.objects.filter(pk=proposal.pk).update(needed=1)

    done = approvals.approve(cast.anna, proposal)

    assert (done.problem, closed()) == ("refused", [])


def test_a_change_of_payload_digest_and_votes_together_is_found_in_the_ledger(cast: Cast) -> None:
    from fairlead.core import canonical

    proposal = approvals.propose(cast.analyst, kind=CLOSE, payload=WINTER)
    approvals.approve(cast.anna, proposal)
    text = canonical.text({"reason": "greed"})
    Approval.objects.filter(pk=proposal.pk).update(payload=text, digest=canonical.digest(text))
    Vote.objects.update(digest=canonical.digest(text))

    with pytest.raises(Refused) as refusal:
        approvals.approve(cast.bela, proposal)

    assert (refusal.value.reasons, closed()) == (("payload-changed",), [])


# ---------------------------------------------------------------- the bare act
def test_the_bare_act_cannot_be_done_alone(cast: Cast) -> None:
    proposal = approvals.propose(cast.analyst, kind=CLOSE, payload=WINTER)
    half = dataclasses.replace(cast.anna, approval=proposal.pk)
    approvals.approve(cast.anna, proposal)

    for context in (cast.analyst, cast.anna, half, Context.duty("lodge.sweeping")):
        with pytest.raises(Refused):
            actions.close(context=context, **WINTER)
    assert closed() == []


def test_an_approval_is_used_once_and_for_its_payload_only(cast: Cast) -> None:
    proposal = approvals.propose(cast.analyst, kind=CLOSE, payload=WINTER)
    approvals.approve(cast.anna, proposal)
    approvals.approve(cast.bela, proposal)
    replay = dataclasses.replace(cast.bela, approval=proposal.pk)

    for reason in ("winter", "greed"):
        with pytest.raises(Refused):
            actions.close(context=replay, reason=reason)
    with pytest.raises(Conflict):
        approvals.execute(cast.bela, proposal)
    assert closed() == ["winter"]


def test_an_act_that_fails_leaves_the_approval_and_says_why(cast: Cast) -> None:
    proposal = approvals.propose(cast.analyst, kind=CLOSE, payload={"reason": "impossible"})
    approvals.approve(cast.anna, proposal)

    done = approvals.approve(cast.bela, proposal)

    assert (done.state, done.problem, closed()) == ("approved", "conflict", [])
    with pytest.raises(Conflict):
        approvals.execute(cast.bela, proposal)
    with pytest.raises(Refused):
        approvals.execute(cast.cora, proposal)
    assert approvals.refuse(cast.cora, proposal).state == "refused"


def test_an_approval_that_waits_is_no_leave_to_act_alone(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    proposal = approvals.propose(cast.analyst, kind=CLOSE, payload=WINTER)
    approvals.approve(cast.anna, proposal)
    with monkeypatch.context() as patched:
        patched.setattr(approvals, "execute", Mock(side_effect=Conflict("not now")))
        assert approvals.approve(cast.bela, proposal).state == "approved"
    forged = dataclasses.replace(
        cast.cora, approval=proposal.pk, roles=frozenset({f"approval:{CLOSE}"})
    )

    with pytest.raises(Refused):
        actions.close(context=forged, **WINTER)
    assert closed() == []
    assert approvals.execute(cast.bela, proposal).state == "executed"
    assert len(closed()) == 1


# ---------------------------------------------------------------- the clock
def test_what_is_not_decided_in_time_is_over(cast: Cast) -> None:
    start = datetime(2026, 11, 20, 9, tzinfo=UTC)
    with time_machine.travel(start, tick=False) as clock:
        proposal = approvals.propose(cast.analyst, kind=CLOSE, payload=WINTER)
        clock.move_to(start + timedelta(days=1) - timedelta(seconds=1))
        approvals.approve(cast.anna, proposal)
        clock.move_to(start + timedelta(days=1))

        with pytest.raises(Conflict, match="time"):
            approvals.approve(cast.bela, proposal)
        assert approvals.expire_due(Context.duty("access.closing")) == 1
        assert approvals.expire_due(Context.duty("access.closing")) == 0

    proposal.refresh_from_db()
    assert (proposal.state, closed()) == ("expired", [])
    assert acts_about(proposal)[-1] == "access.approval.expired"


# ---------------------------------------------------------------- the table
def test_every_state_allows_the_verbs_of_the_table_and_no_others(cast: Cast) -> None:
    steps: dict[str, Callable[[Approval], Approval]] = {
        "approve": lambda p: approvals.approve(cast.cora, p),
        "refuse": lambda p: approvals.refuse(cast.cora, p),
        "withdraw": lambda p: approvals.withdraw(cast.analyst, p),
        "execute": lambda p: approvals.execute(cast.bela, p),
    }
    for state in APPROVAL.states:
        for verb, act in steps.items():
            proposal = approvals.propose(cast.analyst, kind=CLOSE, payload=WINTER)
            approvals.approve(cast.bela, proposal)
            if state == "approved":  # as after an act that failed
                for voter in (cast.anna,):
                    Vote.objects.create(
                        approval=proposal,
                        voter_id=key_of(voter),
                        approves=True,
                        digest=proposal.digest,
                    )
            Approval.objects.filter(pk=proposal.pk).update(state=state)
            if verb in legal(APPROVAL, state):
                expected = apply(APPROVAL, state, verb)
                assert act(proposal).state in {expected, "executed"}
            else:
                with pytest.raises(Conflict):
                    act(proposal)


def test_every_declared_kind_names_a_real_act_and_who_approves() -> None:
    from django.utils.module_loading import import_string

    for kind in kinds.kinds().values():
        assert callable(import_string(kind.execute)), kind.code
        assert kind.approver_roles, kind.code
        if kind.describe:
            assert callable(import_string(kind.describe)), kind.code


# ---------------------------------------------------------------- the inbox
def test_the_inbox_shows_what_waits_for_me_and_only_that(cast: Cast) -> None:
    one = approvals.propose(cast.analyst, kind=CLOSE, payload=WINTER)
    two = approvals.propose(cast.anna, kind=CLOSE, payload=WINTER)
    foreign = approvals.propose(cast.other, kind=CLOSE, payload=WINTER)
    ring = approvals.propose(cast.analyst, kind=RING, payload=WINTER)
    approvals.approve(cast.bela, one)

    assert set(queries.waiting_for(cast.anna)) == {one}
    assert set(queries.waiting_for(cast.bela)) == {two}
    assert set(queries.waiting_for(cast.other)) == {ring}
    assert set(queries.waiting_for(cast.analyst)) == set()
    assert set(queries.proposed_by(cast.analyst)) == {one, ring}
    assert queries.visible(cast.other).filter(pk=one.pk).exists() is False
    assert queries.visible(cast.anna).filter(pk=foreign.pk).exists() is False


def test_the_documentation_shows_the_tables_that_run() -> None:
    from fairlead.core.states import tabulate
    from fairlead.kernel.access.machines import EMERGENCY
    from tests.servers import ROOT

    page = (ROOT / "docs" / "developers" / "access.md").read_text(encoding="utf-8")
    assert tabulate(APPROVAL) in page
    assert tabulate(EMERGENCY) in page
