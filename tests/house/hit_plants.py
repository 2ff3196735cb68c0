"""Hits of one agency, with what was judged of them, planted behind their addresses."""

import uuid
from collections.abc import Callable

from fairlead.kernel.access.context import Context
from fairlead.kernel.screening.actions.batch import start_batch
from fairlead.kernel.screening.actions.hit import open_hit
from fairlead.kernel.screening.actions.judgement import decide_hit
from fairlead.kernel.screening.actions.recording import record_hits
from fairlead.kernel.screening.models import Attention, Hit
from tests.contexts import context_of
from tests.house.planting import SECRET, Owners, Plant
from tests.kernel.screening.conftest import LISTED, again, entity, meetings

WORK = "cases.work"
FORM = {"outcome": "different", "reason": "name", "agrees": "differs", "words": "stolen"}


def _record(owners: Owners) -> tuple[Context, Hit]:
    context = context_of(owners.accounts["analyst"], WORK)
    asked = entity(str(uuid.uuid4()), f"Raphael Hythloday {SECRET}", birthDate="1978-05-11")
    (hit,) = record_hits(context, meetings=meetings([asked], [LISTED])).new
    return context, hit


def _plant(owners: Owners, context: Context, hit: Hit, key: uuid.UUID, *, seen: str = "") -> Plant:
    version = again(context, hit).version

    def stands() -> bool:
        others = Attention.objects.for_context(context).exclude(account=context.account)
        return again(context, hit).version == version and not others.exists()

    return Plant(
        {"key": key, "verb": "escalate"},
        owners.client("analyst", WORK),
        stands,
        seen=seen,
        form=FORM | {"version": str(version)},
    )


def plant_hit(owners: Owners) -> Plant:
    context, hit = _record(owners)
    open_hit(context, hit=hit.pk)
    return _plant(owners, context, hit, hit.pk, seen=SECRET)


def plant_step(owners: Owners) -> Plant:
    context, hit = _record(owners)
    return _plant(owners, context, hit, hit.pk, seen=hit.code)


def plant_judgement(owners: Owners) -> Plant:
    context, hit = _record(owners)
    open_hit(context, hit=hit.pk)
    judged = decide_hit(
        context, hit=hit.pk, version=hit.version, outcome="different", reason="name"
    )
    return _plant(owners, context, hit, judged.pk)


def plant_batch(owners: Owners) -> Plant:
    context, hit = _record(owners)
    hit.band = "review"
    hit.under(context).save()
    batch = start_batch(
        context, hits=[hit.pk], outcome="different", reason="name", words="One family"
    )
    return _plant(owners, context, hit, batch.pk)


HIT_PLANTS: dict[str, Callable[[Owners], Plant]] = {
    "casework:hit": plant_hit,
    "casework:hit-open": plant_hit,
    "casework:hit-judge": plant_hit,
    "casework:hit-opinion": plant_hit,
    "casework:hit-case": plant_hit,
    "casework:hit-step": plant_step,
    "casework:judgement-undo": plant_judgement,
    "casework:batch-undo": plant_batch,
}
HIT_QUEUES = {
    "casework:hits": "a queue by its name; the rows are the reader's own",
    "casework:hits-export": "a queue by its name; the rows are the reader's own",
    "casework:hits-fetch": "an export of its asker; nobody else's is found",
}
