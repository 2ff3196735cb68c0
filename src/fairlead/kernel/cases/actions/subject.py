"""Who and what a case is about."""

import uuid
from collections.abc import Mapping
from typing import Any

from fairlead.core.cases.particulars import Particulars
from fairlead.core.errors import BadInput, Conflict
from fairlead.core.ledger import Verb
from fairlead.kernel.access.context import Context
from fairlead.kernel.access.decisions import require
from fairlead.kernel.access.looks import entered
from fairlead.kernel.cases import codes
from fairlead.kernel.cases.actions.recording import record_act
from fairlead.kernel.cases.changing import (
    check_origin,
    demand_open_case,
    find,
    fresh,
    live_case,
    make,
    store,
)
from fairlead.kernel.cases.keeping import find_by, follow_cases
from fairlead.kernel.cases.models import Case, Involvement, Revision, Subject
from fairlead.kernel.cases.revisions import revise
from fairlead.kernel.clock import now
from fairlead.kernel.retention.actions.erasure import erase_records


def add_subject(
    context: Context,
    *,
    case: uuid.UUID,
    particulars: Mapping[str, Any],
    role: str = "subject",
    origin: uuid.UUID | None = None,
) -> Subject:
    """Record a subject and its role in a case."""
    codes.check(role, codes.ROLES, "role")
    held = Particulars.read(particulars)
    if not held.title:
        raise BadInput("a subject needs a name or an identifier", place="names")
    with entered():
        found = live_case(context, case)
        check_origin(context, origin)
        subject = make(
            context,
            Subject,
            identity=held.write(),
            find_by=find_by(held),
            kind=held.kind,
            tlp=held.tlp,
            origin=origin,
        )
        _involve(context, found, subject, role)
        revise(context, subject, "cases.subject.added")
        revise(context, found, "cases.subject.added")
        record_act(context, "cases.subject.added", Verb.COLLECT, subject, found)
    return subject


def edit_subject(
    context: Context, *, subject: uuid.UUID, version: int, particulars: Mapping[str, Any]
) -> Subject:
    """Replace what is held about a subject; how it stood before remains as a revision."""
    held = Particulars.read(particulars)
    with entered():
        found = fresh(context, Subject, subject, version=version)
        demand_open_case(context, found)
        if held.kind != found.kind:
            raise BadInput("a subject does not change its kind", place="kind")
        found.tlp = held.tlp
        store(context, found, held.write(), find_by=find_by(held))
        revise(context, found, "cases.subject.edited")
        record_act(context, "cases.subject.edited", Verb.ALTER, found)
    return found


def involve_subject(
    context: Context, *, subject: uuid.UUID, case: uuid.UUID, role: str
) -> Involvement:
    """Give a known subject a role in a further case, or a further role in the same one."""
    codes.check(role, codes.ROLES, "role")
    with entered():
        found = live_case(context, case)
        known = find(context, Subject, subject)
        require(context, Verb.COMBINE, known)
        involvement = _involve(context, found, known, role)
        revise(context, found, "cases.subject.involved")
        follow_cases(context, [known])
        record_act(context, "cases.subject.involved", Verb.COMBINE, known, found)
    return involvement


def end_involvement(context: Context, *, involvement: uuid.UUID) -> Involvement:
    """Take a role from a subject; that it had the role remains."""
    with entered():
        found = find(context, Involvement, involvement, ended_at=None)
        case = live_case(context, found.case_id)
        found.ended_at, found.ended_by_id = now(), context.account
        found.save()
        revise(context, case, "cases.involvement.ended")
        record_act(
            context, "cases.involvement.ended", Verb.ALTER, f"subject:{found.subject_id}", case
        )
    return found


def erase_subject(context: Context, *, subject: uuid.UUID, reason: str) -> None:
    """Erase what is held about a subject now, with every revision of it.

    What others were told is not reached by this: ``queries.relations.held_about`` says to whom
    a correction or a recall is due.
    """
    with entered():
        found = find(context, Subject, subject)
        revisions = list(Revision.objects.for_context(context).filter(subject=found))
        erase_records(context=context, records=[found, *revisions], reason=reason)
        record_act(context, "cases.subject.erased", Verb.ERASE, found, reason=reason)


def _involve(context: Context, case: Case, subject: Subject, role: str) -> Involvement:
    existing = Involvement.objects.for_context(context).filter(
        case=case, subject=subject, role=role, ended_at=None
    )
    if existing.exists():
        raise Conflict(
            "the subject has this role already", code="involved-already", place=subject.reference
        )
    return Involvement.objects.for_context(context, verb=Verb.COLLECT).create(
        agency_id=case.agency_id,
        case=case,
        subject=subject,
        role=role,
        created_by_id=context.account,
    )
