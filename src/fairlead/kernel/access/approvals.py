"""Four eyes: one person proposes, others approve, and then it happens once.

What is approved is the payload, byte for byte: it is frozen as canonical JSON, its SHA-256 is
shown to every approver, kept with every vote, and compared once more when the act is carried
out. It holds references, codes, dates and digests only. Words about a person belong into a
sealed record of their own, which the payload names by reference and digest: the rooms that
seal stand above this one, and an approval outlives what it refers to.

The bare act, named by its kind in ``Room.approvals``, is called as
``act(context=…, **payload)`` and begins with :func:`require_approved`, so that it cannot be
carried out any other way. The act and the change of state are one transaction.
"""

import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import replace

from django.db import transaction
from django.utils.module_loading import import_string

from fairlead.core import canonical
from fairlead.core.errors import BadInput, Conflict, Refused
from fairlead.core.ledger import Verb
from fairlead.core.states import apply, step
from fairlead.kernel.access import denials, kinds, policy, rules
from fairlead.kernel.access.context import Context
from fairlead.kernel.access.machines import APPROVAL
from fairlead.kernel.access.models import Approval, Vote
from fairlead.kernel.audit.actions import record
from fairlead.kernel.audit.models import Entry
from fairlead.kernel.audit.queries import header_of
from fairlead.kernel.clock import now
from fairlead.kernel.people.models import Account

ACTIVE = Account.Status.ACTIVE

_carried: ContextVar[uuid.UUID | None] = ContextVar("carried", default=None)


def propose(
    context: Context, *, kind: str, payload: Mapping[str, object], reason: str = ""
) -> Approval:
    """Freeze what is to be done and ask others for it."""
    declared = kinds.kind_of(kind)
    rules.check_proposer(context, declared)
    text, moment = canonical.text(payload), now()
    with transaction.atomic():
        approval = Approval.objects.create(
            kind=kind,
            payload=text,
            digest=canonical.digest(text),
            agency=Account.objects.get(pk=rules.person(context)).agency,
            proposer_id=rules.person(context),
            reason=reason,
            purpose=context.purpose,
            case=context.case,
            needed=declared.approvers,
            proposed_at=moment,
            expires_at=moment + declared.expires,
        )
        approval.entry = _record(context, approval, "proposed", Verb.OPERATE, reason)
        approval.save(update_fields=["entry"])
    return approval


def approve(
    context: Context, approval: Approval | uuid.UUID, *, digest: str = "", reason: str = ""
) -> Approval:
    """Approve what was shown; with the last approval that is needed, it is carried out.

    ``digest`` is that of the payload which the approver saw. If the act itself fails, the
    approval stands, says why, and can be carried out again with :func:`execute`.
    """
    with transaction.atomic():
        found = _locked(approval)
        _check_open(found, "approve")
        rules.check_approver(context, kinds.kind_of(found.kind), found)
        if digest and digest != found.digest:
            raise Conflict("what was shown is not what would be approved", code="payload-changed")
        _check_payload(context, found)
        _vote(context, found, approves=True, reason=reason)
        _record(context, found, "supported", Verb.APPROVE, reason)
        if _support(found) < found.needed:
            return found
        _move(found, "approve")
        _record(context, found, "approved", Verb.APPROVE)
    return _carry_out(context, found)


def refuse(context: Context, approval: Approval | uuid.UUID, *, reason: str = "") -> Approval:
    """Refuse: one refusal is enough, also after an approval that could not be carried out."""
    with transaction.atomic():
        found = _locked(approval)
        _check_open(found, "refuse")
        rules.check_approver(context, kinds.kind_of(found.kind), found)
        _vote(context, found, approves=False, reason=reason)
        _move(found, "refuse")
        _record(context, found, "refused", Verb.REFUSE, reason)
    return found


def withdraw(context: Context, approval: Approval | uuid.UUID, *, reason: str = "") -> Approval:
    """Take a proposal back; only its proposer can."""
    with transaction.atomic():
        found = _locked(approval)
        _check_open(found, "withdraw")
        rules.check_involved(context, found, proposer_only=True)
        _move(found, "withdraw")
        _record(context, found, "withdrawn", Verb.REVOKE, reason)
    return found


def execute(context: Context, approval: Approval | uuid.UUID) -> Approval:
    """Carry out what was approved, once; called again only if the first time failed."""
    with transaction.atomic():
        found = _locked(approval)
        _check_open(found, "execute")
        rules.check_involved(context, found)
        _check_votes(context, found)
        acting = _acting(context, found)
        act = import_string(kinds.kind_of(found.kind).execute)
        with _carrying(found):
            act(context=acting, **canonical.read(found.payload))
        found.problem = ""
        _move(found, "execute")
        _record(acting, found, "executed", Verb.OPERATE)
    return found


