"""Messages that come in parts: 01 with C, then 02, 03, … and the last with F (S010)."""

from collections.abc import Iterator
from itertools import pairwise

from fairlead.core.formats.edifact.grammar import FAULTS
from fairlead.core.formats.edifact.messages import Message
from fairlead.core.formats.faults import problem
from fairlead.core.problems import Problem

MOST = 10_000  # sequences that are followed at once


class Sequences:
    """Notes the parts of each sequence, and says at the end which did not come."""

    def __init__(self) -> None:
        self._parts: dict[tuple[str, str, str], set[int]] = {}
        self._last: dict[tuple[str, str, str], int] = {}

    def note(self, message: Message) -> None:
        number = message.sequence
        if not (message.access and number.isdecimal() and len(number) < 5):  # noqa: PLR2004
            return
        key = (message.interchange.sender, message.type, message.access)
        if key not in self._parts and len(self._parts) >= MOST:
            return
        self._parts.setdefault(key, set()).add(int(number))
        if message.transfer.upper() == "F":
            self._last[key] = int(number)
        elif message.transfer.upper() == "C":
            self._last.setdefault(key, 0)

    def missing(self) -> Iterator[Problem]:
        """Yield what is missing, for sequences that say where they begin or end."""
        for key, last in self._last.items():
            parts = self._parts[key]
            for gap in _gaps(sorted(parts), last or max(parts)):
                yield problem(FAULTS, "edifact.part-missing", part=gap, access=key[2])
            if not last:
                yield problem(FAULTS, "edifact.part-last", access=key[2])


def _gaps(parts: list[int], last: int) -> Iterator[str]:
    """Name the parts that are missing before the last one, those in a row together.

    >>> list(_gaps([2, 5, 9], 9))
    ['1', '3 to 4', '6 to 8']
    """
    for before, after in pairwise([0, *(part for part in parts if part < last), last]):
        first, end = before + 1, after - 1
        if first <= end:
            yield str(first) if first == end else f"{first} to {end}"
