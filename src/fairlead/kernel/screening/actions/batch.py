"""Many hits with one comment: counted, capped, approved where it weighs, undone within ten minutes.

Nothing is found to be *the same* this way: who a person is, is said of one person at a time.
"""

import uuid
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from fairlead.core import canonical
from fairlead.core.errors import BadInput, Conflict, FairleadError
from fairlead.core.ledger import Verb
from fairlead.kernel.access import approvals
from fairlead.kernel.access.context import Context
from fairlead.kernel.access.looks import entered
from fairlead.kernel.cases import keeping
from fairlead.kernel.cases.changing import fresh as refetched
from fairlead.kernel.cases.changing import make
from fairlead.kernel.clock import now
from fairlead.kernel.screening import rules
from fairlead.kernel.screening.changing import fresh, record
from fairlead.kernel.screening.judging import (
    check_codes,
    demand_undoable,
    let_take_effect,
    locked,
    take_back,
    write_judgement,
)
from fairlead.kernel.screening.models import Batch, Hit, Judgement
from fairlead.kernel.screening.queries.batches import needs_second, plan

TOGETHER = ("different", "unsure")


def start_batch(
    context: Context, *, hits: Sequence[uuid.UUID], outcome: str, reason: str, words: str
) -> Batch:
    """Judge many hits with one comment, or propose it to a second person."""
    check_codes(outcome, reason, words)
    if outcome not in TOGETHER:
        raise BadInput(_("That two are the same is decided one by one."), place="outcome")
    if not words.strip():
        raise BadInput(_("Many hits at once need words."), place="words")
    with entered():
        planned = plan(context, hits, outcome)
        _check_size(planned.keys)
        batch = make(
            context,
            Batch,
            identity={"words": words.strip(), "hits": [str(key) for key in planned.keys]},
            outcome=outcome,
            reason=reason,
            count=len(planned.keys),
        )
        if needs_second(planned):
            _propose(context, batch, planned.keys)
        else:
            _judge_all(context, batch, planned.keys, words)
        record(
            context,
            "screening.batch.started",
            Verb.ALTER,
            batch,
            reason=reason,
            outcome="proposed" if batch.approval else outcome,
        )
    return batch


def decide_batch(
    context: Context, *, batch: str, count: int, outcome: str, reason: str, hits: str
) -> None:
    """Carry out what a second person approved; what somebody went on with meanwhile is left."""
    payload = {"batch": batch, "count": count, "outcome": outcome, "reason": reason, "hits": hits}
    approvals.require_approved(context, kind=rules.DECIDE_BATCH, payload=payload)
    with entered():
        found = refetched(context, Batch, uuid.UUID(batch))
        values: dict[str, Any] = keeping.opened(context, found)
        keys = [uuid.UUID(key) for key in values["hits"]]
        if _digest(keys) != hits:
            raise Conflict("these are not the hits that were approved", place=found.reference)
        _judge_all(context, found, keys, values["words"])
        record(
            context, "screening.batch.decided", Verb.ALTER, found, reason=reason, outcome=outcome
        )


def undo_batch(context: Context, *, batch: uuid.UUID) -> int:
    """Take a batch back within ten minutes; hits with which somebody went on stay as they are."""
    with entered():
        found = refetched(context, Batch, batch)
        if context.account != found.created_by_id and "supervisor" not in context.roles:
            raise Conflict(_("Somebody else must do this."), place=found.reference)
        if found.decided_at is None or now() - found.decided_at > rules.UNDO or found.undone_at:
            raise Conflict(
                _("It is too late to take this back; open the hits again instead."),
                code="undo-over",
                place=found.reference,
            )
        hits = _take_all_back(context, found)
        found.undone_at = now()
        keeping.keep(context, found)
        record(context, "screening.batch.undone", Verb.ALTER, found, *hits)
    return len(hits)


def _check_size(keys: Sequence[uuid.UUID]) -> None:
    if not keys:
        raise BadInput(_("None of these hits can be decided by you now."), place="hits")
    if len(keys) > rules.MOST:
        raise BadInput(
            _("At most %(count)s hits are decided at once.") % {"count": rules.MOST}, place="hits"
        )


def _propose(context: Context, batch: Batch, keys: Sequence[uuid.UUID]) -> None:
    approval = approvals.propose(
        context,
        kind=rules.DECIDE_BATCH,
        payload={
            "batch": str(batch.pk),
            "count": batch.count,
            "outcome": batch.outcome,
            "reason": batch.reason,
            "hits": _digest(keys),
        },
    )
    batch.approval = approval.pk
    keeping.keep(context, batch)


def _judge_all(context: Context, batch: Batch, keys: Sequence[uuid.UUID], words: str) -> None:
    """Judge each hit, in one order for everybody, so that no two wait for each other."""
    verb = "doubt" if batch.outcome == "unsure" else "decide"
    judged: list[Hit] = []
    for key in sorted(keys):
        hit = fresh(context, key)
        try:
            rules.check(context, hit, verb)
        except FairleadError:
            continue  # somebody was faster; the number says so
        judgement = write_judgement(
            context, hit, outcome=batch.outcome, reason=batch.reason, words=words, batch=batch
        )
        let_take_effect(context, hit, judgement, verb)
        judged.append(hit)
    batch.count, batch.decided_at = len(judged), now()
    keeping.keep(context, batch)
    record(
        context,
        "screening.hits.decided",
        Verb.ALTER,
        batch,
        *judged,
        reason=batch.reason,
        outcome=batch.outcome,
    )


def _take_all_back(context: Context, batch: Batch) -> list[Hit]:
    rows = Judgement.objects.for_context(context).filter(batch=batch).order_by("hit_id")
    hits = []
    for key, hit_key in list(rows.values_list("pk", "hit_id")):
        hit = fresh(context, hit_key)
        judgement = locked(context, key)
        try:
            demand_undoable(context, hit, judgement)
        except Conflict:
            continue
        take_back(context, hit, judgement)
        hits.append(hit)
    return hits


def _digest(keys: Sequence[uuid.UUID]) -> str:
    return canonical.digest("\n".join(map(str, keys)))
