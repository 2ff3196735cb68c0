"""One passenger name record → segments, from what it means and nothing else."""

from collections.abc import Iterator, Sequence

from fairlead.core.formats.airimp.dates import MONTHS
from fairlead.core.formats.edifact.write import Plain
from fairlead.core.formats.pnrgov import grammar
from fairlead.core.formats.pnrgov.bookings import ADDRESS_KINDS
from fairlead.core.formats.pnrgov.flights import UNITS
from fairlead.core.formats.pnrgov.messages import (
    Amount,
    Boarding,
    Excess,
    Fares,
    Flight,
    Paid,
    Reservation,
    Service,
    Traveller,
)
from fairlead.core.formats.pnrgov.told import Told, told_by
from fairlead.core.formats.pnrgov.travellers import PAYER
from fairlead.core.travel import (
    Address,
    Bag,
    Booking,
    Contact,
    Document,
    Leg,
    Party,
    Payment,
    Remark,
    Ticket,
)

MONTH_NAMES = {number: name for name, number in MONTHS.items()}
CONTACT_CODES = {"email": "CTCE", "mobile": "CTCM", "phone": "CTCP", "refused": "CTCR"}
ADDRESS_CODES = {kind: code for code, kind in ADDRESS_KINDS.items()}
UNIT_CODES = {name: code for code, name in UNITS.items() if name}
SERVICE_CODES = {name: code for code, name in grammar.SERVICES.items()}
INFANT = {"M": "MI", "F": "FI", "X": "UI"}
OTHER_INFORMATION = ("4", "28")
WAYS = {"email": "E", "mobile": "M", "phone": ""}  # what ADD tells apart
ADDRESS_SERVICES = {"residence": "R", "destination": "D"}
WITHIN_AIR = frozenset(("", "open", "arnk"))


def day(iso: str) -> str:
    """Write an ISO date as ``ddmmyy``."""
    return iso[8:10] + iso[5:7] + iso[2:4] if len(iso) >= 10 else ""  # noqa: PLR2004


def clock(iso: str) -> str:
    """Write the time of an ISO moment as ``hhmm`` or ``hhmmss``."""
    return iso.partition("T")[2].replace(":", "")


def named_day(iso: str) -> str:
    """Write an ISO date as ``12JUL64``; a partial date is not written."""
    month = MONTH_NAMES.get(iso[5:7], "")
    return f"{iso[8:10]}{month}{iso[2:4]}" if len(iso) == 10 and month else ""  # noqa: PLR2004


def times(leg: Leg) -> list[str]:
    """Write departure and arrival; the date of arrival is left out when it is the same."""
    arrival = day(leg.arrives)
    if arrival and arrival == day(leg.departs):
        arrival = ""
    return [day(leg.departs), clock(leg.departs), arrival, clock(leg.arrives)]


def record(booking: Booking, version: str) -> Iterator[Plain]:
    """Yield one record in the order of its version."""
    yield "SRC", ()
    yield "RCI", _locators(booking)
    told = told_by(booking)
    yield from map(_service, told.of_record)
    yield from (docs(one, "") for one in booking.unassigned if not told.says(one))
    yield from _dates(booking)
    yield from _texts(booking.remarks)
    if isinstance(booking, Reservation) and booking.references:
        yield "REF", [("", value) for value in booking.references]
    yield from _office(booking)
    yield from _addresses(booking, told)
    if isinstance(booking, Reservation):
        yield from map(_excess, booking.excess)
    babies = implied_infants(booking)
    for person in booking.persons:
        if not any(person is baby for baby in babies):
            own = [baby for baby in babies if baby.guardian == person.reference]
            yield from _person(person, own, told)
    others = [leg for leg in booking.itinerary if leg.kind not in WITHIN_AIR]
    for leg in booking.itinerary:
        if leg.kind in WITHIN_AIR:
            yield from _flight(leg, booking, version, told)
    for locator in booking.split:
        yield "EQN", ("1",)
        when = day(locator.created), clock(locator.created)
        yield "RCI", ((locator.carrier, locator.value, "", *when),)
    for leg in others:
        yield from _other_service(leg)
    yield from _history(booking)
    yield from ((kept.tag, kept.elements) for kept in booking.kept)


