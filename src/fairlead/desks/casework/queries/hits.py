"""The queues of hits as one table, and the ways into it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from fairlead.core.registration import Label
from fairlead.desks.casework.queries.cases import WayIn, Whose, colleagues
from fairlead.kernel.access.context import Context
from fairlead.kernel.clock import now
from fairlead.kernel.people.models import Account
from fairlead.kernel.screening import codes
from fairlead.kernel.screening.models import Attention, Hit
from fairlead.kernel.screening.queries import queue as queues
from fairlead.kernel.tables.columns import Column, Row
from fairlead.kernel.tables.declarations import Finder, Table
from fairlead.kernel.tables.filters import Between, Choice, Flag, Option, Span, Starts, Words
from fairlead.kernel.wording import listed

IDENTITY = "hit-identity"
STATE_TONES: Mapping[str, str] = {
    "open": "accent",
    "reopened": "accent",
    "escalated": "warning",
    "second": "warning",
    "decided": "good",
}
BAND_TONES: Mapping[str, str] = {"alert": "bad", "review": "warning"}
QUEUES: Mapping[str, Label] = {
    "all": pgettext_lazy("queue of hits", "All that wait"),
    "mine": pgettext_lazy("queue of hits", "Mine"),
    "unassigned": pgettext_lazy("queue of hits", "Unassigned"),
    "escalated": pgettext_lazy("queue of hits", "With the supervisors"),
    "favourites": pgettext_lazy("queue of hits", "Favourites"),
    "decided": pgettext_lazy("queue of hits", "Decided"),
}
AGES: Mapping[str, Label] = {
    "0-2": _("up to 2 days"),
    "3-10": _("3 to 10 days"),
    "11-30": _("11 to 30 days"),
    "over-30": _("more than 30 days"),
}


@dataclass(frozen=True, slots=True)
class Aged(Choice):
    """How long a hit waits, in bands."""

    def condition(self, context: Context, words: Words) -> Q:
        """Return that the hit is of one of the chosen ages."""
        Choice.condition(self, context, words)
        moment, chosen = now(), set(words.get("", ()))
        found = Q(pk__in=[])
        for name, low, high in queues.AGES:
            if name in chosen:
                found |= queues.aged(moment, low, high)
        return found


def hits(context: Context, queue: str = "all") -> QuerySet[Hit]:
    """Return the hits of a queue, and what people have to do with each."""
    eyes = Attention.objects.for_context(context).filter(hit=OuterRef("pk"))
    others = eyes.exclude(account=context.account).filter(seen_at__gt=now() - queues.LOOKING)
    return (
        queues.queue(context, queue)
        .select_related("assignee")
        .annotate(
            queue=Value(queue),
            is_favourite=Exists(eyes.filter(account=context.account, is_favourite=True)),
            looker=Subquery(others.order_by("-seen_at").values("account__name")[:1]),
        )
    )


def others(context: Context) -> QuerySet[Account]:
    """Return the colleagues of whoever works under this context."""
    return colleagues(context).filter(~Q(pk=context.account))


def options(words: codes.Words) -> Sequence[Option]:
    """Return a closed list as choices."""
    return tuple(words.items())


def _people(context: Context) -> Iterator[Option]:
    yield "me", pgettext_lazy("owner of a record", "Me")
    yield "nobody", pgettext_lazy("owner of a record", "Nobody yet")
    yield from ((str(one.pk), one.name) for one in colleagues(context))


def address(row: Row) -> str:
    """Return the page of a hit, which remembers in its address from which queue one came."""
    return f"{reverse('casework:hit', args=[row.record.pk])}?queue={row.record.queue}"


def _coded(words: codes.Words, field: str) -> Mapping[str, object]:
    return {
        "value": lambda row: words.get(getattr(row.record, field), getattr(row.record, field)),
        "filter": Choice(field, options(words)),
    }


def _found_by(field: str, _context: Context, text: str) -> Q:
    return queues.hits_of(field, text)


def _marks(row: Row) -> Label:
    marks: list[Label] = ["★"] if row.record.is_favourite else []
    if row.record.looker:
        marks.append(_("open at %(name)s") % {"name": row.record.looker})
    return listed(marks)


HITS = Table(
    code="casework.hits",
    label=_("Hits"),
    url_name="casework:hits",
    source=hits,
    data_class=IDENTITY,
    columns=(
        Column("hit", _("Hit"), lambda row: row.record.code, kind="code", link=address),
        Column(
            "band",
            pgettext_lazy("of a hit", "Band"),
            kind="badge",
            tone=lambda row: BAND_TONES.get(row.record.band, ""),
            **_coded(codes.BANDS, "band"),  # type: ignore[arg-type]
        ),
        Column(
            "points",
            _("Points"),
            lambda row: row.record.total,
            kind="number",
            sort=("total",),
            filter=Between("total"),
        ),
        Column("ground", _("Strongest evidence"), **_coded(codes.GROUNDS, "ground")),  # type: ignore[arg-type]
        Column(
            "list",
            pgettext_lazy("of entries", "List"),
            lambda row: row.record.list_title,
            kind="name",
            sort=("list_title",),
            filter=Starts("list_title"),
        ),
        Column("unit", pgettext_lazy("of a hit", "Queue"), **_coded(codes.UNITS, "unit")),  # type: ignore[arg-type]
        Column(
            "state",
            _("State"),
            kind="badge",
            tone=lambda row: STATE_TONES.get(row.record.status, ""),
            **_coded(codes.HIT_STATES, "status"),  # type: ignore[arg-type]
        ),
        Column(
            "deadline",
            _("Deadline"),
            lambda row: row.record.deadline,
            kind="deadline",
            sort=("order_at",),
            filter=Span("deadline"),
        ),
        Column(
            "until",
            _("Kind of deadline"),
            shown=False,
            **_coded(codes.DEADLINES, "deadline_kind"),  # type: ignore[arg-type]
        ),
        Column(
            "assignee",
            pgettext_lazy("of a hit", "With"),
            lambda row: row.record.assignee.name if row.record.assignee else "",
            kind="name",
            filter=Whose("assignee", _people),
        ),
        Column("marks", pgettext_lazy("on a hit", "Marks"), _marks, kind="name"),
        Column(
            "age",
            pgettext_lazy("a hit, since when", "Waits since"),
            lambda row: row.record.recorded_at,
            kind="moment",
            sort=("recorded_at",),
            filter=Aged("recorded_at", options(AGES)),
        ),
        Column(
            "outcome",
            pgettext_lazy("of a hit", "Outcome"),
            shown=False,
            **_coded(codes.OUTCOMES, "outcome"),  # type: ignore[arg-type]
        ),
        Column(
            "decided",
            pgettext_lazy("a hit, when", "Decided"),
            lambda row: row.record.decided_at,
            kind="moment",
            filter=Span("decided_at"),
            shown=False,
        ),
        Column(
            "origin",
            _("Comes from"),
            shown=False,
            **_coded(codes.ORIGINS, "origin_kind"),  # type: ignore[arg-type]
        ),
        Column(
            "version",
            _("Version of the list"),
            lambda row: row.record.list_version,
            kind="code",
            shown=False,
        ),
        Column(
            "favourite",
            pgettext_lazy("a hit", "Favourite"),
            lambda row: row.record.is_favourite,
            kind="flag",
            filter=Flag(Q(is_favourite=True)),
            shown=False,
        ),
    ),
    order="deadline",
    finders=tuple(
        Finder(field, label, partial(_found_by, field))
        for field, label in (
            ("name", _("Name of a person")),
            ("number", _("Number of a document")),
        )
    ),
)


def ways_in(context: Context, queue: str, query: str) -> tuple[list[WayIn], list[WayIn]]:
    """Return the queues, and the ways into parts of this one, each with its number."""
    figures = queues.counts(context)
    numbers: Mapping[str, int | None] = {
        "all": figures.all,
        "mine": figures.mine,
        "unassigned": figures.unassigned,
        "escalated": figures.escalated,
        "favourites": figures.favourites,
    }
    here = reverse("casework:hits", args=[queue])
    ways = [
        WayIn(label, reverse("casework:hits", args=[name]), numbers.get(name), name == queue)
        for name, label in QUEUES.items()
    ]
    parts = [
        _part(words, here, query, ("f.unit", unit), figures.units[unit])
        for unit, words in codes.UNITS.items()
        if figures.units[unit]
    ]
    parts += [
        _part(words, here, query, ("f.age", age), figures.ages[age])
        for age, words in AGES.items()
        if figures.ages[age]
    ]
    return ways, parts if queue == "all" else []


def _part(words: Label, here: str, query: str, asked: tuple[str, str], count: int) -> WayIn:
    wanted = urlencode([asked])
    return WayIn(words, f"{here}?{wanted}", count, wanted == query)