def require_approved(context: Context, *, kind: str, payload: Mapping[str, object]) -> Approval:
    """Refuse unless exactly this is being carried out under an approval at this moment.

    A context that names an approved proposal is not enough: a proposal can be approved and
    wait, because its execution failed, and whoever forged such a context could act again and
    again without ``execute``.
    """
    key = _carried.get()
    found = Approval.objects.filter(pk=key, state="approved").first() if key else None
    if found is None or found.kind != kind or found.pk != context.approval:
        raise rules.refused(context, "not-approved", found)
    _check_votes(context, found)
    if canonical.digest(canonical.text(payload)) != found.digest:
        raise rules.refused(context, "payload-changed", found)
    return found


def expire_due(context: Context) -> int:
    """Close what nobody decided in time."""
    with transaction.atomic():
        due = Approval.objects.select_for_update().filter(
            state__in=APPROVAL.live, expires_at__lte=now()
        )
        for found in due:
            _move(found, "expire")
            _record(context, found, "expired", Verb.OPERATE)
        return len(due)


@contextmanager
def _carrying(approval: Approval) -> Iterator[None]:
    """Say for the time of the act which approval is being carried out."""
    token = _carried.set(approval.pk)
    try:
        yield
    finally:
        _carried.reset(token)


def _carry_out(context: Context, found: Approval) -> Approval:
    try:
        return execute(context, found)
    except (BadInput, Conflict, Refused) as problem:
        if isinstance(problem, Refused):
            denials.settle(problem)
        Approval.objects.filter(pk=found.pk).update(problem=problem.code)
        found.problem = problem.code
        return found


def _locked(approval: Approval | uuid.UUID) -> Approval:
    key = approval.pk if isinstance(approval, Approval) else approval
    return Approval.objects.select_for_update(of=("self",)).get(pk=key)


def _check_open(approval: Approval, verb: str) -> None:
    step(APPROVAL, approval.state, verb)
    if approval.expires_at <= now():
        raise Conflict("it was not decided in time", code="expired")


def _support(approval: Approval) -> int:
    """Count the approvals of others who are still here."""
    others = approval.votes.exclude(voter=approval.proposer_id)
    return others.filter(approves=True, voter__status=ACTIVE).count()


def _check_votes(context: Context, approval: Approval) -> None:
    """Count again: enough others approved, none refused, and all saw exactly these bytes."""
    _check_payload(context, approval)
    if approval.votes.filter(approves=False).exists():
        raise rules.refused(context, "refused", approval)
    if _support(approval) < max(approval.needed, kinds.kind_of(approval.kind).approvers):
        raise rules.refused(context, "not-approved", approval)
    if approval.proposer.status != ACTIVE:
        raise rules.refused(context, "proposer-gone", approval)


def _check_payload(context: Context, approval: Approval) -> None:
    """Compare the bytes with their digest, with what others saw, and with the ledger.

    Whoever can write to this table can change payload, digest and votes together, or the
    proposer; the entry of the proposal can only be added to.
    """
    if (
        canonical.digest(approval.payload) != approval.digest
        or approval.votes.exclude(digest=approval.digest).exists()
        or not _is_as_proposed(approval)
    ):
        raise rules.refused(context, "payload-changed", approval)


def _is_as_proposed(approval: Approval) -> bool:
    entry = Entry.objects.filter(pk=approval.entry).first() if approval.entry else None
    if entry is None:
        return False
    header = header_of(entry)
    return (
        header.objects == (approval.reference, f"sha256:{approval.digest}")
        and header.reason == approval.kind
        and header.authority.actor == f"account:{approval.proposer_id}"
        and header.authority.purpose == approval.purpose
        and header.authority.case == str(approval.case or "")
        and approval.expires_at <= header.time + kinds.kind_of(approval.kind).expires
    )


def _vote(context: Context, approval: Approval, *, approves: bool, reason: str) -> None:
    voter = rules.person(context)
    if approval.votes.filter(voter=voter).exists():
        raise Conflict("you have decided already", code="decided-already")
    Vote.objects.create(
        approval=approval,
        voter_id=voter,
        approves=approves,
        digest=canonical.digest(approval.payload),
        reason=reason,
    )


def _move(approval: Approval, verb: str) -> None:
    approval.state = apply(APPROVAL, approval.state, verb)
    if approval.state in APPROVAL.terminal:
        approval.closed_at = now()
    approval.save(update_fields=["state", "closed_at", "problem"])


def _acting(context: Context, approval: Approval) -> Context:
    """Return the context of the act: the approver's hand, for the proposer's purpose."""
    return replace(
        context,
        roles=frozenset({f"approval:{approval.kind}"}),
        agency=approval.agency_id,
        agencies=frozenset({approval.agency_id}),
        everywhere=False,
        purpose=approval.purpose,
        legal_basis=policy.basis_of(approval.purpose),
        case=approval.case,
        behalf=f"account:{approval.proposer_id}",
        approval=approval.pk,
        emergency=None,
        closed=False,  # the act writes entries of its own, whichever page it was approved on
    )


def _record(
    context: Context, approval: Approval, what: str, verb: Verb, words: str = ""
) -> uuid.UUID:
    return record(
        act=f"access.approval.{what}",
        verb=verb,
        authority=context.authority(),
        objects=[approval.reference, f"sha256:{approval.digest}"],
        reason=approval.kind,
        payload={"words": words} if words else None,
    )