def _locators(booking: Booking) -> list[list[str]]:
    return [
        [one.carrier, one.value, "", day(one.created), clock(one.created)]
        for one in booking.locators
    ] or [["", booking.locator]]


def _service(found: Service) -> Plain:
    head = (
        *(found.code, found.status, found.quantity, found.carrier, "", ""),
        *(found.origin, found.destination, found.text),
    )
    return "SSR", (head, *found.details)


def _dates(booking: Booking) -> Iterator[Plain]:
    if isinstance(booking, Reservation) and booking.dates:
        yield "DAT", [(one.kind, day(one.at), clock(one.at)) for one in booking.dates]


def _texts(remarks: Sequence[Remark]) -> Iterator[Plain]:
    for one in remarks:
        if isinstance(one, Service) or one.code == "ADD":
            continue
        kinds = one.code.split(":") if ":" in one.code else list(OTHER_INFORMATION)
        yield "IFT", ([*kinds, "", one.carrier], one.text)


def _said(remarks: Sequence[Remark]) -> str:
    return " ".join(one.text for one in remarks)


def _unsaid(holder: Booking | Party) -> list[Contact]:
    """Give the contacts that no remark and no service says already."""
    told = _said(holder.remarks)
    values = ((one, one.value.replace("@", "//").replace("_", "..")) for one in holder.contacts)
    return [one for one, value in values if value not in told and one.value not in told]


def _addresses(holder: Booking | Party, told: Told) -> Iterator[Plain]:
    """Write addresses, with the contact that stood in the same segment, and other contacts."""
    contacts = _unsaid(holder)
    for address in holder.addresses:
        if told.says(address) or (isinstance(holder, Party) and address.kind in ADDRESS_SERVICES):
            continue
        beside = [one for one in contacts if one.segment and one.segment == address.segment]
        contacts = [one for one in contacts if one not in beside[:1]]
        yield _address(address, beside[0].value.replace("@", "//") if beside else "")
    for one in contacts:
        if one.kind in WAYS:
            yield "ADD", ("", (WAYS[one.kind], *[""] * 6, one.value.replace("@", "//", 1)))
        else:
            value = one.value.replace("@", "//").replace("_", "..")
            yield "IFT", (OTHER_INFORMATION, f"{CONTACT_CODES.get(one.kind, 'CTC')} {value}")
    for remark in holder.remarks:
        if remark.code == "ADD":
            yield "ADD", ("", ([""] * 7 + [remark.text]))


def _office(booking: Booking) -> Iterator[Plain]:
    office = booking.office if isinstance(booking, Reservation) else None
    if office is None:
        if booking.agency or booking.agency_code:
            yield "ORG", ("", (booking.agency, booking.agency_code))
        return
    yield (
        "ORG",
        (
            (office.system, office.place),
            (office.agency, office.office),
            *(office.location, office.company, office.kind),
            (office.country, office.currency),
            office.agent,
        ),
    )


def _address(one: Address, contact: str = "") -> Plain:
    kind = ADDRESS_CODES.get(one.kind, one.kind)
    place = (one.street, one.city, "", one.region, one.country, one.postcode)
    return "ADD", ("", (kind, *place, contact))


def _excess(one: Excess) -> Plain:
    return "EBD", ((one.currency, one.rate), (one.quantity, "", one.unit))


# ------------------------------------------------------------------ travellers


def implied_infants(booking: Booking) -> list[Traveller]:
    """Give the infants whom only services tell of; these stand with their adults."""
    return [one for one in booking.persons if isinstance(one, Traveller) and one.implied]


