"""What the government sends about records: an acknowledgement of each push, now and then a request.

A push that is good is accepted (ACKRES without an error); one in which a fault was planted that
makes it uncertain is refused with the code of PADIS that public descriptions confirm (118). For
some flights one record is asked for between the pushes (GOVREQ), and the carrier sends it.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from fairlead.core.formats.ackres.write import acknowledge
from fairlead.core.generator.air import GOVERNMENT, envelope, movement_of, push_of_records
from fairlead.core.generator.bookings import Booked
from fairlead.core.generator.trips import Flight
from fairlead.core.generator.truth import Draft, prepared
from fairlead.core.travel import Booking, Locator, Push, Remark

UNABLE: Final = "118"
GRAVE: Final = frozenset({
    *("edifact.unt-missing", "pnrgov.locator-missing", "pnrgov.document-unassigned"),
    *("pnrgov.date", "pnrgov.document-field"),
})  # fmt: skip
EVERY: Final = 4  # one flight in so many is asked about
ASKED: Final = 36  # hours before departure


def acknowledgement(draft: Draft, number: int) -> Draft:
    """Return what the government answers to a push."""
    grave = any(fault["code"] in GRAVE for fault in draft.faults)
    at = draft.sent_at + timedelta(minutes=1)
    push = acknowledge(draft.push, [(UNABLE, "PLEASE CORRECT AND SEND AGAIN")] if grave else [])
    push.version = draft.push.version if ":" in draft.push.version else "13:1"
    push.reference = push.interchange = f"ACK{number}"
    push.prepared = prepared(at)
    said = [{"reference": push.access, "code": answer.code} for answer in push.answers]
    name = f"{draft.name.replace('/pnr', '/ackres')}"
    return Draft(name, push, at, GOVERNMENT, draft.sender, draft.movement, [*said])


def requests(flight: Flight, bookings: list[Booked]) -> Iterator[Draft]:
    """Yield a request for one record of a flight, and the record that the carrier sends."""
    at = flight.departs - timedelta(hours=ASKED)
    standing = [one for one in bookings if one.is_in(at)]
    xml = flight.carrier.pnr == "xml"
    if xml or not standing or (flight.line.index + flight.day.toordinal()) % EVERY:
        return
    booking = standing[len(standing) // 2]
    push = Push("GOVREQ", flight.carrier.pnr, function="43")
    envelope(push, GOVERNMENT, at, f"{flight.day:%y%m%d}{flight.number}Q")
    push.recipient = flight.carrier.code
    push.movement = movement_of(flight)
    push.movement.legs[0].arrives = ""
    push.remarks = [Remark("ORG", "UTO")]
    locator = Locator(flight.carrier.code, booking.locator)
    push.bookings = [Booking(locator=booking.locator, locators=[locator])]
    yield Draft(
        f"{flight.name}/govreq", push, at, GOVERNMENT, flight.carrier.code, flight.name, [],
        Counter(),
    )  # fmt: skip
    yield push_of_records(flight, ASKED, at + timedelta(minutes=9), [booking], name="asked")
