"""One record of PNRGOV XML, element by element.

Elements become segments of the same kind (a `Passenger` is a TIF, an `SSR` an SSR), so that
linking, provenance and the search for sensitive data are those of EDIFACT and cannot differ.
"""

from fairlead.core.formats.airimp import dates
from fairlead.core.formats.airimp.contacts import read_contact
from fairlead.core.formats.airimp.names import split_title
from fairlead.core.formats.edifact.messages import Message, Segment
from fairlead.core.formats.faults import problem
from fairlead.core.formats.pnrgov.bookings import CONTACT_KINDS, PERSONAL
from fairlead.core.formats.pnrgov.faults import FAULTS as PNRGOV_FAULTS
from fairlead.core.formats.pnrgov.linking import close_record
from fairlead.core.formats.pnrgov.messages import (
    Amount,
    Excess,
    Fare,
    Fares,
    Flight,
    Office,
    Paid,
    Reservation,
    Service,
    Traveller,
)
from fairlead.core.formats.pnrgov.state import Pending, State
from fairlead.core.formats.pnrgov.travellers import INFANTS, take_service
from fairlead.core.formats.pnrgov_xml import grammar
from fairlead.core.formats.pnrgov_xml.grammar import FAULTS, FORMAT
from fairlead.core.formats.pnrgov_xml.tree import Element
from fairlead.core.travel import (
    Address,
    Contact,
    Kept,
    Leg,
    Locator,
    Membership,
    Push,
    Remark,
)

ISO_DAY = 10  # characters
DOCS_FIELDS = (
    *("TravelDocType", "IssuingLoc", "TravelDocNbr", "PaxNationality", "DateOfBirth", "Gender"),
    *("ExpiryDate", "Surname", "FirstGivenName", "SecondGivenName"),
)
DOCO_FIELDS = (
    *("BirthLocation", "TravelDocType", "TravelDocNbr", "PlaceOfIssue", "DateOfIssue"),
    "CountryState",
)
DOCA_FIELDS = ("AddressType", "Country", "Address", "CityName", "StateProvCounty", "PostalCode")


def _moment(text: str) -> str:
    """Give a day, or a moment to the minute; nothing when it cannot be.

    >>> _moment("2030-01-01 10:15:00"), _moment("2030-01-01"), _moment("2030-02-31T10:15")
    ('2030-01-01T10:15', '2030-01-01', '')
    """
    day, time = text[:ISO_DAY], text[ISO_DAY + 1 : ISO_DAY + 6]
    if len(day) != ISO_DAY or day[4] != "-" or not dates.is_date(day):
        return ""
    if not time:
        return day
    at = dates.clock(time.replace(":", "")) if time[2:3] == ":" else ""
    return f"{day}T{at}" if at and text[ISO_DAY] in "T " else ""


