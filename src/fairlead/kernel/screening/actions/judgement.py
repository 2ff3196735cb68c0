"""Judging a hit: the same, different, unsure; with a second person where the law wants one."""

import uuid

from django.utils.translation import gettext as _

from fairlead.core import canonical
from fairlead.core.errors import Conflict
from fairlead.core.ledger import Verb
from fairlead.kernel.access import approvals
from fairlead.kernel.access.context import Context
from fairlead.kernel.access.looks import entered
from fairlead.kernel.cases import keeping
from fairlead.kernel.cases.changing import find
from fairlead.kernel.screening import rules
from fairlead.kernel.screening.changing import fresh, move, record, release, remark, store
from fairlead.kernel.screening.judging import (
    check_codes,
    demand_undoable,
    let_take_effect,
    locked,
    take_back,
    write_judgement,
)
from fairlead.kernel.screening.models import Hit, Judgement, Remark


def decide_hit(
    context: Context,
    *,
    hit: uuid.UUID,
    version: int,
    outcome: str,
    reason: str,
    words: str = "",
    keeps: bool = False,
) -> Judgement:
    """Judge a hit that one has looked at; where the law wants it, as a proposal to another."""
    check_codes(outcome, reason, words)
    with entered():
        found = fresh(context, hit, version=version)
        rules.demand_opened(context, found)
        verb = _verb(found, outcome)
        rules.check(context, found, verb)
        judgement = write_judgement(
            context, found, outcome=outcome, reason=reason, words=words, keeps=keeps
        )
        if verb == "propose":
            _propose(context, found, judgement, words)
        else:
            let_take_effect(context, found, judgement, verb)
        record(
            context,
            "screening.hit.decided",
            Verb.ALTER,
            found,
            judgement,
            reason=reason,
            outcome="proposed" if verb == "propose" else outcome,
        )
    return judgement


def confirm_judgement(
    context: Context,
    *,
    hit: str,
    judgement: str,
    outcome: str,
    reason: str,
    shown: str,
    words: str,
) -> None:
    """Let a judgement take effect that a second person approved."""
    payload = {
        "hit": hit,
        "judgement": judgement,
        "outcome": outcome,
        "reason": reason,
        "shown": shown,
        "words": words,
    }
    approvals.require_approved(context, kind=rules.DECIDE, payload=payload)
    with entered():
        found = fresh(context, uuid.UUID(hit))
        proposed = locked(context, uuid.UUID(judgement))
        let_take_effect(context, found, proposed, "confirm")
        record(
            context,
            "screening.judgement.confirmed",
            Verb.ALTER,
            found,
            proposed,
            reason=reason,
            outcome=outcome,
        )


def undo_judgement(context: Context, *, judgement: uuid.UUID) -> Hit:
    """Take a judgement back within ten minutes, before anybody went on."""
    with entered():
        glimpse = find(context, Judgement, judgement)
        found = fresh(context, glimpse.hit_id)
        undone = locked(context, judgement)
        demand_undoable(context, found, undone)
        take_back(context, found, undone)
        record(context, "screening.judgement.undone", Verb.ALTER, found, undone)
    return found


def give_opinion(context: Context, *, hit: uuid.UUID, agrees: bool, words: str) -> Remark:
    """Say what another person thinks of the judgement of a hit; nobody gives it on her own."""
    with entered():
        found = find(context, Hit, hit)
        judged = Judgement.objects.for_context(context).filter(hit=found, undone_at=None)
        last = judged.order_by("-recorded_at").first()
        if last is None:
            raise Conflict(_("Nobody has judged this hit yet."), place=found.reference)
        if last.created_by_id == context.account:
            raise Conflict(_("A second opinion is another person’s."), place=found.reference)
        code = "agrees" if agrees else "differs"
        opinion = remark(context, found, "opinion", words, reason=code)
        record(context, "screening.opinion.given", Verb.ALTER, opinion, found, last, outcome=code)
    return opinion


def _verb(hit: Hit, outcome: str) -> str:
    if outcome == "unsure":
        return "doubt"
    return "propose" if rules.needs_second(hit, outcome) else "decide"


def _propose(context: Context, hit: Hit, judgement: Judgement, words: str) -> None:
    approval = approvals.propose(
        context,
        kind=rules.DECIDE,
        payload={
            "hit": str(hit.pk),
            "judgement": str(judgement.pk),
            "outcome": judgement.outcome,
            "reason": judgement.reason,
            "shown": judgement.shown_digest,
            "words": canonical.digest(words.strip()),
        },
    )
    assignee = hit.assignee_id or context.account
    move(context, hit, "propose")
    release(hit, assignee)
    judgement.approval = approval.pk
    keeping.keep(context, judgement)
    store(context, hit)
