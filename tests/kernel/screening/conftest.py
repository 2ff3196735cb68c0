"""Two units of Utopia, and hits that the real engine finds among invented people."""

import uuid
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction

from fairlead.core.screening.answers import screen
from fairlead.core.screening.index import build
from fairlead.core.screening.reading import Entity
from fairlead.core.screening.shelf import Shelf
from fairlead.core.screening.wishes import Explain
from fairlead.kernel.access.context import Context
from fairlead.kernel.audit.models import Entry
from fairlead.kernel.clock import now
from fairlead.kernel.screening.actions.hit import open_hit
from fairlead.kernel.screening.actions.judgement import decide_hit
from fairlead.kernel.screening.actions.recording import Recorded, record_hits
from fairlead.kernel.screening.meetings import ListFacts, Meeting, Source
from fairlead.kernel.screening.models import Hit, Judgement
from tests.kernel.cases.conftest import Unit, again, keys, there, worker

__all__ = ["Unit", "again", "keys", "there", "worker"]
LIST = ListFacts(
    code="utopia-1373",
    title="National list of Utopia",
    version="2026-11",
    authority="Council of Utopia",
    legal_basis="S/RES/1373 (2001), paragraph 1(c)",
)


@pytest.fixture
def here(db: None) -> Unit:
    return Unit.make("piu")


def entity(key: str, name: str, **properties: str) -> Entity:
    """Return an invented person."""
    held: dict[str, tuple[str, ...]] = {"name": (name,)}
    held.update({field: (text,) for field, text in properties.items()})
    return Entity(key, "Person", held)


LISTED = entity("UTO.001", "Raphael Hythloday", birthDate="1978-05-11", passportNumber="ZUA1B2C3D")
ASKED = entity(
    "traveller-1", "Hythlodaeus Raphael", birthDate="1978-05-11", passportNumber="ZUA1B2C3D"
)


def meetings(
    asked: Sequence[Entity] = (ASKED,),
    listed: Sequence[Entity] = (LISTED,),
    *,
    of: ListFacts = LIST,
    **also: Any,
) -> list[Meeting]:
    """Ask the real engine."""
    shelf = Shelf().put(build(of.code, listed))
    entries = {one.id: one for one in listed}
    people = {one.id: one for one in asked}
    source = Source(
        kind="booking",
        reference="booking:1",
        words=("1HYTHLODAEUS/RAPHAEL",),
        deadline=now() + timedelta(hours=5),
        deadline_kind="departure",
    )
    values: dict[str, Any] = {"unit": "air", "engine": "test", "source": source, "of": of} | also
    return [
        Meeting(found=found, asked=people[answer.id], entry=entries[found.id], **values)
        for answer in screen(asked, shelf, explained=Explain.ALL)
        for found in answer.hits
    ]


Record = Callable[..., Recorded]


@pytest.fixture
def hit(here: Unit) -> Hit:
    (found,) = record_hits(here.analyst, meetings=meetings()).new
    return found


def many(count: int) -> list[Entity]:
    """Return so many people who are nearly the one of the list."""
    return [
        entity(f"traveller-{place}", "Raphael Hythloday", birthDate=f"19{place % 90 + 10}-05-11")
        for place in range(count)
    ]


def decided(context: Context, hit: Hit, outcome: str = "different", **also: Any) -> Judgement:
    """Look at a hit and judge it."""
    open_hit(context, hit=hit.pk)
    hit = again(context, hit)
    values: dict[str, Any] = {"reason": "birth", "version": hit.version} | also
    return decide_hit(context, hit=hit.pk, outcome=outcome, **values)


def every_hit(context: Context) -> list[Hit]:
    with transaction.atomic():
        return list(Hit.objects.for_context(context).order_by("id"))


def acts() -> list[str]:
    """Return what this room wrote into the ledger, in order."""
    found = Entry.objects.filter(act__startswith="screening.").order_by("time", "id")
    return list(found.values_list("act", flat=True))


def missing() -> uuid.UUID:
    return uuid.uuid4()
