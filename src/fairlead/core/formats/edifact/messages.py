"""One message of EDIFACT: found, and split when somebody asks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import overload

from fairlead.core.formats.edifact.syntax import (
    DEFAULT,
    LEVEL_B,
    NO_GROUP,
    NO_INTERCHANGE,
    NO_RELEASE,
    Group,
    Interchange,
    Segment,
    Syntax,
)
from fairlead.core.formats.edifact.tokens import repetitions, stream, tokenise
from fairlead.core.problems import Problem

__all__ = [
    "DEFAULT",
    "LEVEL_B",
    "NO_RELEASE",
    "Group",
    "Interchange",
    "Message",
    "Segment",
    "Spans",
    "Syntax",
]


@dataclass(slots=True)
class Message:
    """One message, UNH to UNT, found but not yet split; `segments` splits it once.

    ``data`` are the bytes as received, ``offset`` says where they stand in the source, and
    ``problems`` what was found wrong so far, with the envelope or the syntax.
    """

    data: bytes
    offset: int
    interchange: Interchange = NO_INTERCHANGE
    group: Group = NO_GROUP
    reference: str = ""
    type: str = ""  # "PAXLST"
    version: str = ""  # "D:05B", "13:1", "001:000"
    agency: str = ""  # controlling agency, "UN", "IA"
    association: str = ""  # association assigned code, "IATA"
    access: str = ""  # common access reference
    sequence: str = ""  # sequence of transfers: "01"
    transfer: str = ""  # first and last transfer: "C", "F"
    problems: list[Problem] = field(default_factory=list)
    noted: bool = False  # what is wrong with the syntax stands in ``problems`` already
    _segments: list[Segment] | None = None

    @property
    def segments(self) -> list[Segment]:
        """Return the segments, UNH first; they are split when first asked for."""
        if self._segments is None:
            self._segments = tokenise(self)
        return self._segments

    def stream(self) -> Iterator[Segment]:
        """Yield the segments one by one without keeping them: for whoever passes over them once."""
        if self._segments is not None:
            return iter(self._segments)
        return stream(self)

    def raw(self, segment: Segment) -> bytes:
        """Return the bytes of a segment as received."""
        return self.data[segment.start - self.offset : segment.end - self.offset]

    def repeats(self, segment: Segment, element: int) -> Sequence[list[str]]:
        """Split an element at the repetition separator (syntax version 4).

        The tokeniser leaves repetition alone, because real traffic writes the separator into
        names and free text; whoever knows that an element may repeat asks here.
        """
        return repetitions(self.raw(segment), element, self.interchange)


class Spans(Sequence[Segment]):
    """The segments of a message, split only when somebody asks where a value stood."""

    def __init__(self, message: Message) -> None:
        self.message = message

    def __len__(self) -> int:
        return len(self.message.segments)

    @overload
    def __getitem__(self, index: int) -> Segment: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Segment]: ...
    def __getitem__(self, index: int | slice) -> Segment | Sequence[Segment]:
        return self.message.segments[index]
