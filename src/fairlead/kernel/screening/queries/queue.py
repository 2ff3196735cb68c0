"""Queues: which hits wait, for whom and how long."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Q, QuerySet

from fairlead.core.cases.fingerprints import plain
from fairlead.kernel.access.context import Context
from fairlead.kernel.clock import now
from fairlead.kernel.retention.keystore import keystore
from fairlead.kernel.retention.models import SearchToken
from fairlead.kernel.screening.codes import UNITS
from fairlead.kernel.screening.machines import ANALYSTS, WAITING
from fairlead.kernel.screening.meetings import as_number
from fairlead.kernel.screening.models import Attention, Hit

AGES = (("0-2", 0, 3), ("3-10", 3, 11), ("11-30", 11, 31), ("over-30", 31, 36_500))  # days
SOON = timedelta(hours=24)
LOOKING = timedelta(minutes=3)  # so long after her last page somebody counts as looking
QUEUES = ("all", "mine", "unassigned", "escalated", "favourites", "decided")


@dataclass(frozen=True, slots=True)
class Counts:
    """What stands above the queues: how many hits are in each."""

    all: int
    mine: int
    unassigned: int
    escalated: int
    favourites: int
    soon: int  # deadline within a day, and not over
    overdue: int
    units: Mapping[str, int]
    ages: Mapping[str, int]


def live(context: Context) -> QuerySet[Hit]:
    """Return every hit within reach that waits for a decision."""
    return Hit.objects.for_context(context).filter(decided_at=None)


def queue(context: Context, name: str = "all", unit: str = "") -> QuerySet[Hit]:
    """Return the hits of one queue; an unknown queue holds nothing."""
    found: QuerySet[Hit] = Hit.objects.for_context(context).filter(
        decided_at__isnull=name != "decided"
    )
    found = found.filter(unit=unit) if unit else found
    match name:
        case "all" | "decided":
            return found
        case "mine":
            return found.filter(assignee=context.account)
        case "unassigned":
            return found.filter(assignee=None, status__in=WAITING)
        case "escalated":
            return found.filter(status="escalated")
        case "favourites":
            return found.filter(pk__in=_favourites(context))
    return found.none()


def counts(context: Context) -> Counts:
    """Return the figures above the queues: one pass over what waits, one over the favourites."""
    moment = now()
    asked = {
        "all": Count("agency"),
        "mine": Count("agency", filter=Q(assignee=context.account)),
        "unassigned": Count("agency", filter=Q(assignee=None, status__in=WAITING)),
        "escalated": Count("agency", filter=Q(status="escalated")),
        "soon": Count("agency", filter=Q(order_at__gte=moment, order_at__lt=moment + SOON)),
        "overdue": Count("agency", filter=Q(order_at__lt=moment)),
    }
    units = {f"unit_{unit}": Count("agency", filter=Q(unit=unit)) for unit in UNITS}
    ages = {
        f"age_{place}": Count("agency", filter=aged(moment, low, high))
        for place, (_name, low, high) in enumerate(AGES)
    }
    found = live(context).order_by().aggregate(**asked, **units, **ages)
    return Counts(
        favourites=live(context).filter(pk__in=_favourites(context)).count(),
        units={unit: found.pop(f"unit_{unit}") for unit in UNITS},
        ages={name: found.pop(f"age_{place}") for place, (name, *_days) in enumerate(AGES)},
        **found,
    )


def aged(moment: datetime, low: int, high: int) -> Q:
    """Return that a hit is at least ``low`` days old and less than ``high``."""
    return Q(
        recorded_at__gt=moment - timedelta(days=high), recorded_at__lte=moment - timedelta(days=low)
    )


def next_hit(
    context: Context, name: str = "all", unit: str = "", *, after: uuid.UUID | None = None
) -> Hit | None:
    """Return the most urgent hit of a queue that nobody else has or looks at now.

    What waits for a second person, was put off, or belongs to a colleague is passed over.
    """
    found = queue(context, name, unit).filter(decided_at=None)
    states = (*ANALYSTS, "escalated") if "supervisor" in context.roles else ANALYSTS
    free = found.filter(status__in=states).exclude(status="snoozed")
    free = free.filter(Q(assignee=None) | Q(assignee=context.account))
    looked_at = Attention.objects.for_context(context).filter(seen_at__gt=now() - LOOKING)
    others = looked_at.exclude(account=context.account).values("hit")
    ordered = free.exclude(pk__in=others).order_by("order_at", "id")
    return (ordered.exclude(pk=after) if after else ordered).first()


def hits_of(field: str, value: str) -> Q:
    """Return that a hit is of a person with exactly this name, or this number of a document.

    A condition, and no row: what it narrows was opened by a context.
    """
    exact = plain(value) if field == "name" else as_number(value)
    store = keystore()
    buckets = [one for one in store.buckets() if one.record_class == Hit.record_class]
    tokens = [store.token(bucket, field, exact) for bucket in buckets]
    rows = SearchToken.objects.filter(token__in=tokens, record_class=Hit.record_class)
    return Q(pk__in=rows.values_list("record_id", flat=True))


def _favourites(context: Context) -> "QuerySet[Attention, uuid.UUID]":
    rows = Attention.objects.for_context(context)
    return rows.filter(account=context.account, is_favourite=True).values_list("hit", flat=True)
