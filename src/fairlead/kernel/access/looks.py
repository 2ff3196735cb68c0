"""Working under a context: one transaction, the walls, and the entry in the ledger."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import transaction

from fairlead.core.errors import Refused
from fairlead.core.ledger import Verb
from fairlead.core.policy.decisions import NOTIFY
from fairlead.kernel.access import denials, notices, seeing
from fairlead.kernel.access.context import Context
from fairlead.kernel.access.decisions import require
from fairlead.kernel.audit.actions import record

_PAST = {
    Verb.COLLECT: "collected",
    Verb.ALTER: "altered",
    Verb.CONSULT: "consulted",
    Verb.DISCLOSE: "disclosed",
    Verb.COMBINE: "combined",
    Verb.ERASE: "erased",
}


MOST_OBJECTS = 500  # named in one entry

_inside: ContextVar[bool] = ContextVar("inside", default=False)


@contextmanager
def settled() -> Iterator[None]:
    """Let a refusal inside be in the ledger, whatever transaction it came through."""
    outermost = not _inside.get()
    token = _inside.set(True)
    try:
        yield
    except Refused as refusal:
        if outermost:
            denials.settle(refusal)
        raise
    finally:
        _inside.reset(token)


@contextmanager
def entered() -> Iterator[None]:
    """Open a transaction; a refusal inside is in the ledger although all else is undone."""
    with settled(), transaction.atomic():
        yield


@contextmanager
def look(context: Context, *, verb: Verb, data_class: str, act: str = "") -> Iterator[seeing.Look]:
    """Decide, let the caller look, and write what was seen, all in one transaction."""
    with entered():
        seen = seeing.Look(require(context, verb, data_class))
        if NOTIFY in seen.decision.obligations and context.agency is not None:
            notices.tell(context, kind="look", about=data_class, agency=context.agency)
        token = seeing.current.set(seen)
        try:
            yield seen
        finally:
            seeing.current.reset(token)
        noun = data_class.replace("-", "_")  # an act has no hyphen
        _record(context, seen, verb, act or f"access.{noun}.{_PAST.get(verb, verb.value)}")


def _record(context: Context, seen: seeing.Look, verb: Verb, act: str) -> None:
    """Write one entry, or as many as it takes to name all that was shown."""
    objects = seen.objects
    for start in range(0, max(len(objects), 1), MOST_OBJECTS):
        record(
            act=act,
            verb=verb,
            authority=context.authority(),
            objects=objects[start : start + MOST_OBJECTS],
            reason=context.reason,
        )