class Records:
    """The message that is being read, and the handlers of what stands in a record."""

    def __init__(self, push: Push) -> None:
        self.records = 0
        self.begin(push)

    def begin(self, push: Push) -> None:
        """Begin a message, or the next part of it."""
        self.push = push
        self.state = State(Message(b"", 0, type=FORMAT), push, grammar.VERSION)
        self.segments = self.state.recent
        push.segments = self.segments

    # ------------------------------------------------------------ a record

    def record(self, element: Element) -> None:
        """Take a PNR."""
        self.records += 1
        segment = self.segment("SRC", element, [])
        booking = Reservation(segment=segment.ordinal)
        self.state.booking = booking
        self.push.bookings.append(booking)
        booking.created = self._when(element, "PNR_CreationDate")
        booking.changed = self._when(element, "PNR_TransDate")
        flights = element.all("Flight")
        if not self.state.day and flights:
            self.state.day = _moment(flights[0].get("DepartureDateTime"))[:10]
        for child in element.children:
            handler = self._PARTS.get(child.name)
            if handler:
                handler(self, booking, child)
            else:
                self.keep(child, booking.kept)
        if booking.locators:
            booking.locator = booking.locators[0].value
            for person in booking.persons:
                person.locator = booking.locator
        if not booking.locator:
            self.state.fault("locator-missing", segment)
        close_record(self.state)
        self.push.persons += booking.persons
        self.state.booking = None

    def _locator(self, booking: Reservation, element: Element) -> None:
        company = element.child("CompanyName")
        carrier, value = company.get("Code") if company else "", element.get("ID")
        segment = self.segment("RCI", element, [[carrier, value]])
        booking.locators.append(Locator(carrier, value, booking.created, segment.ordinal))

    def _office(self, booking: Reservation, element: Element) -> None:
        for source in element.all("Source"):
            who = source.child("RequestorID")
            company = who.child("CompanyName") if who else None
            words = (
                source.get("AirlineVendorID"),
                source.get("PseudoCityCode"),
                who.get("ID") if who else "",
                company.get("Code") if company else "",
                source.get("AirportCode"),
                source.get("AirlineVendorID"),
                who.get("Type") if who else "",
                source.get("ISOCountry"),
                source.get("ISOCurrency"),
                source.get("AgentSine"),
            )
            segment = self.segment("ORG", source, [[word] for word in words])
            booking.office = Office(*words, segment.ordinal)
            booking.agency, booking.agency_code = booking.office.agency, booking.office.office

    def _contact(self, booking: Reservation, element: Element) -> None:
        segment = self.segment("ADD", element, [])
        for name, kind in (("PhoneNumber", "phone"), ("EmailAddress", "email")):
            value = element.get(name)
            if value and value != "-":
                booking.contacts.append(Contact(kind, value, "", segment.ordinal))
        street, city, region, postcode, country = (
            element.text_of(name).strip("- ")
            for name in ("AddressLine", "CityName", "StateProv", "PostalCode", "CountryName")
        )
        if street or city or country:
            booking.addresses.append(
                Address("contact", street, city, region, postcode, country, segment.ordinal)
            )

    def _bag(self, booking: Reservation, element: Element) -> None:
        booking.excess.append(self._excess(element))

    def _excess(self, element: Element) -> Excess:
        segment = self.segment("EBD", element, [])
        return Excess(
            element.get("UnitOfMeasureQuantity"),
            element.get("UnitOfMeasureCode"),
            element.get("Amount"),
            element.get("CurrencyCode"),
            segment.ordinal,
        )

    def _remark(self, booking: Reservation, element: Element) -> None:
        text = " ".join(part for part in (element.text.strip(), element.text_of("Text")) if part)
        segment = self.segment("IFT", element, [["4", "28"], [text]])
        remark = Remark("4:28", text, "", "", segment.ordinal)
        booking.remarks.append(remark)
        contact = read_contact(text)
        if contact:
            kind = CONTACT_KINDS.get(contact.kind, contact.kind)
            booking.contacts.append(Contact(kind, contact.value, "", segment.ordinal))

    # ------------------------------------------------------------ a traveller

    def _passenger(self, booking: Reservation, element: Element) -> None:
        surname, given = element.text_of("Surname"), element.text_of("GivenName")
        plain, title, _sure = split_title(given)
        role = element.get("PTC_Code", "PassengerTypeCode", "PTC")
        reference = element.get("RPH")
        indicator = element.get("AccompaniedByInfantInd").lower()
        with_infant = "1" if indicator in {"true", "1"} else ""
        segment = self.segment("TIF", element, [[surname], [given, role, reference, with_infant]])
        person = Traveller(
            role=role,
            surname=surname,
            given=given,
            names=[plain] if plain else [],
            title=title or element.text_of("NamePrefix", "NameTitle"),
            reference=reference,
            infant=role in INFANTS,
            segment=segment.ordinal,
            infant_indicator=with_infant,
            given_plain=plain,
        )
        if not surname:
            self.state.fault("traveller-unnamed", segment)
        booking.persons.append(person)
        for child in element.children:
            handler = self._OF_PASSENGER.get(child.name)
            if handler:
                handler(self, person, child)
            elif child.name not in grammar.UNDERSTOOD:
                self.keep(child, person.kept)

    def _loyalty(self, person: Traveller, element: Element) -> None:
        segment = self.segment("FTI", element, [])
        program, number = element.get("ProgramID"), element.get("MembershipID")
        tier = element.get("LoyalLevel", "TierLevel")
        person.memberships.append(Membership(program, number, tier, segment.ordinal))

    def _passenger_excess(self, person: Traveller, element: Element) -> None:
        person.excess.append(self._excess(element))

    def _fare(self, person: Traveller, element: Element) -> None:
        segment = self.segment("FAR", element, [])
        role = element.get("PTC_Code")
        person.role = person.role or role
        person.infant = person.infant or role in INFANTS
        person.fares.append(
            Fare(
                role,
                element.get("DiscountPercent", "DiscountrPercent"),
                element.get("CountryCode"),
                element.get("FareBasis"),
                segment.ordinal,
            )
        )

    def _ticket(self, person: Traveller, element: Element) -> None:
        segment = self.segment("TKT", element, [[element.get("TicketDocumentNbr")]])
        ordinal = segment.ordinal
        ticket = Fares(element.get("TicketDocumentNbr"), element.get("Type"), segment=ordinal)
        ticket.issued_at = self._when(element, "DateOfIssue")
        ticket.issued_in = element.get("TicketLocation")
        for fare in element.all("TotalFare"):
            ticket.amounts.append(
                Amount("T", fare.get("Amount"), fare.get("CurrencyCode"), ordinal)
            )
        for tax in (one for taxes in element.all("Taxes") for one in taxes.all("Tax")):
            ticket.taxes.append(
                Amount(tax.get("TaxType"), tax.get("Amount"), tax.get("CurrencyCode"), ordinal)
            )
        for paid in element.all("PaymentInfo"):
            self._payment(ticket, paid)
        person.tickets.append(ticket)

    def _payment(self, ticket: Fares, element: Element) -> None:
        segment = self.segment("FOP", element, [])
        get = element.get
        found = Paid(
            get("PaymentType"),
            get("PaymentAmount"),
            get("CurrencyCode"),
            get("VendorCode"),
            get("AccountNbr"),
            get("ExpiryDate"),
            segment.ordinal,
            payer=get("CardHolderName", "SponsorName"),
        )
        ticket.payments.append(found)
        self.state.record().payments.append(found)

    def _passenger_service(self, person: Traveller, element: Element) -> None:
        service = self._service(element, "GR2")
        named = set(service.travellers) - {person.reference}
        if service.code in PERSONAL or named:
            self.state.pending.append(Pending(service, person))
        else:
            take_service(person, service)

    def _document(self, person: Traveller, element: Element) -> None:
        for name, fields in (("DOCS", DOCS_FIELDS), ("DOCO", DOCO_FIELDS), ("DOCA", DOCA_FIELDS)):
            for one in element.all(name):
                text = "/" + "/".join(_field(one, field) for field in fields)
                references = (one.get("RPH") or element.get("RPH"),)
                service = self._make_service(element, name, text, references, "GR2")
                self.state.pending.append(Pending(service, person))

    # ------------------------------------------------------------ services and flights

    def _record_service(self, booking: Reservation, element: Element) -> None:
        service = self._service(element, "GR1")
        if service.code in PERSONAL or service.travellers:
            self.state.pending.append(Pending(service, None))
        else:
            booking.remarks.append(service)

    def _service(self, element: Element, group: str) -> Service:
        code = element.get("SSRCode", "SSR_Code", "Code").upper()
        text = element.text_of("Text", "TEXT") or element.text.strip()
        return self._make_service(element, code, text, (element.get("RPH"),), group)

    def _make_service(
        self, element: Element, code: str, text: str, references: tuple[str, ...], group: str
    ) -> Service:
        airline = element.child("Airline") or element.child("FlightInfo")
        travellers = tuple(one for reference in references for one in reference.split())
        seat = element.get("SeatNumber", "SeatNbr")
        details = [[seat, "", one] for one in travellers] if seat else []
        status, quantity = element.get("Status"), element.get("ServiceQuantity")
        places = element.get("BoardPoint"), element.get("OffPoint")
        carrier = airline.get("Code") if airline else ""
        head = [code, status, quantity, carrier, "", "", *places, text]
        segment = self.segment("SSR", element, [head, *details])
        service = Service(code, text, carrier, status, segment.ordinal, quantity, *places)
        service.details, service.travellers, service.group = details, travellers, group
        self.state.record().services.append(service)
        return service

    def _itinerary(self, booking: Reservation, element: Element) -> None:
        flight = self.flight(element)
        booking.itinerary.append(flight)
        self.state.flight = flight
        for one in element.all("BookingRefID"):
            company = one.child("CompanyName")
            flight.locators.append(f"{company.get('Code') if company else ''}/{one.get('ID')}")
        for one in element.all("SSR"):
            service = self._service(one, "GR5")
            flight.services.append(service)
            if service.code in PERSONAL or service.travellers:
                self.state.pending.append(Pending(service, None))
        for one in element.children:
            if one.name not in grammar.UNDERSTOOD:
                self.keep(one, booking.kept)

    def flight(self, element: Element) -> Flight:
        """Read a flight, of the itinerary or the one reported."""
        departure, arrival = element.child("DepartureAirport"), element.child("ArrivalAirport")
        marketing, operating = element.child("MarketingAirline"), element.child("OperatingAirline")
        carrier = element.get("CarrierCode") or (marketing.get("Code") if marketing else "")
        leg: Leg = Flight(
            departure.get("LocationCode") if departure else "",
            arrival.get("LocationCode") if arrival else "",
            self._when(element, "DepartureDateTime"),
            self._when(element, "ArrivalDateTime"),
            carrier,
            element.get("FlightNumber"),
            element.get("OperationalSuffix"),
            operating.get("Code") if operating else "",
            operating.get("FlightNumber") if operating else "",
            element.get("ResBookDesigCode"),
            element.get("Status"),
        )
        found = leg if isinstance(leg, Flight) else Flight()
        found.quantity = element.get("NumberInParty")
        segment = self.segment(
            "TVL", element, [[found.departs], [found.origin], [found.destination]]
        )
        found.segment = segment.ordinal
        return found

    # ------------------------------------------------------------ segments

    def _when(self, element: Element, name: str) -> str:
        """Read a moment, and say when it cannot be one."""
        text = element.get(name)
        found = _moment(text)
        if text and not found:
            self.push.problems.append(
                problem(
                    PNRGOV_FAULTS,
                    "pnrgov.date",
                    offset=element.start,
                    segment=element.name,
                    value=text[:30],
                )
            )
        return found

    def segment(self, tag: str, element: Element, elements: list[list[str]]) -> Segment:
        """Make the segment that an element stands for."""
        segment = Segment(tag, elements, element.start, element.end, len(self.segments) + 1)
        self.segments.append(segment)
        return segment

    def keep(self, element: Element, kept: list[Kept]) -> None:
        """Keep an element as data, and say so where nobody knows it."""
        values = [[name, value] for name, value in element.attributes.items()]
        if element.text.strip():
            values.append(["", element.text.strip()])
        segment = self.segment(element.name, element, values)
        kept.append(Kept(element.name, values, segment.ordinal))
        if element.name not in grammar.UNDERSTOOD:
            self.push.problems.append(
                problem(
                    FAULTS,
                    "pnrgov-xml.kept",
                    offset=element.start,
                    segment=element.name,
                    ordinal=segment.ordinal,
                    element=element.name,
                )
            )

    _PARTS = {
        "BookingRefID": _locator,
        "POS": _office,
        "ContactInfo": _contact,
        "PrepaidBag": _bag,
        "Passenger": _passenger,
        "SSR": _record_service,
        "OSI": _remark,
        "GeneralRemark": _remark,
        "Remark": _remark,
        "Flight": _itinerary,
    }
    _OF_PASSENGER = {
        "CustLoyalty": _loyalty,
        "ExcessBaggage": _passenger_excess,
        "FareInfo": _fare,
        "TicketDocument": _ticket,
        "SSR": _passenger_service,
        "DOC_SSR": _document,
    }


def _field(element: Element, name: str) -> str:
    """Give a field of a document as text between slashes; a dash stands for nothing."""
    value = element.get(name).replace("/", " ")
    return "" if value == "-" else value
