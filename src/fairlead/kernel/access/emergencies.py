"""Breaking the glass: access that is not yours otherwise, for an hour at most, and watched.

A room declares a purpose with ``emergency=True``, and permits for it like for any other. Such
a purpose is never offered; it is opened here, with a cause, words, and a second factor shown
for this and nothing else, for one session and at most sixty minutes. Oversight is told in the
same transaction, reviews within a day, and if nobody does, the account is suspended by the clock.
"""

import uuid
from dataclasses import dataclass, replace
from datetime import timedelta

from django.db import transaction
from django.db.models import QuerySet

from fairlead.core.errors import BadInput, Conflict, Refused
from fairlead.core.ledger import Verb
from fairlead.core.policy.decisions import Reason
from fairlead.core.registration import Purpose
from fairlead.core.states import apply
from fairlead.kernel.access import notices, policy, rules
from fairlead.kernel.access.context import Context
from fairlead.kernel.access.denials import Denial, refusal
from fairlead.kernel.access.machines import EMERGENCY
from fairlead.kernel.access.models import Emergency, Supervision
from fairlead.kernel.audit.actions import record
from fairlead.kernel.clock import now
from fairlead.kernel.people import actions as people
from fairlead.kernel.people import sessions
from fairlead.kernel.people.models import Account, Agency
from fairlead.kernel.people.queries import holders_of

LONGEST = timedelta(minutes=60)
REVIEW_WITHIN = timedelta(hours=24)
REVIEWERS = frozenset({"oversight"})
ACT = "access.emergency.opened"  # for which a second factor is shown, once for each time
KEY = "access.emergency"  # in the session: which emergency it opened

Session = sessions.Session


@dataclass(frozen=True, slots=True, kw_only=True)
class Plea:
    """What a person says who breaks the glass."""

    purpose: str
    cause: str
    words: str
    lasts: timedelta = LONGEST


def openable(context: Context) -> list[Purpose]:
    """Return the emergency purposes of the roles held now for which there is a legal basis."""
    found = policy.purposes().values()
    held = [each for each in found if each.emergency and each.roles & context.roles]
    bases = policy.bases() if held else {}
    return [replace(each, legal_basis=bases[each.code]) for each in held if bases[each.code]]


def open_emergency(context: Context, *, session: Session, plea: Plea) -> Emergency:
    """Break the glass for this session, and tell oversight."""
    _check_plea(plea)
    account, moment = _check_opener(context, session, plea), now()
    with transaction.atomic():
        if Emergency.objects.filter(account=account).exclude(state="reviewed").exists():
            raise Conflict("the last one is not reviewed yet", code="review-pending")
        opened = Emergency.objects.create(
            account=account,
            agency=account.agency,
            session=context.session,
            purpose=plea.purpose,
            cause=plea.cause,
            words=plea.words,
            opened_at=moment,
            ends_at=moment + plea.lasts,
            review_due_at=moment + REVIEW_WITHIN,
        )
        acting = replace(context, emergency=opened.pk).serving(plea.purpose)
        notices.tell(
            acting, kind="emergency-opened", about=opened.reference, agency=account.agency_id
        )
        _record(acting, opened, "opened", Verb.BREAK_GLASS, reason=opened.cause, words=plea.words)
    session[KEY] = {"id": str(opened.pk), "purpose": plea.purpose}
    return opened


def of_session(context: Context, session: Session) -> Context:
    """Return the context under the emergency that this session opened, while it is open."""
    kept = session.get(KEY)
    if not kept or context.account is None:
        return context
    running = Emergency.objects.filter(
        pk=kept["id"], account=context.account, session=context.session, state="open"
    )
    if not running.filter(ends_at__gt=now()).exists():
        return context
    return replace(context, emergency=uuid.UUID(kept["id"])).serving(kept["purpose"])


def close_emergency(context: Context, *, emergency: uuid.UUID) -> Emergency:
    """End it before its time: who opened it, or oversight."""
    with transaction.atomic():
        found = _locked(emergency)
        if found.account_id != context.account and not _may_review(context, found):
            raise _refused(context, "not-yours", found)
        _move(found, "close")
        _record(context, found, "closed", Verb.REVOKE)
    return found


