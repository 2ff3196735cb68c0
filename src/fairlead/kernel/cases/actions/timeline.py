"""What happened, when, and how exactly that is known."""

import uuid
from collections.abc import Iterable
from typing import Any

from fairlead.core.cases.moments import Moment, Order, order
from fairlead.core.errors import BadInput, Conflict
from fairlead.core.ledger import Verb
from fairlead.kernel.access.context import Context
from fairlead.kernel.access.looks import entered
from fairlead.kernel.cases import codes
from fairlead.kernel.cases.actions.recording import record_act
from fairlead.kernel.cases.changing import fresh, live_case, make, part_of_live_case, store
from fairlead.kernel.cases.models import Case, Involvement, TimelineEntry
from fairlead.kernel.clock import now


def add_entry(  # noqa: PLR0913 - all that one entry says
    context: Context,
    *,
    case: uuid.UUID,
    begins: Moment,
    words: str,
    source: str,
    ends: Moment | None = None,
    lane: str = "event",
    anchor: str = "",
    subjects: Iterable[uuid.UUID] = (),
    corrects: uuid.UUID | None = None,
) -> TimelineEntry:
    """Enter something that happened; with ``corrects``, in the place of an earlier entry."""
    codes.check(lane, codes.LANES, "lane")
    if anchor:
        codes.check(anchor, codes.ANCHORS, "anchor")
    values = _values(begins, ends, words, source)
    with entered():
        found = live_case(context, case)
        entry = make(
            context,
            TimelineEntry,
            identity=values | {"subjects": _in_case(context, found, subjects)},
            case=found,
            lane=lane,
            anchor=anchor,
            corrects=_corrected(context, found, corrects),
        )
        record_act(context, "cases.entry.added", Verb.COLLECT, entry, found)
    return entry


def withdraw_entry(context: Context, *, entry: uuid.UUID, version: int) -> TimelineEntry:
    """Say that this did not happen; that it was entered remains."""
    with entered():
        found = part_of_live_case(context, TimelineEntry, entry, version=version)
        if found.withdrawn_at is None:
            found.withdrawn_at, found.withdrawn_by_id = now(), context.account
            store(context, found)
        record_act(context, "cases.entry.withdrawn", Verb.ALTER, found)
    return found


def _values(begins: Moment, ends: Moment | None, words: str, source: str) -> dict[str, Any]:
    if ends is not None and order(ends, begins) is Order.BEFORE:
        raise BadInput("it cannot end before it begins", place="ends")
    for place, text in (("words", words), ("source", source)):
        if not text.strip():
            raise BadInput("is empty", place=place)
    return {
        "begins": begins.write(),
        "ends": ends.write() if ends else None,
        "words": words,
        "source": source,
    }


def _in_case(context: Context, case: Case, subjects: Iterable[uuid.UUID]) -> list[str]:
    wanted = set(subjects)
    involved = Involvement.objects.for_context(context).filter(case=case, subject__in=wanted)
    known = set(involved.values_list("subject_id", flat=True))
    if wanted - known:
        raise BadInput("a subject of this entry is not in the case", place="subjects")
    return sorted(map(str, wanted))


def _corrected(context: Context, case: Case, key: uuid.UUID | None) -> TimelineEntry | None:
    if key is None:
        return None
    earlier = fresh(context, TimelineEntry, key)
    if earlier.case_id != case.pk:
        raise BadInput("an entry of another case cannot be corrected here", place="corrects")
    if TimelineEntry.objects.for_context(context).filter(corrects=earlier).exists():
        raise Conflict("the entry was corrected already", place=earlier.reference)
    return earlier
