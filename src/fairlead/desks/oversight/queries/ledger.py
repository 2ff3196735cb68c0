"""The ledger as a list: by who, whom, what, why and when, a million entries as quick as fifty.

Its rows are the leaves, in the order that was signed. Each leaf repeats what is searched by, with
an index that ends in its place, so that every page is a short walk along one index.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, ClassVar

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from fairlead.core.errors import BadInput
from fairlead.core.ledger import EntryHeader
from fairlead.core.registration import Label
from fairlead.desks.oversight.apps import LEDGER
from fairlead.desks.oversight.queries import words
from fairlead.kernel.access.context import Context
from fairlead.kernel.audit import queries as audit
from fairlead.kernel.audit.models import Entry, Leaf, Mention
from fairlead.kernel.people.models import Account
from fairlead.kernel.tables.columns import Column, Row
from fairlead.kernel.tables.declarations import Finder, Table
from fairlead.kernel.tables.filters import Choice, Span, Words
from fairlead.kernel.wording import listed

# Entries get their place within seconds, in the order of their time. One that was committed late
# stands a little behind; a transaction that lasts a day there is not.
LATEST = timedelta(days=1)
LONG = 32  # signs of which a reference is shortened: ids and digests, no codes
SHORT = 12  # signs of an id that stand in a row; the page of the entry has all
LONGEST = 300


@dataclass(frozen=True, slots=True)
class Exactly:
    """One exact code or reference in a column of the leaf."""

    field: str
    parts: ClassVar[tuple[str, ...]] = ("",)
    control: ClassVar[str] = "text"
    is_typed: ClassVar[bool] = True

    def condition(self, context: Context, words: Words) -> Q:  # noqa: ARG002 - as of every filter
        """Return that the column holds this and nothing else."""
        return Q(**{self.field: _code(words)})


@dataclass(frozen=True, slots=True)
class Mentioned:
    """An object that the entry names, or somebody who was told."""

    role: str
    parts: ClassVar[tuple[str, ...]] = ("",)
    control: ClassVar[str] = "text"
    is_typed: ClassVar[bool] = True

    def condition(self, context: Context, words: Words) -> Q:  # noqa: ARG002 - as of every filter
        """Return that the entry names this reference."""
        named = Mention.objects.filter(reference=_code(words), role=self.role)
        return Q(entry_id__in=named.values("entry_id"))


@dataclass(frozen=True, slots=True)
class Written:
    """Days from and to, both included, in UTC; bounded by places, along which one walks."""

    parts: ClassVar[tuple[str, ...]] = ("from", "to")
    control: ClassVar[str] = "span"
    is_typed: ClassVar[bool] = False

    def condition(self, context: Context, words: Words) -> Q:
        """Return that the entry was written between the days."""
        exact = Span("entry__time").condition(context, words)
        first, last = (_day(words, part) for part in self.parts)
        return exact & Q(index__range=places(first, last))


def _code(words: Words) -> str:
    found = [text.strip() for text in words.get("", ())]
    if len(found) != 1 or len(found[0]) > LONGEST or not found[0].isascii() or " " in found[0]:
        raise BadInput(
            gettext("A code or a reference is written without spaces, like case:0192…."),
            code="tables.filter",
        )
    return found[0]


def _day(words: Words, part: str) -> datetime | None:
    text = next(iter(words.get(part, ())), "").strip()
    return datetime.strptime(text, "%Y-%m-%d").replace(tzinfo=UTC) if text else None


def places(first: datetime | None, last: datetime | None) -> tuple[int, int]:
    """Return bounds of the places of all entries from the first day to the last, and some more."""
    size = audit.size()
    start, end = 0, size
    if first is not None:
        start = _place_at(first - LATEST, size)
    if last is not None:
        end = _place_at(last + timedelta(days=1) + LATEST, size)
    return start, end


def _place_at(moment: datetime, size: int) -> int:
    """Return the place of the first entry that was written at this moment or after it."""
    placed = Entry.objects.filter(time__gte=moment, leaf__isnull=False)
    found = placed.order_by("time").values_list("leaf__index", flat=True).first()
    return size if found is None else found


def leaves(_context: Context) -> QuerySet[Leaf]:
    """Return every entry that has its place: what happened here belongs to no agency."""
    return Leaf.objects.select_related("entry")


def opened(_context: Context, records: Sequence[Leaf]) -> Mapping[int, Mapping[str, Any]]:
    """Return what each entry says, and how who acted is called."""
    names = words.names_of(leaf.actor for leaf in records)
    return {
        leaf.pk: {"header": audit.header_of(leaf.entry), "name": names[leaf.actor]}
        for leaf in records
    }


def _by_staff(_context: Context, typed: str) -> Q:
    """Return what somebody of the staff did, found by exact name or address."""
    found = Account.objects.filter(Q(email=typed.lower()) | Q(name=typed))
    actors = [f"{kind}:{pk}" for pk in found.values_list("pk", flat=True) for kind in _KINDS]
    return Q(actor__in=actors)


_KINDS = ("account", "service")


def _header(row: Row) -> EntryHeader:
    header: EntryHeader = row.values["header"]
    return header


def _about(row: Row) -> Label:
    """Return the first object shortly, and how many more there are."""
    objects = _header(row).objects
    if not objects:
        return ""
    first = _shortly(objects[0])
    rest = {"object": first, "more": len(objects) - 1}
    return first if len(objects) == 1 else gettext("%(object)s and %(more)s more") % rest


def _shortly(reference: str) -> str:
    """Return a kind and the end of an id, which is its random part.

    >>> _shortly("case:01a18648-2b90-756c-a29d-83eee06d00e1"), _shortly("law:1")
    ('case:…83eee06d00e1', 'law:1')
    """
    kind, colon, key = reference.partition(":")
    return reference if len(key) < LONG else "".join((kind, colon, "…", key[-SHORT:]))


def _only(name: str) -> Any:  # noqa: ANN401 - a link of a column
    """Return what leads to the entries that are like this one in a column."""

    def link(row: Row) -> str:
        value = getattr(row.record, name)
        return f"{reverse('oversight:ledger')}?f.{name}={value}"

    return link


LEDGER_TABLE = Table(
    code="oversight.ledger",
    label=_("Entries of the ledger"),
    url_name="oversight:ledger",
    source=leaves,
    data_class=LEDGER,
    values=opened,
    columns=(
        Column(
            "index",
            pgettext_lazy("place in the ledger", "No."),
            lambda row: row.record.index,
            "number",
            sort=("index",),
            link=lambda row: reverse("oversight:entry", args=[row.record.entry_id]),
        ),
        Column(
            "time",
            pgettext_lazy("of an entry", "When"),
            lambda row: row.record.entry.time,
            "moment",
            filter=Written(),
        ),
        Column("name", pgettext_lazy("of an entry", "Who"), lambda row: row.values["name"], "name"),
        Column(
            "verb",
            pgettext_lazy("of an entry", "Kind"),
            lambda row: words.VERBS[row.record.verb],
            "badge",
            filter=Choice("verb", words.verbs()),
            tone=lambda row: words.TONES.get(row.record.verb, ""),
        ),
        Column(
            "act",
            pgettext_lazy("in the ledger", "Act"),
            lambda row: row.record.act,
            "code",
            filter=Exactly("act"),
            link=_only("act"),
        ),
        Column("about", pgettext_lazy("of an entry", "About"), _about, "code"),
        Column(
            "purpose",
            _("Purpose"),
            lambda row: words.purpose_label(row.record.purpose),
            filter=Choice("purpose", lambda _context: words.purposes()),
        ),
        Column(
            "reason",
            _("Reason"),
            lambda row: _header(row).reason,
            "code",
        ),
        Column(
            "actor",
            _("Reference of who acted"),
            lambda row: row.record.actor,
            "code",
            filter=Exactly("actor"),
            link=_only("actor"),
            shown=False,
        ),
        Column(
            "object",
            _("References of what it is about"),
            lambda row: listed(_header(row).objects),
            "code",
            filter=Mentioned(Mention.OBJECT),
            shown=False,
        ),
        Column(
            "recipient",
            _("Told to"),
            lambda row: listed(_header(row).recipients),
            "code",
            filter=Mentioned(Mention.RECIPIENT),
            shown=False,
        ),
        Column("case", _("Case"), lambda row: _header(row).authority.case, "code", shown=False),
        Column(
            "basis", _("Legal basis"), lambda row: _header(row).authority.legal_basis, shown=False
        ),
        Column(
            "session",
            _("Session"),
            lambda row: _header(row).authority.session,
            "code",
            shown=False,
        ),
        Column("entry", _("Entry"), lambda row: str(row.record.entry_id), "code", shown=False),
    ),
    order="-index",
    key="index",
    finders=(Finder("staff", _("Staff, by exact name or address"), _by_staff),),
)


def subjects(asked: Mapping[str, Words]) -> list[str]:
    """Return whom a search was about, for the entry of the look."""
    found = [
        next(iter(asked.get(name, {}).get("", ())), "") for name in ("actor", "object", "recipient")
    ]
    return [each for each in found if is_reference(each)]


def is_reference(text: str) -> bool:
    """Say whether the ledger could name something so."""
    kind, colon, key = text.partition(":")
    return bool(colon and key) and kind.isascii() and kind[:1].islower() and " " not in text


def exact_places(since: date, until: date) -> tuple[int, int]:
    """Return the places from the first entry of one day to behind the last of another."""
    size = audit.size()
    first = datetime.combine(since, time(), tzinfo=UTC)
    behind = datetime.combine(until, time(), tzinfo=UTC) + timedelta(days=1)
    return _place_at(first, size), _place_at(behind, size)
