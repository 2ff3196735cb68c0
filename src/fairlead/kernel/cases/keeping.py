"""Where this room meets retention: sealing, opening, finding, and the clock of a case.

The clock of everything in a case starts when the case is closed, and stops when it is opened
again. A subject's starts when the last of the cases for whose sake it is held is closed.
"""

import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any, TypeVar

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from fairlead.core.cases.fingerprints import number, plain
from fairlead.core.cases.particulars import Identifier, Particulars
from fairlead.core.errors import Conflict
from fairlead.kernel.access.context import Context
from fairlead.kernel.cases.models import (
    Case,
    CustodyStep,
    Decision,
    Delivery,
    Dissemination,
    Exhibit,
    Involvement,
    Link,
    Note,
    Recipient,
    Referral,
    Revision,
    SecondOpinion,
    Subject,
    Task,
    TimelineEntry,
)
from fairlead.kernel.cases.models.record import Record
from fairlead.kernel.clock import now
from fairlead.kernel.files.models import StoredFile
from fairlead.kernel.retention import records
from fairlead.kernel.retention.actions import clocks
from fairlead.kernel.retention.actions.opening import open_identity
from fairlead.kernel.retention.keystore import keystore
from fairlead.kernel.retention.models import Keeping, PersonalRecord, SearchToken

Row = TypeVar("Row", bound=Record)
Values = Mapping[str, Any]
FindBy = Mapping[str, Sequence[str]]

# Every sealed record of a case, and how it is reached from the case.
PARTS: tuple[tuple[type[Record], str], ...] = (
    (Note, "case"),
    (Task, "case"),
    (Link, "case"),
    (TimelineEntry, "case"),
    (Decision, "case"),
    (SecondOpinion, "decision__case"),
    (Referral, "case"),
    (Dissemination, "case"),
    (Recipient, "dissemination__case"),
    (Exhibit, "case"),
    (CustodyStep, "exhibit__case"),
    (Revision, "case"),
)


def keep(
    context: Context,
    record: Record,
    values: Values | None = None,
    *,
    find_by: FindBy | None = None,
) -> None:
    """Save a record; with ``values``, seal them in the place of what was sealed before."""
    if values is not None:
        records.keep(record, values, context=context, find_by=find_by)
    else:
        record.under(context).save(update_fields=own_columns(type(record)))


def opened(context: Context, record: Record) -> dict[str, Any]:
    """Return all sealed values of a record that is about to be changed or sent on.

    Whoever writes back what he read must have read everything: a record of which the law
    already covers a part is not changed any more.
    """
    if record.keeping != Keeping.OPEN:
        raise Conflict(
            _("The identity of this record is masked, sealed or erased."),
            code="identity-not-open",
            place=record.reference,
        )
    return open_identity(context=context, record=record, unmask=True)


@cache
def own_columns(model: type[Record]) -> tuple[str, ...]:
    """Return the columns that this room writes; the others are retention's own."""
    theirs = {field.name for field in PersonalRecord._meta.get_fields()} - {"agency"}
    return tuple(
        field.name
        for field in model._meta.concrete_fields
        if field.name not in theirs and not field.generated
    )


def find_by(held: Particulars) -> FindBy:
    """Return the exact values by which a subject can be found again."""
    terms: dict[str, list[str]] = {}
    for one in held.identifiers:
        terms.setdefault(one.kind, []).append(number(one))
    for name in held.names:
        terms.setdefault("name", []).append(plain(name.text))
    return {field: sorted(set(values)) for field, values in terms.items()}


def as_number(field: str, value: str) -> str:
    """Return what somebody typed in the form in which identifiers are indexed."""
    return number(Identifier(field, value))


def found_by(
    context: Context, wanted: Sequence[tuple[str, str]]
) -> dict[tuple[str, str], set[uuid.UUID]]:
    """Return the subjects within reach that hold these exact values, by (sort, value).

    One query for all: a value has one token under every living key, and there are as many keys
    as months in which some subject's term ends.
    """
    store = keystore()
    buckets = [one for one in store.buckets() if one.record_class == Subject.record_class]
    tokens = {
        store.token(bucket, field, value): (field, value)
        for field, value in wanted
        for bucket in buckets
    }
    rows = SearchToken.objects.filter(token__in=tokens, record_class=Subject.record_class)
    hits = [(tokens[bytes(token)], key) for token, key in rows.values_list("token", "record_id")]
    near = Subject.objects.for_context(context).filter(pk__in={key for _value, key in hits})
    within = set(near.values_list("pk", flat=True))
    found: dict[tuple[str, str], set[uuid.UUID]] = {}
    for value, key in hits:
        if key in within:
            found.setdefault(value, set()).add(key)
    return found


