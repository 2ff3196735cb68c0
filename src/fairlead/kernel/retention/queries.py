"""What there is, what is due, and what was done."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.apps import apps
from django.db.models import Count, Min, QuerySet

from fairlead.core.errors import BadInput
from fairlead.core.ledger import Verb
from fairlead.core.retention import Action
from fairlead.kernel.access.context import Context
from fairlead.kernel.retention import laws, plain
from fairlead.kernel.retention.models import LegalHold, PersonalRecord, Run, Unsealing


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """How many records of a class await one action."""

    record_class: str
    action: str
    count: int
    earliest: datetime


def personal_models() -> list[type[PersonalRecord]]:
    """Return every model that holds personal data."""
    return [model for model in apps.get_models() if issubclass(model, PersonalRecord)]


def due_records(
    model: type[PersonalRecord], at: datetime, context: Context
) -> "QuerySet[PersonalRecord]":
    """Return what is due of one model, in the order of the index and of nothing else.

    Thousands of records of one flight fall due at the same moment; any further order would sort
    all of them for every batch.
    """
    opened = model.objects.for_context(context, verb=Verb.ALTER)
    return opened.filter(next_action_at__lte=at).order_by("next_action_at")


def due(at: datetime, context: Context) -> Iterator[Due]:
    """Return what is due at a moment, by class and action; the earliest first."""
    for model in personal_models():
        waiting = model.objects.for_context(context, verb=Verb.CONSULT).filter(
            next_action_at__lte=at
        )
        for row in (
            waiting.values("next_action")
            .annotate(count=Count("pk"), earliest=Min("next_action_at"))
            .order_by()
        ):
            yield Due(
                record_class=model.record_class,
                action=row["next_action"],
                count=row["count"],
                earliest=row["earliest"],
            )
    yield from _plain_due(at)


def _plain_due(at: datetime) -> Iterator[Due]:
    adopted = laws.in_force()
    for ending in plain.endings(adopted.law, at) if adopted else ():
        started = ending.earliest
        if started is not None:
            yield Due(
                record_class=ending.term.record_class,
                action=Action.ERASE,
                count=ending.rows().count(),
                earliest=ending.rule.term.after(started),
            )


def open_unsealing(record: PersonalRecord, context: Context, at: datetime) -> Unsealing | None:
    """Return the unsealing under which this context may look at this record at this moment."""
    if context.account is None or context.case is None:
        return None
    return Unsealing.objects.filter(
        record_class=record.record_class,
        record_id=record.pk,
        account=context.account,
        case=context.case,
        opened_at__lte=at,
        closes_at__gt=at,
    ).first()


def holds_in_force() -> "list[LegalHold]":
    """Return the holds that were not released, with the number of their records."""
    return list(LegalHold.objects.filter(released_at=None).annotate(count=Count("records")))


def last_run() -> Run | None:
    """Return the run that finished last."""
    return Run.objects.exclude(finished_at=None).first()


def run_of(key: str) -> Run | None:
    """Return a finished run by its id."""
    try:
        return Run.objects.exclude(finished_at=None).filter(pk=uuid.UUID(key)).first()
    except ValueError:
        return None


def record_of(reference: str, context: Context) -> PersonalRecord:
    """Return the record that a reference of the ledger names (``booking:0192…``)."""
    kind, _colon, key = reference.partition(":")
    for model in personal_models():
        if model._meta.model_name == kind:
            try:
                found = model.objects.for_context(context).filter(pk=uuid.UUID(key)).first()
            except ValueError:
                break
            if found is not None:
                return found
    raise BadInput("There is no such record.", place=reference)
