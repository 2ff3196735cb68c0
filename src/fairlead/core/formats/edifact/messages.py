"""What the syntax knows of a message: its service characters, its segments, its envelopes.

Offsets count bytes from the start of the source, so that a page can show the raw message with a
segment lit up. A `Segment` is not frozen: thousands are made for one flight, and a frozen one
takes three times as long. Nobody changes one after the tokeniser has made it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import overload

from fairlead.core.problems import Problem

NO_RELEASE = " "


@dataclass(frozen=True, slots=True)
class Syntax:
    """The service characters in force (ISO 9735, service string advice); a space means unused."""

    component: str = ":"
    element: str = "+"
    decimal: str = "."
    release: str = "?"
    repetition: str = " "
    terminator: str = "'"

    def advice(self) -> bytes:
        """Return the service string advice that announces these characters."""
        characters = self.component + self.element + self.decimal + self.release + self.repetition
        return f"UNA{characters}{self.terminator}".encode("latin-1")


DEFAULT = Syntax()
LEVEL_B = Syntax("\x1f", "\x1d", ".", " ", " ", "\x1c")


@dataclass(slots=True)
class Segment:
    """One segment: tag, elements as lists of components, the bytes it takes, its number.

    ``ordinal`` counts from 1 at UNH, as UNT does. ``end`` is past the terminator.
    """

    tag: str
    elements: list[list[str]]
    start: int
    end: int
    ordinal: int

    def at(self, element: int, component: int = 0) -> str:
        """Return one component, counted from zero after the tag; "" when it is not there."""
        try:
            return self.elements[element][component].strip()
        except IndexError:
            return ""


@dataclass(frozen=True, slots=True)
class Interchange:
    """The outer envelope, UNB to UNZ; one without UNB has empty values."""

    syntax: Syntax = DEFAULT
    advice: bytes = b""  # the UNA as it stood
    charset: str = "UNOA"
    syntax_version: str = ""
    sender: str = ""
    recipient: str = ""
    prepared: str = ""  # date and time as sent: YYMMDDHHMM or CCYYMMDDHHMM
    reference: str = ""
    application: str = ""
    test: bool = False
    header: Segment | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """The inner envelope, UNG to UNE."""

    type: str = ""
    sender: str = ""
    recipient: str = ""
    prepared: str = ""
    reference: str = ""
    version: str = ""
    header: Segment | None = None


@dataclass(slots=True)
class Message:
    """One message, UNH to UNT, found but not yet split; `segments` splits it once.

    ``data`` are the bytes as received, ``offset`` says where they stand in the source, and
    ``problems`` what was found wrong so far, with the envelope or the syntax.
    """

    data: bytes
    offset: int
    interchange: Interchange = Interchange()
    group: Group = Group()
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
            from fairlead.core.formats.edifact.tokens import tokenise

            self._segments = tokenise(self)
        return self._segments

    def stream(self) -> Iterator[Segment]:
        """Yield the segments one by one without keeping them: for whoever passes over them once."""
        if self._segments is not None:
            return iter(self._segments)
        from fairlead.core.formats.edifact.tokens import stream

        return stream(self)

    def raw(self, segment: Segment) -> bytes:
        """Return the bytes of a segment as received."""
        return self.data[segment.start - self.offset : segment.end - self.offset]

    def repeats(self, segment: Segment, element: int) -> Sequence[list[str]]:
        """Split an element at the repetition separator (syntax version 4).

        The tokeniser leaves repetition alone, because real traffic writes the separator into
        names and free text; whoever knows that an element may repeat asks here.
        """
        from fairlead.core.formats.edifact.tokens import repetitions

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
