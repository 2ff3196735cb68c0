"""Lists side by side, and each list as it changes: what is asked is always a shelf.

A list on the shelf has one or more parts: the index it was built as, and small ones for what
changed since. An entry that was changed or removed is struck out in the older part. Since the
score of an entry depends on that entry alone, a list in parts gives the same hits as a list built
anew, and the hits of a change are found by asking its part.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from fairlead.core.screening.calibration import Lines
from fairlead.core.screening.index import ListIndex, build, content_digest
from fairlead.core.screening.reading import Entity


@dataclass(frozen=True)
class Part:
    """An index, which of its entries still stand, and the lines of its list if it has its own."""

    index: ListIndex
    stands: NDArray[np.bool_]
    lines: Lines | None = None

    def without(self, ids: Iterable[str]) -> "Part":
        """Strike out entries."""
        numbers = [self.index.numbers[one] for one in ids if one in self.index.numbers]
        if not numbers:
            return self
        stands = self.stands.copy()
        stands[numbers] = False
        return replace(self, stands=stands)


@dataclass(frozen=True)
class Shelf:
    """The lists that are asked together, in parts."""

    parts: tuple[Part, ...] = ()

    def put(self, index: ListIndex, lines: Lines | None = None) -> "Shelf":
        """Put a list on the shelf, in the place of the one with the same label."""
        kept = tuple(part for part in self.parts if part.index.label != index.label)
        return Shelf((*kept, Part(index, np.ones(len(index.roll.ids), np.bool_), lines)))

    def change(
        self, label: str, *, put: Iterable[Entity] = (), remove: Iterable[str] = ()
    ) -> "Shelf":
        """Add or change entries of a list, and remove others."""
        oldest = self.parts_of(label)[0]
        first = oldest.index
        new = list(put)
        gone = {entity.id for entity in new} | set(remove)
        parts = tuple(
            part.without(gone) if part.index.label == label else part for part in self.parts
        )
        if not new:
            return Shelf(parts)
        index = build(label, new, first.weights, first.counted)
        return Shelf((*parts, Part(index, np.ones(len(index.roll.ids), np.bool_), oldest.lines)))

    def parts_of(self, label: str) -> tuple[Part, ...]:
        """Return the parts of one list."""
        found = tuple(part for part in self.parts if part.index.label == label)
        if not found:
            raise KeyError(label)
        return found

    def digest(self, label: str) -> str:
        """Return the digest of a list's content; the same in parts as in one piece."""
        return content_digest(
            part.index.digests[number].tobytes()
            for part in self.parts_of(label)
            for number in np.flatnonzero(part.stands).tolist()
        )
