"""All that one case page shows: every record once, opened in one look."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from fairlead.core.cases.moments import Moment
from fairlead.kernel.access.context import Context
from fairlead.kernel.cases import rules
from fairlead.kernel.cases.changing import find
from fairlead.kernel.cases.looking import values_of
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
    SecondOpinion,
    Subject,
    Task,
    TimelineEntry,
    Visit,
)
from fairlead.kernel.cases.models.record import Record
from fairlead.kernel.cases.pending import Pending, pending

Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Shown:
    """One record on the page, and what may be read of it now; no values: covered or sealed."""

    record: Record
    values: Values

    @property
    def is_covered(self) -> bool:
        """Whether there is more than is shown."""
        return not self.values


@dataclass(frozen=True, slots=True)
class ShownSubject(Shown):
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ShownEntry(Shown):
    """An entry of the timeline; ``begins`` is None while it is covered."""

    begins: Moment | None
    ends: Moment | None


@dataclass(frozen=True, slots=True)
class ShownDissemination(Shown):
    recipients: tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class ShownExhibit(Shown):
    custody: tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class CasePage:
    """Everything the page of a case shows."""

    case: Case
    values: Values
    verbs: tuple[str, ...]
    pending: tuple[Pending, ...]
    subjects: tuple[ShownSubject, ...]
    notes: tuple[Shown, ...]
    tasks: tuple[Shown, ...]
    links: tuple[Shown, ...]
    timeline: tuple[ShownEntry, ...]
    decisions: tuple[Shown, ...]
    opinions: tuple[Shown, ...]
    referrals: tuple[Shown, ...]
    disseminations: tuple[ShownDissemination, ...]
    exhibits: tuple[ShownExhibit, ...]
    origin: Shown | None
    new_since: datetime | None

    @property
    def news(self) -> int:
        """Return how many records are newer than the person's last visit."""
        groups = (self.notes, self.tasks, self.timeline, self.decisions, self.opinions)
        every = [shown.record for group in groups for shown in group]
        since = self.new_since
        return sum(record.changed_at > since for record in every) if since else 0


def case_page(context: Context, key: uuid.UUID, *, unmask: bool = False) -> CasePage:
    """Return a case page; with ``unmask``, what is covered until somebody asks for it as well."""
    case = find(context, Case, key)
    parts = _parts(context, case)
    opened = values_of(
        context, [case, *(one for group in parts.values() for one in group)], unmask=unmask
    )

    def shown(name: str) -> tuple[Shown, ...]:
        return tuple(Shown(one, opened[one.pk]) for one in parts[name])

    recipients, custody = shown("recipients"), shown("custody")
    return CasePage(
        case=case,
        values=opened[case.pk],
        verbs=rules.possible(context, case),
        pending=tuple(pending(context, case)),
        subjects=_subjects(context, case, shown("subjects")),
        notes=shown("notes"),
        tasks=shown("tasks"),
        links=shown("links"),
        timeline=_ordered([_entry(one) for one in shown("timeline")]),
        decisions=shown("decisions"),
        opinions=shown("opinions"),
        referrals=shown("referrals"),
        disseminations=tuple(
            ShownDissemination(one.record, one.values, _of(one.record, recipients))
            for one in shown("disseminations")
        ),
        exhibits=tuple(
            ShownExhibit(one.record, one.values, _custody_of(one.record, custody))
            for one in shown("exhibits")
        ),
        origin=next(iter(shown("origin")), None),
        new_since=_last_visit(context, case),
    )


def _parts(context: Context, case: Case) -> dict[str, list[Record]]:
    """Fetch every kind of record once."""
    of_case: dict[str, type[Any]] = {
        "notes": Note,
        "tasks": Task,
        "links": Link,
        "timeline": TimelineEntry,
        "decisions": Decision,
        "referrals": Referral,
        "disseminations": Dissemination,
        "exhibits": Exhibit,
    }
    parts: dict[str, list[Record]] = {
        name: list(
            model.objects.for_context(context).filter(case=case).order_by("recorded_at", "id")
        )
        for name, model in of_case.items()
    }
    parts["opinions"] = list(
        SecondOpinion.objects.for_context(context).filter(decision__case=case).order_by("id")
    )
    parts["recipients"] = list(
        Recipient.objects.for_context(context).filter(dissemination__case=case).order_by("id")
    )
    parts["custody"] = list(
        CustodyStep.objects.for_context(context)
        .filter(exhibit__case=case)
        .order_by("recorded_at", "id")
    )
    parts["subjects"] = list(
        Subject.objects.for_context(context)
        .filter(involvements__case=case, involvements__ended_at=None)
        .distinct()
        .order_by("id")
    )
    parts["origin"] = (
        list(Delivery.objects.for_context(context).filter(pk=case.origin)) if case.origin else []
    )
    return parts


def _subjects(context: Context, case: Case, found: tuple[Shown, ...]) -> tuple[ShownSubject, ...]:
    roles: dict[uuid.UUID, list[str]] = {}
    involved = Involvement.objects.for_context(context).filter(case=case, ended_at=None)
    for one in involved.order_by("recorded_at", "id"):
        roles.setdefault(one.subject_id, []).append(one.role)
    return tuple(
        ShownSubject(one.record, one.values, tuple(roles.get(one.record.pk, ()))) for one in found
    )


def _entry(one: Shown) -> ShownEntry:
    begins, ends = one.values.get("begins"), one.values.get("ends")
    return ShownEntry(
        one.record,
        one.values,
        Moment.read(begins) if begins else None,
        Moment.read(ends) if ends else None,
    )


def _ordered(entries: list[ShownEntry]) -> tuple[ShownEntry, ...]:
    """Sort by when it happened; what is covered stays in the order of its entering."""
    return tuple(
        sorted(entries, key=lambda one: (one.begins is None, one.begins or one.record.recorded_at))
    )


def _of(dissemination: Record, recipients: tuple[Shown, ...]) -> tuple[Shown, ...]:
    return tuple(
        one
        for one in recipients
        if isinstance(one.record, Recipient) and one.record.dissemination_id == dissemination.pk
    )


def _custody_of(exhibit: Record, steps: tuple[Shown, ...]) -> tuple[Shown, ...]:
    return tuple(
        one
        for one in steps
        if isinstance(one.record, CustodyStep) and one.record.exhibit_id == exhibit.pk
    )


def _last_visit(context: Context, case: Case) -> datetime | None:
    visits = Visit.objects.for_context(context).filter(case=case)
    visit = visits.filter(account=context.account).first()
    return visit.before_at if visit else None
