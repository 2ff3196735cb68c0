"""One agency oversees another: the smallest right that redress and inspection need.

Agencies do not see one another. An inspectorate must, or it could neither answer who asks it nor
inspect. So it is declared, for two agencies, that the first supervises the second. From then on
the looks of the first reach the records of the second, under purposes that say ``supervises``
and under no other; it changes, makes, erases and discloses nothing there. It reaches exactly the
agency that is named: not its parts, and not whom that one supervises.

Two persons adopt it, two end it, and one of these is of the supervisor: nobody sends an inspector
away alone. Both agencies see it on a page, and those who watch over rights there are told.
"""

import uuid
from collections.abc import Mapping

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from fairlead.core.errors import BadInput, Conflict
from fairlead.core.ledger import Verb
from fairlead.core.policy.decisions import Reason
from fairlead.core.registration import Label
from fairlead.kernel.access import approvals, notices, rules
from fairlead.kernel.access.context import Context
from fairlead.kernel.access.models import Approval, Supervision
from fairlead.kernel.audit.actions import record
from fairlead.kernel.audit.models import reference
from fairlead.kernel.clock import now
from fairlead.kernel.people.models import Account, Agency

KIND, END = "access.supervise", "access.end_supervision"
TOLD = (*notices.WATCHERS, "supervisor")


def propose_supervision(
    context: Context, *, supervisor: Agency, supervised: Agency, reason: str
) -> Approval:
    """Propose that one agency supervises another; ``reason`` names the law on which it rests."""
    _check_pair(supervisor, supervised)
    if not reason.strip():
        raise BadInput(_("Name the law on which it rests."), place="reason")
    payload = {"supervisor": str(supervisor.pk), "supervised": str(supervised.pk)}
    return approvals.propose(context, kind=KIND, payload=payload, reason=reason.strip())


def begin_supervision(*, context: Context, supervisor: str, supervised: str) -> Supervision:
    """Carry out what a second person approved."""
    payload = {"supervisor": supervisor, "supervised": supervised}
    approval = approvals.require_approved(context, kind=KIND, payload=payload)
    above, below = (Agency.objects.get(pk=uuid.UUID(key)) for key in (supervisor, supervised))
    _check_pair(above, below)
    with transaction.atomic():
        made = Supervision.objects.create(
            supervisor=above, supervised=below, starts_at=now(), adopted_by=approval.pk
        )
        _tell(context, made, "begun", Verb.GRANT)
    return made


def propose_end(context: Context, *, supervision: Supervision, reason: str) -> Approval:
    """Propose that it ends, as one of the two agencies; somebody of the supervisor must agree."""
    if context.agency not in {supervision.supervisor_id, supervision.supervised_id}:
        raise rules.refused(context, Reason.AGENCY_OTHER)
    _check_running(supervision)
    if not reason.strip():
        raise BadInput(_("Say why it ends."), place="reason")
    payload = {"supervision": str(supervision.pk)}
    return approvals.propose(context, kind=END, payload=payload, reason=reason.strip())


def end_supervision(*, context: Context, supervision: str) -> Supervision:
    """Carry out what somebody of the supervisor approved."""
    payload = {"supervision": supervision}
    approval = approvals.require_approved(context, kind=END, payload=payload)
    with transaction.atomic():
        found = Supervision.objects.select_for_update().get(pk=uuid.UUID(supervision))
        _check_running(found)
        approver = Account.objects.get(pk=rules.person(context))
        if approver.agency_id != found.supervisor_id:
            raise rules.refused(context, Reason.AGENCY_OTHER, approval)
        found.ends_at, found.ended_by = now(), approval.pk
        found.save(update_fields=["ends_at", "ended_by"])
        _tell(context, found, "ended", Verb.REVOKE)
    return found


def relations_of(agency: uuid.UUID | None) -> QuerySet[Supervision]:
    """Return every relation in force that an agency is in, on either side."""
    involved = Supervision.objects.in_force().filter(Q(supervisor=agency) | Q(supervised=agency))
    return involved.select_related("supervisor", "supervised")


def describe_supervision(payload: Mapping[str, str]) -> list[tuple[Label, Label]]:
    """Put what is proposed into words for the approver."""
    if "supervision" in payload:
        found = Supervision.objects.select_related("supervisor", "supervised").get(
            pk=uuid.UUID(payload["supervision"])
        )
        above, below = found.supervisor, found.supervised
    else:
        keys = (uuid.UUID(payload[side]) for side in ("supervisor", "supervised"))
        above, below = (Agency.objects.get(pk=key) for key in keys)
    return [(_("Supervising agency"), above), (_("Supervised agency"), below)]


def _check_pair(supervisor: Agency, supervised: Agency) -> None:
    if supervisor.pk == supervised.pk:
        raise BadInput(_("An agency does not supervise itself."), place="supervised")
    if not (supervisor.active and supervised.active):
        raise Conflict(_("One of them is closed."), place="agency")
    running = Supervision.objects.in_force().filter(supervisor=supervisor, supervised=supervised)
    if running.exists():
        raise Conflict(_("It is so already."), place="supervised")


def _check_running(supervision: Supervision) -> None:
    if supervision.ends_at is not None:
        raise Conflict(_("It has ended already."), place=supervision.reference)


def _tell(context: Context, supervision: Supervision, what: str, verb: Verb) -> None:
    """Write it into the ledger, with both agencies, and tell the supervised."""
    record(
        act=f"access.supervision.{what}",
        verb=verb,
        authority=context.authority(),
        objects=[
            supervision.reference,
            reference("agency", supervision.supervisor_id),
            reference("agency", supervision.supervised_id),
        ],
    )
    notices.tell(
        context,
        kind=f"supervision-{what}",
        about=supervision.reference,
        agency=supervision.supervised_id,
        roles=TOLD,
    )
