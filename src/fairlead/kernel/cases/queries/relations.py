"""What hangs together: shared identifiers, the graph, and all that is held about a subject."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from fairlead.core.cases.particulars import Particulars
from fairlead.kernel.access.context import Context
from fairlead.kernel.cases import keeping
from fairlead.kernel.cases.changing import find
from fairlead.kernel.cases.looking import values_of
from fairlead.kernel.cases.models import (
    Case,
    Decision,
    Dissemination,
    Involvement,
    Link,
    Recipient,
    Redress,
    Referral,
    Revision,
    Subject,
    TimelineEntry,
)
from fairlead.kernel.cases.models.record import Record
from fairlead.kernel.cases.rules import bound_purpose

NODES = 300


@dataclass(frozen=True, slots=True)
class Related:
    """Another subject of the agency that shares an exact name or number, and where it is."""

    subject: uuid.UUID
    shared: tuple[str, ...]  # which sorts: "passport", "phone", "name"
    cases: tuple[str, ...]  # their numbers


@dataclass(frozen=True, slots=True)
class Node:
    reference: str
    kind: str
    label: str


@dataclass(frozen=True, slots=True)
class Edge:
    origin: str
    target: str
    kind: str
    certainty: str


@dataclass(frozen=True, slots=True)
class Graph:
    """Nodes and edges, the same for the picture and for the table; whether some are missing."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    is_cut: bool


@dataclass(frozen=True, slots=True)
class Held:
    """Everything in this room that is about one subject: for its dossier, and for its erasure."""

    subject: Subject
    revisions: tuple[Revision, ...]
    involvements: tuple[Involvement, ...]
    links: tuple[Link, ...]
    entries: tuple[TimelineEntry, ...]
    decisions: tuple[Decision, ...]
    disseminations: tuple[Dissemination, ...]
    recipients: tuple[Recipient, ...]
    referrals: tuple[Referral, ...]

    @property
    def sealed(self) -> tuple[Record, ...]:
        """Return the records whose values are about this subject alone."""
        return (self.subject, *self.revisions)


def related(context: Context, case: uuid.UUID) -> list[Related]:
    """Return the agency's other subjects that share a number or a name with one of this case."""
    own = list(keeping.subjects_of(context, find(context, Case, case)))
    wanted: dict[tuple[str, str], None] = {}
    for held in values_of(context, own, unmask=True).values():
        terms = keeping.find_by(Particulars.read(held)) if held else {}
        for field, values in terms.items():
            wanted |= dict.fromkeys((field, value) for value in values)
    shared: dict[uuid.UUID, set[str]] = {}
    for (field, _value), keys in keeping.found_by(context, list(wanted)).items():
        for key in keys - {subject.pk for subject in own}:
            shared.setdefault(key, set()).add(field)
    numbers = _cases_of(context, shared)
    return sorted(
        (
            Related(key, tuple(sorted(fields)), tuple(sorted(numbers[key])))
            for key, fields in shared.items()
            if numbers.get(key)
        ),
        key=lambda one: (one.shared == ("name",), one.subject),  # mere namesakes last
    )


def graph(context: Context, case: uuid.UUID, *, unmask: bool = False) -> Graph:
    """Return subjects and cases of a case and the links between them."""
    found = find(context, Case, case)
    subjects = {subject.pk: subject for subject in keeping.subjects_of(context, found)}
    links = list(
        Link.objects.for_context(context)
        .filter(ended_at=None)
        .filter(Q(case=found) | Q(from_subject__in=subjects) | Q(to_subject__in=subjects))
        .select_related("from_subject", "to_subject", "from_case", "to_case")
        .order_by("id")
    )
    for link in links:
        for one in (link.from_subject, link.to_subject):
            if one is not None:
                subjects.setdefault(one.pk, one)
    values = values_of(context, subjects.values(), unmask=unmask)
    nodes = {found.reference: Node(found.reference, "case", str(found))}
    for key, subject in subjects.items():
        label = Particulars.read(values[key]).title if values[key] else ""
        nodes[subject.reference] = Node(subject.reference, subject.kind, label)
    for link in links:
        for other in (link.from_case, link.to_case):
            if other is not None:
                nodes.setdefault(other.reference, Node(other.reference, "case", str(other)))
    kept = dict(list(nodes.items())[:NODES])
    edges = [
        edge for edge in _edges(context, found, links) if {edge.origin, edge.target} <= set(kept)
    ]
    return Graph(tuple(kept.values()), tuple(edges), is_cut=len(kept) < len(nodes))


