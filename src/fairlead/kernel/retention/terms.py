"""From clocks, facts, holds and law to the next step of a record, and to its bucket."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from fairlead.core.retention import Action, Bucket, Compartment, Hold, Step, put_off
from fairlead.kernel.retention.laws import Adopted
from fairlead.kernel.retention.models import Keeping, PersonalRecord

_ENDS_OPENNESS = (Action.SEAL, Action.ERASE)


@dataclass(frozen=True, slots=True)
class Prospect:
    """The steps of a record that were not done yet, with the days that holds leave them."""

    steps: tuple[tuple[datetime, Step], ...]

    def due(self, now: datetime) -> list[Step]:
        """Return what is due; when erasing is, nothing else matters."""
        due = [step for at, step in self.steps if at <= now]
        erasing = [step for step in due if step.action is Action.ERASE]
        return erasing or due

    def at(self, *actions: Action) -> datetime | None:
        """Return when the first of these steps falls due, as far as one knows."""
        return next((at for at, step in self.steps if step.action in actions), None)


def prospect(
    record: PersonalRecord, adopted: Adopted, now: datetime, holds: Iterable[Hold] = ()
) -> Prospect:
    """Return what lies before a record under the law of today."""
    law, on, holds = adopted.law, now.date(), list(holds)
    plan = law.plan(
        record.retention_class,
        record.clocks,
        on=on,
        purpose=record.collected_for,
        conditions=frozenset(record.legal_facts),
    )
    postponed = law.value("hold-postpones", list, on=on, record_class=record.retention_class)
    postpones = frozenset(Action(word) for word in postponed)
    dated = [
        (at, step)
        for step in plan.steps
        if step.action not in record.done
        and (at := put_off(step, holds, postpones=postpones)) is not None
    ]
    return Prospect(tuple(sorted(dated, key=lambda pair: (pair[0], pair[1].order))))


def schedule(
    record: PersonalRecord, adopted: Adopted, now: datetime, holds: Iterable[Hold] = ()
) -> Bucket:
    """Write the next step onto a record; return the bucket in which it belongs from now on."""
    ahead = prospect(record, adopted, now, holds)
    first = ahead.steps[0] if ahead.steps else None
    record.next_action = first[1].action.value if first else ""
    record.next_action_at = first[0] if first else None
    record.erase_at = ahead.at(Action.ERASE)
    record.law_edition = adopted.edition
    return _bucket(record, ahead, now)


def leaves(record: PersonalRecord, bucket: Bucket) -> bool:
    """Say whether a record leaves its bucket for this one, of whatever generation."""
    return replace(Bucket.parse(record.bucket), generation=1) != bucket


def _bucket(record: PersonalRecord, ahead: Prospect, now: datetime) -> Bucket:
    """Return the bucket of the month in which the record leaves its present form.

    While no such day is known (an open case, a hold without an end), the bucket is that of the
    next step, or of this month: when that month is over, the run moves what still lives.
    """
    if record.keeping == Keeping.SEALED:
        compartment, leaving = Compartment.SEALED, ahead.at(Action.ERASE)
    else:
        compartment, leaving = Compartment.OPEN, ahead.at(*_ENDS_OPENNESS)
    moment = max(leaving or ahead.at(*Action) or now, now)
    return Bucket.of(record.retention_class, compartment, moment)
