"""Where a reader stands in a message: which record, traveller, ticket and flight are open."""

from collections.abc import Callable
from dataclasses import dataclass, field

from fairlead.core.formats.edifact import Message, Segment
from fairlead.core.formats.faults import problem
from fairlead.core.formats.pnrgov.faults import FAULTS
from fairlead.core.formats.pnrgov.messages import (
    Boarding,
    Fares,
    Flight,
    Paid,
    Reservation,
    Service,
    Traveller,
)
from fairlead.core.travel import Change, Push

# Appended to lists of elements and components, so that what is not there reads as empty.
NONE = [""] * 12
EMPTY: list[list[str]] = [[""]] * 12


@dataclass(slots=True)
class Pending:
    """A service that belongs to a person, until the whole record is read."""

    service: Service
    under: Traveller | None  # the traveller in whose group it stands


@dataclass(slots=True)
class State:
    """What is open. A handler takes the state and one segment, and changes what is open."""

    message: Message
    push: Push
    version: str = ""
    day: str = ""  # of the flight reported: against it years of two digits are read
    booking: Reservation | None = None
    traveller: Traveller | None = None
    ticket: Fares | None = None
    payment: Paid | None = None
    flight: Flight | None = None
    check_in: Boarding | None = None
    moment: tuple[str, str] = ("", "")  # kind and time of the open check-in
    agent: str = ""
    author: tuple[str, str] = ("", "")  # who and when, of the open history
    change: Change | None = None
    pending: list[Pending] = field(default_factory=list)
    checked_in: list[tuple[Boarding, Flight | None]] = field(default_factory=list)
    resumed: bool = False  # travellers stand behind what they should stand before
    declared: str = ""  # how many records
    declared_at: Segment | int = 0
    recent: list[Segment] = field(default_factory=list)  # the segments of the open record

    def fault(self, code: str, segment: Segment | int, **facts: object) -> None:
        """Note what is wrong, with the place of its segment."""
        found = self._at(segment) if isinstance(segment, int) else segment
        self.push.problems.append(
            problem(
                FAULTS,
                f"pnrgov.{code}",
                offset=found.start,
                segment=found.tag,
                ordinal=found.ordinal,
                raw=self.message.raw(found),
                **facts,
            )
        )

    def _at(self, ordinal: int) -> Segment:
        """Find a segment by its number, first among those of the open record."""
        recent = self.recent
        if recent and recent[0].ordinal <= ordinal <= recent[-1].ordinal:
            return recent[ordinal - recent[0].ordinal]
        segments = self.message.segments
        if 0 < ordinal <= len(segments):
            return segments[ordinal - 1]
        start = self.message.offset
        return Segment("", [], start, start, 0)

    def record(self) -> Reservation:
        """Return the open record; one is begun where its beginning was left out."""
        if self.booking is None:
            self.booking = Reservation()
            self.push.bookings.append(self.booking)
        return self.booking


Handler = Callable[[State, Segment], None]
