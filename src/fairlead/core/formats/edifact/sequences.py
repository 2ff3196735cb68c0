"""Messages that come in parts: 01 with C, then 02, 03, … and the last with F (S010)."""

from collections.abc import Iterator

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
            for part in range(1, last or max(parts)):
                if part not in parts:
                    yield problem(FAULTS, "edifact.part-missing", part=part, access=key[2])
            if not last:
                yield problem(FAULTS, "edifact.part-last", access=key[2])
