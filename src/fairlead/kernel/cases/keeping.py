"""Where this room meets retention: sealing, opening, finding, and the clock of a case.

The clock of everything in a case starts when the case is closed, and stops when it is opened
again. A subject's starts when the last of its cases is closed.
"""

import uuid
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, TypeVar

from fairlead.core.cases.fingerprints import number, plain
from fairlead.core.cases.particulars import Particulars

from fairlead.kernel.access.context import Context
from fairlead.kernel.cases.models import (
    Case,
    Decision,
    Delivery,
    Dissemination,
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
from fairlead.kernel.cases.standin import SearchToken

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
    (Revision, "case"),
)


def keep(
    context: Context,
    record: Record,
    values: Values | None = None,
    *,
    find_by: FindBy | None = None,
) -> None:
    """Seal these values into the record (or leave what is sealed), index it and save it."""
    if values is not None:
        record.identity = dict(values)
    record.under(context).save()
    if find_by is not None:
        SearchToken.objects.filter(record_id=record.pk).delete()
        SearchToken.objects.bulk_create(
            SearchToken(
                token=value, record_class=record.record_class, record_id=record.pk, field=field
            )
            for field, values_ in find_by.items()
            for value in values_
        )


def opened(context: Context, record: Record) -> dict[str, Any]:  # noqa: ARG001
    """Return the sealed values of a record that the context reached."""
    return dict(record.identity or {})


def find_by(held: Particulars) -> FindBy:
    """Return the exact values by which a subject can be found again."""
    terms: dict[str, list[str]] = {}
    for one in held.identifiers:
        terms.setdefault(one.kind, []).append(number(one))
    for name in held.names:
        terms.setdefault("name", []).append(plain(name.text))
    return {field: sorted(set(values)) for field, values in terms.items()}


def keys_by(record_class: str, field: str, value: str) -> set[uuid.UUID]:
    """Return the ids of all records that hold exactly this value; reach is not checked here."""
    return set(
        SearchToken.objects.filter(token=value, field=field, record_class=record_class).values_list(
            "record_id", flat=True
        )
    )


def start_clocks(context: Context, case: Case) -> None:
    """Start the clock of a closed case, of all its parts, and of subjects it leaves alone."""
    _set_clocks(context, case, case.closed_at)


def stop_clocks(context: Context, case: Case) -> None:
    """Stop the clock of a case that is open again, and of everything in it."""
    _set_clocks(context, case, None)


def parts_of(context: Context, case: Case) -> Iterator[Record]:
    """Yield every sealed record of a case, without the case and its subjects."""
    for model, path in PARTS:
        yield from model.objects.for_context(context).filter(**{path: case})
    if case.origin is not None:
        yield from Delivery.objects.for_context(context).filter(pk=case.origin)


def subjects_of(context: Context, case: Case) -> Iterator[Subject]:
    """Yield every subject that is or was in the case."""
    yield from Subject.objects.for_context(context).filter(involvements__case=case).distinct()


def set_clock(context: Context, record: Record, at: datetime | None) -> None:
    """Start or stop the clock of one record."""
    record.clock_start = at
    record.under(context).save()


def _set_clocks(context: Context, case: Case, at: datetime | None) -> None:
    for part in (case, *parts_of(context, case)):
        set_clock(context, part, at)
    for subject in subjects_of(context, case):
        ends = _last_closing(context, subject)
        for record in (subject, *subject.revisions.for_context(context)):
            set_clock(context, record, ends)


def _last_closing(context: Context, subject: Subject) -> datetime | None:
    """Return when the last case of a subject was closed; None while one is open."""
    cases = Case.objects.for_context(context).filter(involvements__subject=subject)
    moments = list(cases.values_list("closed_at", flat=True))
    closed = [moment for moment in moments if moment is not None]
    return max(closed, default=None) if len(closed) == len(moments) else None
