"""What is to be invented: seed, days, flights, ships, faults, formats."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from fairlead.core.errors import BadInput

FORMATS = frozenset({"pnr", "ackres", "govreq", "api", "crew", "interactive", "sea", "mrz"})
LONGEST = 366
MOST_FLIGHTS = 5000
MOST_SHIPS = 200


@dataclass(frozen=True, slots=True)
class Plan:
    """A stretch of invented days. The same plan gives the same bytes, always.

    ``faults`` is the share of messages that get one; ``seats`` cuts all aircraft to at most so
    many, for small examples. ``formats`` are ``pnr`` (PNRGOV at 72, 24 and 2 hours and at
    departure; one carrier sends XML), ``ackres`` and ``govreq`` (what the government answers and
    asks), ``api`` (PAXLST of a whole flight), ``crew``, ``interactive`` (PAXLST and CUSRES
    for each party), ``sea`` (FAL lists, PAXLST of cruises) and ``mrz`` (zones read at the gate).
    """

    seed: int = 7
    day: date = date(2026, 3, 1)
    days: int = 1
    flights: int = 40  # a day, both directions
    ships: int = 2  # calls a day
    faults: float = 0.0
    load: float = 0.78
    seats: int = 0
    formats: frozenset[str] = FORMATS

    def __post_init__(self) -> None:
        bounds = (
            ("days", 1, LONGEST),
            ("flights", 0, MOST_FLIGHTS),
            ("ships", 0, MOST_SHIPS),
            ("faults", 0, 1),
            ("load", 0.05, 1),
            ("seats", 0, 1000),
        )
        for name, least, most in bounds:
            if not least <= getattr(self, name) <= most:
                raise BadInput(f"must be from {least} to {most}", place=name)
        if unknown := self.formats - FORMATS:
            names = ", ".join(sorted(unknown))
            raise BadInput(
                f"unknown: {names}; known: {', '.join(sorted(FORMATS))}", place="formats"
            )


def plan_of(values: Mapping[str, Any]) -> Plan:
    """Make a plan from the values of a TOML file.

    >>> plan_of({"seed": 3, "day": "2026-05-01", "formats": ["pnr"]}).formats
    frozenset({'pnr'})
    """
    known = {each.name for each in fields(Plan)}
    if unknown := sorted(values.keys() - known):
        raise BadInput(f"no such setting; known: {', '.join(sorted(known))}", place=unknown[0])
    made = dict(values)
    for name, value in values.items():
        if name == "day":
            made[name] = _day(value)
        elif name == "formats":
            made[name] = frozenset(_words(value))
        elif not isinstance(value, int | float) or isinstance(value, bool):
            raise BadInput("is not a number", place=name)
        elif name in {"seed", "days", "flights", "ships", "seats"} and not isinstance(value, int):
            raise BadInput("is not a whole number", place=name)
    return Plan(**made)


def _day(value: object) -> date:
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value))
    except ValueError as error:
        raise BadInput("is no day as 2026-03-01", place="day") from error


def _words(value: object) -> list[str]:
    if isinstance(value, str):
        return value.replace(",", " ").split()
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        return value
    raise BadInput("is no list of words", place="formats")
