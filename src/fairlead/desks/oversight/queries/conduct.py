"""What was done that is out of the ordinary: broken glass, proposals, jobs, and who looks most."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from fairlead.core.registration import Label
from fairlead.desks.oversight.apps import CONDUCT
from fairlead.desks.oversight.queries import words
from fairlead.desks.oversight.queries.ledger import places
from fairlead.desks.oversight.queries.samples import LOOKED, inspected_purposes
from fairlead.desks.oversight.queries.staff import agencies, watched
from fairlead.kernel.access.context import Context
from fairlead.kernel.access.kinds import kinds
from fairlead.kernel.access.models import Approval, Emergency
from fairlead.kernel.audit.models import Leaf
from fairlead.kernel.clock import now
from fairlead.kernel.jobs.models import Run
from fairlead.kernel.jobs.queries import progress_of, tasks
from fairlead.kernel.tables.columns import Column, Row
from fairlead.kernel.tables.declarations import Table
from fairlead.kernel.tables.filters import Choice, Span
from fairlead.kernel.wording import listed

EMERGENCY_TONES = {"open": "bad", "over": "warning", "overdue": "bad", "reviewed": "good"}
APPROVAL_TONES = {"proposed": "warning", "approved": "accent", "executed": "good", "refused": "bad"}
JOB_TONES = {"done": "good", "dead": "bad", "cancelled": "warning"}


# ---------------------------------------------------------------- broken glass
def emergencies(context: Context) -> QuerySet[Emergency]:
    """Return every emergency in the agencies that one watches."""
    found = Emergency.objects.filter(agency__in=watched(context))
    return found.select_related("account", "agency", "reviewer")


EMERGENCIES = Table(
    code="oversight.emergencies",
    label=_("Break-glass access"),
    url_name="oversight:emergencies",
    source=emergencies,
    data_class=CONDUCT,
    columns=(
        Column(
            "opened",
            pgettext_lazy("of an emergency", "Opened"),
            lambda row: row.record.opened_at,
            "moment",
            sort=("opened_at",),
            filter=Span("opened_at"),
        ),
        Column(
            "name",
            pgettext_lazy("of an emergency", "Who"),
            lambda row: row.record.account.name,
            "name",
            sort=("account__name",),
        ),
        Column(
            "agency",
            _("Agency"),
            lambda row: str(row.record.agency),
            "name",
            filter=Choice("agency", agencies),
        ),
        Column("purpose", _("Purpose"), lambda row: words.purpose_label(row.record.purpose)),
        Column(
            "cause",
            _("Cause"),
            lambda row: row.record.get_cause_display(),
            filter=Choice("cause", Emergency.Cause.choices),
        ),
        Column(
            "state",
            pgettext_lazy("of an emergency", "State"),
            lambda row: row.record.get_state_display(),
            "badge",
            filter=Choice("state", Emergency.State.choices),
            tone=lambda row: EMERGENCY_TONES[row.record.state],
        ),
        Column(
            "due",
            _("Review until"),
            lambda row: row.record.review_due_at if row.record.state != "reviewed" else None,
            "deadline",
            sort=("review_due_at",),
        ),
        Column("verdict", _("Verdict"), lambda row: row.record.get_verdict_display()),
        Column("reviewer", _("Reviewed by"), lambda row: str(row.record.reviewer or ""), "name"),
        Column(
            "entries",
            _("In the ledger"),
            lambda _row: _("Entries"),
            link=lambda row: _about(row.record.reference),
        ),
    ),
    order="-opened",
)


def _about(reference: str) -> str:
    return f"{reverse('oversight:ledger')}?f.object={reference}"


# ---------------------------------------------------------------- proposals
def proposals(context: Context) -> QuerySet[Approval]:
    """Return every proposal there: its kind, people and days; not what it would do to whom."""
    found = Approval.objects.filter(agency__in=watched(context))
    return found.select_related("proposer", "agency").prefetch_related("votes__voter")


def proposal_kinds(_context: Context) -> list[tuple[str, Label]]:
    """Return what can be proposed, as a choice."""
    return [(code, kind.label) for code, kind in kinds().items()]


def _kind(row: Row) -> Label:
    known = kinds().get(row.record.kind)
    return known.label if known else row.record.kind


def _voters(row: Row) -> Label:
    return listed(vote.voter.name for vote in row.record.votes.all())


PROPOSALS = Table(
    code="oversight.proposals",
    label=_("Proposals"),
    url_name="oversight:proposals",
    source=proposals,
    data_class=CONDUCT,
    columns=(
        Column(
            "proposed",
            pgettext_lazy("of a proposal", "Proposed"),
            lambda row: row.record.proposed_at,
            "moment",
            sort=("proposed_at",),
            filter=Span("proposed_at"),
        ),
        Column(
            "kind",
            pgettext_lazy("of a proposal", "To do what"),
            _kind,
            filter=Choice("kind", proposal_kinds),
        ),
        Column(
            "proposer",
            _("Proposed by"),
            lambda row: row.record.proposer.name,
            "name",
            sort=("proposer__name",),
        ),
        Column("voters", _("Decided by"), _voters, "name"),
        Column(
            "agency",
            _("Agency"),
            lambda row: str(row.record.agency),
            "name",
            filter=Choice("agency", agencies),
        ),
        Column(
            "state",
            pgettext_lazy("of a proposal", "State"),
            lambda row: row.record.get_state_display(),
            "badge",
            filter=Choice("state", Approval.State.choices),
            tone=lambda row: APPROVAL_TONES.get(row.record.state, ""),
        ),
        Column(
            "expires",
            pgettext_lazy("of a proposal", "Expires"),
            lambda row: row.record.expires_at if row.record.state == "proposed" else None,
            "deadline",
            sort=("expires_at",),
        ),
        Column(
            "entries",
            _("In the ledger"),
            lambda _row: _("Entries"),
            link=lambda row: _about(row.record.reference),
        ),
    ),
    order="-proposed",
)


# ---------------------------------------------------------------- jobs
def _outcome(row: Row) -> Label:
    return Run.Outcome(row.record.run.outcome).label


JOBS = Table(
    code="oversight.jobs",
    label=_("Jobs"),
    url_name="oversight:jobs",
    source=lambda _context: tasks(),
    data_class=CONDUCT,
    columns=(
        Column(
            "asked",
            pgettext_lazy("of a job", "Asked for"),
            lambda row: row.record.enqueued_at,
            "moment",
            sort=("enqueued_at",),
        ),
        Column("job", _("Job"), lambda row: progress_of(row.record).label),
        Column(
            "outcome",
            pgettext_lazy("of a job", "Outcome"),
            _outcome,
            "badge",
            filter=Choice("run__outcome", Run.Outcome.choices),
            tone=lambda row: JOB_TONES.get(row.record.run.outcome, ""),
        ),
        Column("attempts", _("Attempts"), lambda row: row.record.run.attempts, "number"),
        Column(
            "finished",
            pgettext_lazy("of a job", "Finished"),
            lambda row: row.record.finished_at,
            "moment",
        ),
        Column("failure", _("Failure"), lambda row: row.record.run.failure, "code"),
    ),
    order="-asked",
)


# ---------------------------------------------------------------- who looks most
MOST = 20
PERIOD = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Looker:
    """How often somebody looked at records about persons."""

    name: Label
    actor: str
    looks: int
    url: str


def lookers(period: timedelta = PERIOD) -> list[Looker]:
    """Return who looked most at records about persons of late."""
    since = now() - period
    codes = [code for code, _label in inspected_purposes()]
    placed = Leaf.objects.filter(index__range=places(since, None), entry__time__gte=since)
    seen = placed.filter(verb__in=LOOKED, purpose__in=codes)
    counted = seen.values_list("actor").annotate(n=Count("pk")).order_by("-n", "actor")[:MOST]
    rows = list(counted)
    names = words.names_of(actor for actor, _n in rows)
    page = reverse("oversight:ledger")
    return [Looker(names[actor], actor, n, f"{page}?f.actor={actor}") for actor, n in rows]
