"""Two at once, in threads of their own with connections of their own."""

import threading
from collections.abc import Callable

import pytest
from django.db import connection, connections

from fairlead.core.errors import Conflict, FairleadError
from fairlead.kernel.access import approvals
from fairlead.kernel.access.context import Context
from fairlead.kernel.access.models import Approval, Vote
from fairlead.kernel.audit.models import Entry
from tests.contexts import context_of
from tests.lodge.models import Closure
from tests.people import make_account, make_agency

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts: Callable[[], object]) -> list[str]:
    """Start all at the same moment; return how each ended."""
    start, ends = threading.Barrier(len(acts)), ["?"] * len(acts)

    def run(number: int) -> None:
        try:
            start.wait(timeout=10)
            acts[number]()
            ends[number] = "done"
        except FairleadError as error:
            ends[number] = error.code
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return ends


def supervisors(count: int) -> tuple[Context, list[Context]]:
    agency = make_agency()
    proposer = context_of(make_account("analyst", agency=agency), "lodge.keeping")
    return proposer, [context_of(make_account("supervisor", agency=agency)) for _ in range(count)]


@pytest.mark.parametrize("round_", range(3))
def test_four_approve_at_once_and_it_happens_once(round_: int) -> None:
    proposer, voters = supervisors(4)
    proposal = approvals.propose(proposer, kind="lodge.close", payload={"reason": "winter"})

    ends = at_once(*(lambda v=v: approvals.approve(v, proposal.pk) for v in voters))

    proposal.refresh_from_db()
    assert (proposal.state, Closure.objects.count()) == ("executed", 1), (round_, ends)
    assert Entry.objects.filter(act="access.approval.executed").count() == 1
    assert Vote.objects.count() == ends.count("done") == 2
    assert set(ends) == {"done", "illegal-verb"}


def test_one_person_approves_twice_at_once_and_counts_once() -> None:
    proposer, (voter,) = supervisors(1)
    proposal = approvals.propose(proposer, kind="lodge.close", payload={"reason": "winter"})

    ends = at_once(*[lambda: approvals.approve(voter, proposal.pk)] * 3)

    proposal.refresh_from_db()
    assert sorted(ends) == ["decided-already", "decided-already", "done"]
    assert (proposal.state, Vote.objects.count(), Closure.objects.count()) == ("proposed", 1, 0)


def test_approving_and_withdrawing_at_once_have_one_winner() -> None:
    for _ in range(3):
        proposer, (voter, other) = supervisors(2)
        proposal = approvals.propose(proposer, kind="lodge.close", payload={"reason": "winter"})
        approvals.approve(other, proposal)
        before = Closure.objects.count()

        at_once(
            lambda: approvals.approve(voter, proposal.pk),  # noqa: B023 - joined in the same round
            lambda: approvals.withdraw(proposer, proposal.pk),  # noqa: B023
        )

        proposal.refresh_from_db()
        happened = Closure.objects.count() - before
        assert (proposal.state, happened) in {("executed", 1), ("withdrawn", 0)}


def test_executing_again_and_again_at_once_happens_once() -> None:
    proposer, voters = supervisors(2)
    proposal = approvals.propose(proposer, kind="lodge.close", payload={"reason": "impossible"})
    for voter in voters:
        approvals.approve(voter, proposal)
    assert Approval.objects.get().state == "approved"

    # What made it impossible is gone: now all involved try again at the same time.
    patched = pytest.MonkeyPatch()
    patched.setattr("tests.lodge.actions.IMPOSSIBLE", "")
    try:
        ends = at_once(
            *(lambda c=c: approvals.execute(c, proposal.pk) for c in [proposer, *voters])
        )
    finally:
        patched.undo()

    assert sorted(ends) == ["done", "illegal-verb", "illegal-verb"]
    assert Closure.objects.count() == 1


def test_the_second_of_two_learns_why() -> None:
    proposer, (voter,) = supervisors(1)
    proposal = approvals.propose(proposer, kind="lodge.close", payload={"reason": "winter"})
    approvals.withdraw(proposer, proposal)

    with pytest.raises(Conflict, match="withdrawn"):
        approvals.approve(voter, proposal)
    assert not connection.in_atomic_block
