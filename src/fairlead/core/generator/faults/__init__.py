"""Faults to plant, each with its name, what it does, and the problem code that must tell of it.

A fault changes what a message says before it is written, or ``damages`` its bytes. Where ``code``
is empty nothing is wrong within the message: only whoever compares messages, or waits for one, can
find it. A message gets one fault at most.
"""

from typing import Final

from fairlead.core.generator.chance import Chance
from fairlead.core.generator.faults.kinds import Fault, Hit
from fairlead.core.generator.faults.lists import LISTS
from fairlead.core.generator.faults.records import RECORDS, XML
from fairlead.core.generator.faults.ships import SHIPS
from fairlead.core.generator.faults.wire import ANSWERS, DAMAGED, SENDING
from fairlead.core.generator.truth import Draft

__all__ = ["FAULTS", "Fault", "damage", "plant"]

FAULTS: Final = LISTS + RECORDS + XML + SHIPS + ANSWERS + SENDING + DAMAGED
_EDIFACT: Final = frozenset({"PAXLST", "PNRGOV", "CUSRES"})


def plant(draft: Draft, chance: Chance) -> None:
    """Plant one fault in a message that is not written yet, or choose one for its bytes."""
    edifact = draft.push.format in _EDIFACT
    fitting = [
        each
        for each in FAULTS
        if each.format == draft.push.format or (edifact and each.format == "EDIFACT")
    ]
    first = chance.below(len(fitting)) if fitting else 0
    for fault in fitting[first:] + fitting[:first]:
        if fault.damages:
            draft.damage = fault.kind
            return
        hit = fault.plant(draft, chance)
        if hit is not None:
            _note(draft, fault, hit)
            return


def damage(draft: Draft, chance: Chance) -> None:
    """Plant in the bytes the fault that was chosen for them."""
    fault = next((each for each in FAULTS if each.damages and each.kind == draft.damage), None)
    if fault is not None:
        hit = fault.plant(draft, chance)
        if hit is not None:
            _note(draft, fault, hit)


def _note(draft: Draft, fault: Fault, hit: Hit) -> None:
    codes = [fault.code, *hit.also] if fault.code else [*hit.also]
    draft.problems.update(codes)
    person = draft.told[hit.place].get("person") if 0 <= hit.place < len(draft.told) else None
    draft.faults.append(
        {
            "kind": fault.kind,
            "message": draft.name,
            "code": fault.code or None,
            "also": list(hit.also),
            "segment": fault.segment or None,
            "person": person,
            "what": fault.words,
        }
    )
