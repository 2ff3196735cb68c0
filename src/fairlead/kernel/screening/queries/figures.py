"""Figures of a unit: how many were false, how long decisions took, what waits since when.

Numbers of hits, never of persons: under five of a kind, a rate says nothing and is not given.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from operator import itemgetter
from statistics import median
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import TruncDay

from fairlead.kernel.access.context import Context
from fairlead.kernel.clock import now
from fairlead.kernel.screening import codes
from fairlead.kernel.screening.models import Hit
from fairlead.kernel.screening.queries.queue import AGES, aged, live

ENOUGH = 5
MOST = 5_000  # decisions of which the time is measured: the latest of the span
BY: Mapping[str, str] = {"list": "list_title", "ground": "ground", "unit": "unit", "band": "band"}


@dataclass(frozen=True, slots=True)
class Row:
    """One line: what it is of, and its numbers."""

    code: str
    waiting: int
    decided: int
    same: int
    different: int
    unsure: int
    hours: float | None  # half of the decisions took less

    @property
    def false_rate(self) -> float | None:
        """The share of what was judged that was somebody else, if there was enough."""
        judged = self.same + self.different
        return self.different / judged if judged >= ENOUGH else None


@dataclass(frozen=True, slots=True)
class Figures:
    """All figures of a span of days."""

    days: int
    whole: Row
    by: Mapping[str, Sequence[Row]]  # list, ground, unit, band
    ages: Mapping[str, int]
    overdue: int
    in_time: int  # of those decided that had a deadline
    late: int
    daily: Sequence[tuple[datetime, int, int]]  # day, arrived, decided
    hours: Sequence[float]  # how long each decision took


def figures(context: Context, *, days: int = 30) -> Figures:
    """Return the figures of the last days, over all hits within reach."""
    since = now() - timedelta(days=days)
    decided = Hit.objects.for_context(context).filter(decided_at__gte=since)
    waiting = live(context)
    took, counted = _took(decided), _counted(decided, waiting)
    whole = _rows(counted, took, lambda _values: "")
    return Figures(
        days=days,
        whole=whole[0] if whole else Row("", 0, 0, 0, 0, 0, None),
        by={name: _rows(counted, took, itemgetter(field)) for name, field in BY.items()},
        ages=_ages(waiting),
        overdue=waiting.filter(order_at__lt=now()).count(),
        **_punctual(decided),
        daily=_daily(context, since, days),
        hours=sorted(hours for _values, hours in took),
    )


def _took(decided: QuerySet[Hit]) -> list[tuple[dict[str, Any], float]]:
    rows = decided.order_by("-decided_at").values(
        *BY.values(), "outcome", "recorded_at", "decided_at"
    )[:MOST]
    return [(row, (row["decided_at"] - row["recorded_at"]).total_seconds() / 3600) for row in rows]


def _counted(decided: QuerySet[Hit], waiting: QuerySet[Hit]) -> list[dict[str, Any]]:
    """Return how many there are of each combination: one pass over each, for all groups."""
    fields = tuple(BY.values())
    numbers = decided.order_by().values(*fields, "outcome").annotate(count=Count("agency"))
    left = waiting.order_by().values(*fields).annotate(count=Count("agency"))
    return [*numbers, *({"outcome": "waiting"} | values for values in left)]


def _rows(
    counted: Sequence[dict[str, Any]],
    took: Sequence[tuple[dict[str, Any], float]],
    of: Callable[[dict[str, Any]], str],
) -> list[Row]:
    numbers: dict[str, dict[str, int]] = {}
    for values in counted:
        line = numbers.setdefault(of(values), {})
        line[values["outcome"]] = line.get(values["outcome"], 0) + values["count"]
    hours: dict[str, list[float]] = {}
    for values, taken in took:
        hours.setdefault(of(values), []).append(taken)
    return [_row(code, line, hours.get(code, [])) for code, line in sorted(numbers.items())]


def _row(code: str, line: Mapping[str, int], hours: Sequence[float]) -> Row:
    outcomes = {name: line.get(name, 0) for name in codes.OUTCOMES}
    return Row(
        code,
        line.get("waiting", 0),
        sum(outcomes.values()),
        hours=round(median(hours), 1) if hours else None,
        **outcomes,
    )


def _ages(waiting: QuerySet[Hit]) -> dict[str, int]:
    moment = now()
    asked = {
        f"age_{place}": Count("agency", filter=aged(moment, low, high))
        for place, (_name, low, high) in enumerate(AGES)
    }
    found = waiting.order_by().aggregate(**asked)
    return {name: found[f"age_{place}"] for place, (name, *_days) in enumerate(AGES)}


def _punctual(decided: QuerySet[Hit]) -> dict[str, int]:
    with_deadline = Q(deadline__isnull=False)
    in_time = with_deadline & Q(decided_at__lte=F("deadline"))
    late = with_deadline & Q(decided_at__gt=F("deadline"))
    found: dict[str, int] = decided.order_by().aggregate(
        in_time=Count("agency", filter=in_time), late=Count("agency", filter=late)
    )
    return found


def _daily(context: Context, since: datetime, days: int) -> list[tuple[datetime, int, int]]:
    rows = Hit.objects.for_context(context)
    arrived = _per_day(rows.filter(recorded_at__gte=since), "recorded_at")
    decided = _per_day(rows.filter(decided_at__gte=since), "decided_at")
    first = (since + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
    every = [first + timedelta(days=place) for place in range(days)]
    return [(day, arrived.get(day, 0), decided.get(day, 0)) for day in every]


def _per_day(rows: QuerySet[Hit], field: str) -> dict[datetime, int]:
    found = rows.order_by().annotate(day=TruncDay(field)).values("day")
    return dict(found.annotate(count=Count("agency")).values_list("day", "count"))
