"""Level 0 and group 1: the message, and what is said of a whole record."""

from functools import lru_cache

from fairlead.core.formats.airimp import dates
from fairlead.core.formats.airimp.contacts import read_contact
from fairlead.core.formats.edifact import Segment
from fairlead.core.formats.pnrgov import grammar
from fairlead.core.formats.pnrgov.messages import (
    Dated,
    Excess,
    Office,
    Reservation,
    Service,
)
from fairlead.core.formats.pnrgov.state import EMPTY, NONE, Handler, Pending, State
from fairlead.core.travel import Address, Contact, Leg, Locator, Movement, Remark

PERSONAL = frozenset(("DOCS", "DOCO", "DOCA", "INFT"))
CONTACT_KINDS = {"telephone": "phone", "home": "phone", "business": "phone", "agency": "phone"}
ADDRESS_KINDS = {"700": "contact", "702": "billing", "M": "mobile", "H": "home", "E": "email"}
FEWEST_DIGITS = 6  # of a telephone number
TEXT_IN_ONE = 9  # components of an SSR when its text is not divided
SPAN = ("from day", "from time", "to day", "to time")
Span = tuple[str, str, tuple[tuple[str, dict[str, str]], ...]]  # departure, arrival, faults


# ------------------------------------------------------------------ level 0


def message_function(state: State, segment: Segment) -> None:
    """MSG: what the message does."""
    code = segment.at(0, 1) or segment.at(0)
    state.push.function = code
    state.push.meaning = grammar.FUNCTIONS.get(code, "")


def sender(state: State, segment: Segment) -> None:
    """ORG at level 0: whose system sends it."""
    place = segment.at(0, 1)
    if place:
        state.push.remarks.append(Remark("ORG", place, segment.at(0), "", segment.ordinal))


def reported_flight(state: State, segment: Segment) -> None:
    """TVL at level 0: the flight that is reported, whichever the travellers booked."""
    elements = segment.elements + EMPTY
    departs, arrives = travel_times(state, segment, elements[0])
    leg = Leg(
        origin=elements[1][0].strip(),
        destination=elements[2][0].strip(),
        departs=departs,
        arrives=arrives,
        carrier=elements[3][0].strip(),
        number=elements[4][0].strip(),
        suffix=(elements[4] + NONE)[1].strip(),
        segment=segment.ordinal,
    )
    missing = [
        name
        for name, value in (
            ("departure", departs),
            ("origin", leg.origin),
            ("destination", leg.destination),
            ("carrier", leg.carrier),
            ("number", leg.number),
        )
        if not value
    ]
    if missing:
        state.fault("flight", segment, missing=", ".join(missing))
    state.day = departs[:10] or state.day
    state.push.movement = Movement(
        "air", leg.carrier, leg.number, leg.suffix, legs=[leg], segment=segment.ordinal
    )


def travel_times(state: State, segment: Segment, parts: list[str]) -> tuple[str, str]:
    """Read departure and arrival, and say what is wrong with them."""
    departs, arrives, faults = _span(*(parts if len(parts) == len(SPAN) else (parts + NONE)[:4]))
    for code, facts in faults:
        state.fault(code, segment, **facts)
    return departs, arrives


@lru_cache(maxsize=1 << 12)
def _span(from_day: str, from_time: str, to_day: str, to_time: str) -> Span:
    """Read departure and arrival; an arrival without date is on the day of departure.

    >>> _span("010630", "0900", "", "1130")
    ('2030-06-01T09:00', '2030-06-01T11:30', ())
    """
    faults: list[tuple[str, dict[str, str]]] = []
    from_day, from_time = from_day.strip(), from_time.strip()
    to_day, to_time = to_day.strip(), to_time.strip()
    if len(to_day) == len("hhmm") and not to_time:
        faults.append(("time-moved", {}))
        to_day, to_time = "", to_day
    departs = dates.moment(from_day, from_time)
    if (from_day and not departs) or (from_time and not dates.clock(from_time)):
        faults.append(("date", {"value": f"{from_day}:{from_time}"}))
    arrives = dates.moment(to_day, to_time)
    if to_time and not to_day:
        at = dates.clock(to_time)
        arrives = f"{departs[:10]}T{at}" if departs and at else ""
        if arrives and arrives < departs:
            faults.append(("arrival-date", {}))
            arrives = f"T{at}"
    if (to_day and not dates.day(to_day)) or (to_time and not dates.clock(to_time)):
        faults.append(("date", {"value": f"{to_day}:{to_time}"}))
    return departs, arrives, tuple(faults)


