"""A case changes hands: the house carries every one of its records into the other room.

After it, exactly one agency has the case. A subject that is in no other case of the sender goes
along, with its revisions. One that is also in another case stays, and the receiver gets a record
of its own with the same content. What joins the case to something that stays is not carried.
"""

import uuid

from django.db.models import Q

from fairlead.core.cases.particulars import Particulars
from fairlead.core.errors import BadInput
from fairlead.kernel.access.context import Context
from fairlead.kernel.cases import keeping
from fairlead.kernel.cases.changing import fresh, make, move, store
from fairlead.kernel.cases.exchange import postman
from fairlead.kernel.cases.models import (
    Case,
    Decision,
    Favourite,
    Involvement,
    Link,
    Mention,
    Redress,
    Revision,
    Subject,
    Task,
    TimelineEntry,
    Transfer,
    Visit,
)
from fairlead.kernel.cases.revisions import revise
from fairlead.kernel.clock import now

Copies = dict[uuid.UUID, Subject]  # the receiver's own record, by the id of the one that stays


def hand_over(house: Context, case: Case, *, to: Context) -> list[str]:
    """Move the case and all its parts to the agency of ``to``; return what was left out."""
    named = list(keeping.named_in(house, case).values_list("pk", flat=True))
    copies = _carry_subjects(house, case, to)
    left_out = _carry_links(house, case, copies)
    _carry_entries(house, case, copies)
    for model, path in keeping.PARTS:
        rows = model.objects.for_context(house).filter(**{path: case})
        rows.update(agency_id=to.agency, collected_for=to.purpose)
    involved = Involvement.objects.for_context(house).filter(case=case)
    involved.update(agency_id=to.agency)
    keeping.files_of(house, case).update(agency_id=to.agency, collected_for=to.purpose)
    mentioned = Mention.objects.for_context(house).filter(note__case=case)
    mentioned.update(agency_id=to.agency)
    Task.objects.for_context(house).filter(case=case).update(assignee=None)
    Visit.objects.for_context(house).filter(case=case).delete()
    Favourite.objects.for_context(house).filter(case=case).delete()
    move(house, case, "hand-over")
    case.agency_id = _agency(to)
    case.owner = case.submitted_by = None
    case.purpose = case.collected_for = to.purpose
    case.legal_basis = to.legal_basis
    store(house, case)
    revise(house, case, "cases.transfer.accepted")
    keeping.stop_clocks(house, case)  # and reckon all terms anew, for the receiver's purpose
    stayed = Subject.objects.for_context(house).filter(pk__in=named).exclude(agency=to.agency)
    keeping.follow_cases(house, stayed)
    return left_out


def end_offer(context: Context, transfer: Transfer, act: str) -> None:
    """Give an offered case back to its owner, or to the queue; the caller stores the transfer."""
    house = postman(context)
    case = fresh(house, Case, transfer.case_key)
    move(house, case, "keep" if case.owner_id else "queue")
    store(house, case)
    revise(house, case, act)
    transfer.answered_at = now()


def _carry_subjects(house: Context, case: Case, to: Context) -> Copies:
    """Move what is here alone, copy what is elsewhere too; return the copies."""
    copies: Copies = {}
    for subject in list(keeping.subjects_of(house, case)):
        if _is_elsewhere(house, subject, case):
            copies[subject.pk] = _copy(house, subject, to)
            for model in (Involvement, Decision):
                rows = model.objects.for_context(house).filter(case=case, subject=subject)
                rows.update(subject=copies[subject.pk])
        else:
            own = Subject.objects.for_context(house).filter(pk=subject.pk)
            own.update(agency_id=to.agency, collected_for=to.purpose)
            revisions = Revision.objects.for_context(house).filter(subject=subject)
            revisions.update(agency_id=to.agency, collected_for=to.purpose)
            Redress.objects.for_context(house).filter(subject=subject).update(subject=None)
    return copies


def _is_elsewhere(house: Context, subject: Subject, case: Case) -> bool:
    others = Involvement.objects.for_context(house).filter(subject=subject).exclude(case=case)
    links = Link.objects.for_context(house).filter(Q(from_subject=subject) | Q(to_subject=subject))
    return others.exists() or links.exclude(case=case).exists()


def _copy(house: Context, subject: Subject, to: Context) -> Subject:
    values = keeping.opened(house, subject)
    copy = make(
        house,
        Subject,
        identity=values,
        find_by=keeping.find_by(Particulars.read(values)),
        agency_id=to.agency,
        collected_for=to.purpose,
        kind=subject.kind,
        tlp=subject.tlp,
    )
    revise(house, copy, "cases.transfer.accepted")
    return copy


def _carry_links(house: Context, case: Case, copies: Copies) -> list[str]:
    """Carry the links whose two ends go along; erase the others and name them."""
    going = {case.pk, *(subject.pk for subject in keeping.subjects_of(house, case))}
    going |= copies.keys()
    left_out = []
    for link in list(Link.objects.for_context(house).filter(case=case)):
        ends = (link.from_subject_id or link.from_case_id, link.to_subject_id or link.to_case_id)
        if not going.issuperset(ends):
            left_out.append(link.reference)
            link.delete()
            continue
        for side in ("from_subject", "to_subject"):
            if copy := copies.get(getattr(link, f"{side}_id")):
                setattr(link, side, copy)
        link.save()
    return left_out


def _carry_entries(house: Context, case: Case, copies: Copies) -> None:
    """Let the timeline name the receiver's own records."""
    others = {str(key): str(copy.pk) for key, copy in copies.items()}
    entries = TimelineEntry.objects.for_context(house).select_for_update(of=("self",))
    for entry in entries.filter(case=case) if copies else ():
        values = keeping.opened(house, entry)
        named = [others.get(key, key) for key in values["subjects"]]
        if named != values["subjects"]:
            keeping.keep(house, entry, values | {"subjects": named})


def _agency(to: Context) -> uuid.UUID:
    if to.agency is None:
        raise BadInput("a case is handed over to an agency", place="agency")
    return to.agency