def review_emergency(
    context: Context, *, emergency: uuid.UUID, verdict: str, words: str
) -> Emergency:
    """Say whether it was justified; what is still open ends with that."""
    if verdict not in Emergency.Verdict.values:
        raise BadInput("is not a verdict", place=verdict)
    with transaction.atomic():
        found = _locked(emergency)
        if not _may_review(context, found):
            raise _refused(context, "not-the-reviewer", found)
        if not rules.is_fresh(context):
            raise _refused(context, "authentication-stale", found)
        found.reviewer_id, found.verdict, found.reviewed_at = context.account, verdict, now()
        found.words = ""
        _move(found, "review")
        _record(context, found, "reviewed", Verb.APPROVE, reason=verdict, words=words)
        if verdict == Emergency.Verdict.UNJUSTIFIED:
            notices.tell(
                context,
                kind="emergency-unjustified",
                about=found.reference,
                agency=found.agency_id,
                roles=(*notices.WATCHERS, "security_officer"),
            )
    return found


def close_lapsed(context: Context) -> int:
    """Close those whose time is over; they had no effect any more."""
    with transaction.atomic():
        lapsed = Emergency.objects.select_for_update().filter(state="open", ends_at__lte=now())
        for found in lapsed:
            _move(found, "lapse")
            _record(context, found, "lapsed", Verb.REVOKE)
        return len(lapsed)


def suspend_unreviewed(context: Context) -> int:
    """Suspend the accounts whose emergency nobody reviewed in time."""
    with transaction.atomic():
        late = Emergency.objects.select_for_update(of=("self",)).filter(
            state="over", review_due_at__lte=now()
        )
        for found in late.select_related("account"):
            _move(found, "suspend")
            if found.account.is_active:
                people.suspend_account(
                    authority=context.authority(), account=found.account, reason="review-overdue"
                )
            _record(context, found, "overdue", Verb.REVOKE)
            notices.tell(
                context,
                kind="emergency-overdue",
                about=found.reference,
                agency=found.agency_id,
                roles=(*notices.WATCHERS, "security_officer"),
            )
        return len(late)


def for_reviewer(context: Context) -> QuerySet[Emergency]:
    """Return what this person may review, the oldest first."""
    if not REVIEWERS & context.roles or context.agency is None:
        return Emergency.objects.none()
    watched = notices.watched_by(context.agency)
    return (
        Emergency.objects.filter(agency__in=watched)
        .exclude(account=context.account)
        .exclude(state="reviewed")
        .select_related("account", "agency")
        .order_by("review_due_at")
    )


def _check_plea(plea: Plea) -> None:
    if plea.cause not in Emergency.Cause.values:
        raise BadInput("is not a cause", place=plea.cause)
    if len(plea.words.strip()) < len("why exactly"):
        raise BadInput("say in words why", place="words")
    if not timedelta(0) < plea.lasts <= LONGEST:
        raise BadInput("at most sixty minutes", place="lasts")


def _check_opener(context: Context, session: Session, plea: Plea) -> Account:
    account = Account.objects.select_related("agency").get(pk=rules.person(context))
    if plea.purpose not in {purpose.code for purpose in openable(context)}:
        raise _refused(context, Reason.PURPOSE_NOT_OF_ROLE)
    if not context.session or not sessions.spend_proof(session, ACT, now()):
        raise _refused(context, "authentication-stale")
    if not _somebody_watches(account):
        raise _refused(context, "nobody-to-tell")
    return account


def _somebody_watches(account: Account) -> bool:
    """Say whether somebody else, here, above or over us, holds the role that is told."""
    above: list[uuid.UUID] = []
    agency: Agency | None = account.agency
    while agency is not None and agency.pk not in above:
        above.append(agency.pk)
        agency = agency.parent
    supervising = Supervision.objects.in_force().filter(supervised=account.agency)
    above += supervising.values_list("supervisor", flat=True)
    watching = holders_of("oversight", now()).filter(agency__in=above)
    return watching.exclude(pk=account.pk).exists()


def _may_review(context: Context, emergency: Emergency) -> bool:
    return for_reviewer(context).filter(pk=emergency.pk).exists()


def _locked(emergency: uuid.UUID) -> Emergency:
    return Emergency.objects.select_for_update(of=("self",)).get(pk=emergency)


def _move(emergency: Emergency, verb: str) -> None:
    emergency.state = apply(EMERGENCY, emergency.state, verb)
    emergency.save()


def _refused(context: Context, reason: str, emergency: Emergency | None = None) -> Refused:
    denial = Denial(
        context=context,
        verb=Verb.BREAK_GLASS,
        what="emergency",
        reasons=(reason,),
        objects=(emergency.reference,) if emergency else (),
    )
    return refusal(denial, "The rules do not permit this.")


def _record(
    context: Context,
    emergency: Emergency,
    what: str,
    verb: Verb,
    *,
    reason: str = "",
    words: str = "",
) -> None:
    record(
        act=f"access.emergency.{what}",
        verb=verb,
        authority=context.authority(),
        objects=[emergency.reference, f"account:{emergency.account_id}"],
        reason=reason,
        payload={"words": words} if words else None,
    )
