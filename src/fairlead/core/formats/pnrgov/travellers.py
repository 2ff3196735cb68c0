"""Groups 2 to 4: the travellers, their tickets and how those were paid."""

from fairlead.core.formats.airimp import dates
from fairlead.core.formats.airimp.contacts import read_contact
from fairlead.core.formats.airimp.names import split_title
from fairlead.core.formats.airimp.tickets import Tkne, read_tkne
from fairlead.core.formats.edifact import Segment
from fairlead.core.formats.pnrgov.bookings import (
    CONTACT_KINDS,
    address,
    dated,
    free_text,
    read_excess,
    service,
)
from fairlead.core.formats.pnrgov.messages import Amount, Fare, Fares, Paid, Service, Traveller
from fairlead.core.formats.pnrgov.state import EMPTY, NONE, Handler, Pending, State
from fairlead.core.travel import Contact, Kind, Membership, Party, Reference, Ticket

INFANTS = frozenset(("IN", "INF", "INFT", "INS", "IS", "INN"))
INFANT_TITLES = frozenset(("INF", "INFT"))
CREW = frozenset(("CR", "CRW", "CREW"))
PERSONAL = frozenset(("DOCS", "DOCO", "DOCA", "INFT"))
_new = tuple.__new__  # amounts and taxes are the most numerous of all records
NOBODY = [[""]]
PAYER = "4:43"  # IFT: sponsor information


def traveller(state: State, segment: Segment) -> None:
    """TIF in group 2: one traveller; several in one TIF are taken apart."""
    if state.resumed and known_again(state, segment):
        return
    family, *people = segment.elements or NOBODY
    if len(people) > 1:
        state.fault("travellers-in-one", segment, count=len(people))
    for given in people or NOBODY:
        _add(state, segment, family[0].strip(), given)


def _add(state: State, segment: Segment, surname: str, given: list[str]) -> None:
    booking = state.booking or state.record()
    name, role, reference, indicator = (given if len(given) > 3 else given + NONE)[:4]  # noqa: PLR2004
    name, role = name.strip(), role.strip()
    plain, title, _sure = split_title(name)
    person = Traveller(
        *(role, Kind.CREW if role in CREW else Kind.PASSENGER, surname, name),
        *([plain] if plain else [], title),
        reference=reference.strip(),
        locator=booking.locator,
        infant=role in INFANTS or title in INFANT_TITLES,
        segment=segment.ordinal,
        infant_indicator=indicator.strip(),
        given_plain=plain,
    )
    if not surname:
        state.fault("traveller-unnamed", segment)
    elif not name and "/" in surname:
        state.fault("name-glued", segment)
    booking.persons.append(person)
    state.traveller = person
    state.ticket = state.payment = None


def known_again(state: State, segment: Segment) -> bool:
    """Whether a TIF out of order names a traveller whom the record already has."""
    person = _known(state, segment)
    if person is None:
        return False
    state.traveller = person
    state.fault("traveller-repeated", segment, reference=person.reference)
    return True


def is_known(state: State, segment: Segment) -> bool:
    """Whether a TIF names a traveller whom the record already has."""
    return _known(state, segment) is not None


def _known(state: State, segment: Segment) -> Traveller | None:
    parts = (segment.elements + EMPTY)[1] + NONE
    named = (segment.at(0), parts[0].strip())
    reference = parts[2].strip()
    for person in state.record().persons:
        same = (person.surname, person.given) == named
        if same and isinstance(person, Traveller) and reference in ("", person.reference):
            return person
    return None


def memberships(state: State, segment: Segment) -> None:
    """FTI: frequent traveller numbers."""
    if state.traveller is None:
        return
    for parts in segment.elements:
        whole = parts if len(parts) > 6 else parts + NONE  # noqa: PLR2004
        carrier, number, _reference, _status, level, _, code = whole[:7]
        state.traveller.memberships.append(
            Membership(carrier, number, level or code, segment.ordinal)
        )


def traveller_text(state: State, segment: Segment) -> None:
    """IFT in group 2: fare calculation, other service information on this traveller."""
    person = state.traveller
    if person is None:
        return
    remark = free_text(segment)
    person.remarks.append(remark)
    contact = read_contact(remark.text) if "CTC" in remark.text else None
    if contact:
        kind = CONTACT_KINDS.get(contact.kind, contact.kind)
        person.contacts.append(Contact(kind, contact.value, "", segment.ordinal))


def unique_reference(state: State, segment: Segment) -> None:
    """REF in group 2: the reference by which the carrier knows the traveller."""
    if state.traveller is not None:
        for parts in segment.elements:
            qualifier, value = (parts if len(parts) > 1 else parts + NONE)[:2]
            state.traveller.references.append(Reference(qualifier, value, segment.ordinal))


def traveller_excess(state: State, segment: Segment) -> None:
    """EBD in group 2."""
    if state.traveller is not None:
        state.traveller.excess.append(read_excess(segment))


def fare(state: State, segment: Segment) -> None:
    """FAR."""
    if state.traveller is not None:
        elements = segment.elements
        whole = elements if len(elements) > 5 else elements + EMPTY  # noqa: PLR2004
        kind, discount, country, _, other, basis = whole[:6]
        named = basis[0] or other[0]
        found = Fare(kind[0], discount[0], country[0], named, segment.ordinal)
        state.traveller.fares.append(found)


