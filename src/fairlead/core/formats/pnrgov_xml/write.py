"""A `Push` → PNRGOV XML, with the elements and attributes that `read` understands."""

import re
from collections.abc import Iterable, Sequence
from html import escape

from fairlead.core.formats.pnrgov.composing import docs, implied_infants
from fairlead.core.formats.pnrgov.messages import (
    Fares,
    Flight,
    Paid,
    Reservation,
    Service,
    Traveller,
)
from fairlead.core.formats.pnrgov_xml.grammar import NAMESPACE, ROOT
from fairlead.core.travel import Booking, Document, Leg, Party, Push, Ticket

_IMPOSSIBLE = re.compile("[\x00-\x1f\ud800-\udfff\ufffe\uffff]")
HEAD = '<?xml version="1.0" encoding="UTF-8"?>'


def write(push: Push, *, line_end: str = "\n") -> bytes:
    """Write a message as one document."""
    leg = push.movement.legs[0] if push.movement and push.movement.legs else None
    root = _tag(ROOT, {"xmlns": NAMESPACE, "CorrelationID": push.reference})
    lines = [HEAD, root, _tag("Originator", {"AirlineCode": push.sender}, "/")]
    if leg is not None:
        lines += _flight("FlightLeg", leg, ())
    declared = next((one.value for one in push.counts if one.qualifier == "EQN"), "")
    lines.append(_tag("PNRs", {"NumberOfPnrs": declared or str(len(push.bookings))}))
    for booking in push.bookings:
        lines += _record(booking)
    lines += ["</PNRs>", f"</{ROOT}>", ""]
    return (line_end or "").join(lines).encode()


def _tag(name: str, attributes: dict[str, str], end: str = "") -> str:
    """Write a start tag, or with ``/`` an empty element; what is empty is left out."""
    said = "".join(
        f' {key}="{escape(_printable(value))}"' for key, value in attributes.items() if value
    )
    return f"<{name}{said}{end}>"


def _element(name: str, text: str) -> str:
    return f"<{name}>{escape(_printable(text))}</{name}>"


def _printable(text: str) -> str:
    """Leave out characters that XML cannot hold."""
    return _IMPOSSIBLE.sub("", text)


def _record(booking: Booking) -> list[str]:
    changed = booking.changed if isinstance(booking, Reservation) else ""
    lines = [_tag("PNR", {"PNR_CreationDate": booking.created, "PNR_TransDate": changed})]
    for locator in booking.locators:
        lines.append(_tag("BookingRefID", {"ID": locator.value}))
        lines += [_tag("CompanyName", {"Code": locator.carrier}, "/"), "</BookingRefID>"]
    for contact in booking.contacts:
        name = "EmailAddress" if contact.kind == "email" else "PhoneNumber"
        lines.append(_tag("ContactInfo", {name: contact.value}, "/"))
    for one in booking.addresses:
        lines.append("<ContactInfo>")
        named = (
            ("AddressLine", one.street),
            ("CityName", one.city),
            ("PostalCode", one.postcode),
            ("StateProv", one.region),
            ("CountryName", one.country),
        )
        lines += [_element(name, value) for name, value in named if value]
        lines.append("</ContactInfo>")
    lines += [_element("OSI", one.text) for one in booking.remarks if not isinstance(one, Service)]
    if isinstance(booking, Reservation):
        for service in booking.services:
            if service.group == "GR1":
                lines += _service(service, "")
    babies = implied_infants(booking)
    for person in booking.persons:
        if not any(person is baby for baby in babies):
            lines += _passenger(person, [one for one in babies if one.guardian == person.reference])
    for leg in booking.itinerary:
        services = leg.services if isinstance(leg, Flight) else ()
        lines += _flight("Flight", leg, services)
    return [*lines, "</PNR>"]


