"""Lists: cases, tasks, mentions, deliveries and redress requests, each with what waits in it."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, F, Q, QuerySet

from fairlead.core.cases.fingerprints import plain
from fairlead.kernel.access.context import Context
from fairlead.kernel.cases import keeping
from fairlead.kernel.cases.looking import values_of
from fairlead.kernel.cases.models import Case, Delivery, Involvement, Mention, Redress, Task
from fairlead.kernel.cases.rules import bound_purpose
from fairlead.kernel.clock import now

PAGE = 50
AGES = (("0-2", 0, 3), ("3-10", 3, 11), ("11-30", 11, 31), ("over-30", 31, 36_500))  # days


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which cases: everything that is left out does not narrow the list."""

    owner: uuid.UUID | None = None
    unassigned: bool = False
    status: Sequence[str] = ()
    closed: bool = False
    due_before: datetime | None = None
    older_than: timedelta | None = None
    found_by: tuple[str, str] | None = None  # of a subject: ("name", …) or ("passport", …)


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One line of a list of cases."""

    key: uuid.UUID
    number: str
    title: str
    status: str
    tlp: str
    owner: str
    deadline: datetime | None
    opened_at: datetime
    version: int


@dataclass(frozen=True, slots=True)
class Counts:
    """What stands above the list: how many of each."""

    live: int
    mine: int
    unassigned: int
    overdue: int
    in_review: int
    ages: dict[str, int]


def cases(context: Context, wanted: Wanted | None = None) -> QuerySet[Case]:
    """Return the cases within reach and purpose: the most urgent first, or the newest closed."""
    wanted = wanted or Wanted()
    found = served(context).filter(closed_at__isnull=not wanted.closed)
    if wanted.owner is not None:
        found = found.filter(owner=wanted.owner)
    if wanted.unassigned:
        found = found.filter(owner=None)
    if wanted.status:
        found = found.filter(status__in=wanted.status)
    if wanted.due_before is not None:
        found = found.filter(order_at__lt=wanted.due_before)
    if wanted.older_than is not None:
        found = found.filter(recorded_at__lt=now() - wanted.older_than)
    if wanted.found_by is not None:
        found = found.filter(pk__in=with_subject(context, *wanted.found_by))
    return (
        found.order_by("-recorded_at", "-id") if wanted.closed else found.order_by("order_at", "id")
    )


def case_rows(context: Context, found: Iterable[Case], *, unmask: bool = False) -> list[CaseRow]:
    """Return the lines of one page of a list; one look for all its titles."""
    page = list(found)
    opened = values_of(context, page, unmask=unmask)
    return [
        CaseRow(
            key=case.pk,
            number=str(case),
            title=opened[case.pk].get("title", ""),
            status=case.status,
            tlp=case.tlp,
            owner=case.owner.name if case.owner else "",
            deadline=case.deadline,
            opened_at=case.recorded_at,
            version=case.version,
        )
        for case in page
    ]


def first_page(
    context: Context, wanted: Wanted | None = None, *, size: int = PAGE
) -> list[CaseRow]:
    """Return the first lines of a list of cases."""
    return case_rows(context, cases(context, wanted).select_related("owner")[:size])


def counts(context: Context) -> Counts:
    """Return the figures above the list, from one pass over the live cases."""
    moment = now()
    figures = {
        "live": Count("agency"),
        "mine": Count("agency", filter=Q(owner=context.account)),
        "unassigned": Count("agency", filter=Q(owner=None)),
        "overdue": Count("agency", filter=Q(order_at__lt=moment)),
        "in_review": Count("agency", filter=Q(status="review")),
    }
    ages = {name: Count("agency", filter=_aged(moment, low, high)) for name, low, high in AGES}
    found = (
        served(context)
        .filter(closed_at=None)
        .order_by()
        .aggregate(
            **figures, **{f"age_{place}": count for place, count in enumerate(ages.values())}
        )
    )
    by_age = {name: found.pop(f"age_{place}") for place, name in enumerate(ages)}
    return Counts(**found, ages=by_age)


def tasks_for(context: Context, account: uuid.UUID | None) -> QuerySet[Task]:
    """Return what an account still has to do, the most urgent first."""
    found = Task.objects.for_context(context).filter(assignee=account, done_at=None)
    return _of_purpose(context, found).order_by(F("deadline").asc(nulls_last=True), "id")


def unread_mentions(context: Context) -> QuerySet[Mention]:
    """Return where the person was named and has not read it."""
    found = Mention.objects.for_context(context).filter(account=context.account, read_at=None)
    purpose = bound_purpose(context)
    return (found.filter(note__case__purpose=purpose) if purpose else found).order_by("id")


def inbox(context: Context) -> QuerySet[Delivery]:
    """Return what other agencies sent and nobody has answered, recalls first."""
    waiting = ["offered", "recalled"]
    found = Delivery.objects.for_context(context).filter(status__in=waiting)
    return found.select_related("sender").order_by(
        "-status", F("answer_due_at").asc(nulls_last=True), "id"
    )


def redress_waiting(context: Context) -> QuerySet[Redress]:
    """Return the requests that wait for an answer, the clock that ends first in front."""
    found = Redress.objects.for_context(context).filter(answered_at=None, closed_at=None)
    return found.order_by("answer_due_at", "id")


def served(context: Context) -> QuerySet[Case]:
    """Return the cases of the context's purpose; erased ones have lost theirs."""
    found = Case.objects.for_context(context)
    purpose = bound_purpose(context)
    return found.filter(purpose=purpose) if purpose else found.exclude(purpose="")


def _of_purpose(context: Context, found: QuerySet[Task]) -> QuerySet[Task]:
    purpose = bound_purpose(context)
    return found.filter(case__purpose=purpose) if purpose else found


def _aged(moment: datetime, low: int, high: int) -> Q:
    return Q(
        recorded_at__gt=moment - timedelta(days=high), recorded_at__lte=moment - timedelta(days=low)
    )


def with_subject(context: Context, field: str, value: str) -> QuerySet[Involvement, uuid.UUID]:
    """Return the cases of the subjects that hold exactly this name or number."""
    exact = plain(value) if field == "name" else keeping.as_number(field, value)
    subjects = keeping.found_by(context, [(field, exact)])
    keys = {key for found in subjects.values() for key in found}
    involved = Involvement.objects.for_context(context).filter(subject__in=keys, ended_at=None)
    return involved.values_list("case", flat=True)
