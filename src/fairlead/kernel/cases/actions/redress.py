"""A person asks what is held, wants it corrected, or objects: received, clocked, answered.

The clock is the law's. It starts when the request is received, or, when proof of identity had
to be asked for, when it came. An answer is appealed to another officer than the one who gave it.
"""

import uuid
from datetime import datetime

from fairlead.core.cases.fingerprints import plain
from fairlead.core.errors import BadInput, Conflict
from fairlead.core.ledger import Verb
from fairlead.kernel.access.context import Context
from fairlead.kernel.access.looks import entered
from fairlead.kernel.cases import codes, keeping
from fairlead.kernel.cases.actions.recording import record_act
from fairlead.kernel.cases.changing import find, fresh, make, move, store
from fairlead.kernel.cases.models import Redress, Subject
from fairlead.kernel.cases.terms import answer_clock, extended_clock
from fairlead.kernel.clock import now
from fairlead.kernel.retention.actions import clocks


def receive_redress(
    context: Context,
    *,
    kind: str,
    name: str,
    words: str,
    address: str = "",
    received_at: datetime | None = None,
) -> Redress:
    """Record a request on the day it came in."""
    if kind not in Redress.Kind.values:
        raise BadInput(f"{kind!r} is not one of {', '.join(Redress.Kind.values)}", place="kind")
    if not name.strip():
        raise BadInput("whoever asks has a name", place="name")
    moment = received_at or now()
    if moment > now():
        raise BadInput("it was not received in the future", place="received_at")
    with entered():
        clock = answer_clock(moment)
        request = make(
            context,
            Redress,
            identity={"name": name, "address": address, "words": words},
            find_by={"name": [plain(name)]},
            kind=kind,
            received_at=moment,
            clock_from=moment,
            answer_due_at=clock.ends,
            term=clock.term,
            citation=clock.citation,
        )
        _note(context, request, "cases.redress.received", Verb.COLLECT)
    return request


def question_redress(context: Context, *, redress: uuid.UUID, version: int) -> Redress:
    """Note that proof of identity was asked for; the clock will start when it comes."""
    with entered():
        found = fresh(context, Redress, redress, version=version)
        move(context, found, "question")
        found.questioned_at = found.questioned_at or now()
        store(context, found)
        _note(context, found, "cases.redress.questioned")
    return found


def identify_redress(
    context: Context, *, redress: uuid.UUID, version: int, subject: uuid.UUID | None = None
) -> Redress:
    """Note that the identity is established, and what the agency holds, if anything."""
    with entered():
        found = fresh(context, Redress, redress, version=version)
        move(context, found, "identify")
        if subject is not None:
            found.subject = find(context, Subject, subject)
        if found.questioned_at is not None:
            clock = answer_clock(now())
            found.clock_from, found.answer_due_at = now(), clock.ends
            found.term, found.citation = clock.term, clock.citation
        store(context, found)
        _note(context, found, "cases.redress.identified")
    return found


def dismiss_redress(context: Context, *, redress: uuid.UUID, version: int) -> Redress:
    """Close a request whose author did not prove who he is."""
    with entered():
        found = fresh(context, Redress, redress, version=version)
        if found.questioned_at is None:
            raise Conflict("proof was not asked for yet", place=found.reference)
        move(context, found, "dismiss")
        _end(context, found)
        _note(context, found, "cases.redress.dismissed")
    return found


def extend_redress(context: Context, *, redress: uuid.UUID, version: int, words: str) -> Redress:
    """Extend the term once, while it runs, for a reason that the person is told."""
    if not words.strip():
        raise BadInput("an extension says why", place="words")
    with entered():
        found = fresh(context, Redress, redress, version=version)
        if now() > found.answer_due_at:
            raise Conflict("the term is over; it cannot be extended", place=found.reference)
        move(context, found, "extend")
        clock = extended_clock(found.clock_from)
        found.extended_at, found.answer_due_at = now(), clock.ends
        found.term, found.citation = clock.term, clock.citation
        store(context, found, keeping.opened(context, found) | {"extension": words})
        _note(context, found, "cases.redress.extended")
    return found


def answer_redress(
    context: Context, *, redress: uuid.UUID, version: int, outcome: str, reason: str, words: str
) -> Redress:
    """Answer: granted, in part, or refused, with the reason and how to appeal."""
    codes.check(outcome, codes.REDRESS_OUTCOMES, "outcome")
    codes.check(reason, codes.REDRESS_REASONS, "reason")
    if not words.strip():
        raise BadInput("an answer needs words", place="words")
    with entered():
        found = fresh(context, Redress, redress, version=version)
        move(context, found, "answer")
        found.answered_at, found.answered_by_id = now(), context.account
        found.outcome, found.reason = outcome, reason
        store(context, found, keeping.opened(context, found) | {"answer": words})
        _note(
            context, found, "cases.redress.answered", Verb.DISCLOSE, reason=reason, outcome=outcome
        )
    return found


def withdraw_redress(context: Context, *, redress: uuid.UUID, version: int) -> Redress:
    """Note that the person took the request back."""
    with entered():
        found = fresh(context, Redress, redress, version=version)
        move(context, found, "withdraw")
        _end(context, found)
        _note(context, found, "cases.redress.withdrawn")
    return found


def appeal_redress(context: Context, *, redress: uuid.UUID, version: int, words: str) -> Redress:
    """Note that the person appeals against the answer."""
    with entered():
        found = fresh(context, Redress, redress, version=version)
        move(context, found, "appeal")
        found.appealed_at = now()
        store(context, found, keeping.opened(context, found) | {"appeal": words})
        _note(context, found, "cases.redress.appealed")
    return found


def decide_redress(
    context: Context, *, redress: uuid.UUID, version: int, outcome: str, words: str
) -> Redress:
    """Decide on an appeal, as another officer than the one who answered."""
    codes.check(outcome, codes.APPEAL_OUTCOMES, "outcome")
    with entered():
        found = fresh(context, Redress, redress, version=version)
        move(context, found, "decide")
        found.appeal_outcome = outcome
        _end(context, found, keeping.opened(context, found) | {"appeal_answer": words})
        _note(context, found, "cases.redress.decided", Verb.DISCLOSE, outcome=outcome)
    return found


def close_redress(context: Context, *, redress: uuid.UUID, version: int) -> Redress:
    """Close an answered request against which nobody appealed."""
    with entered():
        found = fresh(context, Redress, redress, version=version)
        move(context, found, "close")
        _end(context, found)
        _note(context, found, "cases.redress.closed")
    return found


def _end(context: Context, request: Redress, identity: keeping.Values | None = None) -> None:
    request.closed_at = now()
    store(context, request, identity)
    clocks.start_clocks(context=context, records=[request], at=request.closed_at)


def _note(
    context: Context,
    request: Redress,
    act: str,
    verb: Verb = Verb.ALTER,
    *,
    reason: str = "",
    outcome: str = "done",
) -> None:
    subject = [f"subject:{request.subject_id}"] if request.subject_id else []
    record_act(context, act, verb, request, *subject, reason=reason, outcome=outcome)
