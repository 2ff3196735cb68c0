"""What a record says of its persons, given to them when the whole record is read."""

from fairlead.core.formats.airimp import infants
from fairlead.core.formats.airimp.seats import in_text, seat
from fairlead.core.formats.airimp.tickets import read_tkne
from fairlead.core.formats.pnrgov.documents import take_address, take_document, take_visa
from fairlead.core.formats.pnrgov.messages import Boarding, Flight, Service, Traveller
from fairlead.core.formats.pnrgov.state import Pending, State
from fairlead.core.formats.pnrgov.travellers import add_ticket, take_service
from fairlead.core.formats.pnrgov.whose import Party, base_of, gather, imply, named_by
from fairlead.core.travel import Kept, Seat

SEATED = frozenset(("INS", "IS"))  # infants with a seat of their own
SEATS = frozenset(("SEAT", "RQST", "NSST", "NSSA", "NSSB", "NSSW", "NSSR", "SMST", "SMSA"))


def close_record(state: State) -> None:
    """Give every waiting service to its traveller, now that all of them are known."""
    booking, pending, checked_in = state.booking, state.pending, state.checked_in
    if booking is None:
        return
    party = gather(state, booking)
    if pending:
        state.pending = []
        told = [one for one in pending if one.service.code == "INFT"]
        for one in [one for one in told if not _infant(party, one, certain=True)]:
            _infant(party, one, certain=False)
        for one in pending:
            _SERVICES.get(one.service.code, _other)(party, one)
    if checked_in:
        state.checked_in = []
        for found, flight in checked_in:
            _check_in(party, found, flight)
    _unnamed_infants(party)
    _count(party)


# ------------------------------------------------------------------ infants


def _infant(party: Party, one: Pending, *, certain: bool) -> bool:
    """SSR INFT: name the infant's guardian and birth; or the infant, if nobody else does.

    First those are told of whom the very name speaks. An infant whose name is like that of no
    infant still untold of is another one.
    """
    service = one.service
    told = infants.read_inft(service.text, party.state.day)
    named = [person for person in party.namesakes(told) if person.infant] if told.surname else []
    if certain and told.surname and len(named) != 1:
        return False
    adult = _beside(party, one)
    if adult is not None and service.group == "GR2":
        adult.services.append(service)
    if not told.surname:
        return True
    if not named and not party.is_like_an_infant(told):
        _imply(party, adult, told, service)
    elif len(named) != 1:
        party.state.fault("infant-unassigned", service.segment)
    else:
        party.told.add(id(named[0]))
        _tell(named[0], adult, told, service)
    return True


def _beside(party: Party, one: Pending) -> Traveller | None:
    """Find the adult beside whom an infant is told of."""
    adult = base_of(party, one).person
    if adult is None and one.service.group == "GR5" and not one.service.travellers:
        return party.adults[0] if len(party.adults) == 1 else None
    return adult


def _imply(party: Party, adult: Traveller | None, told: infants.Inft, service: Service) -> None:
    baby = imply(party, adult, "INFT", told)
    baby.segment = service.segment
    reference = adult.reference if adult else ""
    party.state.fault("infant-implied", service.segment, service="INFT", reference=reference)


def _tell(baby: Traveller, adult: Traveller | None, told: infants.Inft, service: Service) -> None:
    if adult is not None and not adult.infant and not baby.guardian:
        baby.guardian = adult.reference
        baby.elsewhere["guardian"] = service.segment
    if told.birth_date and not baby.birth_date:
        baby.birth_date = told.birth_date
        baby.elsewhere["birth_date"] = service.segment


def _unnamed_infants(party: Party) -> None:
    """Say of an adult with an infant that no infant travels with this adult."""
    with_infant = [
        person for person in party.people if person.infant_indicator not in ("", "0", "N")
    ]
    if not with_infant:
        return
    babies = party.babies
    if len(with_infant) == 1 and len(babies) == 1 and not babies[0].guardian:
        babies[0].guardian = with_infant[0].reference
        babies[0].elsewhere["guardian"] = with_infant[0].segment
    if len(babies) < len(with_infant):
        guarded = {baby.guardian for baby in babies}
        for person in with_infant:
            if person.reference not in guarded:
                party.state.fault("infant-unnamed", person.segment, reference=person.reference)


