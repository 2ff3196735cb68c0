"""The life of a case, from opening to closing."""

import uuid
from datetime import datetime, timedelta
from typing import Any

from django.db.models import F

from fairlead.core.caveats import Tlp, read_marking
from fairlead.core.errors import BadInput
from fairlead.core.ledger import Verb
from fairlead.kernel.access.context import Context
from fairlead.kernel.access.decisions import require
from fairlead.kernel.access.looks import entered
from fairlead.kernel.cases import codes, keeping
from fairlead.kernel.cases.actions.recording import record_act
from fairlead.kernel.cases.changing import check_origin, demand_live, find, fresh, make, move, store
from fairlead.kernel.cases.exchange import postman
from fairlead.kernel.cases.models import Case, Favourite, Serial, Visit
from fairlead.kernel.cases.pending import demand_finished
from fairlead.kernel.cases.revisions import revise
from fairlead.kernel.cases.rules import works_in
from fairlead.kernel.clock import now
from fairlead.kernel.people.models import Agency

UNCHANGED: Any = object()
LONGEST_TITLE = 300
SAME_VISIT = timedelta(minutes=30)  # looking again within this time is the same visit


def open_case(
    context: Context,
    *,
    title: str,
    summary: str = "",
    deadline: datetime | None = None,
    tlp: str = Tlp.AMBER,
    origin: uuid.UUID | None = None,
) -> Case:
    """Open a case in the person's agency, under the purpose of the session."""
    with entered():
        check_origin(context, origin)
        case = make(
            context,
            Case,
            identity={"title": _title(title), "summary": summary},
            number=_next_number(context),
            opened_by_id=context.agency,
            purpose=context.purpose,
            legal_basis=context.legal_basis,
            tlp=read_marking(tlp),
            deadline=deadline,
            origin=origin,
        )
        revise(context, case, "cases.case.opened")
        record_act(context, "cases.case.opened", Verb.COLLECT, case)
    return case


def edit_case(
    context: Context,
    *,
    case: uuid.UUID,
    version: int,
    title: str = UNCHANGED,
    summary: str = UNCHANGED,
    deadline: datetime | None = UNCHANGED,
    tlp: str = UNCHANGED,
) -> Case:
    """Change what a case says about itself."""
    with entered():
        found = fresh(context, Case, case, version=version)
        demand_live(found)
        values = keeping.opened(context, found)
        if title is not UNCHANGED:
            values["title"] = _title(title)
        if summary is not UNCHANGED:
            values["summary"] = summary
        if deadline is not UNCHANGED:
            found.deadline = deadline
        if tlp is not UNCHANGED:
            found.tlp = read_marking(tlp)
        store(context, found, values)
        revise(context, found, "cases.case.edited")
        record_act(context, "cases.case.edited", Verb.ALTER, found)
    return found


def assign_case(
    context: Context, *, case: uuid.UUID, version: int, owner: uuid.UUID | None = None
) -> Case:
    """Give a case to somebody of the agency; to oneself when nobody is named."""
    with entered():
        found = fresh(context, Case, case, version=version)
        move(context, found, "assign")
        found.owner_id = _colleague(found, owner or context.account)
        store(context, found)
        revise(context, found, "cases.case.assigned")
        record_act(context, "cases.case.assigned", Verb.ALTER, found, f"account:{found.owner_id}")
    return found


def release_case(context: Context, *, case: uuid.UUID, version: int) -> Case:
    """Give a case back to the queue."""
    with entered():
        found = fresh(context, Case, case, version=version)
        move(context, found, "release")
        found.owner = None
        _end_waiting(found)
        store(context, found)
        revise(context, found, "cases.case.released")
        record_act(context, "cases.case.released", Verb.ALTER, found)
    return found


def suspend_case(
    context: Context, *, case: uuid.UUID, version: int, reason: str, until: datetime | None = None
) -> Case:
    """Let a case wait, for a reason and perhaps until a date."""
    codes.check(reason, codes.WAITING_REASONS, "reason")
    with entered():
        found = fresh(context, Case, case, version=version)
        move(context, found, "suspend")
        found.reason, found.waiting_until = reason, until
        store(context, found)
        revise(context, found, "cases.case.suspended")
        record_act(context, "cases.case.suspended", Verb.ALTER, found, reason=reason)
    return found


def resume_case(context: Context, *, case: uuid.UUID, version: int) -> Case:
    """Go on with a case that waited."""
    with entered():
        found = fresh(context, Case, case, version=version)
        move(context, found, "resume")
        _end_waiting(found)
        store(context, found)
        revise(context, found, "cases.case.resumed")
        record_act(context, "cases.case.resumed", Verb.ALTER, found)
    return found


def submit_case(
    context: Context, *, case: uuid.UUID, version: int, reason: str, words: str = ""
) -> Case:
    """Propose to close a case; a second person decides."""
    codes.check(reason, codes.CLOSING_REASONS, "reason")
    with entered():
        found = fresh(context, Case, case, version=version)
        move(context, found, "submit")
        demand_finished(context, found)
        found.reason, found.submitted_by_id = reason, context.account
        store(context, found, keeping.opened(context, found) | {"outcome": words})
        revise(context, found, "cases.case.submitted")
        record_act(context, "cases.case.submitted", Verb.ALTER, found, reason=reason)
    return found


