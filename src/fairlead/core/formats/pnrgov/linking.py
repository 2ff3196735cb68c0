"""Whose a document is: decided when the whole record is read, and never guessed.

1. The reference in the SSR says so (SSR 9944 = TIF 9944); within the group of a traveller, the
   place says so.
2. An infant's document bears the reference of the adult. It goes to the infant when it says so
   itself (sex FI or MI) and names the infant, or when it names an infant of this record letter by
   letter and not the adult.
3. Without reference: a name that is letter by letter, titles aside, that of one traveller and of
   no other; or, in a record of one traveller, half the name.
4. Where reference and name speak for two different travellers, and wherever nothing above says it
   for certain, it is given to nobody, visibly.

Every document says by which rule it stands where it stands (`Document.assigned`). An infant of
whom only an SSR tells becomes a traveller of the record, and says so (`Traveller.implied`).
"""

from dataclasses import dataclass, field

from fairlead.core.formats.airimp import infants
from fairlead.core.formats.airimp.documents import (
    Docs,
    read_doca,
    read_doco,
    read_docs,
)
from fairlead.core.formats.airimp.names import key, same, split_title
from fairlead.core.formats.airimp.seats import in_text, seat
from fairlead.core.formats.airimp.tickets import read_tkne
from fairlead.core.formats.pnrgov.messages import (
    CheckIn,
    Flight,
    Reservation,
    Service,
    Traveller,
)
from fairlead.core.formats.pnrgov.state import Pending, State
from fairlead.core.formats.pnrgov.travellers import add_ticket, take_service
from fairlead.core.travel import Address, Document, Kept, Seat

SEATS = frozenset(("SEAT", "RQST", "NSST", "NSSA", "NSSB", "NSSW", "NSSR", "SMST", "SMSA"))


@dataclass(slots=True)
class Verdict:
    """Who it is, and by which rule; or nobody, and why."""

    person: Traveller | None
    rule: str
    sent_with: Traveller | None = None  # the adult whose reference an infant's document bears


@dataclass(slots=True)
class Party:
    """The travellers of one record, by reference."""

    state: State
    booking: Reservation
    people: list[Traveller] = field(default_factory=list)
    by_reference: dict[str, list[Traveller]] = field(default_factory=dict)


def close_record(state: State) -> None:
    """Give every waiting service to its traveller, now that all of them are known."""
    booking, pending, checked_in = state.booking, state.pending, state.checked_in
    if booking is None:
        return
    party = _gather(state, booking)
    if pending:
        state.pending = []
        for one in pending:
            if one.service.code == "INFT":
                _infant(party, one)
        for one in pending:
            _SERVICES.get(one.service.code, _other)(party, one)
    if checked_in:
        state.checked_in = []
        for found, flight in checked_in:
            _check_in(party, found, flight)
    _unnamed_infants(party)


def _gather(state: State, booking: Reservation) -> Party:
    party = Party(state, booking)
    for person in booking.persons:
        if isinstance(person, Traveller):
            party.people.append(person)
            if person.reference:
                party.by_reference.setdefault(_plain(person.reference), []).append(person)
    for reference, people in party.by_reference.items():
        if len(people) > 1:
            state.fault(
                "reference-repeated", people[1].segment, count=len(people), reference=reference
            )
    return party


def _plain(reference: str) -> str:
    """Give a reference without noughts before it: 002 is 2."""
    return reference.lstrip("0")


# ------------------------------------------------------------------ the rules


def _named(party: Party, one: Pending) -> tuple[list[Traveller], bool]:
    """Whom the references of a service name, and whether all of them name somebody."""
    found: list[Traveller] = []
    known = True
    for reference in dict.fromkeys(map(_plain, one.service.travellers)):
        people = party.by_reference.get(reference, [])
        known = known and bool(people)
        found += people
    return found, known


def _base(party: Party, one: Pending) -> Verdict:
    """Whose it is by reference, or by the group in which it stands."""
    if one.service.travellers:
        named, known = _named(party, one)
        if not known:
            party.state.fault(
                "reference-unknown",
                one.service.segment,
                service=one.service.code,
                reference=" ".join(one.service.travellers),
            )
        if len(named) == 1:
            return Verdict(named[0], "reference")
        return Verdict(None, "several-references" if named else "unknown-reference")
    if one.under is not None:
        return Verdict(one.under, "position")
    return Verdict(None, "no-reference")