# ------------------------------------------------------------------ everything else


def _count(party: Party) -> None:
    """Tell when a flight has more or fewer travellers than the record names; lap infants aside."""
    counted = sum(1 for person in party.people if not person.infant or person.role in SEATED)
    for leg in party.booking.itinerary:
        declared = leg.quantity if isinstance(leg, Flight) and not leg.kind else ""
        if declared.isdecimal() and int(declared[:4]) != counted:
            facts = {"declared": declared, "counted": counted}
            party.state.fault("count-travellers", leg.segment, flight=leg.number, **facts)
            return


def _other(party: Party, one: Pending) -> None:
    """Give a service to everybody it names."""
    service = one.service
    if service.code != "INFT":
        named, _known = named_by(party, one)
        people = named or ([one.under] if one.under is not None else [])
        for person in people:
            take_service(person, service)
            if service.code[:3] == "TKN" and not person.infant:
                _infant_ticket(party, person, service)
        if not people:
            party.booking.remarks.append(service)
            party.state.fault(
                "reference-unknown",
                service.segment,
                service=service.code,
                reference=" ".join(service.travellers),
            )


def _infant_ticket(party: Party, adult: Traveller, service: Service) -> None:
    """Give an infant the ticket that was sent with the adult, where there is one infant."""
    told = read_tkne(service.text)
    if told is None or not told.infant:
        return
    babies = [one for one in party.babies if one.guardian == adult.reference]
    if len(babies) == 1:
        add_ticket(babies[0], told, service)


def _seats(party: Party, one: Pending) -> None:
    """Give every seat to the traveller beside whose reference it stands."""
    service = one.service
    if not service.details:
        _other(party, one)
    by_reference, ordinal = party.by_reference, service.segment
    origin, destination, carrier = service.origin, service.destination, service.carrier
    for parts in service.details:
        if len(parts) > 2 and (reference := parts[2].strip()):  # noqa: PLR2004
            people = by_reference.get(reference.lstrip("0"), ())
            if len(people) != 1:
                facts = {"service": service.code, "reference": reference}
                party.state.fault("reference-unknown", ordinal, **facts)
            elif number := seat(parts[0]) or "".join(in_text(parts[0])[:1]):
                people[0].seats.append(Seat(number, origin, destination, carrier, "", ordinal))


def _check_in(party: Party, found: Boarding, flight: Flight | None) -> None:
    """Tell who checked in: by reference, else by the very name."""
    people = party.by_reference.get(found.traveller.lstrip("0"), [])
    if len(people) != 1:
        name = (found.surname, found.given)
        alike = [person for person in people if (person.surname, person.given) == name]
        people = alike if people else party.checked_in(found)
    if len(people) != 1:
        party.state.fault("check-in-unassigned", found.segment, sequence=found.sequence)
        if flight is None:
            named = [[found.surname], [found.given, "", found.traveller], [found.seat]]
            party.booking.kept.append(Kept("TRI", named, found.segment))
        return
    person = people[0]
    found.traveller = person.reference
    if found.bags:
        person.bags += found.bags
    if found.seat and flight is not None:
        _seated(person, found, flight)


def _seated(person: Traveller, found: Boarding, flight: Flight) -> None:
    """Note the seat of a check-in, unless the record has it already."""
    number, origin, destination = found.seat, flight.origin, flight.destination
    for one in person.seats:
        if one.number == number and one.origin == origin and one.destination == destination:
            return
    person.seats.append(
        Seat(number, origin, destination, flight.carrier, flight.number, found.segment)
    )


_SERVICES = {
    **dict.fromkeys(SEATS, _seats),
    "DOCS": take_document,
    "DOCO": take_visa,
    "DOCA": take_address,
}
