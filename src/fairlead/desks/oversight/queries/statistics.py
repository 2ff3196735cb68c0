"""Figures of one year for the public report: counts of acts and requests, and of nobody.

A count of persons' requests that is smaller than ``SMALL``, and not nought, is not given: from a
small number in a small town somebody is recognised. No sum is given of which it is a part.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from fairlead.core.registration import Label
from fairlead.core.retention import Action
from fairlead.core.sheets import FORMATS, Sheet
from fairlead.desks.oversight.apps import COUNTING
from fairlead.desks.oversight.models import Drawn, Sample
from fairlead.desks.oversight.queries import words
from fairlead.desks.oversight.queries.ledger import exact_places
from fairlead.desks.oversight.queries.samples import LOOKED
from fairlead.desks.oversight.queries.terms import ACTIONS, done_by
from fairlead.kernel.access.context import Context
from fairlead.kernel.access.kinds import kinds
from fairlead.kernel.access.models import Approval, Emergency
from fairlead.kernel.audit.models import Entry, Leaf
from fairlead.kernel.cases.models import Redress
from fairlead.kernel.clock import now
from fairlead.kernel.retention.models import Run, Unsealing

SMALL = 5
_Counted = Iterable[tuple[str, int]]


@dataclass(frozen=True, slots=True)
class Figure:
    """One count; None: it is small, and not given."""

    label: Label
    value: int | None


@dataclass(frozen=True, slots=True)
class Section:
    """Figures of one kind."""

    code: str
    title: Label
    figures: list[Figure]


@dataclass(frozen=True, slots=True)
class Year:
    """One calendar year, in UTC."""

    number: int

    @property
    def first(self) -> datetime:
        return datetime(self.number, 1, 1, tzinfo=UTC)

    @property
    def behind(self) -> datetime:
        return datetime(self.number + 1, 1, 1, tzinfo=UTC)

    def of(self, field: str) -> Q:
        """Return that a moment lies in this year."""
        return Q(**{f"{field}__gte": self.first, f"{field}__lt": self.behind})

    @property
    def leaves(self) -> QuerySet[Leaf]:
        """The entries of the year."""
        start, end = exact_places(date(self.number, 1, 1), date(self.number, 12, 31))
        return Leaf.objects.filter(index__gte=start, index__lt=end)


def years() -> list[int]:
    """Return the years of which there is anything to say, the latest first."""
    first = Entry.objects.order_by("time").values_list("time", flat=True).first()
    latest = now().year
    return list(range(latest, (first.year if first else latest) - 1, -1))


def report(context: Context, number: int) -> list[Section]:
    """Return everything that the report of a year says."""
    year = Year(number)
    return [
        Section("acts", _("Entries of the ledger, by kind"), _acts(year)),
        Section("looks", _("Looks and disclosures, by purpose"), _looks(year)),
        Section("emergencies", _("Break-glass access"), _emergencies(year)),
        Section("proposals", _("Acts that took a second person"), _proposals(year)),
        Section("unsealings", _("Sealed records opened"), _unsealings(year)),
        Section("terms", _("Records whose term ended"), _terms(year)),
        Section("requests", _("Requests of persons recorded"), _requests(year)),
        Section("inspection", _("Looks inspected by sample"), _inspection(context, year)),
    ]


def as_csv(sections: list[Section], number: int) -> bytes:
    """Return the figures as a file that spreadsheets read."""
    sheet = Sheet(
        headings=[str(_("Year")), str(_("Section")), str(_("Figure")), str(_("Number"))],
        names=["year", "section", "figure", "number"],
    )
    rows = (
        [number, str(section.title), str(figure.label), _written(figure.value)]
        for section in sections
        for figure in section.figures
    )
    return b"".join(FORMATS["csv"].write(sheet, rows))


def _written(value: int | None) -> int | str:
    return str(FEW) if value is None else value


FEW = _("fewer than five")


def not_small(count: int) -> int | None:
    """Return a count, or None where it could point at somebody.

    >>> [not_small(count) for count in (0, 1, 4, 5, 17)]
    [0, None, None, 5, 17]
    """
    return None if 0 < count < SMALL else count


def _acts(year: Year) -> list[Figure]:
    counted = dict(_counted(year.leaves, "verb"))
    return [Figure(label, counted.get(verb, 0)) for verb, label in words.VERBS.items()]


def _looks(year: Year) -> list[Figure]:
    looked = year.leaves.filter(verb__in=LOOKED)
    return [Figure(words.purpose_label(code), count) for code, count in _counted(looked, "purpose")]


def _counted(rows: QuerySet[Any], field: str) -> Iterator[tuple[str, int]]:
    yield from rows.order_by().values_list(field).annotate(n=Count("pk")).order_by("-n", field)


def _emergencies(year: Year) -> list[Figure]:
    opened = Emergency.objects.filter(year.of("opened_at"))
    verdicts = dict(_counted(opened, "verdict"))
    return [
        Figure(pgettext_lazy("break-glass access", "Opened"), opened.count()),
        *(Figure(label, verdicts.get(code, 0)) for code, label in Emergency.Verdict.choices),
        Figure(pgettext_lazy("break-glass access", "Not reviewed yet"), verdicts.get("", 0)),
    ]


def _proposals(year: Year) -> list[Figure]:
    done = Approval.objects.filter(year.of("proposed_at"), state=Approval.State.EXECUTED)
    return [
        Figure(kinds()[code].label if code in kinds() else code, count)
        for code, count in _counted(done, "kind")
    ]


def _unsealings(year: Year) -> list[Figure]:
    asked = Unsealing.objects.filter(year.of("asked_at"))
    return [
        Figure(pgettext_lazy("sealed records", "Asked for"), not_small(asked.count())),
        Figure(
            pgettext_lazy("sealed records", "Opened"),
            not_small(asked.exclude(opened_at=None).count()),
        ),
    ]


def _terms(year: Year) -> list[Figure]:
    sums: dict[str, int] = {}
    destroyed = 0
    for run in Run.objects.filter(year.of("finished_at")):
        destroyed += len(run.keys)
        for action, count in done_by(run).items():
            sums[action] = sums.get(action, 0) + count
    figures = [Figure(_TERM_WORDS[action], sums.get(action, 0)) for action in ACTIONS]
    return [*figures, Figure(_("Keys destroyed"), destroyed)]


_TERM_WORDS: Mapping[str, Label] = {
    Action.MASK: pgettext_lazy("records", "Masked"),
    Action.SEAL: pgettext_lazy("records", "Sealed"),
    Action.ERASE: pgettext_lazy("records", "Erased"),
    Action.REVIEW: pgettext_lazy("records", "To be reviewed"),
}


def _requests(year: Year) -> list[Figure]:
    rows = Redress.objects.for_context(Context.duty(COUNTING)).filter(year.of("received_at"))
    kinds_of = dict(_counted(rows, "kind"))
    in_time = Q(answered_at__lte=F("answer_due_at"))
    answered = rows.aggregate(
        in_time=Count("pk", filter=in_time),
        late=Count("pk", filter=Q(answered_at__isnull=False) & ~in_time),
    )
    return [
        *(Figure(label, not_small(kinds_of.get(code, 0))) for code, label in Redress.Kind.choices),
        Figure(_("Answered within the time of the law"), not_small(answered["in_time"])),
        Figure(_("Answered late"), not_small(answered["late"])),
    ]


def _inspection(context: Context, year: Year) -> list[Figure]:
    drawn = Sample.objects.for_context(context).filter(year.of("drawn_at"))
    found = Drawn.objects.for_context(context).filter(year.of("inspected_at"))
    outcomes = dict(_counted(found, "outcome"))
    return [
        Figure(_("Samples drawn"), drawn.count()),
        *(Figure(label, outcomes.get(code, 0)) for code, label in Drawn.Outcome.choices if code),
    ]
