"""What an inspector does: announce a sample, draw it, note what was found, have the ledger read."""

import uuid
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from fairlead.core.errors import BadInput, Conflict, Refused
from fairlead.core.ledger import Verb, sampling
from fairlead.desks.oversight.apps import FINDING, LEDGER
from fairlead.desks.oversight.models import Drawn, Evenness, Finding, Sample
from fairlead.desks.oversight.queries import evenness, ledger, samples
from fairlead.kernel.access.context import Context
from fairlead.kernel.access.decisions import require
from fairlead.kernel.audit.actions import record
from fairlead.kernel.audit.models import reference
from fairlead.kernel.clock import new_id, now
from fairlead.kernel.jobs.declarations import find
from fairlead.kernel.jobs.queueing import enqueue
from fairlead.kernel.retention.records import keep

MEASURE = "fairlead.desks.oversight.jobs.measure_evenness"
VERIFY = "fairlead.desks.oversight.jobs.verify_ledger"  # by name: jobs stand above actions
LARGEST = 200
SHORTEST_WORDS = 10


def announce_sample(
    *, context: Context, since: date, until: date, purposes: list[str], size: int
) -> Sample:
    """Fix what a sample is drawn from, before anybody can know which looks it will show."""
    known = {code for code, _label in samples.inspected_purposes()}
    if not purposes or set(purposes) - known:
        raise BadInput(_("Choose the purposes whose looks you inspect."), place="purposes")
    if not 0 < size <= LARGEST or until < since:
        raise BadInput(_("This is no sample."), place="size")
    first, behind = ledger.exact_places(since, until)
    made = Sample(
        id=new_id(),
        agency_id=_agency(context),
        actor=context.actor,
        first=first,
        behind=behind,
        purposes=sorted(purposes),
        size=size,
    )
    with transaction.atomic():
        require(context, Verb.COLLECT, FINDING)
        made.announcement = record(
            act="oversight.sample.announced",
            verb=Verb.OPERATE,
            authority=context.authority(),
            objects=[
                made.reference,
                reference("entries", f"{first}-{behind}"),
                reference("size", str(size)),
                *(reference("purpose", code) for code in made.purposes),
            ],
        )
        made.under(context).save()
    return made


def draw_sample(*, context: Context, sample: uuid.UUID) -> Sample:
    """Draw what was announced, by the seed that the first signature after it gives."""
    with transaction.atomic():
        found = _locked(context, sample)
        if found.drawn_at is not None:
            raise Conflict(_("This sample is drawn already."), code="oversight.sample")
        signed = samples.signed_after(found)
        if signed is None:
            raise Conflict(
                _("The ledger has not been signed since this sample was announced."),
                code="oversight.unsigned",
            )
        seed = sampling.seed_of(found.announcement, bytes(signed.root))
        _draw(context, found, seed)
        found.drawn_at, found.checkpoint, found.seed = now(), signed.size, seed.hex()
        found.save()
        record(
            act="oversight.sample.drawn",
            verb=Verb.OPERATE,
            authority=context.authority(),
            objects=[
                found.reference,
                reference("entry", found.announcement),
                reference("checkpoint", str(signed.size)),
                reference("seed", found.seed),
                reference("population", str(found.population)),
            ],
        )
    return found


def note_finding(
    *, context: Context, sample: uuid.UUID, place: int, outcome: str, words: str
) -> Finding:
    """Write down what was found about one look; a later finding corrects an earlier one."""
    if outcome not in Drawn.Outcome.values or not outcome:
        raise BadInput(_("Choose what you found."), place="outcome")
    if len(words.strip()) < SHORTEST_WORDS:
        raise BadInput(_("Say in words what you found."), place="words")
    with transaction.atomic():
        rows = Drawn.objects.for_context(context, verb=Verb.ALTER).select_for_update(of=("self",))
        drawn = rows.filter(sample=sample, place=place).first()
        if drawn is None:
            raise Refused("there is no such look", reasons=["not-yours"])
        made = Finding(agency_id=drawn.agency_id, drawn=drawn, outcome=outcome, actor=context.actor)
        keep(made, {"words": words.strip()}, context=context)
        drawn.outcome, drawn.inspected_at = outcome, now()
        drawn.save()
        record(
            act="oversight.finding.noted",
            verb=Verb.COLLECT,
            authority=context.authority(),
            objects=[made.reference, reference("sample", sample), reference("entry", drawn.entry)],
            reason=outcome,
        )
    return made


def ask_measurement(*, context: Context) -> uuid.UUID:
    """Let a worker count false alarms by group."""
    with transaction.atomic():
        require(context, Verb.COLLECT, FINDING)
        job = enqueue(find(MEASURE), context=context)
        record(
            act="oversight.measurement.asked",
            verb=Verb.OPERATE,
            authority=context.authority(),
            objects=[reference("job", job)],
        )
    return job


def ask_verification(*, context: Context) -> uuid.UUID:
    """Let a worker read the whole ledger again and compare it with what was signed."""
    with transaction.atomic():
        require(context, Verb.OPERATE, LEDGER)
        job = enqueue(find(VERIFY), context=context)
        record(
            act="oversight.verification.asked",
            verb=Verb.OPERATE,
            authority=context.authority(),
            objects=[reference("job", job)],
        )
    return job


def measure_evenness(*, context: Context) -> Evenness:
    """Count false alarms by script, age, sex and nationality of who was screened."""
    with transaction.atomic():
        require(context, Verb.COLLECT, FINDING)
        judged, mistaken, counts = evenness.counted(evenness.measured(context))
        made = Evenness(
            agency_id=_agency(context),
            days=evenness.DAYS,
            judged=judged,
            mistaken=mistaken,
            counts=counts,
        )
        made.under(context).save()
        record(
            act="oversight.evenness.measured",
            verb=Verb.COMBINE,
            authority=context.authority(),
            objects=[made.reference],
        )
    return made


def _draw(context: Context, sample: Sample, seed: bytes) -> None:
    """Find the drawn ranks in one walk along the population, and keep them in their order."""
    found = samples.population(sample)
    sample.population = found.count()
    ranks = sampling.draw(seed, sample.population, sample.size)
    wanted, at = set(ranks), dict[int, tuple[int, uuid.UUID]]()
    rows = found.values_list("index", "entry_id").iterator(chunk_size=5_000)
    for rank, (number, entry) in enumerate(rows):
        if rank in wanted:
            at[rank] = number, entry
    Drawn.objects.for_context(context, verb=Verb.COLLECT).bulk_create(
        Drawn(agency_id=sample.agency_id, sample=sample, place=place, number=number, entry=entry)
        for place, (number, entry) in enumerate((at[rank] for rank in ranks), start=1)
    )


def _locked(context: Context, sample: uuid.UUID) -> Sample:
    rows = Sample.objects.for_context(context, verb=Verb.ALTER).select_for_update(of=("self",))
    found = rows.filter(pk=sample).first()
    if found is None:
        raise Refused("there is no such sample", reasons=["not-yours"])
    return found


def _agency(context: Context) -> uuid.UUID:
    if context.agency is None:
        raise Refused("only a person of an agency inspects", reasons=["not-a-person"])
    return context.agency
