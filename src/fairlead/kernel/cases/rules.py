"""Who may do what to a record of a case, beyond what the policy says of its class of data.

The policy (``kernel.access``) decides about roles, purposes and agencies. Here stands what only
the record itself can tell: whose it is, who did the step before, whether the purpose is its own.
"""

import uuid
from collections.abc import Callable, Mapping
from functools import cache

from django.utils.translation import gettext as _

from fairlead.core.errors import Refused
from fairlead.core.ledger import Verb
from fairlead.core.states import legal, step
from fairlead.kernel.access import policy
from fairlead.kernel.access.context import Context
from fairlead.kernel.access.looks import entered
from fairlead.kernel.access.models import Protected
from fairlead.kernel.cases import keeping
from fairlead.kernel.cases.models import Case, Recipient, Redress, Subject, Task
from fairlead.kernel.cases.models.record import Staged
from fairlead.kernel.people.models import Account

DISCLOSE_ABROAD = "cases.disclose-abroad"
Guard = Callable[[Context, Staged], bool]


def is_supervisor(context: Context, record: Staged) -> bool:  # noqa: ARG001 - a guard's shape
    """Leads the agency that has the record."""
    return "supervisor" in context.roles


def is_owner(context: Context, record: Staged) -> bool:
    """Has the case, or the case to which the record belongs."""
    case = case_of(record)
    return case is not None and context.account is not None and case.owner_id == context.account


def is_owner_or_supervisor(context: Context, record: Staged) -> bool:
    """Has the case, or leads."""
    return is_owner(context, record) or is_supervisor(context, record)


def is_sender(context: Context, record: Staged) -> bool:
    """Has the case, or leads, or carries out what a second person approved."""
    approved = f"approval:{DISCLOSE_ABROAD}" in context.roles
    return approved or is_owner_or_supervisor(context, record)


def is_self_or_supervisor(context: Context, record: Staged) -> bool:
    """Take what nobody has, give on what is one's own, or lead."""
    assert isinstance(record, Case)  # noqa: S101 - the table puts this guard on cases only
    return record.owner_id in {None, context.account} or is_supervisor(context, record)


def is_second_person(context: Context, record: Staged) -> bool:
    """Leads, and is not the one who proposed."""
    assert isinstance(record, Case)  # noqa: S101 - the table puts this guard on cases only
    return is_supervisor(context, record) and context.account != record.submitted_by_id


def is_assignee(context: Context, record: Staged) -> bool:
    """Has the task, or nobody has it, or leads."""
    assert isinstance(record, Task)  # noqa: S101 - the table puts this guard on tasks only
    return record.assignee_id in {None, context.account} or is_supervisor(context, record)


def is_author_or_supervisor(context: Context, record: Staged) -> bool:
    """Made the record, or leads."""
    return record.created_by_id == context.account or is_supervisor(context, record)


def is_house(context: Context, record: Staged) -> bool:  # noqa: ARG001 - a guard's shape
    """Acts under a declared duty, as the consequence of what another agency's person did."""
    return context.actor.startswith("duty:")


def is_house_or_outside(context: Context, record: Staged) -> bool:
    """Comes back through the house, or is noted of an authority that is not in it."""
    assert isinstance(record, Recipient)  # noqa: S101 - the table puts it on recipients only
    if record.receiver_id is not None:
        return is_house(context, record)
    return is_owner_or_supervisor(context, record)


def is_protection_officer(context: Context, record: Staged) -> bool:  # noqa: ARG001 - a guard
    """Answers the persons recorded."""
    return "protection_officer" in context.roles


def is_other_officer(context: Context, record: Staged) -> bool:
    """Answers the persons recorded, and did not give the answer that is appealed."""
    assert isinstance(record, Redress)  # noqa: S101 - the table puts this guard on redress only
    return is_protection_officer(context, record) and context.account != record.answered_by_id


GUARDS: Mapping[str, Guard] = {
    "": lambda _context, _record: True,
    "supervisor": is_supervisor,
    "owner": is_owner,
    "owner-or-supervisor": is_owner_or_supervisor,
    "sender": is_sender,
    "self-or-supervisor": is_self_or_supervisor,
    "second-person": is_second_person,
    "assignee": is_assignee,
    "author-or-supervisor": is_author_or_supervisor,
    "house": is_house,
    "house-or-outside": is_house_or_outside,
    "protection-officer": is_protection_officer,
    "other-officer": is_other_officer,
}


def check(context: Context, record: Staged, verb: str) -> str:
    """Return the state to which the verb leads; raise if state or guard do not allow it."""
    arrow = step(record.machine, record.status, verb)
    if not GUARDS[arrow.who](context, record):
        raise Refused(_("Somebody else must do this."), reasons=(f"guard:{arrow.who}",))
    return arrow.target


def possible(context: Context, record: Staged) -> tuple[str, ...]:
    """Return the verbs that this context may use on the record now: what a page offers."""
    return tuple(
        verb
        for verb in legal(record.machine, record.status)
        if GUARDS[step(record.machine, record.status, verb).who](context, record)
    )


@cache
def opening_purposes() -> frozenset[str]:
    """Return the purposes under which cases can be opened at all."""
    return frozenset(
        purpose
        for purpose, verb, data_class, _role, _obligations in policy.table().lines()
        if (verb, data_class) == (Verb.COLLECT, "case")
    )


def bound_purpose(context: Context) -> str:
    """Return the purpose to which the context is bound, "" when it sees cases of every purpose.

    A purpose that opens cases sees those that were opened under it, and no others. One that
    opens none (redress, inspection, the house's duties) has its own limits in the policy and
    sees all.
    """
    if is_duty(context) or context.purpose not in opening_purposes():
        return ""
    return context.purpose


def is_duty(context: Context) -> bool:
    """Say whether the house itself is at work."""
    return context.actor.startswith("duty:")


def serves(context: Context, case: Case) -> bool:
    """Say whether the case is within the purpose of the context."""
    return bound_purpose(context) in {"", case.purpose}


def serves_subject(context: Context, subject: Subject) -> bool:
    """Say whether some case of the subject is within the purpose of the context.

    A subject bears no purpose of its own: it is seen for the sake of the cases that it is in,
    or that name it in a link.
    """
    purpose = bound_purpose(context)
    return not purpose or keeping.cases_of(context, subject).filter(purpose=purpose).exists()


def may_work_on(context: Context, case: uuid.UUID) -> bool:
    """Say whether this context may choose this case to work on: a live one within its reach."""
    try:
        with entered():
            return Case.objects.for_context(context).filter(pk=case, closed_at=None).exists()
    except Refused:
        return False


def works_in(agency: uuid.UUID, account: uuid.UUID | None) -> bool:
    """Say whether somebody is at work in this agency, so that work can be given to her."""
    if account is None:
        return False
    active = Account.objects.filter(status=Account.Status.ACTIVE)
    return active.filter(pk=account, agency_id=agency).exists()


# How the case of a record is reached where the record does not name it itself.
_OVER = {"Recipient": "dissemination", "SecondOpinion": "decision", "CustodyStep": "exhibit"}


def case_of(record: Protected) -> Case | None:
    """Return the case of a record, the record itself if it is one, None if it has none."""
    if isinstance(record, Case):
        return record
    over = _OVER.get(type(record).__name__)
    found = getattr(getattr(record, over) if over else record, "case", None)
    return found if isinstance(found, Case) else None
