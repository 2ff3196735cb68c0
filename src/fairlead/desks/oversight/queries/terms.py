"""When records end, what keeps them longer, what was destroyed, and what was opened once more.

Records are counted under a duty of this desk, by class and month; none of them is opened.
"""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import TruncMonth
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from fairlead.core.registration import Label
from fairlead.core.retention import Action
from fairlead.desks.oversight.apps import COUNTING, TERMS
from fairlead.desks.oversight.queries.staff import agencies, watched
from fairlead.desks.oversight.queries.words import names_of
from fairlead.kernel.access.context import Context
from fairlead.kernel.cases.machines import REDRESS
from fairlead.kernel.cases.models import Redress
from fairlead.kernel.clock import now
from fairlead.kernel.people.models import Account
from fairlead.kernel.retention.models import LegalHold, Run, Unsealing
from fairlead.kernel.retention.queries import personal_models
from fairlead.kernel.tables.columns import Column, Row
from fairlead.kernel.tables.declarations import Table
from fairlead.kernel.tables.filters import Choice, Flag, Span

MONTHS = 12
ACTIONS: Mapping[str, Label] = {
    Action.MASK: pgettext_lazy("what a term does to a record", "Mask"),
    Action.SEAL: pgettext_lazy("what a term does to a record", "Seal"),
    Action.ERASE: pgettext_lazy("what a term does to a record", "Erase"),
    Action.REVIEW: pgettext_lazy("what a term does to a record", "Review"),
}


@dataclass(frozen=True, slots=True)
class Coming:
    """How many records of a class await one act, month by month; what is overdue stands first."""

    record_class: str
    action: Label
    counts: list[int]
    overdue: int


@dataclass(frozen=True, slots=True)
class Calendar:
    """The months that are shown, and what comes in each."""

    months: list[datetime]
    rows: list[Coming]

    @property
    def overdue(self) -> int:
        return sum(row.overdue for row in self.rows)


def calendar(at: datetime) -> Calendar:
    """Return what ends within a year, by class, act and month."""
    months = _months(at)
    until = _next(months[-1])
    found: dict[tuple[str, str], list[int]] = {}
    late: dict[tuple[str, str], int] = {}
    for model in personal_models():
        rows = model.objects.for_context(Context.duty(COUNTING)).filter(next_action_at__lt=until)
        counted = rows.annotate(month=TruncMonth("next_action_at", tzinfo=UTC))
        overdue = Count("pk", filter=Q(next_action_at__lte=at))
        by_month = counted.order_by().values("next_action", "month")
        for row in by_month.annotate(count=Count("pk"), overdue=overdue):
            key = (model.record_class, row["next_action"])
            counts = found.setdefault(key, [0] * MONTHS)
            late[key] = late.get(key, 0) + row["overdue"]
            if row["month"] in months:
                counts[months.index(row["month"])] += row["count"] - row["overdue"]
    coming = [
        Coming(name, ACTIONS[act], found[name, act], late[name, act]) for name, act in sorted(found)
    ]
    return Calendar(months, coming)


def _months(at: datetime) -> list[datetime]:
    months = [datetime(at.year, at.month, 1, tzinfo=UTC)]
    while len(months) < MONTHS:
        months.append(_next(months[-1]))
    return months