def traveller_service(state: State, segment: Segment) -> None:
    """SSR in group 2: of this traveller, unless it names another one."""
    found = service(state, segment, "GR2")
    person = state.traveller
    if found.code in PERSONAL or person is None or found.travellers:
        state.pending.append(Pending(found, person))
        return
    take_service(person, found)


def take_service(person: Traveller, found: Service) -> None:
    """Give a traveller a service that is certainly hers."""
    person.services.append(found)
    person.remarks.append(found)
    code = found.code
    if code[:3] == "CTC" or code == "PCTC":
        contact = read_contact(found.text, code)
        if contact:
            kind = CONTACT_KINDS.get(contact.kind, contact.kind)
            person.contacts.append(Contact(kind, contact.value, "", found.segment))
    elif code[:3] == "FQT" and found.text[2:].strip():
        number = found.text.strip()
        person.memberships.append(Membership(number[:2], number[2:], code, found.segment))
    elif code[:3] == "TKN":
        told = read_tkne(found.text)
        if told and told.infant == person.infant:
            add_ticket(person, told, found)


def add_ticket(person: Party, told: Tkne, found: Service) -> None:
    """Give a traveller a ticket, once for each coupon."""
    if all((one.number, one.coupon) != (told.number, told.coupon) for one in person.tickets):
        person.tickets.append(Ticket(told.number, found.code, told.coupon, found.segment))


def traveller_address(state: State, segment: Segment) -> None:
    """ADD in group 2: emergency contact; delivery and collection of a minor."""
    person = state.traveller
    if person is not None:
        address(segment, person.addresses, person.contacts, person.remarks)


# ------------------------------------------------------------------ groups 3 and 4


def ticket(state: State, segment: Segment) -> None:
    """TKT: a ticket, or that there is none (type 700)."""
    parts = segment.elements[0] if segment.elements else NONE
    number, kind = (parts if len(parts) > 1 else parts + NONE)[:2]
    state.payment = None
    state.ticket = found = Fares(number.strip(), kind.strip(), "", segment.ordinal)
    if state.traveller is not None:
        state.traveller.tickets.append(found)


def amounts(state: State, segment: Segment) -> None:
    """MON."""
    if state.ticket is not None:
        ordinal, found = segment.ordinal, state.ticket.amounts
        for parts in segment.elements:
            kind, amount, currency = (parts if len(parts) > 2 else parts + NONE)[:3]  # noqa: PLR2004
            found.append(_new(Amount, (kind, amount, currency, ordinal)))


def issue(state: State, segment: Segment) -> None:
    """PTK: when, by whom and where a ticket was issued."""
    if state.ticket is not None:
        at = segment.at
        state.ticket.issued_at = dates.moment(at(2), at(2, 1))
        state.ticket.issued_by = at(3)
        state.ticket.issued_in = at(5)


def taxes(state: State, segment: Segment) -> None:
    """TXD."""
    if state.ticket is not None:
        ordinal, found = segment.ordinal, state.ticket.taxes
        for parts in segment.elements[1:]:
            amount, _country, currency, kind = (
                parts if len(parts) == 4 else (parts + NONE)[:4]  # noqa: PLR2004
            )
            found.append(_new(Amount, (kind, amount, currency, ordinal)))


def ticket_dates(state: State, segment: Segment) -> None:
    """DAT in group 3."""
    if state.ticket is not None:
        state.ticket.dates += dated(state, segment)


def payment(state: State, segment: Segment) -> None:
    """FOP: how a ticket was paid."""
    booking = state.booking or state.record()
    for parts in segment.elements:
        whole = parts if len(parts) > 5 else parts + NONE  # noqa: PLR2004
        kind, indicator, amount, vendor, account, expiry = whole[:6]
        found = Paid(
            *(kind.strip(), amount, "", vendor.strip(), account.strip(), expiry, segment.ordinal),
            indicator == "2",
        )
        booking.payments.append(found)
        state.payment = found
        if state.ticket is not None:
            state.ticket.payments.append(found)


def payer(state: State, segment: Segment) -> None:
    """IFT in group 4: who paid, where it was not the traveller."""
    remark = free_text(segment)
    if state.payment is not None and remark.code == PAYER:
        state.payment.payer = segment.at(1)
    if state.traveller is not None:
        state.traveller.remarks.append(remark)
    else:
        state.record().remarks.append(remark)


def payer_address(state: State, segment: Segment) -> None:
    """ADD in group 4."""
    booking = state.record()
    address(segment, booking.addresses, booking.contacts, booking.remarks)


HANDLERS: dict[tuple[str, str], Handler] = {
    ("GR2", "TIF"): traveller,
    ("GR2", "FTI"): memberships,
    ("GR2", "IFT"): traveller_text,
    ("GR2", "REF"): unique_reference,
    ("GR2", "EBD"): traveller_excess,
    ("GR2", "FAR"): fare,
    ("GR2", "SSR"): traveller_service,
    ("GR2", "ADD"): traveller_address,
    ("GR3", "TKT"): ticket,
    ("GR3", "MON"): amounts,
    ("GR3", "PTK"): issue,
    ("GR3", "TXD"): taxes,
    ("GR3", "DAT"): ticket_dates,
    ("GR4", "FOP"): payment,
    ("GR4", "IFT"): payer,
    ("GR4", "ADD"): payer_address,
}
