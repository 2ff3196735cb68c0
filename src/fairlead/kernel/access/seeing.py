"""What one look shows, gathered while it goes on."""

from contextvars import ContextVar
from typing import Any, cast

from django.db import models

from fairlead.core.policy import Decision
from fairlead.core.policy.decisions import MASK


class Look:
    """What one look showed, gathered for its entry."""

    def __init__(self, decision: Decision) -> None:
        self.decision = decision
        self._objects: dict[str, None] = {}

    def add(self, reference: str) -> None:
        """Note that this object was shown."""
        self._objects[reference] = None

    @property
    def masks(self) -> bool:
        """Say whether identifying fields are to be covered on this page."""
        return MASK in self.decision.obligations

    @property
    def objects(self) -> list[str]:
        """Return what was shown, in order."""
        return list(self._objects)


current: ContextVar[Look | None] = ContextVar("look", default=None)


def saw(record: models.Model) -> None:
    """Note for the look that is going on, if any, that it showed this record."""
    going_on = current.get()
    if going_on is not None:
        going_on.add(cast("Any", record).reference)