def _next(month: datetime) -> datetime:
    return month.replace(year=month.year + month.month // 12, month=month.month % 12 + 1)


# ---------------------------------------------------------------- holds
def holds(_context: Context) -> QuerySet[LegalHold]:
    """Return every order to keep records, with how many it keeps."""
    return LegalHold.objects.annotate(count=Count("records"))


def _names(field: str) -> Any:  # noqa: ANN401 - an opener
    """Return what names who did something to the rows of one page, in one query."""

    def opener(_context: Context, records: Sequence[Any]) -> dict[Any, dict[str, Label]]:
        actors = {record.pk: _actor(getattr(record, field)) for record in records}
        names = names_of(actors.values())
        return {key: {"name": names[actor]} for key, actor in actors.items()}

    return opener


def _actor(stored: object) -> str:
    text = str(stored)
    return text if ":" in text else f"account:{text}"


HOLDS = Table(
    code="oversight.holds",
    label=_("Legal holds"),
    url_name="oversight:holds",
    source=holds,
    data_class=TERMS,
    values=_names("placed_by"),
    columns=(
        Column(
            "placed",
            pgettext_lazy("of a legal hold", "Placed"),
            lambda row: row.record.placed_at,
            "moment",
            sort=("placed_at",),
            filter=Span("placed_at"),
        ),
        Column(
            "reason",
            _("Reason"),
            lambda row: row.record.get_reason_display(),
            filter=Choice("reason", LegalHold.Reason.choices),
        ),
        Column("citation", _("Order or law"), lambda row: row.record.citation),
        Column("records", _("Records"), lambda row: row.record.count, "number"),
        Column("by", _("Placed by"), lambda row: row.values["name"], "name"),
        Column(
            "until",
            pgettext_lazy("of a legal hold", "Until"),
            lambda row: row.record.until,
            "moment",
        ),
        Column(
            "released",
            pgettext_lazy("of a legal hold", "Released"),
            lambda row: row.record.released_at,
            "moment",
            filter=Flag(Q(released_at__isnull=False)),
        ),
    ),
    order="-placed",
)


# ---------------------------------------------------------------- certificates
def certificates(_context: Context) -> QuerySet[Run]:
    """Return the runs that were certified."""
    return Run.objects.exclude(finished_at=None).exclude(certificate="")


def certificate_of(key: uuid.UUID) -> Run | None:
    """Return one certified run."""
    return Run.objects.exclude(finished_at=None).exclude(certificate="").filter(pk=key).first()


def done_by(run: Run) -> dict[str, int]:
    """Return how many records a run masked, sealed, erased and asked to be reviewed."""
    sums: dict[str, int] = {}
    for actions in run.counts.values():
        for action, by_rule in actions.items():
            sums[action] = sums.get(action, 0) + sum(by_rule.values())
    return sums


def _done(action: Action) -> Any:  # noqa: ANN401 - the value of a column
    return lambda row: done_by(row.record).get(action, 0)


CERTIFICATES = Table(
    code="oversight.certificates",
    label=_("Certificates of destruction"),
    url_name="oversight:certificates",
    source=certificates,
    data_class=TERMS,
    filled=("finished_at",),
    columns=(
        Column(
            "finished",
            pgettext_lazy("of a run of the terms", "Finished"),
            lambda row: row.record.finished_at,
            "moment",
            sort=("finished_at",),
            filter=Span("finished_at"),
            link=lambda row: reverse("oversight:certificate", args=[row.record.pk]),
        ),
        Column("masked", pgettext_lazy("records", "Masked"), _done(Action.MASK), "number"),
        Column("sealed", pgettext_lazy("records", "Sealed"), _done(Action.SEAL), "number"),
        Column("erased", pgettext_lazy("records", "Erased"), _done(Action.ERASE), "number"),
        Column("keys", _("Keys destroyed"), lambda row: len(row.record.keys), "number"),
        Column("edition", _("Edition of the law"), lambda row: row.record.edition, "number"),
    ),
    order="-finished",
)


# ---------------------------------------------------------------- unsealing
def unsealings(context: Context) -> QuerySet[Unsealing]:
    """Return every request to open a sealed record by somebody of the agencies one watches."""
    staff = Account.objects.filter(agency__in=watched(context)).values("pk")
    return Unsealing.objects.filter(account__in=staff)


def _unsealing_state(row: Row) -> Label:
    if row.record.opened_at is None:
        return pgettext_lazy("state of an unsealing", "Asked for")
    if row.record.closes_at > now():
        return pgettext_lazy("state of an unsealing", "Open now")
    return pgettext_lazy("state of an unsealing", "Over")


UNSEALINGS = Table(
    code="oversight.unsealings",
    label=_("Requests to unseal"),
    url_name="oversight:unsealings",
    source=unsealings,
    data_class=TERMS,
    values=_names("account"),
    columns=(
        Column(
            "asked",
            pgettext_lazy("of an unsealing", "Asked"),
            lambda row: row.record.asked_at,
            "moment",
            sort=("asked_at",),
            filter=Span("asked_at"),
        ),
        Column("name", _("Asked by"), lambda row: row.values["name"], "name"),
        Column("class", _("Class of the record"), lambda row: row.record.record_class, "code"),
        Column(
            "ordered",
            _("Ordered by a"),
            lambda row: row.record.get_authority_kind_display(),
            filter=Choice("authority_kind", Unsealing.Kind.choices),
        ),
        Column("minutes", _("Minutes"), lambda row: row.record.minutes, "number"),
        Column(
            "opened",
            pgettext_lazy("of an unsealing", "Opened"),
            lambda row: row.record.opened_at,
            "moment",
        ),
        Column(
            "state",
            pgettext_lazy("of an unsealing", "State"),
            _unsealing_state,
            "badge",
            tone=lambda row: "bad" if row.record.closes_at and row.record.closes_at > now() else "",
        ),
    ),
    order="-asked",
)


# ---------------------------------------------------------------- redress
REDRESS_STATES: Mapping[str, Label] = {
    "received": pgettext_lazy("state of a redress request", "Received"),
    "open": pgettext_lazy("state of a redress request", "Open"),
    "extended": pgettext_lazy("state of a redress request", "Extended"),
    "answered": pgettext_lazy("state of a redress request", "Answered"),
    "appealed": pgettext_lazy("state of a redress request", "Appealed"),
    "closed": pgettext_lazy("state of a redress request", "Closed"),
    "withdrawn": pgettext_lazy("state of a redress request", "Withdrawn"),
    "unidentified": pgettext_lazy("state of a redress request", "Identity not proven"),
}


def redress(context: Context) -> QuerySet[Redress]:
    """Return the requests that were made there: kinds, states and days; the rest stays sealed."""
    found = Redress.objects.for_context(Context.duty(COUNTING))
    return found.filter(agency__in=watched(context)).select_related("agency")


def _due(row: Row) -> datetime | None:
    waits = row.record.answered_at is None and row.record.status not in REDRESS.terminal
    return row.record.answer_due_at if waits else None


REDRESS_CLOCKS = Table(
    code="oversight.redress",
    label=_("Clocks of redress requests"),
    url_name="oversight:redress",
    source=redress,
    data_class=TERMS,
    columns=(
        Column(
            "received",
            pgettext_lazy("of a redress request", "Received"),
            lambda row: row.record.received_at,
            "moment",
            sort=("received_at",),
            filter=Span("received_at"),
        ),
        Column(
            "kind",
            pgettext_lazy("of a redress request", "Asks for"),
            lambda row: row.record.get_kind_display(),
            filter=Choice("kind", Redress.Kind.choices),
        ),
        Column(
            "agency",
            _("Agency"),
            lambda row: str(row.record.agency),
            "name",
            filter=Choice("agency", agencies),
        ),
        Column(
            "state",
            pgettext_lazy("of a redress request", "State"),
            lambda row: REDRESS_STATES.get(row.record.status, row.record.status),
            "badge",
            filter=Choice("status", list(REDRESS_STATES.items())),
        ),
        Column(
            "due",
            pgettext_lazy("of a redress request", "Answer due"),
            _due,
            "deadline",
            sort=("answer_due_at",),
        ),
        Column(
            "answered",
            pgettext_lazy("of a redress request", "Answered on"),
            lambda row: row.record.answered_at,
            "moment",
        ),
        Column("citation", _("By which law"), lambda row: row.record.citation),
    ),
    order="due",
)
