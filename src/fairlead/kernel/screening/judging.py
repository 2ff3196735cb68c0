"""Writing a judgement down, letting it take effect, taking it back: alone or one of many."""

import os
import uuid
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from fairlead.core.cases.snapshots import SALT_BYTES, Snapshot
from fairlead.core.errors import BadInput, Conflict
from fairlead.core.ledger import Verb
from fairlead.kernel.access.context import Context
from fairlead.kernel.cases import keeping
from fairlead.kernel.clock import now
from fairlead.kernel.screening import codes, rules
from fairlead.kernel.screening.changing import move, release, stand_down, store
from fairlead.kernel.screening.models import Batch, Hit, Judgement, Standing

KEEPS = timedelta(days=180)  # so long a judgement keeps an unchanged pair away
# What brings a hit back to where it was, after "undo" led to the person who judged.
_BACK = {"open": "release", "reopened": "release", "escalated": "escalate"}


def check_codes(outcome: str, reason: str, words: str) -> None:
    """Raise unless outcome and reason are of the lists, with words where they are needed."""
    codes.check(outcome, codes.OUTCOMES, "outcome")
    codes.check(reason, codes.REASONS, "reason")
    if reason == "other" and not words.strip():
        raise BadInput(_("This reason needs words."), place="words")


def write_judgement(
    context: Context,
    hit: Hit,
    *,
    outcome: str,
    reason: str,
    words: str,
    keeps: bool = False,
    batch: Batch | None = None,
) -> Judgement:
    """Write down what a person judges, and fix what was shown to her."""
    shown = Snapshot.take(shown_of(context, hit), salt=os.urandom(SALT_BYTES))
    judgement = Judgement(
        agency_id=hit.agency_id,
        collected_for=context.purpose,
        created_by_id=batch.created_by_id if batch else context.account,
        changed_by_id=context.account,
        hit=hit,
        outcome=outcome,
        reason=reason,
        shown_digest=shown.digest,
        keeps_until=now() + KEEPS if keeps and outcome != "unsure" else None,
        batch=batch,
        was_status=hit.status,
        was_assignee_id=hit.assignee_id,
    )
    keeping.keep(context, judgement, {"words": words.strip(), "shown": shown.write()})
    return judgement


def shown_of(context: Context, hit: Hit) -> dict[str, Any]:
    """Return both sides and the evidence, as a page shows them."""
    columns = ("total", "share", "band", "engine", "list_code", "list_version", "origin")
    return {**keeping.opened(context, hit), **{name: getattr(hit, name) for name in columns}}


def let_take_effect(context: Context, hit: Hit, judgement: Judgement, verb: str) -> None:
    """Move the hit as judged; from now on the pair stays away, if that was asked for."""
    assignee = hit.assignee_id or context.account
    move(context, hit, verb)
    release(hit)
    moment = now()
    if hit.status == "decided":
        hit.assignee_id = assignee
        hit.outcome, hit.decided_at = judgement.outcome, moment
        hit.decided_by_id = judgement.created_by_id
    judgement.effective_at = moment
    keeping.keep(context, judgement)
    if judgement.keeps_until is not None:
        _stand(context, hit, judgement, judgement.keeps_until)
    store(context, hit)


def take_back(context: Context, hit: Hit, judgement: Judgement) -> None:
    """Let everything be as it was before a judgement."""
    stand_down(context, hit, "undone")
    move(context, hit, "undo")
    release(hit, judgement.was_assignee_id or context.account)
    if back := _BACK.get(judgement.was_status):
        hit.status = rules.check(context, hit, back)
        release(hit)
    judgement.undone_at = now()
    keeping.keep(context, judgement)
    store(context, hit)


def demand_undoable(context: Context, hit: Hit, judgement: Judgement) -> None:
    """Raise if too much time passed, or somebody went on with the hit since."""
    effective = judgement.effective_at
    if effective is None or judgement.undone_at is not None or now() - effective > rules.UNDO:
        raise Conflict(
            _("It is too late to take this back; open the hit again instead."),
            code="undo-over",
            place=hit.reference,
        )
    later = Judgement.objects.for_context(context).filter(hit=hit, recorded_at__gt=effective)
    if hit.status not in {"decided", "escalated"} or later.exists():
        raise Conflict(_("Somebody went on with this hit."), code="undo-over", place=hit.reference)


def _stand(context: Context, hit: Hit, judgement: Judgement, until: datetime) -> None:
    stand_down(context, hit, "replaced")
    standing = Standing(
        agency_id=hit.agency_id,
        collected_for=judgement.collected_for,
        created_by_id=judgement.created_by_id,
        changed_by_id=context.account,
        judgement=judgement,
        pair=hit.pair,
        asked_print=hit.asked_print,
        listed_print=hit.listed_print,
        outcome=judgement.outcome,
        expires_at=until,
    )
    keeping.keep(context, standing, {})


def locked(context: Context, key: uuid.UUID) -> Judgement:
    """Return a judgement, locked."""
    rows = Judgement.objects.for_context(context, verb=Verb.ALTER).select_for_update(of=("self",))
    return rows.get(pk=key)
