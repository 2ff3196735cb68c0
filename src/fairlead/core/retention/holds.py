"""Legal holds: what is needed in a proceeding is not erased while the proceeding lasts.

A hold puts off; it never brings anything forward, and it never turns back what was done.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from fairlead.core.retention.schedule import Action, Step

ERASURE_ONLY = frozenset({Action.ERASE})


@dataclass(frozen=True, slots=True)
class Hold:
    """From when, and until when; ``None`` is until it is lifted."""

    since: datetime
    until: datetime | None = None

    def at(self, moment: datetime) -> bool:
        """Whether it holds at this moment."""
        return self.since <= moment and (self.until is None or moment < self.until)


def put_off(
    step: Step, holds: Iterable[Hold], *, postpones: frozenset[Action] = ERASURE_ONLY
) -> datetime | None:
    """Return when a step may be done under these holds; ``None`` is not before one is lifted.

    Holds may follow one another: a step that one hold moves into another is moved again.
    """
    if step.action not in postpones:
        return step.at
    at, holds = step.at, list(holds)
    while holding := [hold for hold in holds if hold.at(at)]:
        ends = [hold.until for hold in holding if hold.until is not None]
        if len(ends) < len(holding):
            return None
        at = max(ends)
    return at
