"""Working under a context: one transaction, the walls, and the entry in the ledger."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, cast

from django.db import models, transaction

from fairlead.core.errors import Refused
from fairlead.core.ledger import Verb
from fairlead.core.policy import Decision
from fairlead.kernel.access import denials
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


class Look:
    """What one look showed, gathered for its entry."""

    def __init__(self, decision: Decision) -> None:
        self.decision = decision
        self._objects: dict[str, None] = {}

    def add(self, reference: str) -> None:
        """Note that this object was shown."""
        self._objects[reference] = None

    @property
    def objects(self) -> list[str]:
        """Return what was shown, in order."""
        return list(self._objects)


_inside: ContextVar[bool] = ContextVar("inside", default=False)
_current: ContextVar[Look | None] = ContextVar("look", default=None)


def saw(record: models.Model) -> None:
    """Note for the look that is going on, if any, that it showed this record."""
    current = _current.get()
    if current is not None:
        current.add(cast("Any", record).reference)


@contextmanager
def entered() -> Iterator[None]:
    """Open a transaction; a refusal inside is in the ledger although all else is undone."""
    outermost = not _inside.get()
    token = _inside.set(True)
    try:
        with transaction.atomic():
            yield
    except Refused as refusal:
        if outermost:
            denials.settle(refusal)
        raise
    finally:
        _inside.reset(token)


@contextmanager
def look(context: Context, *, verb: Verb, data_class: str, act: str = "") -> Iterator[Look]:
    """Decide, let the caller look, and write what was seen, all in one transaction."""
    with entered():
        seen = Look(require(context, verb, data_class))
        token = _current.set(seen)
        try:
            yield seen
        finally:
            _current.reset(token)
        record(
            act=act or f"access.{data_class}.{_PAST.get(verb, verb.value)}",
            verb=verb,
            authority=context.authority(),
            objects=seen.objects,
            reason=context.reason,
        )
