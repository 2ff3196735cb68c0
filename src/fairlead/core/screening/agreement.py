"""People found by their facts alone: born on the same day, and the facts together say enough.

A name that the list does not know cannot be found by name. Where the day of birth is known on
both sides and the other facts do not speak against it, the pair is compared whatever its names.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fairlead.core.screening.attributes import Column
from fairlead.core.screening.deletions import spans

Entities = NDArray[np.int64]
_DAY = 0x1F


@dataclass(frozen=True)
class Calendar:
    """Days of birth, sorted, and who was born on each; dates without a day are not in it."""

    days: NDArray[np.int32]
    born: Entities

    def find(self, asked: "Calendar") -> tuple[Entities, Entities]:
        """Pairs of entities that have a day of birth in common."""
        low = np.searchsorted(self.days, asked.days, "left")
        high = np.searchsorted(self.days, asked.days, "right")
        owner, place = spans(low, high)
        return asked.born[owner], self.born[place]


def calendar(births: Column) -> Calendar:
    """Return the days of a column of births."""
    owners = np.repeat(np.arange(len(births.starts) - 1), np.diff(births.starts))
    known = np.flatnonzero(births.values & _DAY)
    order = known[np.argsort(births.values[known], kind="stable")]
    return Calendar(births.values[order], owners[order])


def names_between(
    left: Entities, right: Entities, asked: Entities, listed: Entities
) -> tuple[Entities, Entities]:
    """Every name of the one entity with every name of the other, for pairs of entities.

    ``asked`` and ``listed`` say, name by name, whose it is; both rise.
    """
    pair, one = spans(np.searchsorted(asked, left, "left"), np.searchsorted(asked, left, "right"))
    entity = right[pair]
    owner, other = spans(
        np.searchsorted(listed, entity, "left"), np.searchsorted(listed, entity, "right")
    )
    return one[owner], other