def _person(person: Party, babies: Sequence[Traveller], told: Told) -> Iterator[Plain]:
    indicator = person.infant_indicator if isinstance(person, Traveller) else ""
    yield "TIF", (person.surname, (person.given, person.role, person.reference, indicator))
    for member in person.memberships:
        if member.tier[:3] != "FQT":
            yield "FTI", ((member.carrier, member.number, "", "", member.tier),)
    payers = _payers(person)
    yield from _texts([one for one in person.remarks if not _is_payer(one, payers)])
    for reference in person.references:
        yield "REF", ((reference.qualifier, reference.value),)
    if isinstance(person, Traveller):
        yield from map(_excess, person.excess)
        for fare in person.fares:
            yield "FAR", (fare.kind, fare.discount, fare.country, "", "", fare.basis)
    yield from _person_services(person, babies, told)
    in_services = isinstance(person, Traveller)
    for ticket in person.tickets:
        if not in_services or ticket.type[:3] != "TKN":
            yield from _ticket(ticket, person.remarks)


def _person_services(person: Party, babies: Sequence[Traveller], told: Told) -> Iterator[Plain]:
    reference = person.reference
    yield from map(_service, told.of_person(person))
    for one in (document for holder in (person, *babies) for document in holder.documents):
        if not told.says(one):
            yield docs(one, reference)
    for visa in person.visas if isinstance(person, Traveller) else ():
        if not told.says(visa):
            yield _doco(visa, person)
    for home in person.addresses:
        if home.kind in ADDRESS_SERVICES and not told.says(home):
            place = (home.country, home.street, home.city, home.region, home.postcode)
            text = "/".join(["", ADDRESS_SERVICES[home.kind], *place])
            yield _own("DOCA", text, reference)
    yield from _addresses(person, told)


def _payers(person: Party) -> list[str]:
    """Name those who paid for the tickets of a traveller."""
    fares = (ticket for ticket in person.tickets if isinstance(ticket, Fares))
    payments = (paid for ticket in fares for paid in ticket.payments)
    return [paid.payer for paid in payments if isinstance(paid, Paid) and paid.payer]


def _is_payer(remark: Remark, payers: Sequence[str]) -> bool:
    """Say whether a remark only repeats who paid; it is written with the payment."""
    return remark.code == PAYER and any(map(remark.text.startswith, payers))


def _own(code: str, text: str, reference: str) -> Plain:
    head = (code, "HK", "1", "", "", "", "", "", text)
    return "SSR", (head, ("", "", reference)) if reference else (head,)


def docs(one: Document, reference: str) -> Plain:
    """Write a travel document as SSR DOCS."""
    sex = INFANT.get(one.sex, one.sex) if one.infant else one.sex
    fields = (
        *("", one.type, one.issuer, one.number, one.nationality, named_day(one.birth_date)),
        *(sex, named_day(one.expiry), one.surname, one.given),
    )
    return _own("DOCS", "/".join(fields), reference)


def _doco(one: Document, person: Party) -> Plain:
    document = (one.type, one.number, one.place, named_day(one.issued), one.country)
    return _own("DOCO", "/".join(("", person.birth_place, *document)), person.reference)


def _ticket(ticket: Ticket, remarks: Sequence[Remark]) -> Iterator[Plain]:
    yield "TKT", ((ticket.number, ticket.type),)
    if not isinstance(ticket, Fares):
        return
    if ticket.amounts:
        yield "MON", [(one.kind, one.amount, one.currency) for one in ticket.amounts]
    if ticket.issued_at or ticket.issued_by or ticket.issued_in:
        issued = (day(ticket.issued_at), clock(ticket.issued_at))
        yield "PTK", ("", "", issued, ticket.issued_by, "", ticket.issued_in)
    if ticket.taxes:
        yield "TXD", ["", *map(_tax, ticket.taxes)]
    if ticket.dates:
        yield "DAT", [(one.kind, day(one.at), clock(one.at)) for one in ticket.dates]
    for paid in ticket.payments:
        yield "FOP", (_payment(paid),)
        payer = paid.payer if isinstance(paid, Paid) else ""
        if payer:
            told = next((one.text for one in remarks if _is_payer(one, [payer])), payer)
            yield "IFT", (PAYER.split(":"), payer, told.removeprefix(payer).strip())


def _tax(one: Amount) -> list[str]:
    return [one.amount, "", one.currency, one.kind]


def _payment(paid: Payment) -> list[str]:
    old = "2" if isinstance(paid, Paid) and paid.old else ""
    return [paid.kind, old, paid.amount, paid.card_type, paid.card_number, paid.card_expiry]


# ------------------------------------------------------------------ itinerary and history


