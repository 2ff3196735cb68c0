"""Where a reader stands in a message: which record, traveller, ticket and flight are open."""

from collections.abc import Callable
from dataclasses import dataclass, field

from fairlead.core.formats.edifact import Message, Segment
from fairlead.core.formats.faults import problem
from fairlead.core.formats.pnrgov.faults import FAULTS
from fairlead.core.formats.pnrgov.messages import (
    CheckIn,
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
    check_in: CheckIn | None = None
    moment: tuple[str, str] = ("", "")  # kind and time of the open check-in
    agent: str = ""
    author: tuple[str, str] = ("", "")  # who and when, of the open history
    change: Change | None = None
    pending: list[Pending] = field(default_factory=list)
    checked_in: list[tuple[CheckIn, Flight | None]] = field(default_factory=list)
    declared: str = ""

    def fault(self, code: str, segment: Segment | int, **facts: object) -> None:
        """Note what is wrong, with the place of its segment."""
        if isinstance(segment, int):
            segments = self.message.segments
            found = segments[segment - 1] if 0 < segment <= len(segments) else None
        else:
            found = segment
        if found is None:
            offset = self.message.offset
            self.push.problems.append(problem(FAULTS, f"pnrgov.{code}", offset=offset, **facts))
            return
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

    def record(self) -> Reservation:
        """The open record; one is begun where its beginning was left out."""
        if self.booking is None:
            self.booking = Reservation()
            self.push.bookings.append(self.booking)
        return self.booking


Handler = Callable[[State, Segment], None]