def _whose(party: Party, one: Pending, docs: Docs) -> Verdict:
    base = _base(party, one)
    person = base.person
    if person is not None and (person.infant or not docs.infant) and _is_named(person, docs):
        return base
    namesakes = [person for person in party.people if _is_named(person, docs)]
    if person is None:
        return _without_reference(party, base.rule, docs, namesakes)
    if docs.infant and not person.infant:
        return _infant_of(party, person, docs, namesakes)
    if not namesakes:
        return base
    if len(namesakes) == 1 and namesakes[0].infant and not person.infant:
        return Verdict(namesakes[0], "infant-name", person)
    return Verdict(None, "name-contradicts-reference")


def _is_named(person: Traveller, docs: Docs) -> bool:
    return same(person.surname, person.given, docs.surname, docs.given, docs.second_given)


def _without_reference(party: Party, why: str, docs: Docs, namesakes: list[Traveller]) -> Verdict:
    if docs.infant:
        infants_named = [person for person in namesakes if person.infant]
        if len(infants_named) == 1:
            return Verdict(infants_named[0], "exact-name")
        adults = [person for person in party.people if not person.infant]
        if len(adults) == 1 and not namesakes:
            return _infant_of(party, adults[0], docs, namesakes)
        return Verdict(None, why)
    if len(namesakes) == 1:
        return Verdict(namesakes[0], "exact-name")
    if len(party.people) == 1:
        alike = not docs.surname or _is_alike(party.people[0], docs)
        return Verdict(party.people[0] if alike else None, "sole-traveller" if alike else why)
    return Verdict(None, why)


def _is_alike(person: Traveller, docs: Docs) -> bool:
    """Whether surname or given name is the same: enough only where nobody else can be meant."""
    return key(person.surname) == key(docs.surname) or (
        bool(docs.given) and key(person.given_plain) == key(split_title(docs.given).name)
    )


def _infant_of(party: Party, adult: Traveller, docs: Docs, namesakes: list[Traveller]) -> Verdict:
    """Find the infant of an adult whose reference an infant's document bears."""
    named = [person for person in namesakes if person.infant]
    if len(named) == 1:
        return Verdict(named[0], "infant-marker", adult)
    babies = [person for person in party.people if person.infant]
    if not babies and docs.surname:
        return Verdict(_imply(party, adult, "DOCS", docs), "infant-marker", adult)
    if len(babies) == 1 and not named:
        baby = babies[0]
        if _is_alike(baby, docs):
            return Verdict(baby, "sole-infant", adult)
    return Verdict(None, "several-infants" if len(babies) > 1 else "infant-name-differs")


def _imply(
    party: Party, adult: Traveller | None, source: str, told: Docs | infants.Inft
) -> Traveller:
    """Make a traveller of an infant of whom only an SSR tells."""
    plain, title, _sure = split_title(told.given)
    baby = Traveller(
        role="IN",
        surname=told.surname,
        given=told.given,
        names=[plain] if plain else [],
        title=title,
        birth_date=told.birth_date,
        locator=party.booking.locator,
        infant=True,
        guardian=adult.reference if adult else "",
        given_plain=plain,
        implied=source,
    )
    party.booking.persons.append(baby)
    party.people.append(baby)
    return baby


# ------------------------------------------------------------------ documents


def _docs(party: Party, one: Pending) -> None:
    service = one.service
    docs = read_docs(service.text, party.state.day)
    if docs.moved or docs.unreadable:
        _note_reading(party, service, docs.moved, docs.unreadable)
    verdict = _whose(party, one, docs)
    person = verdict.person
    document = Document(
        type=docs.kind,
        number=docs.number,
        issuer=docs.issuer,
        expiry=docs.expiry,
        surname=docs.surname,
        given=f"{docs.given} {docs.second_given}" if docs.second_given else docs.given,
        sex=docs.sex,
        birth_date=docs.birth_date,
        nationality=docs.nationality,
        infant=docs.infant,
        assigned=verdict.rule,
        raw=service.text,
        segment=service.segment,
    )
    if person is None:
        _leave(party, service, document, verdict.rule)
        return
    if verdict.sent_with is not None:
        _with_adult(party, person, verdict.sent_with, service)
    surname = docs.surname
    if surname and surname != person.surname and key(surname) != key(person.surname):
        party.state.fault("document-name", service.segment, reference=person.reference)
    if not person.documents or not _repeated(person.documents, document):
        person.documents.append(document)
    _fill(person, document)


