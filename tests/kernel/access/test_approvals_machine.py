"""Ten thousand steps of honest and dishonest people, and not one act by one person alone.

The machine keeps its own book of who proposed what and who really approved it, and compares it
with what was carried out. That it can find a hole is shown with planted ones: the same machine
must catch each of them.
"""

import dataclasses
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    initialize,
    invariant,
    multiple,
    precondition,
    rule,
    run_state_machine_as_test,
)

from fairlead.core import canonical
from fairlead.core.errors import FairleadError
from fairlead.kernel.access import approvals
from fairlead.kernel.access.context import Context
from fairlead.kernel.access.models import Approval, Vote
from fairlead.kernel.people.models import Account
from tests.contexts import context_of, key_of
from tests.lodge import actions
from tests.lodge.models import Closure
from tests.people import make_account, make_agency

START = datetime(2026, 11, 20, 9, tzinfo=UTC)
ROLES = ("analyst", "supervisor", "supervisor", "supervisor")
CAST = range(len(ROLES) + 1)  # the last is a supervisor of another agency
KINDS = {"lodge.close": (actions.close, 2), "lodge.ring": (actions.ring, 1)}
STEPS = {"taken": 0}

people = st.sampled_from(CAST)
kinds = st.sampled_from(sorted(KINDS))
reasons = st.sampled_from(["winter", "greed", "impossible"])
MOST = 3  # proposals in one story, so that the steps meet


