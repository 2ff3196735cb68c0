"""Samples of looks: what they are drawn from, what was drawn, and what was found."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from fairlead.core.ledger import EntryHeader, Verb
from fairlead.core.registration import Label
from fairlead.desks.oversight.apps import FINDING
from fairlead.desks.oversight.models import Drawn, Finding, Sample
from fairlead.desks.oversight.queries import words
from fairlead.kernel.access import policy
from fairlead.kernel.access.context import Context
from fairlead.kernel.audit import queries as audit
from fairlead.kernel.audit.models import Checkpoint, Entry, Leaf
from fairlead.kernel.retention.queries import personal_models
from fairlead.kernel.tables.columns import Column, Row
from fairlead.kernel.tables.declarations import Table
from fairlead.kernel.wording import listed

LOOKED = (Verb.CONSULT, Verb.DISCLOSE, Verb.COMBINE)


def inspected_purposes() -> list[tuple[str, Label]]:
    """Return the purposes under which records about persons are worked with."""
    personal = {model.data_class for model in personal_models()} - {FINDING}
    return [
        (code, purpose.label)
        for code, purpose in sorted(policy.purposes().items())
        if purpose.data_classes & personal
    ]


def population(sample: Sample) -> QuerySet[Leaf]:
    """Return what a sample is drawn from, in the order of the ledger."""
    within = Leaf.objects.filter(index__gte=sample.first, index__lt=sample.behind)
    return within.filter(verb__in=LOOKED, purpose__in=sample.purposes).order_by("index")


def signed_after(sample: Sample) -> Checkpoint | None:
    """Return the first checkpoint that covers the announcement of a sample."""
    leaf = Leaf.objects.filter(entry_id=sample.announcement).first()
    if leaf is None:
        return None
    covering = Checkpoint.objects.filter(size__gt=leaf.index)
    return covering.order_by("size", "pk").first()


def samples(context: Context) -> QuerySet[Sample]:
    """Return the samples of this inspector's agency, with how far each is."""
    inspected = Count("looks", filter=~Q(looks__outcome=""))
    return Sample.objects.for_context(context).annotate(inspected=inspected)


def sample_of(context: Context, key: uuid.UUID) -> Sample | None:
    """Return one sample of this inspector's agency."""
    return Sample.objects.for_context(context).filter(pk=key).first()


@dataclass(frozen=True, slots=True)
class ShownLook:
    """One look of a sample: what its entry says, and what is thought of it."""

    drawn: Drawn
    header: EntryHeader
    name: Label
    purpose: Label
    url: str

    @property
    def tone(self) -> str:
        return TONES.get(self.drawn.outcome, "")


TONES: Mapping[str, str] = {
    Drawn.Outcome.LAWFUL: "good",
    Drawn.Outcome.ASKED: "warning",
    Drawn.Outcome.EXCESSIVE: "bad",
    Drawn.Outcome.UNFOUNDED: "bad",
}


def looks_of(context: Context, sample: Sample) -> list[ShownLook]:
    """Return the looks of a sample in the order in which they were drawn."""
    rows = Drawn.objects.for_context(context).filter(sample=sample).order_by("place")
    return _shown(list(rows))


def look_of(context: Context, sample: uuid.UUID, place: int) -> ShownLook | None:
    """Return one look of a sample."""
    rows = Drawn.objects.for_context(context).select_related("sample")
    return next(iter(_shown(list(rows.filter(sample=sample, place=place)))), None)


def _shown(rows: Sequence[Drawn]) -> list[ShownLook]:
    entries = Entry.objects.in_bulk([row.entry for row in rows])
    names = words.names_of(entry.actor for entry in entries.values())
    return [_look(row, entries[row.entry], names) for row in rows]


def _look(row: Drawn, entry: Entry, names: dict[str, Label]) -> ShownLook:
    return ShownLook(
        drawn=row,
        header=audit.header_of(entry),
        name=names[entry.actor],
        purpose=words.purpose_label(entry.purpose),
        url=reverse("oversight:look", args=[row.sample_id, row.place]),
    )


def findings_of(context: Context, drawn: Drawn) -> list[Finding]:
    """Return what was found about a look, the newest first; the words are sealed."""
    found = Finding.objects.for_context(context).filter(drawn=drawn)
    return list(found.order_by("-recorded_at", "-pk"))


def neighbours(entry: EntryHeader, *, limit: int = 10) -> Iterable[Entry]:
    """Return what else the same person did under the same session, around one look."""
    leaf = Leaf.objects.filter(entry_id=entry.id).values_list("index", flat=True).first()
    if leaf is None:
        return []
    own = Leaf.objects.filter(actor=entry.authority.actor).select_related("entry")
    before = own.filter(index__lt=leaf).order_by("-index")[:limit]
    after = own.filter(index__gt=leaf).order_by("index")[:limit]
    return [each.entry for each in [*reversed(before), *after]]


def _state(row: Row) -> Label:
    sample: Sample = row.record
    if sample.drawn_at is None:
        return ANNOUNCED
    return ENDED if row.record.inspected >= _size(row) else GOES_ON


def _size(row: Row) -> int:
    sample: Sample = row.record
    return sample.size if sample.population is None else min(sample.size, sample.population)


def _names(_context: Context, records: Sequence[Sample]) -> dict[uuid.UUID, dict[str, Label]]:
    names = words.names_of(sample.actor for sample in records)
    return {sample.pk: {"name": names[sample.actor]} for sample in records}


ANNOUNCED = pgettext_lazy("state of a sample", "Announced, not drawn yet")
GOES_ON = pgettext_lazy("state of a sample", "Being inspected")
ENDED = pgettext_lazy("state of a sample", "Inspected")

SAMPLES = Table(
    code="oversight.samples",
    label=_("Samples of looks"),
    url_name="oversight:samples",
    source=samples,
    data_class=FINDING,
    values=_names,
    columns=(
        Column(
            "announced",
            pgettext_lazy("of a sample", "Announced"),
            lambda row: row.record.announced_at,
            "moment",
            sort=("announced_at",),
            link=lambda row: reverse("oversight:sample", args=[row.record.pk]),
        ),
        Column("name", _("By whom"), lambda row: row.values["name"], "name"),
        Column(
            "purposes",
            _("Purposes"),
            lambda row: listed(words.purpose_label(code) for code in row.record.purposes),
        ),
        Column("population", _("Drawn from"), lambda row: row.record.population, "number"),
        Column("size", _("Looks"), _size, "number", sort=("size",)),
        Column("inspected", _("Of them inspected"), lambda row: row.record.inspected, "number"),
        Column("state", pgettext_lazy("of a sample", "State"), _state, "badge"),
    ),
    order="-announced",
)


def next_open(context: Context, sample: uuid.UUID, place: int) -> int | None:
    """Return the next look of a sample that nobody inspected, after this one or from the start."""
    rows = Drawn.objects.for_context(context).filter(sample=sample, outcome="")
    places = list(rows.order_by("place").values_list("place", flat=True))
    return next((each for each in places if each > place), places[0] if places else None)
