"""What is not finished in a case: what must be done next, and what stands in the way of closing."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from fairlead.core.errors import Conflict
from fairlead.kernel.access.context import Context
from fairlead.kernel.cases.exchange import postman
from fairlead.kernel.cases.models import (
    Case,
    Decision,
    Delivery,
    Involvement,
    Recipient,
    Redress,
    Referral,
    Task,
)


@dataclass(frozen=True, slots=True)
class Pending:
    """One thing that waits: a code that a page puts into words, where, and until when."""

    code: str
    reference: str
    due: datetime | None = None
    blocks_closing: bool = False


def pending(context: Context, case: Case) -> list[Pending]:
    """Return what waits, the earliest due first, what has no date last."""
    found = [
        *_own(case),
        *_tasks(context, case),
        *_referrals(context, case),
        *_recipients(context, case),
        *_decisions(context, case),
        *_recalled_sources(context, case),
    ]
    return sorted(found, key=lambda one: (one.due is None, one.due or one.reference, one.code))


def demand_finished(context: Context, case: Case) -> None:
    """Raise if something stands in the way of closing; ``place`` names it."""
    blocking = [one for one in pending(context, case) if one.blocks_closing]
    if blocking:
        raise Conflict(
            _("Something in this case is not finished."),
            code="case-not-finished",
            place=", ".join(f"{one.code} {one.reference}" for one in blocking),
        )


def demand_movable(context: Context, case: Case) -> None:
    """Raise if something that only this agency can finish is under way in the case."""
    held = [
        one
        for one in pending(context, case)
        if one.blocks_closing and not one.code.startswith("finish-")
    ]
    open_redress = Redress.objects.for_context(postman(context)).filter(
        subject__involvements__case=case, answered_at=None, closed_at=None
    )
    if held or open_redress.exists():
        raise Conflict(
            _("Something in this case must be finished here before it can be handed over."),
            code="case-not-movable",
            place=case.reference,
        )


def _own(case: Case) -> Iterator[Pending]:
    if case.status == "new":
        yield Pending("assign", case.reference, case.deadline)
    if case.status == "review":
        yield Pending("decide-on-closing", case.reference, case.deadline)
    if case.status == "waiting" and case.waiting_until:
        yield Pending("resume", case.reference, case.waiting_until)
    if case.status == "active" and case.deadline:
        yield Pending("meet-deadline", case.reference, case.deadline)


def _tasks(context: Context, case: Case) -> Iterator[Pending]:
    tasks = Task.objects.for_context(context).filter(case=case, status__in=["open", "started"])
    for task in tasks:
        yield Pending(f"finish-{task.kind}", task.reference, task.deadline, blocks_closing=True)


_OF_REFERRAL = {"sent": "await-acceptance", "accepted": "await-answer", "recalled": "await-recall"}


def _referrals(context: Context, case: Case) -> Iterator[Pending]:
    waiting = Referral.objects.for_context(context).filter(case=case, status__in=_OF_REFERRAL)
    for one in waiting:
        code = _OF_REFERRAL[one.status]
        yield Pending(code, one.reference, one.answer_due_at, blocks_closing=True)


_OF_RECIPIENT = {"prepared": "send", "sent": "await-receipt", "recalled": "await-recall"}


def _recipients(context: Context, case: Case) -> Iterator[Pending]:
    waiting = Recipient.objects.for_context(context).filter(
        dissemination__case=case, status__in=_OF_RECIPIENT
    )
    for one in waiting:
        blocks = one.status in {"prepared", "recalled"}
        yield Pending(_OF_RECIPIENT[one.status], one.reference, blocks_closing=blocks)


def _decisions(context: Context, case: Case) -> Iterator[Pending]:
    """Find what was decided as unsure and by nobody decided since."""
    unsure = Decision.objects.for_context(context).filter(
        case=case, outcome="unsure", correction=None
    )
    for one in unsure:
        yield Pending("settle-decision", one.reference)


def _recalled_sources(context: Context, case: Case) -> Iterator[Pending]:
    """Find what rests on a delivery that its sender has recalled."""
    involved = Involvement.objects.for_context(context).filter(case=case, ended_at=None)
    origins = {case.origin, *involved.values_list("subject__origin", flat=True)}
    recalled = Delivery.objects.for_context(context).filter(
        pk__in=[key for key in origins if key], status="recalled"
    )
    for one in recalled:
        yield Pending("confirm-recall", one.reference, blocks_closing=True)
