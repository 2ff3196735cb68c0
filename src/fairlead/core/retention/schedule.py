"""The schedule: which rule applies to a record, and when its steps fall due.

A *rule* says: records of this class, collected for this purpose, are masked, sealed, reviewed or
erased, so long after this clock started, because of this law, while that law is in force.

A *clock* is a moment in the life of a record. Three are known:

- ``recorded``: when the record was made. It always runs.
- ``reviewed``: when a person last confirmed that it is still needed; until then, ``recorded``.
- any other word is an *event* that the record class names (a transfer, the closing of a case, a
  removal from a list). Until the event has happened, that clock stands still.

A *condition* is a legal fact about one record (``objective-evidence``) that a rule can ask for
(``when``) or exclude (``unless``).

Of several rules for one action, that for the record's own purpose goes before that for any
purpose; of the rest, the one that falls due first applies. Doubt shortens.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from itertools import groupby

from fairlead.core.retention.errors import NoTerm
from fairlead.core.retention.period import Period

ANY = "*"
RECORDED, REVIEWED = "recorded", "reviewed"


class Action(StrEnum):
    """What happens to a record when its time comes; in this order, when several fall together."""

    REVIEW = "review"  # a person must say whether it is still needed
    MASK = "mask"  # fields of the identity are no longer shown
    SEAL = "seal"  # the identity can no longer be read by anyone in the ordinary way
    ERASE = "erase"  # the identity can never be read again


_ORDER = {action: place for place, action in enumerate(Action)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One line of the law about keeping."""

    record_class: str
    purpose: str = ANY
    clock: str
    term: Period
    action: Action
    citation: str
    valid_from: date
    valid_until: date | None = None
    when: frozenset[str] = frozenset()
    unless: frozenset[str] = frozenset()
    note: str = ""
    doubt: str = ""
    profile: str = ""
    place: str = ""

    def in_force(self, on: date) -> bool:
        """Whether the law applied on this day; ``valid_until`` is its first day without force."""
        return self.valid_from <= on and (self.valid_until is None or on < self.valid_until)

    def concerns(self, purpose: str, conditions: frozenset[str]) -> bool:
        """Whether it applies to a record with this purpose and these conditions."""
        return (
            self.purpose in {ANY, purpose}
            and self.when <= conditions
            and not self.unless & conditions
        )


@dataclass(frozen=True, slots=True)
class Clocks:
    """When the clocks of one record started; an event that has not happened is ``None``."""

    recorded: datetime
    event: datetime | None = None
    reviewed: datetime | None = None

    def start(self, clock: str) -> datetime | None:
        """Return when the named clock started."""
        if clock == RECORDED:
            return self.recorded
        if clock == REVIEWED:
            return self.reviewed or self.recorded
        return self.event


@dataclass(frozen=True, slots=True)
class Step:
    """One action, when it falls due, and the rule that says so."""

    at: datetime
    action: Action
    rule: Rule

    @property
    def order(self) -> tuple[datetime, int]:
        return self.at, _ORDER[self.action]


@dataclass(frozen=True, slots=True)
class Plan:
    """The steps of one record, in order. After erasing there is nothing."""

    steps: tuple[Step, ...]

    def of(self, action: Action) -> Step | None:
        """Return the step of this action, if it has one."""
        return next((step for step in self.steps if step.action is action), None)

    def after(self, done: Iterable[Action]) -> Step | None:
        """Return the next step when these actions have been done."""
        finished = frozenset(done)
        return next((step for step in self.steps if step.action not in finished), None)

    @property
    def erase_at(self) -> datetime | None:
        """When the record ends, or ``None`` while the clock of its ending has not started."""
        step = self.of(Action.ERASE)
        return step.at if step else None


def lineage(record_class: str) -> Iterator[str]:
    """Yield a class and the classes it is part of, the most particular first.

    >>> list(lineage("travel.pnr.ticket"))
    ['travel.pnr.ticket', 'travel.pnr', 'travel']
    """
    while record_class:
        yield record_class
        record_class = record_class.rpartition(".")[0]


class Schedule:
    """All rules, found by record class."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        ordered = sorted(rules, key=lambda rule: rule.record_class)
        self._rules: Mapping[str, tuple[Rule, ...]] = {
            name: tuple(group) for name, group in groupby(ordered, lambda rule: rule.record_class)
        }

    @property
    def record_classes(self) -> frozenset[str]:
        """The classes that some rule speaks of."""
        return frozenset(self._rules)

    def rules(self, record_class: str) -> tuple[Rule, ...]:
        """Return the rules of one class: its own, else those of the class it is part of.

        ``cases.subject`` follows the rules of ``cases`` where it has none of its own.
        """
        for name in lineage(record_class):
            if name in self._rules:
                return self._rules[name]
        return ()

    def plan(
        self,
        record_class: str,
        clocks: Clocks,
        *,
        on: date,
        purpose: str = "",
        conditions: frozenset[str] = frozenset(),
    ) -> Plan:
        """Return what will happen to a record, by the law in force on this day.

        Raises ``NoTerm`` when no law says that it ever ends: what has no end may not begin.
        """
        applying = [
            rule
            for rule in self.rules(record_class)
            if rule.in_force(on) and rule.concerns(purpose, conditions)
        ]
        if not any(rule.action is Action.ERASE for rule in applying):
            raise NoTerm(
                f"No law in force on {on} says when records of class {record_class!r} are erased.",
                place=record_class,
            )
        chosen = [step for action in Action if (step := _step(action, applying, clocks))]
        if not chosen:
            raise NoTerm(
                f"No clock of this record of class {record_class!r} has started.",
                place=record_class,
            )
        return Plan(_until_erased(sorted(chosen, key=lambda step: step.order)))


def _step(action: Action, rules: Iterable[Rule], clocks: Clocks) -> Step | None:
    """Return the step of one action: the most particular rule, then the earliest day."""
    of_action = [rule for rule in rules if rule.action is action]
    particular = [rule for rule in of_action if rule.purpose != ANY] or of_action
    steps = [
        Step(rule.term.after(start), action, rule)
        for rule in particular
        if (start := clocks.start(rule.clock)) is not None
    ]
    return min(steps, key=lambda step: step.at, default=None)


def _until_erased(steps: list[Step]) -> tuple[Step, ...]:
    """Leave out what would fall due when the record is gone.

    A sealing at the very moment of erasing stays: a hold may put off the one and not the other.
    """
    end = next((step.at for step in steps if step.action is Action.ERASE), None)
    return tuple(step for step in steps if end is None or step.at <= end)
