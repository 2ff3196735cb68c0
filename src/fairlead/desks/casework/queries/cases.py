"""The list of cases, and the ways into it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from fairlead.core.caveats import Tlp
from fairlead.core.registration import Label
from fairlead.desks.casework.apps import CASE
from fairlead.kernel.access.context import Context
from fairlead.kernel.cases import codes
from fairlead.kernel.cases.looking import values_of
from fairlead.kernel.cases.models import Case, Favourite, Visit
from fairlead.kernel.cases.queries import register
from fairlead.kernel.clock import now
from fairlead.kernel.people.models import Account
from fairlead.kernel.tables.columns import Column, Row, sealed
from fairlead.kernel.tables.declarations import Finder, Table
from fairlead.kernel.tables.filters import Choice, Flag, Option, Span, Starts, Words
from fairlead.kernel.wording import listed

ME, NOBODY = "me", "nobody"
LIVE = ("new", "active", "waiting", "review", "offered")
TONES: Mapping[str, str] = {
    "new": "accent",
    "waiting": "warning",
    "review": "warning",
    "offered": "warning",
    "closed": "good",
}
STATES: Sequence[Option] = tuple(codes.CASE_STATES.items())
MARKINGS: Sequence[Option] = tuple((str(tlp), str(tlp)) for tlp in Tlp)


def colleagues(context: Context) -> QuerySet[Account]:
    """Return the persons at work in the agency of this context."""
    active = Account.objects.filter(status=Account.Status.ACTIVE, kind=Account.Kind.PERSON)
    return active.filter(agency__in=sorted(context.agencies)).order_by("name", "id")


def _owners(context: Context) -> Iterator[Option]:
    yield ME, pgettext_lazy("owner of a record", "Me")
    yield NOBODY, pgettext_lazy("owner of a record", "Nobody yet")
    yield from ((str(one.pk), one.name) for one in colleagues(context))


@dataclass(frozen=True, slots=True)
class Whose(Choice):
    """Somebody of the agency, whoever is looking, or nobody: so that views can be shared."""

    def condition(self, context: Context, words: Words) -> Q:
        """Return that the field holds one of the chosen persons."""
        Choice.condition(self, context, words)  # refuses who is not offered
        chosen = set(words.get("", ()))
        persons = {UUID(one) for one in chosen - {ME, NOBODY}}
        if ME in chosen and context.account is not None:
            persons.add(context.account)
        found = Q(**{f"{self.field}__in": sorted(persons)})
        return found | Q(**{f"{self.field}": None}) if NOBODY in chosen else found


def cases(context: Context) -> QuerySet[Case]:
    """Return every case within reach and purpose, and what this person has to do with each."""
    own = {"account": context.account, "case": OuterRef("pk")}
    visits = Visit.objects.for_context(context).filter(**own)
    favourites = Favourite.objects.for_context(context).filter(**own)
    return (
        register.served(context)
        .select_related("owner", "agency")
        .annotate(
            is_news=~Exists(visits.filter(last_at__gte=OuterRef("changed_at"))),
            is_favourite=Exists(favourites),
        )
    )


def _found_by(field: str) -> Finder:
    labels: Mapping[str, Label] = {
        "name": _("Name of a subject"),
        "passport": _("Number of a passport"),
        "phone": _("Telephone number"),
        "bank-account": _("Bank account"),
    }
    return Finder(
        field,
        labels[field],
        lambda context, text: Q(pk__in=register.with_subject(context, field, text)),
    )


def _state(row: Row) -> Label:
    status: str = row.record.status
    return codes.CASE_STATES.get(status, status)


def _mark(row: Row) -> Label:
    marks: list[Label] = []
    if row.record.is_favourite:
        marks.append("★")
    if row.record.is_news and row.record.is_live:
        marks.append(pgettext_lazy("a case, since the last visit", "changed"))
    return listed(marks)


CASES = Table(
    code="casework.cases",
    label=_("Cases"),
    url_name="casework:cases",
    source=cases,
    data_class=CASE,
    values=values_of,
    columns=(
        Column(
            "number",
            pgettext_lazy("of a case", "Number"),
            lambda row: str(row.record),
            "code",
            sort=("recorded_at",),
            filter=Starts("number"),
            link=lambda row: reverse("casework:case", args=[row.record.pk]),
        ),
        Column("title", pgettext_lazy("of a case", "Title"), sealed("title"), "name"),
        Column(
            "state",
            _("State"),
            _state,
            "badge",
            filter=Choice("status", STATES),
            tone=lambda row: TONES.get(row.record.status, ""),
        ),
        Column(
            "deadline",
            _("Deadline"),
            lambda row: row.record.deadline if row.record.is_live else None,
            "deadline",
            sort=("order_at",),
            filter=Span("deadline"),
        ),
        Column(
            "owner",
            pgettext_lazy("of a case", "Owner"),
            lambda row: row.record.owner.name if row.record.owner else "",
            "name",
            filter=Whose("owner", _owners),
        ),
        Column("marks", pgettext_lazy("on a case", "Marks"), _mark),
        Column(
            "marking",
            _("Handling"),
            lambda row: row.record.tlp,
            "code",
            filter=Choice("tlp", MARKINGS),
        ),
        Column(
            "opened",
            pgettext_lazy("a case, when", "Opened"),
            lambda row: row.record.recorded_at,
            "moment",
            sort=("recorded_at",),
            filter=Span("recorded_at"),
        ),
        Column(
            "changed",
            pgettext_lazy("a case, when", "Changed"),
            lambda row: row.record.changed_at,
            "moment",
            sort=("changed_at",),
            filter=Span("changed_at"),
            shown=False,
        ),
        Column(
            "agency",
            _("Agency"),
            lambda row: str(row.record.agency),
            "name",
            shown=False,
        ),
        Column(
            "favourite",
            pgettext_lazy("a case", "Favourite"),
            lambda row: row.record.is_favourite,
            "flag",
            filter=Flag(Q(is_favourite=True)),
            shown=False,
        ),
        Column(
            "news",
            _("Changed since my last visit"),
            lambda row: row.record.is_news,
            "flag",
            filter=Flag(Q(is_news=True)),
            shown=False,
        ),
    ),
    order="deadline",
    search=("number",),
    finders=tuple(_found_by(field) for field in ("name", "passport", "phone", "bank-account")),
)


@dataclass(frozen=True, slots=True)
class WayIn:
    """A choice that many make every morning: its words, where it leads, and how much is there."""

    label: Label
    url: str
    count: int | None = None
    is_current: bool = False


def ways_in(figures: register.Counts, query: str) -> list[WayIn]:
    """Return the choices above the list, each with its number where there is one."""
    live = [("f.state", state) for state in LIVE]
    today = now().date().isoformat()
    wanted: list[tuple[Label, list[tuple[str, str]], int | None]] = [
        (pgettext_lazy("cases", "All that are open"), live, figures.live),
        (pgettext_lazy("cases", "Mine"), [("f.owner", ME), *live], figures.mine),
        (
            pgettext_lazy("cases", "Unassigned"),
            [("f.owner", NOBODY), *live],
            figures.unassigned,
        ),
        (
            pgettext_lazy("cases", "Due until today"),
            [("f.deadline.to", today), *live],
            None,
        ),
        (
            pgettext_lazy("cases", "Waiting for a second person"),
            [("f.state", "review")],
            figures.in_review,
        ),
        (pgettext_lazy("cases", "Favourites"), [("f.favourite", "yes")], None),
        (_("Changed since my last visit"), [("f.news", "yes"), *live], None),
        (pgettext_lazy("cases", "Closed"), [("f.state", "closed"), ("sort", "-opened")], None),
        (pgettext_lazy("cases", "Every case"), [], None),
    ]
    path = reverse("casework:cases")
    return [_way(label, urlencode(pairs), count, path, query) for label, pairs, count in wanted]


def _way(label: Label, query: str, count: int | None, path: str, here: str) -> WayIn:
    is_current = sorted(query.split("&")) == sorted(here.split("&"))
    return WayIn(label, f"{path}?{query}" if query else path, count, is_current)


@dataclass(frozen=True, slots=True)
class Age:
    """How many live cases are how many days old."""

    label: Label
    count: int


def ages(figures: register.Counts) -> list[Age]:
    """Return the open cases by age; nothing where there are none."""
    labels = {"0-2": "0–2", "3-10": "3–10", "11-30": "11–30", "over-30": "> 30"}
    return (
        [Age(labels[code], count) for code, count in figures.ages.items()] if figures.live else []
    )