def _note_reading(party: Party, service: Service, moved: int, unreadable: tuple[str, ...]) -> None:
    if moved:
        party.state.fault("document-moved", service.segment, service=service.code, by=moved)
    for name in unreadable:
        party.state.fault("document-field", service.segment, service=service.code, field=name)


def _leave(party: Party, service: Service, document: Document, why: str) -> None:
    document.assigned = ""
    if not _repeated(party.booking.unassigned, document):
        party.booking.unassigned.append(document)
    party.state.fault("document-unassigned", service.segment, service=service.code, why=why)


def _with_adult(party: Party, person: Traveller, adult: Traveller, service: Service) -> None:
    if not person.guardian:
        person.guardian = adult.reference
    if person.implied and not person.segment:
        person.segment = service.segment
        party.state.fault(
            "infant-implied",
            service.segment,
            service=person.implied,
            reference=adult.reference,
        )
    elif not person.implied:
        party.state.fault("infant-document", service.segment, reference=adult.reference)


def _repeated(documents: list[Document], document: Document) -> bool:
    """Whether the same document is there already; what it lacked is then filled in."""
    number = key(document.number)
    for known in documents:
        if known.raw == document.raw:
            return True
        if number and key(known.number) == number and known.type in ("", document.type):
            return True
        if not (number and known.number) and _agree(known, document):
            _complete(known, document)
            return True
    return False


_OF_HOLDER = ("surname", "given", "birth_date", "sex", "nationality", "type", "issuer", "expiry")


def _agree(known: Document, document: Document) -> bool:
    """Whether two, one of them without number, say nothing different of holder and document."""
    if not document.surname or not same(
        known.surname, known.given, document.surname, document.given
    ):
        return False
    return all(
        not (mine := getattr(known, name))
        or not (other := getattr(document, name))
        or mine == other
        for name in _OF_HOLDER[2:]
    )


def _complete(known: Document, document: Document) -> None:
    for name in (*_OF_HOLDER, "number"):
        value = getattr(document, name)
        if value and not getattr(known, name):
            setattr(known, name, value)
            known.elsewhere[name] = document.segment


def _fill(person: Traveller, document: Document) -> None:
    """Say of the person what the document says of its holder."""
    segment = document.segment
    if document.sex and not person.sex:
        person.sex, person.elsewhere["sex"] = document.sex, segment
    if document.birth_date and not person.birth_date:
        person.birth_date, person.elsewhere["birth_date"] = document.birth_date, segment
    if document.nationality and not person.nationality:
        person.nationality, person.elsewhere["nationality"] = document.nationality, segment


def _doco(party: Party, one: Pending) -> None:
    service = one.service
    doco = read_doco(service.text, party.state.day)
    _note_reading(party, service, 0, doco.unreadable)
    document = Document(
        type=doco.kind,
        number=doco.number,
        issued=doco.issued,
        place=doco.issue_place,
        country=doco.country,
        infant=doco.infant,
        raw=service.text,
        segment=service.segment,
    )
    verdict = _whose_nameless(party, one, infant=doco.infant)
    document.assigned = verdict.rule
    if verdict.person is None:
        _leave(party, service, document, verdict.rule)
        return
    person = verdict.person
    if not _repeated(person.visas, document):
        person.visas.append(document)
    if doco.birth_place and not person.birth_place:
        person.birth_place = doco.birth_place
        person.elsewhere["birth_place"] = service.segment


def _doca(party: Party, one: Pending) -> None:
    service = one.service
    doca = read_doca(service.text)
    kind = {"R": "residence", "D": "destination"}.get(doca.kind, doca.kind)
    verdict = _whose_nameless(party, one, infant=doca.infant)
    address = Address(
        kind, doca.street, doca.city, doca.region, doca.postcode, doca.country, service.segment
    )
    if verdict.person is None:
        party.booking.addresses.append(address)
        party.state.fault("document-unassigned", service.segment, service="DOCA", why=verdict.rule)
        return
    verdict.person.addresses.append(address)
    if kind == "residence" and doca.country and not verdict.person.residence:
        verdict.person.residence = doca.country
        verdict.person.elsewhere["residence"] = service.segment


