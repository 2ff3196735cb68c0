"""How a hit is moved and stored: the same for every action."""

import uuid
from typing import Any

from fairlead.core.ledger import Verb
from fairlead.kernel.access.context import Context
from fairlead.kernel.cases import changing, keeping
from fairlead.kernel.cases.actions.recording import record_act as record
from fairlead.kernel.clock import now
from fairlead.kernel.screening import rules
from fairlead.kernel.screening.models import Hit, Remark, Standing

__all__ = ["fresh", "move", "record", "release", "remark", "stand_down", "store"]


def fresh(context: Context, key: uuid.UUID, *, version: int | None = None) -> Hit:
    """Return a hit locked for change; raise if it is not what was shown."""
    return changing.fresh(context, Hit, key, version=version)


def move(context: Context, hit: Hit, verb: str) -> None:
    """Move a hit through its machine, if state and guard allow it; does not store it."""
    hit.status = rules.check(context, hit, verb)
    if hit.status != "decided":
        hit.decided_at, hit.decided_by_id, hit.outcome = None, None, ""


def store(
    context: Context,
    hit: Hit,
    values: keeping.Values | None = None,
    *,
    find_by: keeping.FindBy | None = None,
) -> None:
    """Store a changed hit, and note by whom and when."""
    changing.store(context, hit, values, find_by=find_by)


def release(hit: Hit, assignee: uuid.UUID | None = None) -> None:
    """End what put a hit off, and give it to this person or to nobody."""
    hit.assignee_id, hit.snoozed_until, hit.reason = assignee, None, ""


def remark(context: Context, hit: Hit, kind: str, words: str, *, reason: str = "") -> Remark:
    """Write down what somebody says to whoever goes on."""
    values: dict[str, Any] = {"hit": hit, "kind": kind, "reason": reason}
    return changing.make(context, Remark, identity={"words": words.strip()}, **values)


def stand_down(context: Context, hit: Hit, reason: str) -> None:
    """End what keeps the pair of a hit away, if anything does."""
    rows = Standing.objects.for_context(context, verb=Verb.ALTER)
    for standing in rows.filter(agency=hit.agency_id, pair=hit.pair, ended_at=None):
        standing.ended_at, standing.end_reason = now(), reason
        keeping.keep(context, standing)
