"""Lists beside the cases: tasks and mentions of a person, what other agencies sent, redress."""

from typing import Any

from django.db.models import Q, QuerySet, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from fairlead.core.registration import Label
from fairlead.desks.casework.apps import IDENTITY, REDRESS
from fairlead.desks.casework.queries.cases import ME, NOBODY, Whose, colleagues
from fairlead.desks.casework.queries.items import TONES
from fairlead.kernel.access.context import Context
from fairlead.kernel.cases import codes
from fairlead.kernel.cases.looking import values_of
from fairlead.kernel.cases.models import Delivery, Mention, Redress, Task
from fairlead.kernel.cases.models.case import NEVER
from fairlead.kernel.cases.queries import register
from fairlead.kernel.cases.rules import bound_purpose
from fairlead.kernel.tables.columns import Column, Row, sealed
from fairlead.kernel.tables.declarations import Table
from fairlead.kernel.tables.filters import Choice, Flag, Option, Span


def _assignees(context: Context) -> list[Option]:
    """Return by whom a list of tasks can be narrowed."""
    own: list[Option] = [
        (ME, pgettext_lazy("owner of a record", "Me")),
        (NOBODY, pgettext_lazy("owner of a record", "Nobody yet")),
    ]
    return [*own, *((str(one.pk), one.name) for one in colleagues(context))]


def tasks(context: Context) -> QuerySet[Task]:
    """Return the tasks of every case within reach and purpose; the most urgent can come first."""
    found = Task.objects.for_context(context)
    purpose = bound_purpose(context)
    served = found.filter(case__purpose=purpose) if purpose else found
    return served.select_related("case", "assignee").annotate(
        due_at=Coalesce("deadline", Value(NEVER))
    )


def _task_url(row: Row) -> str:
    return f"{reverse('casework:case', args=[row.record.case_id])}#task-{row.record.pk}"


def _worded(states: dict[str, Label] | Any) -> Any:  # noqa: ANN401 - a column's function
    return lambda row: states.get(row.record.status, row.record.status)


def _tone(row: Row) -> str:
    return TONES.get(row.record.status, "")


TASKS = Table(
    code="casework.tasks",
    label=_("Tasks"),
    url_name="casework:tasks",
    source=tasks,
    data_class=IDENTITY,
    values=values_of,
    columns=(
        Column(
            "case",
            pgettext_lazy("one record", "Case"),
            lambda row: str(row.record.case),
            "code",
            link=_task_url,
        ),
        Column("words", _("What is to be done"), sealed("words"), "name"),
        Column(
            "kind",
            pgettext_lazy("of a task", "Kind"),
            lambda row: row.record.get_kind_display(),
            filter=Choice("kind", Task.Kind.choices),
            shown=False,
        ),
        Column(
            "state",
            _("State"),
            _worded(codes.TASK_STATES),
            "badge",
            filter=Choice("status", tuple(codes.TASK_STATES.items())),
            tone=_tone,
        ),
        Column(
            "deadline",
            _("Deadline"),
            lambda row: row.record.deadline if row.record.done_at is None else None,
            "deadline",
            sort=("due_at",),
            filter=Span("deadline"),
        ),
        Column(
            "assignee",
            _("By whom"),
            lambda row: row.record.assignee.name if row.record.assignee else "",
            "name",
            filter=Whose("assignee", _assignees),
        ),
        Column(
            "made",
            pgettext_lazy("a task, when", "Added"),
            lambda row: row.record.recorded_at,
            "moment",
            sort=("recorded_at",),
            filter=Span("recorded_at"),
            shown=False,
        ),
    ),
    order="deadline",
    filled=("due_at",),
)


def unread(context: Context) -> QuerySet[Mention]:
    """Return where the person was named and has not read it."""
    return register.unread_mentions(context).select_related("note__case", "note__created_by")


