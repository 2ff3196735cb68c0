"""Recording hits: what is new, what waits already, what was judged and did not change."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import F

from fairlead.core.errors import BadInput
from fairlead.core.ledger import Verb
from fairlead.core.screening.calibration import WHOLE
from fairlead.kernel.access.context import Context
from fairlead.kernel.access.looks import MOST_OBJECTS, entered
from fairlead.kernel.access.models import Protected
from fairlead.kernel.cases import keeping
from fairlead.kernel.clock import now
from fairlead.kernel.people.models import Agency
from fairlead.kernel.retention.records import keep_many
from fairlead.kernel.screening import codes
from fairlead.kernel.screening.changing import record, store
from fairlead.kernel.screening.meetings import Meeting
from fairlead.kernel.screening.models import Hit, Standing


@dataclass(slots=True)
class Recorded:
    """What became of a batch of meetings."""

    new: list[Hit] = field(default_factory=list)
    reopened: list[Hit] = field(default_factory=list)
    refreshed: list[Hit] = field(default_factory=list)
    waiting: int = 0  # in the queue already, and unchanged
    spared: int = 0  # judged, and unchanged on both sides


def record_hits(context: Context, *, meetings: Sequence[Meeting]) -> Recorded:
    """Put hits into the queue of the context's agency.

    A pair that waits already is brought up to date if a side changed. A pair that was judged
    "not again" stays away while both sides are as they were; if one is not, it comes back.
    """
    for meeting in meetings:
        codes.check(meeting.unit, codes.UNITS, "unit")
        codes.check(meeting.source.kind, codes.ORIGINS, "source")
    if context.agency is None:
        raise BadInput("a hit belongs to an agency", place="agency")
    with entered():
        # One recording at a time in an agency: each must see what the other put into the queue.
        Agency.objects.select_for_update().get(pk=context.agency)
        recorded = _sorted_out(context, meetings)
        _note(context, "screening.hits.recorded", [*recorded.new, *recorded.reopened])
        if recorded.refreshed:
            _note(context, "screening.hits.refreshed", recorded.refreshed)
    return recorded


def _sorted_out(context: Context, meetings: Iterable[Meeting]) -> Recorded:
    by_pair = {meeting.pair: meeting for meeting in meetings}
    live, standings = _live(context, by_pair), _standings(context, by_pair)
    recorded, made, spared = Recorded(), [], list[Standing]()
    for pair, meeting in by_pair.items():
        waiting, standing = live.get(pair), standings.get(pair)
        if waiting is not None:
            _bring_up(context, waiting, meeting, recorded)
        elif standing is not None and _holds(standing, meeting):
            spared.append(standing)
        else:
            hit = _hit(context, meeting, _ended(context, standing))
            made.append((hit, meeting.values, meeting.find_by))
            (recorded.reopened if standing else recorded.new).append(hit)
    keep_many(Hit, made, context=context)
    recorded.spared = len(spared)
    kept = Standing.objects.for_context(context, verb=Verb.ALTER)
    kept.filter(pk__in=[one.pk for one in spared]).update(spared=F("spared") + 1)
    return recorded


def _live(context: Context, pairs: Collection[str]) -> dict[str, Hit]:
    rows = Hit.objects.for_context(context, verb=Verb.ALTER).select_for_update(of=("self",))
    found = rows.filter(agency=context.agency, pair__in=list(pairs), decided_at=None)
    return {hit.pair: hit for hit in found.order_by("id")}


def _standings(context: Context, pairs: Collection[str]) -> dict[str, Standing]:
    rows = Standing.objects.for_context(context, verb=Verb.ALTER).select_for_update(of=("self",))
    found = rows.filter(agency=context.agency, pair__in=list(pairs), ended_at=None)
    return {standing.pair: standing for standing in found.order_by("id")}


def _bring_up(context: Context, hit: Hit, meeting: Meeting, recorded: Recorded) -> None:
    """Let a hit that waits say what is so now; a proposal on it is returned by the clock."""
    if (hit.asked_print, hit.listed_print) == meeting.prints:
        recorded.waiting += 1
        return
    hit.asked_print, hit.listed_print = meeting.prints
    for name, value in (_of_list(meeting) | _of_engine(meeting) | _of_source(meeting)).items():
        setattr(hit, name, value)
    store(context, hit, meeting.values, find_by=meeting.find_by)
    recorded.refreshed.append(hit)


def _holds(standing: Standing, meeting: Meeting) -> bool:
    """Say whether a judgement still keeps this pair away."""
    unchanged = (standing.asked_print, standing.listed_print) == meeting.prints
    return unchanged and standing.expires_at > now()


def _ended(context: Context, standing: Standing | None) -> Hit | None:
    """End what holds no more; return the hit that was judged."""
    if standing is None:
        return None
    standing.ended_at = now()
    standing.end_reason = "expired" if standing.expires_at <= now() else "changed"
    keeping.keep(context, standing)
    return standing.judgement.hit


def _hit(context: Context, meeting: Meeting, earlier: Hit | None) -> Hit:
    assert context.agency is not None  # noqa: S101 - recording began with that
    asked_print, listed_print = meeting.prints
    return Hit(
        agency_id=context.agency,
        created_by_id=context.account,
        changed_by_id=context.account,
        collected_for=context.purpose,
        status="reopened" if earlier else Hit.machine.initial,
        reopens=earlier,
        unit=meeting.unit,
        pair=meeting.pair,
        asked_print=asked_print,
        listed_print=listed_print,
        **_of_list(meeting),
        **_of_engine(meeting),
        **_of_source(meeting),
    )


def _of_list(meeting: Meeting) -> dict[str, Any]:
    of = meeting.of
    return {
        "list_code": of.code,
        "list_title": of.title,
        "list_version": of.version,
        "authority": of.authority,
        "legal_basis": of.legal_basis,
        "demands_second": of.demands_second,
        "listed_on": meeting.listed_on,
        "listed_until": meeting.listed_until,
    }


def _of_engine(meeting: Meeting) -> dict[str, Any]:
    found = meeting.found
    return {
        "total": found.total,
        "share": round(found.score * WHOLE),
        "band": found.band.value,
        "ground": meeting.ground,
        "engine": meeting.engine,
    }


def _of_source(meeting: Meeting) -> dict[str, Any]:
    source = meeting.source
    return {
        "origin_kind": source.kind,
        "origin": source.reference,
        "deadline": source.deadline,
        "deadline_kind": source.deadline_kind,
    }


def _note(context: Context, act: str, hits: Sequence[Protected]) -> None:
    """Write one entry, or as many as it takes to name them all."""
    for start in range(0, max(len(hits), 1), MOST_OBJECTS):
        record(context, act, Verb.COLLECT, *hits[start : start + MOST_OBJECTS])
