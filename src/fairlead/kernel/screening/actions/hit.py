"""What a person does with one hit until it is judged."""

import uuid
from datetime import datetime

from fairlead.core.errors import BadInput
from fairlead.core.ledger import Verb
from fairlead.kernel.access.context import Context
from fairlead.kernel.access.looks import entered
from fairlead.kernel.cases.changing import find
from fairlead.kernel.cases.rules import works_in
from fairlead.kernel.clock import now
from fairlead.kernel.screening import codes
from fairlead.kernel.screening.changing import (
    fresh,
    move,
    record,
    release,
    remark,
    stand_down,
    store,
)
from fairlead.kernel.screening.models import Attention, Hit


def take_hit(context: Context, *, hit: uuid.UUID, version: int) -> Hit:
    """Begin to work on a hit that nobody has."""
    with entered():
        found = fresh(context, hit, version=version)
        move(context, found, "take")
        release(found, context.account)
        store(context, found)
        record(context, "screening.hit.taken", Verb.ALTER, found)
    return found


def assign_hit(context: Context, *, hit: uuid.UUID, version: int, assignee: uuid.UUID) -> Hit:
    """Give a hit to somebody of the agency."""
    with entered():
        found = fresh(context, hit, version=version)
        move(context, found, "assign")
        if not works_in(found.agency_id, assignee):
            raise BadInput("a hit is given to somebody who works in its agency", place="assignee")
        release(found, assignee)
        store(context, found)
        record(context, "screening.hit.assigned", Verb.ALTER, found, f"account:{assignee}")
    return found


def release_hit(context: Context, *, hit: uuid.UUID, version: int) -> Hit:
    """Give a hit back to the queue."""
    with entered():
        found = fresh(context, hit, version=version)
        move(context, found, "release")
        release(found)
        store(context, found)
        record(context, "screening.hit.released", Verb.ALTER, found)
    return found


def snooze_hit(
    context: Context,
    *,
    hit: uuid.UUID,
    version: int,
    until: datetime,
    reason: str,
    words: str = "",
) -> Hit:
    """Put a hit off for a reason, never beyond its deadline; the clock brings it back."""
    codes.check(reason, codes.SNOOZES, "reason")
    with entered():
        found = fresh(context, hit, version=version)
        if until <= now() or (found.deadline is not None and until > found.deadline):
            raise BadInput("it is put off to a moment before its deadline", place="until")
        move(context, found, "snooze")
        release(found, found.assignee_id or context.account)
        found.snoozed_until, found.reason = until, reason
        store(context, found)
        remark(context, found, "snooze", words, reason=reason)
        record(context, "screening.hit.snoozed", Verb.ALTER, found, reason=reason)
    return found


def wake_hit(context: Context, *, hit: uuid.UUID, version: int) -> Hit:
    """Go on with a hit that was put off."""
    with entered():
        found = fresh(context, hit, version=version)
        move(context, found, "wake")
        release(found, found.assignee_id)
        store(context, found)
        record(context, "screening.hit.woken", Verb.ALTER, found)
    return found


def escalate_hit(
    context: Context, *, hit: uuid.UUID, version: int, reason: str, words: str = ""
) -> Hit:
    """Hand a hit to the supervisors."""
    codes.check(reason, codes.ESCALATIONS, "reason")
    with entered():
        found = fresh(context, hit, version=version)
        move(context, found, "escalate")
        release(found)
        found.reason = reason
        store(context, found)
        remark(context, found, "escalation", words, reason=reason)
        record(context, "screening.hit.escalated", Verb.ALTER, found, reason=reason)
    return found


def reopen_hit(
    context: Context, *, hit: uuid.UUID, version: int, reason: str, words: str = ""
) -> Hit:
    """Put a judged hit into the queue again; what kept the pair away ends."""
    codes.check(reason, codes.REOPENINGS, "reason")
    with entered():
        found = fresh(context, hit, version=version)
        move(context, found, "reopen")
        release(found)
        stand_down(context, found, reason)
        store(context, found)
        remark(context, found, "reopening", words, reason=reason)
        record(context, "screening.hit.reopened", Verb.ALTER, found, reason=reason)
    return found


def open_hit(context: Context, *, hit: uuid.UUID) -> Hit:
    """Ask to see who it is: for half an hour the page shows it, each time with an entry."""
    with entered():
        found = find(context, Hit, hit)
        _attend(context, found, opened_at=now())
        record(context, "screening.hit.opened", Verb.CONSULT, found)
    return found


def visit_hit(context: Context, *, hit: uuid.UUID) -> Hit:
    """Note that somebody looks at a hit now, so that a colleague does not begin as well."""
    with entered():
        found = find(context, Hit, hit)
        _attend(context, found)
        record(context, "screening.hit.visited", Verb.CONSULT, found)
    return found


def favour_hit(context: Context, *, hit: uuid.UUID, favourite: bool) -> Hit:
    """Keep an eye on a hit, or no more."""
    with entered():
        found = find(context, Hit, hit)
        _attend(context, found, is_favourite=favourite)
        outcome = "kept" if favourite else "dropped"
        record(context, "screening.hit.favoured", Verb.CONSULT, found, outcome=outcome)
    return found


def _attend(context: Context, hit: Hit, **noted: object) -> None:
    if context.account is None:
        raise BadInput("a hit is looked at by a person", place="account")
    rows = Attention.objects.for_context(context, verb=Verb.ALTER)
    own = rows.select_for_update().filter(hit=hit, account=context.account).first()
    attention = own or Attention(hit=hit, account_id=context.account, agency_id=hit.agency_id)
    attention.seen_at = now()
    for name, value in noted.items():
        setattr(attention, name, value)
    attention.under(context).save()