class Lodge(RuleBasedStateMachine):
    """The lodge may be closed by two others than the proposer, and the bell rung by one."""

    proposals = Bundle("proposals")

    def __init__(self) -> None:
        super().__init__()
        self.undo = transaction.atomic()
        self.undo.__enter__()
        self.clock = time_machine.travel(START, tick=False)
        self.travel = self.clock.start()
        self.book: dict[uuid.UUID, dict[str, Any]] = {}
        self.closed = 0

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.undo.__exit__(None, None, None)
        self.clock.stop()

    @initialize()
    def people_come(self) -> None:
        agency = make_agency()
        accounts = [make_account(role, agency=agency) for role in ROLES]
        accounts.append(make_account("supervisor"))
        self.contexts = [context_of(account, "lodge.keeping") for account in accounts]

    # ------------------------------------------------------------ honest steps
    @precondition(lambda self: len(self.book) < MOST)
    @rule(target=proposals, who=st.sampled_from([0, 1, 4]), kind=kinds, reason=reasons)
    def propose(self, who: int, kind: str, reason: str) -> Any:
        with self.step():
            made = approvals.propose(self.contexts[who], kind=kind, payload={"reason": reason})
            self.book[made.pk] = {
                "by": who,
                "kind": kind,
                "reason": reason,
                "for": set(),
                "until": datetime.now(UTC) + timedelta(days=1),
                "over": False,
                "done": 0,
            }
            return made.pk
        return multiple()  # type: ignore[unreachable]  # a refused step is swallowed

    @rule(who=people, proposal=proposals)
    def approve(self, who: int, proposal: uuid.UUID) -> None:
        self.decide(who, proposal, approvals.approve)

    @rule(who=st.sampled_from([2, 3, 4]), proposal=proposals)
    def approve_as_supervisor(self, who: int, proposal: uuid.UUID) -> None:
        self.decide(who, proposal, approvals.approve)

    @rule(who=people, proposal=proposals)
    def execute(self, who: int, proposal: uuid.UUID) -> None:
        self.decide(who, proposal, approvals.execute)

    @rule(
        who=people, proposal=proposals, verb=st.sampled_from([approvals.refuse, approvals.withdraw])
    )
    def stop(self, who: int, proposal: uuid.UUID, verb: Any) -> None:
        self.decide(who, proposal, verb, ends=True)

    @rule(hours=st.sampled_from([1, 2, 12]), closes=st.booleans())
    def time_passes(self, hours: int, closes: bool) -> None:
        self.travel.shift(timedelta(hours=hours))
        if closes:
            with self.step():
                approvals.expire_due(Context.duty("access.closing"))

    # ------------------------------------------------------------ dishonest steps
    @rule(who=people, proposal=proposals, reason=reasons, kind=kinds)
    def act_alone(self, who: int, proposal: uuid.UUID, reason: str, kind: str) -> None:
        forged = dataclasses.replace(
            self.contexts[who], approval=proposal, roles=frozenset({f"approval:{kind}"})
        )
        with self.step():
            KINDS[kind][0](context=forged, reason=reason)

    @rule(proposal=proposals, reason=reasons, deep=st.integers(0, 2))
    def tamper(self, proposal: uuid.UUID, reason: str, deep: int) -> None:
        text = canonical.text({"reason": reason})
        changes = {"payload": text} | ({"digest": canonical.digest(text)} if deep else {})
        Approval.objects.filter(pk=proposal).update(**changes)
        if deep > 1:
            Vote.objects.filter(approval=proposal).update(digest=canonical.digest(text))

    @rule(proposal=proposals, who=people, state=st.sampled_from(["proposed", "approved"]))
    def tamper_more(self, proposal: uuid.UUID, who: int, state: str) -> None:
        """Another proposer, one approval fewer, another state, and no end."""
        Approval.objects.filter(pk=proposal).update(
            proposer=self.contexts[who].account,
            needed=1,
            state=state,
            expires_at=datetime(2999, 1, 1, tzinfo=UTC),
        )

    @rule(who=people)
    def leave_or_come_back(self, who: int) -> None:
        account = Account.objects.get(pk=key_of(self.contexts[who]))
        account.status = "active" if account.status == "suspended" else "suspended"
        account.save(update_fields=["status"])

    # ------------------------------------------------------------ the book
    def decide(
        self,
        who: int,
        proposal: uuid.UUID,
        verb: Callable[[Context, uuid.UUID], Approval],
        *,
        ends: bool = False,
    ) -> None:
        noted = self.book[proposal]
        before = self.closures()
        with self.step():
            if verb is approvals.approve and who != noted["by"]:
                noted["for"].add(who)  # noted before, as the act may follow at once
            verb(self.contexts[who], proposal)
            noted["over"] = noted["over"] or ends
        if not Vote.objects.filter(
            approval=proposal, voter=self.contexts[who].account, approves=True
        ).exists():
            noted["for"].discard(who)
        for reason in self.closures()[len(before) :]:
            self.check(noted, reason)
            noted["done"] += 1
            self.closed += 1

    def check(self, noted: dict[str, Any], reason: str) -> None:
        supervisors = {1, 2, 3} if noted["kind"] == "lodge.close" else {4}
        supporters = noted["for"] & supervisors - {noted["by"]}
        if noted["by"] == 4:
            supporters = noted["for"] & ({4} if noted["kind"] == "lodge.close" else {1, 2, 3})
            supporters -= {4}
        needed = KINDS[noted["kind"]][1]
        assert len(supporters) >= needed, f"carried out with {len(supporters)} of {needed}"
        assert reason == noted["reason"], "carried out with a payload that changed"
        assert noted["done"] == 0, "carried out twice"
        assert not noted["over"], "carried out after it was refused or withdrawn"
        assert datetime.now(UTC) < noted["until"], "carried out too late"

    def closures(self) -> list[str]:
        return list(Closure.objects.order_by("pk").values_list("closed_for", flat=True))

    @invariant()
    def nothing_was_carried_out_but_by_decisions(self) -> None:
        assert Closure.objects.count() == self.closed, "carried out without a decision"

    @contextmanager
    def step(self) -> Iterator[None]:
        STEPS["taken"] += 1
        try:
            with transaction.atomic():
                yield
        except FairleadError:
            pass


def run(examples: int, *, derandomize: bool = False) -> None:
    run_state_machine_as_test(
        Lodge,
        settings=settings(
            max_examples=examples,
            stateful_step_count=100,
            deadline=None,
            derandomize=derandomize,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )


@pytest.mark.slow
@pytest.mark.django_db
def test_ten_thousand_steps_find_no_way_around_the_second_person() -> None:
    STEPS["taken"] = examples = 0
    while STEPS["taken"] < 10_000:
        run(100)
        examples += 100
        assert examples <= 1_000, "too few steps in an example"


HOLES: dict[str, tuple[Any, str, Any]] = {
    "the proposer may approve and counts": (
        approvals,
        "_support",
        lambda approval: approval.votes.filter(approves=True).count() + 1,
    ),
    "the payload is not compared": (approvals, "_check_payload", lambda *_: None),
    "the ledger is not asked": (approvals, "_is_as_proposed", lambda *_: True),
    "the votes are not counted again": (approvals, "_check_votes", lambda *_: None),
    "the act asks for no approval": (approvals, "require_approved", lambda *_, **__: None),
}


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize("hole", sorted(HOLES))
def test_the_same_machine_finds_a_planted_hole(hole: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(*HOLES[hole])

    with pytest.raises(AssertionError, match="carried out"):
        run(300, derandomize=True)
