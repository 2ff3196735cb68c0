"""What a fault is, and whom it strikes."""

from collections.abc import Callable
from copy import copy
from dataclasses import dataclass
from typing import NamedTuple

from fairlead.core.generator.chance import Chance
from fairlead.core.generator.truth import Draft, Values
from fairlead.core.travel import Party


class Hit(NamedTuple):
    """Whom a fault struck, by place among the persons (-1: nobody), and what else is told of it."""

    place: int = -1
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fault:
    """One kind: in which format, what tells of it in which segment, and how it is planted.

    ``format`` is that of the message; ``EDIFACT`` is any that travels so. A fault that ``damages``
    is planted in the bytes, any other in what the message says before it is written.
    """

    kind: str
    format: str
    code: str
    segment: str
    words: str
    plant: Callable[[Draft, Chance], Hit | None]
    damages: bool = False


def somebody(
    draft: Draft, chance: Chance, wanted: Callable[[Party], object]
) -> tuple[int, Party, Values] | None:
    """Choose somebody on a list of whom it is true."""
    places = [place for place, person in enumerate(draft.push.persons) if wanted(person)]
    if not places or draft.push.function.startswith("266"):
        return None
    place = chance.pick(places)
    return place, draft.push.persons[place], draft.told[place]


def own_document(person: Party, name: str, value: str) -> None:
    """Change a value of the first document of a person, and of nobody who shares it."""
    changed = copy(person.documents[0])
    setattr(changed, name, value)
    person.documents = [changed, *person.documents[1:]]
