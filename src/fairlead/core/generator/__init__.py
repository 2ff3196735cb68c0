"""Invented national days of travel, for demonstration, load, exercise and training.

What comes out is what carriers and ships would send to the State of Utopia (UTO) on a day, in all
formats of `core.formats`, and beside it the truth: who travelled, with which documents, which
message names whom, which faults were planted and what must tell of each. Nobody in it exists, and
nothing in it can be anybody's (`people` says why); carriers and ships are invented too (`world`).

**The interface**::

    for day in days(Plan(seed=7, day=date(2026, 3, 1), flights=40, ships=2, faults=0.02)):
        for item in day:                # a Truth or a Transmission, one after the other
            ...
        for sent in day.transmissions():    # Transmission(name, format, sent_at, sender, receiver,
            ...                             #              content)

- The same plan gives the same bytes, on every machine and version of Python (`chance`).
- Nothing is kept: a day streams flight by flight, in flat memory, however long it is.
- People come back: a party that flies out flies home on its day, under the same locator; whoever
  travels often is met again within days; everybody has the same documents each time (`trips`).

How it is made, from the bottom up: `chance` (draws), `world`, `names`, `people` (households),
`trips` (who is on which flight), `bookings` (what happens to a booking), `records` (the booking as
a passenger name record), `air`, `dialogues`, `exchange`, `sea` (messages), `faults`, `days`.

>>> from datetime import date
>>> plan = Plan(day=date(2026, 3, 1), flights=1, ships=0, seats=20, formats=frozenset({"api"}))
>>> (day,) = days(plan)
>>> [(sent.name, sent.format) for sent in day.transmissions()]
[('U0102-2026-03-01/api.edi', 'PAXLST')]
"""

from fairlead.core.generator.days import Day, days
from fairlead.core.generator.faults import FAULTS, Fault
from fairlead.core.generator.plan import FORMATS, Plan, plan_of
from fairlead.core.generator.truth import Transmission, Truth

__all__ = [
    "FAULTS",
    "FORMATS",
    "Day",
    "Fault",
    "Plan",
    "Transmission",
    "Truth",
    "days",
    "plan_of",
]
