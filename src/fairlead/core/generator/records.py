"""A booking → the passenger name record of a push, and what a reader reads in it."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from fairlead.core.formats.pnrgov.composing import docs
from fairlead.core.formats.pnrgov.messages import (
    Amount,
    Boarding,
    Dated,
    Fares,
    Office,
    Paid,
    Reservation,
    Service,
    Traveller,
)
from fairlead.core.formats.pnrgov.messages import Flight as Leg
from fairlead.core.generator.bookings import Booked, Member, given_as_sent
from fairlead.core.generator.trips import Flight
from fairlead.core.generator.truth import Values
from fairlead.core.travel import (
    Address,
    Bag,
    Change,
    Contact,
    Document,
    Locator,
    Membership,
)

DAY: Final = len("2026-03-01")
MINUTE: Final = len("2026-03-01T09:30")


def record(booking: Booked, hours: int, at: datetime) -> Reservation:
    """Make the record as it stands at a push, ``hours`` before departure."""
    trip, carrier = booking.trip, booking.flight.carrier
    created = trip.booked.isoformat()[:MINUTE]
    household = trip.party
    made = Reservation(
        locator=booking.locator,
        locators=[Locator(carrier.code, booking.locator, created)],
        created=created,
    )
    made.dates = [Dated("700", _last_change(booking, at).isoformat()[:MINUTE], 0)]
    made.office = Office(
        carrier.code,
        booking.flight.origin.code,
        booking.agency,
        "",
        "UTA" if booking.agency else "NYC",
        "",
        "T" if booking.agency else "A",
        carrier.state[:2],
        "",
        "",
        0,
    )
    if booking.contact_from >= hours:
        made.contacts = [Contact("mobile", household.phone), Contact("email", household.email)]
        made.addresses = [
            Address("contact", household.street, household.city, "", "1000", household.first.state)
        ]
    made.split = [Locator(carrier.code, one) for one in booking.split]
    made.persons = [_traveller(booking, one, hours) for one in booking.members]
    made.itinerary = list(_itinerary(booking, hours))
    made.history = [
        Change("text", "", "", f"{when.strftime('%d%m%y%H%M')}Z {carrier.code} {what}")
        for when, what in booking.changes
        if when <= at
    ]
    return made


def _last_change(booking: Booked, at: datetime) -> datetime:
    return max(when for when, _what in booking.changes if when <= at)


# ---------------------------------------------------------------- travellers


def _traveller(booking: Booked, member: Member, hours: int) -> Traveller:
    person, trip = member.person, booking.trip
    made = Traveller(
        role=member.role,
        surname=member.surname(hours),
        given=given_as_sent(member, booking.flight.carrier.titles),
        reference=member.reference,
        locator=booking.locator,
        infant=member.infant,
        infant_indicator="1" if member.baby else "",
    )
    guardian = member.guardian
    if guardian is not None:
        made.guardian = guardian.reference
        made.implied = "INFT" if booking.form == "implied" else ""
    if member.is_documented(hours) and not (member.infant and booking.form == "adult"):
        made.documents = [document(member)]
    if member.member_number and not member.infant:
        carrier = booking.flight.carrier.code
        made.memberships = [Membership(carrier, member.member_number, "GOLD")]
    if not member.infant:
        made.tickets = [_ticket(booking, member)]
    made.services = list(_services(booking, member, hours))
    if member.role == "C" and trip.party.kind == "minor":
        made.services.append(
            _service("UMNR", f"UM{person.age(booking.flight.local[0]):02}", member)
        )
    return made


def document(member: Member) -> Document:
    """Return the document as SSR DOCS has it."""
    person, passport = member.person, member.passport
    return Document(
        type=passport.type,
        number=passport.number,
        issuer=passport.issuer,
        expiry=passport.expiry,
        surname=person.surname,
        given=person.given,
        sex=person.sex,
        birth_date=person.birth,
        nationality=person.state,
        infant=member.infant,
    )


def _services(booking: Booked, member: Member, hours: int) -> "list[Service]":
    found: list[Service] = []
    if member.sensitive:
        found.append(_service(member.sensitive, "", member))
    if member.visa and member.is_documented(hours):
        state = booking.flight.destination.state
        text = f"//V/{member.visa}/{booking.flight.destination.code}/01JAN25/{state}"
        found.append(_service("DOCO", text, member))
    baby = member.baby
    if baby is not None:
        name = f"{baby.person.surname}/{baby.person.given}"
        birth = datetime.fromisoformat(baby.person.birth)
        born = f"{birth.day:02}{_MONTHS[birth.month - 1]}{birth.year % 100:02}"
        found.append(_service("INFT", f"{name} {born}", member))
        if booking.form == "adult" and baby.is_documented(hours):
            text = docs(document(baby), "")[1][0][8]
            found.append(_service("DOCS", text, member))
    return found


_MONTHS: Final = (
    *("JAN", "FEB", "MAR", "APR", "MAY", "JUN"),
    *("JUL", "AUG", "SEP", "OCT", "NOV", "DEC"),
)


def _service(code: str, text: str, member: Member) -> Service:
    return Service(
        code,
        text,
        "",
        "HK",
        quantity="1",
        details=[["", "", member.reference]],
        travellers=(member.reference,),
        group="GR2",
    )


def _ticket(booking: Booked, member: Member) -> Fares:
    trip = booking.trip
    fare = 90 + trip.number % 410 + booking.flight.line.away.minutes
    tax = 20 + trip.number % 60
    kind = "CC" if trip.number % 10 else "CA"
    paid = Paid(kind, f"{fare + tax}.00", "", "", "", "")
    if kind == "CC":
        paid = Paid(kind, f"{fare + tax}.00", "", "VI", trip.party.card, "0629")
    return Fares(
        number=member.ticket,
        type="",
        amounts=[Amount("B", f"{fare}.00", "EUR", 0), Amount("T", f"{fare + tax}.00", "EUR", 0)],
        taxes=[Amount("UT", f"{tax}.00", "EUR", 0)],
        issued_at=trip.booked.isoformat()[:DAY],
        issued_by=booking.flight.carrier.code,
        issued_in=booking.flight.origin.code,
        payments=[paid],
    )


# ---------------------------------------------------------------- itinerary


def _itinerary(booking: Booked, hours: int) -> Iterator[Leg]:
    for flight in booking.trip.flights():
        leg = _leg(booking, flight, hours)
        onward = _onward(booking, flight, leg.quantity) if booking.beyond else None
        if onward and flight.direction == 1:
            yield onward
        yield leg
        if onward and flight.direction == 0:
            yield onward


def _leg(booking: Booked, flight: Flight, hours: int) -> Leg:
    departs, arrives = flight.local
    carrier, line = flight.carrier.code, flight.line
    made = Leg(
        origin=flight.origin.code,
        destination=flight.destination.code,
        departs=departs,
        arrives=arrives,
        carrier=carrier,
        number=flight.number,
        booking_class=booking.class_,
        status="HK",
        equipment=line.aircraft.code,
    )
    if booking.shared:
        made.carrier, made.operating_carrier = line.partner, carrier
        made.number, made.operating_number = f"4{int(flight.number):03}", flight.number
    seated = [one for one in booking.members if not one.infant]
    made.quantity = str(len(seated))
    if flight.name == booking.flight.name:
        if booking.seated >= hours:
            made.services = [_seats(made, seated)]
        if hours <= _CHECK_IN and booking.status == "flown":
            made.check_ins = _check_ins(booking, seated, hours)
    return made


_CHECK_IN: Final = 24


def _seats(leg: Leg, seated: list[Member]) -> Service:
    return Service(
        "SEAT",
        "",
        leg.carrier,
        "HK",
        quantity=str(len(seated)),
        origin=leg.origin,
        destination=leg.destination,
        details=[[one.seat, "", one.reference] for one in seated],
        travellers=tuple(one.reference for one in seated),
        group="GR5",
    )


def _check_ins(booking: Booked, seated: list[Member], hours: int) -> list[Boarding]:
    at = booking.checked_in
    if at > booking.flight.departs - timedelta(hours=hours):
        return []
    local = (at + timedelta(hours=booking.flight.origin.offset)).isoformat()[:MINUTE]
    found = []
    for member in seated:
        bags = []
        if member.bags:
            weight = str(member.weight)
            bags.append(Bag("", str(member.bags), weight, "kg", "", "", "HP"))
            tag = f"{1_000_000 + (booking.trip.number * 16 + int(member.reference)) % 8_999_999}"
            bags.append(
                Bag(
                    *(f"0{tag}", str(member.bags), "", ""),
                    *(booking.flight.carrier.code, booking.flight.destination.code, "HP"),
                )
            )
        boarding = Boarding(member.reference, str(member.sequence), local, "2", member.seat, "Y")
        boarding.bags = bags
        found.append(boarding)
    return found


def _onward(booking: Booked, flight: Flight, quantity: str) -> Leg:
    """Make the flight beyond the hub: behind the way out of Utopia, before the way there."""
    departs, arrives = (datetime.fromisoformat(time) for time in flight.local)
    made = Leg(status="HK", carrier=flight.carrier.code, booking_class=booking.class_)
    made.quantity, made.number = quantity, str(700 + flight.line.index % 90)
    if flight.direction == 0:
        leaves = arrives + timedelta(minutes=95)
        made.origin, made.destination = flight.destination.code, booking.beyond
    else:
        leaves = departs - timedelta(minutes=215)
        made.origin, made.destination = booking.beyond, flight.origin.code
    made.departs = leaves.isoformat()[:MINUTE]
    made.arrives = (leaves + timedelta(minutes=120)).isoformat()[:MINUTE]
    return made


# ---------------------------------------------------------------- what a reader reads


def told(booking: Booked, hours: int) -> list[Values]:
    """Say whom the record names, in the order in which it names them."""
    titles = booking.flight.carrier.titles
    found = []
    for one in booking.members:
        if one.infant and booking.form == "implied":
            continue
        found.append(_told(booking, one, hours, given_as_sent(one, titles)))
    found += [
        _told(booking, one, hours, one.person.given)
        for one in booking.members
        if one.infant and booking.form == "implied"
    ]
    return found


def _told(booking: Booked, one: Member, hours: int, given: str) -> Values:
    person = one.person
    found: Values = {
        "person": person.id,
        "surname": one.surname(hours),
        "given": given,
        "locator": booking.locator,
        "infant": one.infant,
    }
    if one.guardian is not None:
        found["guardian"] = one.guardian.reference
    if one.is_documented(hours):
        found |= {
            "birth_date": person.birth,
            "sex": person.sex,
            "nationality": person.state,
            "documents": [one.passport.number],
        }
    elif one.infant:
        found["birth_date"] = person.birth
    if one.sensitive:
        found["sensitive"] = [one.sensitive]
    return found


def noted(booking: Booked, hours: int) -> list[str]:
    """Return the codes of what is unusual in a record although nothing is wrong with it."""
    codes = []
    for one in booking.members:
        if one.infant and booking.form == "implied":
            codes.append("pnrgov.infant-implied")
        elif one.infant and booking.form == "adult" and one.is_documented(hours):
            codes.append("pnrgov.infant-document")
    return codes
