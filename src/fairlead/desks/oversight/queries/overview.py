"""What an inspector should know first: what waits, what is late, what was found."""

from dataclasses import dataclass

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import ngettext_lazy

from fairlead.core.ledger import Verb
from fairlead.core.registration import Label
from fairlead.desks.oversight.models import Drawn, Sample
from fairlead.desks.oversight.queries import conduct, terms
from fairlead.desks.oversight.queries.ledger import places
from fairlead.kernel.access.context import Context
from fairlead.kernel.audit.models import Leaf
from fairlead.kernel.cases.machines import REDRESS
from fairlead.kernel.clock import now
from fairlead.kernel.retention.models import LegalHold


@dataclass(frozen=True, slots=True)
class Matter:
    """One thing that an inspector looks after: how many, in words, and where they are."""

    count: int
    words: Label
    url: str
    tone: str = ""


def matters(context: Context) -> list[Matter]:
    """Return what waits or happened, what is worst first."""
    return [
        *_waiting(context),
        *_lately(),
        *_samples(context),
    ]


def _waiting(context: Context) -> list[Matter]:
    moment = now()
    unreviewed = conduct.emergencies(context).exclude(state="reviewed").count()
    proposed = conduct.proposals(context).filter(state="proposed", expires_at__gt=moment).count()
    waits = Q(answered_at__isnull=True) & ~Q(status__in=sorted(REDRESS.terminal))
    late = terms.redress(context).filter(waits, answer_due_at__lt=moment).count()
    held = LegalHold.objects.filter(released_at=None).count()
    return [
        Matter(
            unreviewed,
            _emergencies(unreviewed),
            reverse("oversight:emergencies"),
            "bad" if unreviewed else "",
        ),
        Matter(late, _late(late), reverse("oversight:redress"), "bad" if late else ""),
        Matter(proposed, _proposed(proposed), reverse("oversight:proposals")),
        Matter(held, _held(held), reverse("oversight:holds")),
    ]


def _lately() -> list[Matter]:
    since = now() - conduct.PERIOD
    placed = Leaf.objects.filter(index__range=places(since, None), entry__time__gte=since)
    page = reverse("oversight:ledger")
    day = f"{since:%Y-%m-%d}"
    denied = placed.filter(verb=Verb.DENY).count()
    disclosed = placed.filter(verb=Verb.DISCLOSE).count()
    return [
        Matter(denied, _denied(denied), f"{page}?f.verb=deny&f.time.from={day}"),
        Matter(disclosed, _disclosed(disclosed), f"{page}?f.verb=disclose&f.time.from={day}"),
    ]


def _samples(context: Context) -> list[Matter]:
    undrawn = Sample.objects.for_context(context).filter(drawn_at=None).count()
    opened = Drawn.objects.for_context(context).filter(outcome="").count()
    page = reverse("oversight:samples")
    return [
        Matter(undrawn, _undrawn(undrawn), page, "warning" if undrawn else ""),
        Matter(opened, _uninspected(opened), page),
    ]


def _emergencies(count: int) -> Label:
    return ngettext_lazy(
        "emergency waits for its review", "emergencies wait for their review", count
    )


def _late(count: int) -> Label:
    return ngettext_lazy(
        "redress request is past its time", "redress requests are past their time", count
    )


def _proposed(count: int) -> Label:
    return ngettext_lazy(
        "proposal waits for a second person", "proposals wait for a second person", count
    )


def _held(count: int) -> Label:
    return ngettext_lazy("legal hold is in force", "legal holds are in force", count)


def _denied(count: int) -> Label:
    return ngettext_lazy("denied access in thirty days", "denied accesses in thirty days", count)


def _disclosed(count: int) -> Label:
    return ngettext_lazy(
        "disclosure or export in thirty days", "disclosures and exports in thirty days", count
    )


def _undrawn(count: int) -> Label:
    return ngettext_lazy(
        "sample is announced and not drawn", "samples are announced and not drawn", count
    )


def _uninspected(count: int) -> Label:
    return ngettext_lazy(
        "look of a sample is to be inspected", "looks of samples are to be inspected", count
    )