def held_about(context: Context, subject: uuid.UUID) -> Held:
    """Return everything that is held about a subject in this room."""
    found = find(context, Subject, subject)
    involved = list(Involvement.objects.for_context(context).filter(subject=found))
    cases = {one.case_id for one in involved}
    links = Link.objects.for_context(context).filter(Q(from_subject=found) | Q(to_subject=found))
    told = list(Dissemination.objects.for_context(context).filter(case__in=cases))
    asked = list(Referral.objects.for_context(context).filter(case__in=cases))
    sent = _sent_about(context, found, [*told, *asked])
    disseminations = [one for one in told if one.pk in sent]
    recipients = Recipient.objects.for_context(context).filter(dissemination__in=disseminations)
    return Held(
        subject=found,
        revisions=tuple(Revision.objects.for_context(context).filter(subject=found)),
        involvements=tuple(involved),
        links=tuple(links),
        entries=tuple(_entries_about(context, found, cases)),
        decisions=tuple(Decision.objects.for_context(context).filter(subject=found)),
        disseminations=tuple(disseminations),
        referrals=tuple(one for one in asked if one.pk in sent),
        recipients=tuple(recipients),
    )


def redress_of(context: Context, subject: uuid.UUID) -> list[Redress]:
    """Return the requests that concern a subject."""
    return list(Redress.objects.for_context(context).filter(subject=subject).order_by("id"))


def _cases_of(context: Context, subjects: Iterable[uuid.UUID]) -> dict[uuid.UUID, set[str]]:
    involved = (
        Involvement.objects.for_context(context)
        .filter(subject__in=list(subjects), ended_at=None)
        .select_related("case")
    )
    purpose = bound_purpose(context)
    numbers: dict[uuid.UUID, set[str]] = {}
    for one in involved:
        if purpose in {"", one.case.purpose}:
            numbers.setdefault(one.subject_id, set()).add(str(one.case))
    return numbers


def _edges(context: Context, case: Case, links: Iterable[Link]) -> Iterable[Edge]:
    involved = Involvement.objects.for_context(context).filter(case=case, ended_at=None)
    for one in involved.order_by("id"):
        yield Edge(f"subject:{one.subject_id}", case.reference, one.role, "confirmed")
    for link in links:
        origin, target = link.from_subject or link.from_case, link.to_subject or link.to_case
        if origin is not None and target is not None:
            yield Edge(origin.reference, target.reference, link.kind, link.certainty)


def _entries_about(
    context: Context, subject: Subject, cases: Iterable[uuid.UUID]
) -> Iterable[TimelineEntry]:
    entries = list(TimelineEntry.objects.for_context(context).filter(case__in=list(cases)))
    values = values_of(context, entries, unmask=True)
    return [one for one in entries if str(subject.pk) in values[one.pk].get("subjects", ())]


def _sent_about(
    context: Context, subject: Subject, sent: list[Dissemination | Referral]
) -> set[uuid.UUID]:
    """Return which of these told something about the subject; one look for all."""
    found = set()
    for key, values in values_of(context, sent, unmask=True).items():
        content = values.get("snapshot", {}).get("content", {})
        if str(subject.pk) in {one["key"] for one in content.get("subjects", ())}:
            found.add(key)
    return found