def _flight(leg: Leg, booking: Booking, version: str, told: Told) -> Iterator[Plain]:
    since_tra = grammar.is_since(version.replace(":", "."), "14.1")
    operating = leg.operating_carrier
    marketing = [leg.carrier] if since_tra or not operating else [leg.carrier, operating]
    product = [leg.number, leg.booking_class, leg.suffix]
    yield "TVL", (times(leg), leg.origin, leg.destination, marketing, product)
    own_class = leg.operating_class if isinstance(leg, Flight) else ""
    if since_tra and (operating or leg.operating_number):
        yield "TRA", (operating, (leg.operating_number, own_class))
    elif leg.operating_number:
        yield "TVL", ("", "", "", "", (leg.operating_number, own_class))
    quantity = leg.quantity if isinstance(leg, Flight) else str(len(booking.persons))
    if leg.status or quantity:
        yield "RPI", (quantity, leg.status)
    if leg.equipment:
        yield "APD", (leg.equipment,)
    if isinstance(leg, Flight):
        yield from map(_service, told.of_flight(leg.services))
        if leg.locators:
            yield "RCI", [one.split("/", 1) for one in leg.locators]
        yield from _texts(leg.remarks)
        yield from _check_ins(leg.check_ins)
    else:
        yield from _seats(leg, booking)


def _seats(leg: Leg, booking: Booking) -> Iterator[Plain]:
    """Write the seats on a flight, where the record has them with its persons only."""
    wanted = [
        (seat.number, "", person.reference)
        for person in booking.persons
        for seat in person.seats
        if (seat.origin, seat.destination) == (leg.origin, leg.destination)
    ]
    if wanted:
        head = ("SEAT", "HK", str(len(wanted)), leg.carrier, "", "", leg.origin, leg.destination)
        yield "SSR", (head, *wanted)


def _other_service(leg: Leg) -> Iterator[Plain]:
    code = SERVICE_CODES.get(leg.kind, leg.kind.removeprefix("service-"))
    name = leg.name if isinstance(leg, Flight) else ""
    number = leg.confirmation if isinstance(leg, Flight) else leg.number
    yield "MSG", (code,)
    span = [day(leg.departs), clock(leg.departs), day(leg.arrives), clock(leg.arrives)]
    place = [leg.origin, name]
    yield "TVL", (span, place, leg.destination, leg.carrier, (number, leg.booking_class))


def _check_ins(found: Sequence[Boarding]) -> Iterator[Plain]:
    opened: tuple[str, str, str] | None = None
    for one in found:
        moment = (one.kind, one.at, one.agent)
        if moment != opened:
            yield "DAT", ((one.kind, day(one.at), clock(one.at)),)
            if one.agent:
                yield "ORG", one.agent.split(" ")
            opened = moment
        yield "TRI", ("", (one.sequence, "", "", one.traveller))
        if one.surname:
            yield "TIF", (one.surname, (one.given, "", one.traveller))
        if one.seat or one.cabin:
            yield "SSD", (one.seat, "", "", "", one.cabin)
        if one.bags:
            yield "TBD", _bags(one.bags)


def _bags(bags: Sequence[Bag]) -> list[str | Sequence[str]]:
    total = next((bag for bag in bags if not bag.tag), None)
    pool = next((bag.pool for bag in bags if bag.pool), "")
    elements: list[str | Sequence[str]] = ["", "", "", pool.split(" ") if pool else ""]
    if total is not None:
        elements[1] = (total.count, total.weight, UNIT_CODES.get(total.unit, total.unit))
    elements += [(bag.carrier, bag.tag, bag.count, bag.destination) for bag in bags if bag.tag]
    return elements


def _history(booking: Booking) -> Iterator[Plain]:
    """Write history as it stood; else as text, the one form that every version has."""
    for change in sorted(booking.history, key=lambda one: one.action == "text"):
        if change.kept:
            yield from ((kept.tag, kept.elements) for kept in change.kept)
            continue
        words = (change.at, change.by, change.action if change.action != "text" else "")
        text = " ".join(word for word in (*words, change.text) if word)
        if text:
            yield "LTS", (text,)