# ---------------------------------------------------------------- what others sent
def deliveries(context: Context) -> QuerySet[Delivery]:
    """Return everything that other agencies sent here."""
    found = Delivery.objects.for_context(context).select_related("sender")
    return found.annotate(due_at=Coalesce("answer_due_at", Value(NEVER)))


DELIVERIES = Table(
    code="casework.deliveries",
    label=_("Received from others"),
    url_name="casework:deliveries",
    source=deliveries,
    data_class=IDENTITY,
    columns=(
        Column(
            "number",
            pgettext_lazy("of the sender’s case", "Number"),
            lambda row: row.record.number,
            "code",
            link=lambda row: reverse("casework:delivery", args=[row.record.pk]),
        ),
        Column("sender", _("Sender"), lambda row: str(row.record.sender), "name"),
        Column(
            "kind",
            pgettext_lazy("of a delivery", "Kind"),
            lambda row: row.record.get_kind_display(),
            filter=Choice("kind", Delivery.Kind.choices),
        ),
        Column(
            "ask",
            _("What is asked"),
            lambda row: codes.ASKS.get(row.record.ask, row.record.ask),
            filter=Choice("ask", tuple(codes.ASKS.items())),
        ),
        Column(
            "state",
            _("State"),
            _worded(codes.DELIVERY_STATES),
            "badge",
            filter=Choice("status", tuple(codes.DELIVERY_STATES.items())),
            tone=_tone,
        ),
        Column(
            "due",
            _("Answer until"),
            lambda row: row.record.answer_due_at if row.record.status == "offered" else None,
            "deadline",
            sort=("due_at",),
        ),
        Column("marking", _("Handling"), lambda row: row.record.tlp, "code"),
        Column(
            "received",
            pgettext_lazy("a delivery, when", "Received"),
            lambda row: row.record.recorded_at,
            "moment",
            sort=("recorded_at",),
            filter=Span("recorded_at"),
        ),
    ),
    order="-received",
    filled=("due_at",),
)


# ---------------------------------------------------------------- redress
def requests(context: Context) -> QuerySet[Redress]:
    """Return what persons asked the agency about themselves."""
    return Redress.objects.for_context(context)


REQUESTS = Table(
    code="casework.redress",
    label=_("Redress"),
    url_name="casework:redress-list",
    source=requests,
    data_class=REDRESS,
    values=values_of,
    columns=(
        Column(
            "received",
            pgettext_lazy("a request, when", "Received"),
            lambda row: row.record.received_at,
            "moment",
            sort=("received_at",),
            filter=Span("received_at"),
            link=lambda row: reverse("casework:redress", args=[row.record.pk]),
        ),
        Column("name", _("Name of whoever asks"), sealed("name"), "name"),
        Column(
            "kind",
            pgettext_lazy("of a request", "Kind"),
            lambda row: row.record.get_kind_display(),
            filter=Choice("kind", Redress.Kind.choices),
        ),
        Column(
            "state",
            _("State"),
            _worded(codes.REDRESS_STATES),
            "badge",
            filter=Choice("status", tuple(codes.REDRESS_STATES.items())),
            tone=_tone,
        ),
        Column(
            "due",
            _("Answer until"),
            lambda row: row.record.answer_due_at if row.record.answered_at is None else None,
            "deadline",
            sort=("answer_due_at",),
            filter=Span("answer_due_at"),
        ),
        Column("citation", _("By which law"), lambda row: row.record.citation),
        Column(
            "outcome",
            pgettext_lazy("of a request", "Outcome"),
            lambda row: codes.REDRESS_OUTCOMES.get(row.record.outcome, ""),
            filter=Choice("outcome", tuple(codes.REDRESS_OUTCOMES.items())),
        ),
        Column(
            "open",
            _("Waits for an answer"),
            lambda row: row.record.answered_at is None and row.record.closed_at is None,
            "flag",
            filter=Flag(Q(answered_at=None, closed_at=None)),
            shown=False,
        ),
    ),
    order="due",
)
