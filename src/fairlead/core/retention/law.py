"""The law as data: what a jurisdiction profile holds, and several of them one behind another."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from fairlead.core.retention.errors import BadProfile
from fairlead.core.retention.schedule import Clocks, Plan, Rule, Schedule, lineage

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A law, a standard or a judgment, and how its text was checked when the file was written."""

    code: str
    title: str
    reference: str
    url: str
    verified: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """One thing that a law fixes: a list of fields, a number of days, a duty in words."""

    name: str
    record_class: str
    value: object
    citation: str
    valid_from: date
    valid_until: date | None
    note: str
    doubt: str
    profile: str

    def in_force(self, on: date) -> bool:
        """Whether the law applied on this day."""
        return self.valid_from <= on and (self.valid_until is None or on < self.valid_until)


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """The law by which a purpose may be pursued at all, or a duty of the house be done."""

    purpose: str
    citation: str
    valid_from: date
    valid_until: date | None
    note: str
    doubt: str
    profile: str

    def in_force(self, on: date) -> bool:
        """Whether the law applied on this day."""
        return self.valid_from <= on and (self.valid_until is None or on < self.valid_until)


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """One file of law: its name and version, its sources, rules, values and legal bases.

    ``rests_on`` is the profile that ships which stands behind it: what this file does not say,
    that one does.
    """

    code: str
    title: str
    version: str
    digest: str
    sources: tuple[Source, ...]
    rules: tuple[Rule, ...]
    values: tuple[Value, ...]
    bases: tuple[Basis, ...] = ()
    rests_on: str = ""

    @property
    def record_classes(self) -> frozenset[str]:
        return frozenset(rule.record_class for rule in self.rules)

    def __str__(self) -> str:
        return f"{self.code} {self.version}"


class Law:
    """Profiles one behind another: the first that speaks of a record class decides about it."""

    def __init__(self, profiles: Sequence[Profile]) -> None:
        self.profiles = tuple(profiles)
        self._schedules = tuple(Schedule(profile.rules) for profile in self.profiles)

    @property
    def record_classes(self) -> frozenset[str]:
        """The classes that some profile speaks of."""
        return frozenset().union(*(schedule.record_classes for schedule in self._schedules))

    def schedule(self, record_class: str) -> Schedule:
        """Return the schedule that decides about this class; an empty one when none does."""
        for schedule in self._schedules:
            if schedule.rules(record_class):
                return schedule
        return Schedule(())

    def plan(
        self,
        record_class: str,
        clocks: Clocks,
        *,
        on: date,
        purpose: str = "",
        conditions: frozenset[str] = frozenset(),
    ) -> Plan:
        """Return what will happen to a record; see ``Schedule.plan``."""
        schedule = self.schedule(record_class)
        return schedule.plan(record_class, clocks, on=on, purpose=purpose, conditions=conditions)

    def __str__(self) -> str:
        return " + ".join(map(str, self.profiles))

    @property
    def digest(self) -> str:
        """One fingerprint over the bytes of all profiles, in their order."""
        return ".".join(profile.digest[:16] for profile in self.profiles)

    def bases(self, on: date) -> dict[str, str]:
        """Return the legal basis of every purpose that is named one for this day."""
        named: dict[str, str] = {}
        for profile in self.profiles:
            for basis in profile.bases:
                if basis.in_force(on):
                    named.setdefault(basis.purpose, basis.citation)
        return named

    def find(self, name: str, *, on: date, record_class: str = "") -> Value | None:
        """Return the value in force: that of the record class, else the one for all classes."""
        for profile in self.profiles:
            for wanted in (*lineage(record_class), ""):
                for value in profile.values:
                    if (value.name, value.record_class) == (name, wanted) and value.in_force(on):
                        return value
        return None

    def value(self, name: str, kind: type[T], *, on: date, record_class: str = "") -> T:
        """Return what the law fixes, as the type that the caller needs; missing is an error."""
        found = self.find(name, on=on, record_class=record_class)
        if found is None:
            raise BadProfile(f"No value {name!r} is in force on {on}.", place=str(self))
        if not isinstance(found.value, kind):
            raise BadProfile(
                f"{name!r} is {found.value!r}, not a {kind.__name__}.", place=found.profile
            )
        return found.value
