"""The table, its validation, and the three questions that may be asked of it."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from fairlead.core.errors import Conflict, Misconfigured

Thing = TypeVar("Thing")


class WrongMachine(Misconfigured):
    """The table contradicts itself; found when it is constructed, so at start."""

    code = "wrong-machine"


class IllegalVerb(Conflict):
    """The state does not allow the verb; ``legal`` holds those that it allows."""

    code = "illegal-verb"

    def __init__(self, machine: str, state: str, verb: str, legal: tuple[str, ...]) -> None:
        possible = ", ".join(legal) or "nothing"
        super().__init__(
            f"{verb} is not possible while {state}; possible: {possible}", place=machine
        )
        self.state = state
        self.verb = verb
        self.legal = legal


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of the table: this verb leads from any of ``sources`` to ``target``.

    ``who`` is the code of the guard that the room's rules resolve ("" where the act's own
    permission says enough); the machine carries it, and never judges it.
    """

    verb: str
    sources: tuple[str, ...]
    target: str
    who: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One arrow: a rule seen from one of its sources."""

    source: str
    verb: str
    target: str
    who: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Machine:
    """States and the rules between them; cannot be constructed wrong."""

    name: str
    initial: str
    states: tuple[str, ...]
    terminal: frozenset[str]
    rules: tuple[Rule, ...]

    def __post_init__(self) -> None:
        faults = list(_faults(self))
        if faults:
            raise WrongMachine("; ".join(faults), place=self.name)

    @property
    def verbs(self) -> tuple[str, ...]:
        """Return every verb once, in the order of the table."""
        return tuple(dict.fromkeys(rule.verb for rule in self.rules))

    @property
    def live(self) -> frozenset[str]:
        """Return the states that something can still leave."""
        return frozenset(self.states) - self.terminal

    def steps(self) -> Iterator[Step]:
        """Yield every arrow."""
        for rule in self.rules:
            for source in rule.sources:
                yield Step(source, rule.verb, rule.target, rule.who)


def step(machine: Machine, state: str, verb: str) -> Step:
    """Return the arrow that ``verb`` follows from ``state``, or raise with the legal verbs."""
    for candidate in machine.steps():
        if (candidate.source, candidate.verb) == (state, verb):
            return candidate
    raise IllegalVerb(machine.name, state, verb, legal(machine, state))


def apply(machine: Machine, state: str, verb: str) -> str:
    """Return the state after ``verb``, or raise :class:`IllegalVerb` with the legal verbs."""
    return step(machine, state, verb).target


def legal(machine: Machine, state: str) -> tuple[str, ...]:
    """Return the verbs that ``state`` allows, in the order of the table."""
    return tuple(arrow.verb for arrow in machine.steps() if arrow.source == state)


def _faults(machine: Machine) -> Iterator[str]:
    known = set(machine.states)
    yield from (f"state {state} stands twice" for state in _repeated(machine.states))
    if machine.initial not in known:
        yield f"the initial state {machine.initial} is not a state"
    for state in sorted(machine.terminal - known):
        yield f"the terminal state {state} is not a state"
    for arrow in machine.steps():
        for state in (arrow.source, arrow.target):
            if state not in known:
                yield f"{arrow.verb} names {state}, which is not a state"
    for rule in machine.rules:
        if not rule.sources:
            yield f"{rule.verb} starts nowhere"
    for source, verb in _repeated((arrow.source, arrow.verb) for arrow in machine.steps()):
        yield f"{verb} is ambiguous while {source}"
    yield from _dead_ends(machine)


def _dead_ends(machine: Machine) -> Iterator[str]:
    reached = _reachable(machine)
    left = {arrow.source for arrow in machine.steps()}
    for state in machine.states:
        if state not in reached:
            yield f"state {state} is unreachable"
        if state in left and state in machine.terminal:
            yield f"state {state} is terminal, yet something leaves it"
        if state not in left and state not in machine.terminal:
            yield f"nothing leaves state {state}, yet it is not terminal"


def _reachable(machine: Machine) -> set[str]:
    reached, frontier = {machine.initial}, [machine.initial]
    while frontier:
        state = frontier.pop()
        found = {arrow.target for arrow in machine.steps() if arrow.source == state} - reached
        reached |= found
        frontier += sorted(found)
    return reached


def _repeated(things: Iterable[Thing]) -> list[Thing]:
    return [thing for thing, times in Counter(things).items() if times > 1]