def return_case(context: Context, *, case: uuid.UUID, version: int, words: str = "") -> Case:
    """Send a case back that was proposed for closing."""
    with entered():
        found = fresh(context, Case, case, version=version)
        move(context, found, "return")
        found.reason, found.submitted_by = "", None
        store(context, found, keeping.opened(context, found) | {"returned": words})
        revise(context, found, "cases.case.returned")
        record_act(context, "cases.case.returned", Verb.ALTER, found)
    return found


def close_case(context: Context, *, case: uuid.UUID, version: int) -> Case:
    """Close a case as its owner proposed; the clock of its retention starts."""
    with entered():
        found = fresh(context, Case, case, version=version)
        move(context, found, "close")
        demand_finished(context, found)
        _finish(context, found, "cases.case.closed")
        record_act(context, "cases.case.closed", Verb.ALTER, found, reason=found.reason)
    return found


def reopen_case(context: Context, *, case: uuid.UUID, version: int, reason: str) -> Case:
    """Open a closed case again; the clock of its retention stops."""
    codes.check(reason, codes.REOPENING_REASONS, "reason")
    with entered():
        found = fresh(context, Case, case, version=version)
        move(context, found, "reopen")
        found.reason, found.closed_at, found.submitted_by = reason, None, None
        store(context, found)
        revise(context, found, "cases.case.reopened")
        keeping.stop_clocks(context, found)
        record_act(context, "cases.case.reopened", Verb.ALTER, found, reason=reason)
    return found


def annul_case(context: Context, *, case: uuid.UUID, version: int, reason: str) -> Case:
    """Say that a case should not have been opened; it cannot be opened again."""
    codes.check(reason, codes.ANNULMENT_REASONS, "reason")
    with entered():
        found = fresh(context, Case, case, version=version)
        move(context, found, "annul")
        found.reason = reason
        _finish(context, found, "cases.case.annulled")
        record_act(context, "cases.case.annulled", Verb.ALTER, found, reason=reason)
    return found


def visit_case(context: Context, *, case: uuid.UUID) -> datetime | None:
    """Note that a person looks at a case; return when she did so before."""
    person = _person(context)
    with entered():
        found = find(context, Case, case)
        before_at = _visited(context, found, person)
        record_act(context, "cases.case.visited", Verb.CONSULT, found)
    return before_at


def favour_case(context: Context, *, case: uuid.UUID) -> None:
    """Put a case among the person's favourites, where it is found again quickly."""
    with entered():
        found = find(context, Case, case)
        house = postman(context)
        own = Favourite.objects.for_context(house).filter(account=context.account, case=found)
        if not own.exists():
            Favourite.objects.for_context(house).create(
                agency_id=found.agency_id, account_id=_person(context), case=found
            )
        record_act(context, "cases.case.favoured", Verb.CONSULT, found)


def unfavour_case(context: Context, *, case: uuid.UUID) -> None:
    """Take a case from the person's favourites."""
    with entered():
        found = find(context, Case, case)
        own = Favourite.objects.for_context(postman(context)).filter(case=found)
        own.filter(account=_person(context)).delete()
        record_act(context, "cases.case.unfavoured", Verb.CONSULT, found)


def print_case(context: Context, *, case: uuid.UUID) -> Case:
    """Note that a case was printed; the paper says by whom and when."""
    with entered():
        found = find(context, Case, case)
        require(context, Verb.DISCLOSE, found)
        record_act(context, "cases.case.printed", Verb.DISCLOSE, found)
    return found


def _person(context: Context) -> uuid.UUID:
    if context.account is None:
        raise BadInput("only a person looks at a case", place="account")
    return context.account


def _visited(context: Context, case: Case, account: uuid.UUID) -> datetime | None:
    """Move the visit of the person on; its own bookkeeping is the house's."""
    house = postman(context)
    visits = Visit.objects.for_context(house).select_for_update()
    visit = visits.filter(account=account, case=case).first()
    if visit is None:
        Visit.objects.for_context(house).create(
            agency_id=case.agency_id, account_id=account, case=case
        )
        return None
    if now() - visit.last_at > SAME_VISIT:
        visit.before_at, visit.last_at = visit.last_at, now()
        visit.save()
    return visit.before_at


def _finish(context: Context, case: Case, act: str) -> None:
    case.closed_at = now()
    store(context, case)
    revise(context, case, act)
    keeping.start_clocks(context, case)


def _end_waiting(case: Case) -> None:
    case.reason, case.waiting_until = "", None


def _title(title: str) -> str:
    if not title.strip():
        raise BadInput("a case needs a title", place="title")
    if len(title) > LONGEST_TITLE:
        raise BadInput(f"a title has at most {LONGEST_TITLE} characters", place="title")
    return title.strip()


def _colleague(case: Case, account: uuid.UUID | None) -> uuid.UUID | None:
    if not works_in(case.agency_id, account):
        raise BadInput("a case is given to somebody who works in its agency", place="owner")
    return account


def _next_number(context: Context) -> str:
    """Return the next number of the agency in this year; gap-free, because it is locked."""
    if context.agency is None:
        raise BadInput("a case is opened by an agency", place="agency")
    year = now().year
    agency = Agency.objects.get(pk=context.agency)
    Serial.objects.get_or_create(agency=agency, year=year)
    serials = Serial.objects.filter(agency=agency, year=year)
    serials.update(last=F("last") + 1)  # locks the row until this transaction ends
    return f"{agency.code.upper()}-{year}-{serials.get().last:05d}"