def _whose_nameless(party: Party, one: Pending, *, infant: bool) -> Verdict:
    """Whose a visa or an address is: these name nobody."""
    base = _base(party, one)
    person = base.person
    if person is None:
        if len(party.people) == 1 and not infant:
            return Verdict(party.people[0], "sole-traveller")
        return base
    if not infant or person.infant:
        return base
    babies = [one for one in party.people if one.infant and one.guardian == person.reference]
    if len(babies) == 1:
        return Verdict(babies[0], "infant-marker", person)
    return Verdict(None, "several-infants" if babies else "infant-unknown")


# ------------------------------------------------------------------ infants


def _infant(party: Party, one: Pending) -> None:
    """SSR INFT: name the infant's guardian and birth; or the infant, if nobody else does."""
    service = one.service
    told = infants.read_inft(service.text, party.state.day)
    adult = _base(party, one).person
    if adult is None and one.service.group == "GR5" and not service.travellers:
        adults = [person for person in party.people if not person.infant]
        adult = adults[0] if len(adults) == 1 else None
    if adult is not None and service.group == "GR2":
        adult.services.append(service)
    if not told.surname:
        return
    babies = [person for person in party.people if person.infant]
    named = [baby for baby in babies if same(baby.surname, baby.given, told.surname, told.given)]
    if not named and not any(baby for baby in babies if not baby.implied):
        baby = _imply(party, adult, "INFT", told)
        baby.segment = service.segment
        party.state.fault(
            "infant-implied",
            service.segment,
            service="INFT",
            reference=adult.reference if adult else "",
        )
        return
    if len(named) != 1:
        party.state.fault("infant-unassigned", service.segment)
        return
    _tell(named[0], adult, told, service)


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
    babies = [person for person in party.people if person.infant]
    if len(with_infant) == 1 and len(babies) == 1 and not babies[0].guardian:
        babies[0].guardian = with_infant[0].reference
        babies[0].elsewhere["guardian"] = with_infant[0].segment
    if len(babies) < len(with_infant):
        guarded = {baby.guardian for baby in babies}
        for person in with_infant:
            if person.reference not in guarded:
                party.state.fault("infant-unnamed", person.segment, reference=person.reference)


# ------------------------------------------------------------------ everything else


def _other(party: Party, one: Pending) -> None:
    """Give a service to everybody it names."""
    service = one.service
    if service.code in SEATS and service.details:
        _seats(party, service)
    elif service.code != "INFT":
        named, _known = _named(party, one)
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
    babies = [one for one in party.people if one.infant and one.guardian == adult.reference]
    if len(babies) == 1:
        add_ticket(babies[0], told, service)


def _seats(party: Party, service: Service) -> None:
    """Give every seat to the traveller beside whose reference it stands."""
    by_reference, ordinal = party.by_reference, service.segment
    origin, destination, carrier = service.origin, service.destination, service.carrier
    for parts in service.details:
        reference = parts[2].strip() if len(parts) > 2 else ""  # noqa: PLR2004
        if not reference:
            continue
        people = by_reference.get(reference.lstrip("0"), ())
        if len(people) != 1:
            party.state.fault(
                "reference-unknown", ordinal, service=service.code, reference=reference
            )
            continue
        number = seat(parts[0]) or next(iter(in_text(parts[0])), "")
        if number:
            people[0].seats.append(Seat(number, origin, destination, carrier, "", ordinal))


def _check_in(party: Party, found: CheckIn, flight: Flight | None) -> None:
    """Tell who checked in: by reference, else by the very name."""
    people = party.by_reference.get(_plain(found.traveller), [])
    if len(people) != 1:
        people = [
            person
            for person in people or party.people
            if person.surname == found.surname and person.given == found.given
        ]
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
        place = (flight.origin, flight.destination, flight.carrier, flight.number)
        if not any(
            (one.number, one.origin, one.destination) == (found.seat, *place[:2])
            for one in person.seats
        ):
            person.seats.append(Seat(found.seat, *place, found.segment))


_SERVICES = {"DOCS": _docs, "DOCO": _doco, "DOCA": _doca}
