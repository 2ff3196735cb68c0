"""How a record is fetched for change, moved, stored and made: the same for every action.

Two people at once: whoever changes a record says which ``version`` was shown. The row is locked,
so one of the two is first; the other is told who changed it and when, and nothing is lost.
"""

import uuid
from typing import Any, TypeVar

from django.utils.translation import gettext as _

from fairlead.core.errors import Conflict, Refused
from fairlead.core.ledger import Verb
from fairlead.kernel.access.context import Context
from fairlead.kernel.access.models import Protected
from fairlead.kernel.cases import keeping, rules
from fairlead.kernel.cases.errors import Changed, NotWithinReach
from fairlead.kernel.cases.models import Case, Delivery, Subject
from fairlead.kernel.cases.models.record import Record, Staged
from fairlead.kernel.clock import now
from fairlead.kernel.people.models import Account
from fairlead.kernel.retention.models import Keeping

Row = TypeVar("Row", bound=Record)
AnyRow = TypeVar("AnyRow", bound=Protected)


def find(context: Context, model: type[AnyRow], key: uuid.UUID, **also: object) -> AnyRow:
    """Return a record within reach, or raise as if it did not exist."""
    found = model.objects.for_context(context).filter(pk=key, **also).first()
    return _served(context, model, found)


def fresh(context: Context, model: type[Row], key: uuid.UUID, *, version: int | None = None) -> Row:
    """Return a record locked for change, as it is now; raise if it is not what was shown."""
    rows = model.objects.for_context(context, verb=Verb.ALTER).select_for_update(of=("self",))
    record = _served(context, model, rows.filter(pk=key).first())
    if version is not None and record.version != version:
        raise Changed(record.reference, who=_name(record.changed_by_id), when=record.changed_at)
    return record


def live_case(context: Context, key: uuid.UUID) -> Case:
    """Return a case, locked, on which work goes on; raise if it is closed or offered away."""
    case = fresh(context, Case, key)
    demand_live(case)
    return case


def part_of_live_case(
    context: Context, model: type[Row], key: uuid.UUID, *, version: int | None = None
) -> Row:
    """Return a record of a live case, both locked: the case first, always.

    Closing a case locks it and then every part of it. Whoever locked a part first and then
    asked for the case would wait for the one who waits for him.
    """
    glimpse: Any = find(context, model, key)
    live_case(context, glimpse.case_id)
    return fresh(context, model, key, version=version)


def check_origin(context: Context, origin: uuid.UUID | None) -> None:
    """Raise unless what is said to be the origin is a delivery that was accepted here."""
    if origin is None:
        return
    delivery = find(context, Delivery, origin)
    if delivery.status not in {"accepted", "answered"}:
        raise Conflict(
            _("Only what was accepted, and not recalled, can be used."),
            code="not-accepted",
            place=delivery.reference,
        )


def demand_live(case: Case) -> None:
    """Raise if nothing may be added to the case now; says what is possible instead."""
    if not case.is_live or case.status == "offered":
        raise Conflict(
            _("Nothing can be changed while the case is closed or offered to another agency."),
            code="case-not-live",
            place=case.reference,
        )


def demand_open_case(context: Context, subject: Subject) -> None:
    """Raise unless the subject is in a case on which work goes on."""
    cases = Case.objects.for_context(context).filter(
        involvements__subject=subject, involvements__ended_at=None, closed_at=None
    )
    if not cases.exclude(status="offered").exists():
        raise Conflict(
            "a subject is changed while a case that it is in is open",
            code="case-not-live",
            place=subject.reference,
        )


def make(
    context: Context,
    model: type[Row],
    *,
    identity: keeping.Values | None = None,
    find_by: keeping.FindBy | None = None,
    **fields: Any,  # noqa: ANN401 - a model's own fields
) -> Row:
    """Make a record in the context's agency, sealed and for the context's purpose."""
    fields.setdefault("agency_id", context.agency)
    fields.setdefault("collected_for", context.purpose)
    made = model(created_by_id=context.account, changed_by_id=context.account, **fields)
    keeping.keep(context, made, identity or {}, find_by=find_by)
    return made


def move(context: Context, record: Staged, verb: str) -> None:
    """Move a record through its machine, if state and guard allow it; does not store it."""
    record.status = rules.check(context, record, verb)


def store(
    context: Context,
    record: Record,
    identity: keeping.Values | None = None,
    *,
    find_by: keeping.FindBy | None = None,
) -> None:
    """Store a changed record, and note by whom and when."""
    record.version += 1
    record.changed_at = now()
    record.changed_by_id = context.account
    keeping.keep(context, record, identity, find_by=find_by)


def _served(context: Context, model: type[AnyRow], record: AnyRow | None) -> AnyRow:
    if record is None or getattr(record, "keeping", "") == Keeping.ERASED:
        raise NotWithinReach(model.__name__)
    case = rules.case_of(record)
    served = case is None or rules.serves(context, case)
    if isinstance(record, Subject):
        served = rules.serves_subject(context, record)
    if not served:
        raise Refused(_("This case belongs to another purpose."), reasons=("purpose-other",))
    return record


def _name(account: uuid.UUID | None) -> str:
    found = Account.objects.filter(pk=account).first() if account else None
    return found.name if found else ""
