"""Four eyes: one person proposes, others approve, and then it happens once.

What is approved is the payload, byte for byte: it is frozen as canonical JSON, its SHA-256 is
shown to every approver, kept with every vote, and compared once more when the act is carried
out. It holds references, codes, dates and digests only; words about a person belong into a
record of their own, which the payload refers to.

The bare act, named by its kind in ``Room.approvals``, is called as
``act(context=…, **payload)`` and begins with :func:`require_approved`, so that it cannot be
carried out any other way.
"""

import uuid
from collections.abc import Mapping
from dataclasses import replace

from django.db import transaction
from django.utils.module_loading import import_string

from fairlead.core import canonical
from fairlead.core.errors import BadInput, Conflict, Refused
from fairlead.core.ledger import Verb
from fairlead.kernel.access import kinds, policy, rules
from fairlead.kernel.access.context import Context
from fairlead.kernel.access.models import Approval, Vote
from fairlead.kernel.audit.actions import record
from fairlead.kernel.clock import now
from fairlead.kernel.people.models import Account

State = Approval.State

# The whole life of an approval: from each state, by each step, to the next.
MOVES: dict[str, dict[str, str]] = {
    State.PROPOSED: {
        "approve": State.APPROVED,
        "refuse": State.REFUSED,
        "withdraw": State.WITHDRAWN,
        "expire": State.EXPIRED,
    },
    State.APPROVED: {
        "execute": State.EXECUTED,
        "withdraw": State.WITHDRAWN,
        "expire": State.EXPIRED,
    },
}


def propose(
    context: Context, *, kind: str, payload: Mapping[str, object], reason: str = ""
) -> Approval:
    """Freeze what is to be done and ask others for it."""
    declared = kinds.kind_of(kind)
    rules.check_proposer(context, declared)
    text = canonical.text(payload)
    moment = now()
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
        _record(context, approval, "proposed", Verb.OPERATE)
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
        kind = kinds.kind_of(found.kind)
        _check_open(found, "approve")
        rules.check_approver(context, kind, found)
        if digest and digest != found.digest:
            raise Conflict("what was shown is not what would be approved", code="payload-changed")
        _vote(context, found, approves=True, reason=reason)
        _record(context, found, "supported", Verb.APPROVE, reason)
        if found.votes.filter(approves=True).count() < found.needed:
            return found
        _move(found, "approve")
        _record(context, found, "approved", Verb.APPROVE)
    return _carry_out(context, found)


def refuse(context: Context, approval: Approval | uuid.UUID, *, reason: str = "") -> Approval:
    """Refuse: one refusal is enough."""
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
        if context.account is None or context.account != found.proposer_id:
            raise Refused("Only the proposer can withdraw.", reasons=("not-the-proposer",))
        _move(found, "withdraw")
        _record(context, found, "withdrawn", Verb.REVOKE, reason)
    return found


def execute(context: Context, approval: Approval | uuid.UUID) -> Approval:
    """Carry out what was approved: the act and the change of state are one transaction."""
    with transaction.atomic():
        found = _locked(approval)
        _check_open(found, "execute")
        kind = kinds.kind_of(found.kind)
        _check_votes(found)
        acting = _acting(context, found)
        import_string(kind.execute)(context=acting, **canonical.read(found.payload))
        _move(found, "execute")
        found.problem = ""
        found.save(update_fields=["problem"])
        _record(acting, found, "executed", Verb.OPERATE)
    return found


def require_approved(context: Context, *, kind: str, payload: Mapping[str, object]) -> Approval:
    """Refuse unless exactly this is being carried out under an approval at this moment."""
    found = Approval.objects.filter(pk=context.approval).first() if context.approval else None
    if found is None or found.kind != kind or found.state != State.APPROVED:
        raise Refused("This needs the approval of a second person.", reasons=("not-approved",))
    _check_votes(found)
    if canonical.digest(canonical.text(payload)) != found.digest:
        raise Refused("This is not what was approved.", reasons=("payload-changed",))
    return found


def expire_due(context: Context) -> int:
    """Close what nobody decided in time."""
    with transaction.atomic():
        due = Approval.objects.select_for_update().filter(
            state__in=[State.PROPOSED, State.APPROVED], expires_at__lte=now()
        )
        for found in due:
            _move(found, "expire")
            _record(context, found, "expired", Verb.OPERATE)
        return len(due)


def _carry_out(context: Context, found: Approval) -> Approval:
    try:
        return execute(context, found)
    except (BadInput, Conflict, Refused) as problem:
        found.problem = problem.code
        found.save(update_fields=["problem"])
        return found


def _locked(approval: Approval | uuid.UUID) -> Approval:
    key = approval.pk if isinstance(approval, Approval) else approval
    return Approval.objects.select_for_update().get(pk=key)


def _check_open(approval: Approval, step: str) -> None:
    if step not in MOVES.get(approval.state, {}):
        raise Conflict(f"it is {approval.get_state_display()}", code="not-open")
    if approval.expires_at <= now():
        raise Conflict("it was not decided in time", code="expired")


def _check_votes(approval: Approval) -> None:
    """Count again: enough others approved, and all of them exactly these bytes."""
    if canonical.digest(approval.payload) != approval.digest:
        raise Refused("The payload was changed.", reasons=("payload-changed",))
    votes = approval.votes.exclude(voter=approval.proposer_id)
    if votes.filter(approves=False).exists():
        raise Refused("It was refused.", reasons=("refused",))
    if votes.filter(approves=True).exclude(digest=approval.digest).exists():
        raise Refused("The payload was changed.", reasons=("payload-changed",))
    if votes.filter(approves=True).count() < approval.needed:
        raise Refused("Not enough have approved.", reasons=("not-approved",))


def _vote(context: Context, approval: Approval, *, approves: bool, reason: str) -> None:
    voter = rules.person(context)
    if approval.votes.filter(voter=voter).exists():
        raise Conflict("you have decided already", code="decided-already")
    Vote.objects.create(
        approval=approval,
        voter_id=voter,
        approves=approves,
        digest=approval.digest,
        reason=reason,
    )


def _move(approval: Approval, step: str) -> None:
    approval.state = MOVES[approval.state][step]
    if approval.state not in MOVES:
        approval.closed_at = now()
    approval.save(update_fields=["state", "closed_at"])


def _acting(context: Context, approval: Approval) -> Context:
    """Return the context of the act: the approver's hand, for the proposer's purpose."""
    ceiling = policy.table().ceilings.get(approval.purpose)
    return replace(
        context,
        roles=frozenset({f"approval:{approval.kind}"}),
        agency=approval.agency_id,
        agencies=frozenset({approval.agency_id}),
        purpose=approval.purpose,
        legal_basis=ceiling.legal_basis if ceiling else "",
        case=approval.case,
        behalf=f"account:{approval.proposer_id}",
        approval=approval.pk,
    )


def _record(context: Context, approval: Approval, what: str, verb: Verb, reason: str = "") -> None:
    record(
        act=f"access.approval.{what}",
        verb=verb,
        authority=context.authority(),
        objects=[approval.reference, f"sha256:{approval.digest}"],
        reason=approval.kind,
        payload={"reason": reason} if reason else None,
    )