def declared_count(state: State, segment: Segment) -> None:
    """EQN at level 0: how many records."""
    state.declared, state.declared_at = segment.at(0), segment


# ------------------------------------------------------------------ group 1


def begin_record(state: State, segment: Segment) -> None:
    """SRC: the next record begins."""
    state.booking = booking = Reservation(segment=segment.ordinal)
    state.push.bookings.append(booking)
    state.traveller = state.ticket = state.payment = None
    state.flight = state.check_in = state.change = None
    state.agent, state.author, state.resumed = "", ("", ""), False


def locators(state: State, segment: Segment) -> None:
    """RCI in group 1: the locators; the first is that of the sender."""
    booking = state.record()
    for parts in segment.elements:
        carrier, value, kind, day, time = (parts if len(parts) > 4 else parts + NONE)[:5]  # noqa: PLR2004
        if len(kind) == 6 and dates.day(kind):  # noqa: PLR2004 - ddmmyy
            state.fault("locator-date", segment)
            day, time = kind, day
        if carrier or value:
            created = dates.moment(day, time)
            booking.locators.append(
                Locator(carrier.strip(), value.strip(), created, segment.ordinal)
            )
            booking.created = booking.created or created
    if booking.locators and not booking.locator:
        booking.locator = booking.locators[0].value
        booking.elsewhere["locator"] = booking.elsewhere["created"] = segment.ordinal


def service(state: State, segment: Segment, group: str) -> Service:
    """Read an SSR; what belongs to a person waits until all persons are known."""
    elements = segment.elements
    head = elements[0] if elements else NONE
    if len(head) != TEXT_IN_ONE:
        head = [*(head + NONE)[:8], "".join(head[8:])]
    code, status, quantity, carrier, _, _, origin, destination, text = head
    details = elements[1:]
    named = [each for parts in details if len(parts) > 2 and (each := parts[2].strip())]  # noqa: PLR2004
    found = Service(
        *(code.strip(), text, carrier.strip(), status.strip(), segment.ordinal, quantity),
        *(origin.strip(), destination.strip(), details, tuple(named), group),
    )
    (state.booking or state.record()).services.append(found)
    return found


def record_service(state: State, segment: Segment) -> None:
    """SSR in group 1: for all flights; for the travellers that it names, or all."""
    found = service(state, segment, "GR1")
    if found.code in PERSONAL or found.travellers:
        state.pending.append(Pending(found, None))
    else:
        state.record().remarks.append(found)
        contact = read_contact(found.text, found.code)
        if contact:
            _add_contact(state.record().contacts, contact.kind, contact.value, segment)


def record_dates(state: State, segment: Segment) -> None:
    """DAT in group 1."""
    booking = state.record()
    for found in dated(state, segment):
        booking.dates.append(found)
        if found.kind == "700":
            booking.changed = found.at


def dated(state: State, segment: Segment) -> list[Dated]:
    """Read every moment of a DAT."""
    found = []
    for parts in segment.elements:
        kind, day, time = parts if len(parts) == 3 else (parts + NONE)[:3]  # noqa: PLR2004
        at = dates.moment(day, time)
        if day and not at:
            state.fault("date", segment, value=f"{day}:{time}")
        found.append(Dated(kind, at, segment.ordinal))
    return found


def record_text(state: State, segment: Segment) -> None:
    """IFT in group 1: remarks and other service information on the whole record."""
    booking = state.record()
    remark = free_text(segment)
    booking.remarks.append(remark)
    contact = read_contact(remark.text) if "CTC" in remark.text else None
    if contact:
        _add_contact(booking.contacts, contact.kind, contact.value, segment)


