"""What ISO 9735 makes messages of: service characters, segments, envelopes.

Offsets count bytes from the start of the source, so that a page can show the raw message with a
segment lit up. A `Segment` is not frozen: thousands are made for one flight, and a frozen one
takes three times as long. Nobody changes one after the tokeniser has made it.
"""

from dataclasses import dataclass

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


NO_INTERCHANGE = Interchange()
NO_GROUP = Group()