def start_clocks(context: Context, case: Case) -> None:
    """Start the clock of a closed case, of all its parts, and of subjects it leaves alone."""
    _set_clocks(context, case, case.closed_at)


def stop_clocks(context: Context, case: Case) -> None:
    """Stop the clock of a case that is open again, and of everything in it."""
    _set_clocks(context, case, None)


def parts_of(context: Context, case: Case) -> Iterator[PersonalRecord]:
    """Yield every sealed record of a case, locked, without the case and its subjects.

    Locked, because a new clock may mean a new key: who meanwhile sealed other values under the
    old one would lose them.
    """
    for model, path in PARTS:
        rows = model.objects.for_context(context).select_for_update(of=("self",))
        yield from rows.filter(**{path: case}).order_by("id")
    yield from files_of(context, case).select_for_update()
    if case.origin is not None:
        lying = Delivery.objects.for_context(context).select_for_update()
        yield from lying.filter(pk=case.origin)


def files_of(context: Context, case: Case) -> QuerySet[StoredFile]:
    """Return the files of a case, which are kept as it is."""
    found = StoredFile.objects.for_context(context).filter(belongs_to=case.reference)
    return found.order_by("id")


def subjects_of(context: Context, case: Case) -> Iterator[Subject]:
    """Yield every subject that is or was in the case."""
    yield from Subject.objects.for_context(context).filter(involvements__case=case).distinct()


def named_in(context: Context, case: Case) -> QuerySet[Subject]:
    """Return every subject that is or was in the case, or that a link of the case names."""
    involved = Involvement.objects.for_context(context).filter(case=case)
    links = Link.objects.for_context(context).filter(case=case)
    keys = set(involved.values_list("subject_id", flat=True))
    for ends in links.values_list("from_subject_id", "to_subject_id"):
        keys.update(ends)  # also the none of an end that is a case, which "in" leaves out
    return Subject.objects.for_context(context).filter(pk__in=keys)


def cases_of(context: Context, subject: Subject) -> QuerySet[Case]:
    """Return the cases for whose sake a subject is held: it is in them, or a link names it."""
    involved = Involvement.objects.for_context(context).filter(subject=subject)
    links = Link.objects.for_context(context).filter(
        Q(from_subject=subject) | Q(to_subject=subject)
    )
    keys = {*involved.values_list("case_id", flat=True), *links.values_list("case_id", flat=True)}
    return Case.objects.for_context(context).filter(pk__in=keys)


def follow_cases(context: Context, subjects: Iterable[Subject]) -> None:
    """Start the clock of each subject if its last case is closed, and stop it if one is open."""
    for key in sorted(subject.pk for subject in subjects):
        subject = Subject.objects.for_context(context).select_for_update().get(pk=key)
        revisions = Revision.objects.for_context(context).select_for_update(of=("self",))
        kept = [subject, *revisions.filter(subject=subject).order_by("id")]
        _reclock(context, kept, _last_closing(context, subject))


def _set_clocks(context: Context, case: Case, at: datetime | None) -> None:
    _reclock(context, [case, *parts_of(context, case)], at)
    follow_cases(context, named_in(context, case))


def _reclock(context: Context, records: Sequence[PersonalRecord], at: datetime | None) -> None:
    if at is None:
        clocks.stop_clocks(context=context, records=records)
    else:
        clocks.start_clocks(context=context, records=records, at=at)


def _last_closing(context: Context, subject: Subject) -> datetime | None:
    """Return when the last case of a subject was closed; None while one is open.

    Of one that no case holds any more, it is now: what nobody needs begins to end.
    """
    moments = list(cases_of(context, subject).values_list("closed_at", flat=True))
    closed = [moment for moment in moments if moment is not None]
    return max(closed, default=now()) if len(closed) == len(moments) else None