def free_text(segment: Segment) -> Remark:
    """Read an IFT: its qualifiers, and its text in one piece."""
    elements = segment.elements
    head = elements[0] if elements else NONE
    if len(head) < 4:  # noqa: PLR2004
        head = head + NONE
    if len(elements) == 2 and len(elements[1]) == 1:  # noqa: PLR2004 - by far the commonest
        text = elements[1][0]
    else:
        text = " ".join([part for parts in elements[1:] for part in parts if part])
    kind = f"{head[0]}:{head[1]}" if head[0] and head[1] else head[0] or head[1]
    return Remark(kind, text, head[3], "", segment.ordinal)


def _add_contact(contacts: list[Contact], kind: str, value: str, segment: Segment) -> None:
    contacts.append(Contact(CONTACT_KINDS.get(kind, kind), value, "", segment.ordinal))


def record_reference(state: State, segment: Segment) -> None:
    """REF in group 1."""
    state.record().references += [value for parts in segment.elements if (value := parts[-1])]


def booked_by(state: State, segment: Segment) -> None:
    """ORG in group 1: who booked; empty when the record was cancelled or not found."""
    booking = state.record()
    office = read_office(segment)
    booking.office = office
    booking.agency = office.agency
    booking.agency_code = office.office
    booking.elsewhere["agency"] = booking.elsewhere["agency_code"] = segment.ordinal


def read_office(segment: Segment) -> Office:
    """Read an ORG."""
    at = segment.at
    return Office(
        *(at(0), at(0, 1), at(1), at(1, 1), at(2), at(3), at(4)),
        *(at(5), at(5, 1), at(6), segment.ordinal),
    )


def record_address(state: State, segment: Segment) -> None:
    """ADD in group 1."""
    booking = state.record()
    address(segment, booking.addresses, booking.contacts, booking.remarks)


def address(
    segment: Segment, addresses: list[Address], contacts: list[Contact], remarks: list[Remark]
) -> None:
    """Read every address of an ADD, and the telephone or e-mail that stands in its text."""
    for parts in segment.elements[1:]:
        whole = parts if len(parts) > 6 else parts + NONE  # noqa: PLR2004
        kind, street, city, code, region, country, postcode, *rest = whole
        if street or city or country or postcode or code or region:
            addresses.append(
                Address(
                    ADDRESS_KINDS.get(kind, kind),
                    *(street, city, region or code, postcode, country, segment.ordinal),
                )
            )
        text = "".join(rest).strip()
        if text:
            _reach(kind, text, segment, contacts, remarks)


def _reach(
    kind: str, text: str, segment: Segment, contacts: list[Contact], remarks: list[Remark]
) -> None:
    contact = read_contact(text)
    if contact:
        _add_contact(contacts, contact.kind, contact.value, segment)
    elif kind == "E" or "@" in text or "//" in text:
        _add_contact(contacts, "email", text.replace("//", "@", 1), segment)
    elif sum(map(str.isdigit, text)) >= FEWEST_DIGITS:
        _add_contact(contacts, "mobile" if kind == "M" else "phone", text, segment)
    else:
        remarks.append(Remark("ADD", text, "", "", segment.ordinal))


def record_excess(state: State, segment: Segment) -> None:
    """EBD in group 1."""
    state.record().excess.append(read_excess(segment))


def read_excess(segment: Segment) -> Excess:
    """Read an EBD."""
    at = segment.at
    return Excess(at(1), at(1, 2), at(0, 1), at(0), segment.ordinal)


HANDLERS: dict[tuple[str, str], Handler] = {
    ("GR0", "MSG"): message_function,
    ("GR0", "ORG"): sender,
    ("GR0", "TVL"): reported_flight,
    ("GR0", "EQN"): declared_count,
    ("GR1", "SRC"): begin_record,
    ("GR1", "RCI"): locators,
    ("GR1", "SSR"): record_service,
    ("GR1", "DAT"): record_dates,
    ("GR1", "IFT"): record_text,
    ("GR1", "REF"): record_reference,
    ("GR1", "ORG"): booked_by,
    ("GR1", "ADD"): record_address,
    ("GR1", "EBD"): record_excess,
}