def _passenger(person: Party, babies: Sequence[Traveller]) -> list[str]:
    indicator = person.infant_indicator if isinstance(person, Traveller) else ""
    attributes = {
        "RPH": person.reference,
        "PTC_Code": person.role,
        "AccompaniedByInfantInd": "true" if indicator == "1" else "",
    }
    lines = [_tag("Passenger", attributes), _element("GivenName", person.given)]
    lines.append(_element("Surname", person.surname))
    for member in person.memberships:
        known = {"ProgramID": member.carrier, "MembershipID": member.number}
        lines.append(_tag("CustLoyalty", known | {"LoyalLevel": member.tier}, "/"))
    if isinstance(person, Traveller):
        for service in person.services:
            if service.group == "GR2":
                lines += _service(service, person.reference)
    for ticket in person.tickets:
        lines += _ticket(ticket)
    for document in (one for holder in (person, *babies) for one in holder.documents):
        lines += _document(document, person.reference)
    return [*lines, "</Passenger>"]


def _document(document: Document, reference: str) -> list[str]:
    _tag_name, elements = docs(document, "")
    fields = str(elements[0][-1]).split("/")
    known = {
        "TravelDocType": fields[1],
        "IssuingLoc": fields[2],
        "TravelDocNbr": fields[3],
        "PaxNationality": fields[4],
        "DateOfBirth": document.birth_date,
        "Gender": fields[6],
        "ExpiryDate": document.expiry,
        "Surname": document.surname,
        "FirstGivenName": document.given,
    }
    opening = _tag("DOC_SSR", {"SSRCode": "DOCS", "Status": "HK", "RPH": reference})
    return [opening, _tag("DOCS", known, "/"), "</DOC_SSR>"]


def _ticket(ticket: Ticket) -> list[str]:
    issued = ticket.issued_at if isinstance(ticket, Fares) else ""
    known = {"TicketDocumentNbr": ticket.number, "Type": ticket.type, "DateOfIssue": issued}
    lines = [_tag("TicketDocument", known)]
    if isinstance(ticket, Fares):
        for amount in ticket.amounts:
            if amount.kind == "T":
                fare = {"Amount": amount.amount, "CurrencyCode": amount.currency}
                lines.append(_tag("TotalFare", fare, "/"))
        for paid in ticket.payments:
            payment = {
                "PaymentType": paid.kind,
                "PaymentAmount": paid.amount,
                "VendorCode": paid.card_type,
                "AccountNbr": paid.card_number,
                "ExpiryDate": paid.card_expiry,
                "CardHolderName": paid.payer if isinstance(paid, Paid) else "",
            }
            lines.append(_tag("PaymentInfo", payment, "/"))
    return [*lines, "</TicketDocument>"]


def _service(service: Service, reference: str) -> list[str]:
    references = " ".join(service.travellers) or reference
    known = {
        "SSRCode": service.code,
        "ServiceQuantity": service.quantity,
        "Status": service.status,
        "BoardPoint": service.origin,
        "OffPoint": service.destination,
    }
    if service.details and len(service.details) == 1:
        known["SeatNumber"] = service.details[0][0]
    lines = [_tag("SSR", known | {"RPH": references})]
    if service.carrier:
        lines.append(_tag("Airline", {"Code": service.carrier}, "/"))
    return [*lines, _element("Text", service.text), "</SSR>"]


def _flight(name: str, leg: Leg, services: Iterable[Service]) -> list[str]:
    known = {
        "DepartureDateTime": leg.departs,
        "ArrivalDateTime": leg.arrives,
        "ResBookDesigCode": leg.booking_class,
        "NumberInParty": leg.quantity if isinstance(leg, Flight) else "",
        "Status": leg.status,
        "FlightNumber": leg.number,
        "OperationalSuffix": leg.suffix,
    }
    if name == "FlightLeg":
        known = {"CarrierCode": leg.carrier} | known
    lines = [
        _tag(name, known),
        _tag("DepartureAirport", {"LocationCode": leg.origin}, "/"),
        _tag("ArrivalAirport", {"LocationCode": leg.destination}, "/"),
    ]
    if leg.operating_carrier:
        operating = {"Code": leg.operating_carrier, "FlightNumber": leg.operating_number}
        lines.append(_tag("OperatingAirline", operating, "/"))
    if name == "Flight":
        lines.append(_tag("MarketingAirline", {"Code": leg.carrier}, "/"))
    for service in services:
        lines += _service(service, "")
    return [*lines, f"</{name}>"]
