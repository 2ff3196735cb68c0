"""Days that several tests read, made once."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from fairlead.core.formats.recognition import readings
from fairlead.core.generator import Plan, Transmission, Truth, days, plan_of
from fairlead.core.travel import Push

Values = dict[str, Any]


def plan(**values: Any) -> Plan:
    """Make a small plan: short aircraft, few flights."""
    return plan_of({"flights": 10, "ships": 5, "seats": 24} | values)


@dataclass(frozen=True)
class Sent:
    """A transmission, the truth about it, and what a reader makes of it."""

    transmission: Transmission
    truth: Values
    faults: list[Values]
    read: list[Push]


def sent(made: Plan) -> Iterator[Sent]:
    """Yield every transmission of a plan, read back."""
    truth: Values = {}
    faults: list[Values] = []
    for day in days(made):
        for item in day:
            if isinstance(item, Transmission):
                found = list(readings(io.BytesIO(item.content)))
                yield Sent(item, truth, faults, found)
            elif item.kind == "message":
                truth, faults = item.values, []
            elif item.kind == "fault":
                faults.append(item.values)


def truths(made: Plan, kind: str) -> Iterator[Values]:
    """Yield the truths of one kind."""
    for day in days(made):
        yield from (item.values for item in day if isinstance(item, Truth) and item.kind == kind)


@cache
def read_back(seed: int, faults: float) -> list[Sent]:
    """Return the transmissions of a small day, read back."""
    return list(sent(plan(seed=seed, faults=faults)))
