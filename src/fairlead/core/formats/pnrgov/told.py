"""What the services of a record still say of it, when it is written again.

A record keeps its services as they were sent, and beside them what they say: documents, visas,
addresses. Written again, a service that still says the same stands where it stood, letter by
letter; one that says something else than the record by now is left out, and what the record says
is composed.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from fairlead.core.formats.airimp.documents import read_doca, read_doco, read_docs
from fairlead.core.formats.airimp.names import key
from fairlead.core.formats.pnrgov.messages import Reservation, Service, Traveller
from fairlead.core.travel import Address, Booking, Document, Party

Facts = Mapping[str, object]
Name = tuple[int, str, str]  # of a service: its segment, its code, its text
CENTURY = 2  # characters: it is reasoned, so it is not compared
KINDS_OF_ADDRESS = {"R": "residence", "D": "destination"}


@dataclass(slots=True)
class Told:
    """The services that are written as they were sent, and the things that need no other words."""

    of_record: list[Service] = field(default_factory=list)
    of_persons: dict[int, list[Service]] = field(default_factory=dict)  # by the segment of TIF
    every: set[Name] = field(default_factory=set)
    left_out: set[Name] = field(default_factory=set)
    said: set[int] = field(default_factory=set)  # the identities of documents and addresses

    def says(self, thing: Document | Address) -> bool:
        """Whether a service says this already."""
        return id(thing) in self.said

    def of_flight(self, services: Iterable[Service]) -> Iterator[Service]:
        """Yield the services of a flight that are still true."""
        return (one for one in services if _name(one) not in self.left_out)

    def of_person(self, person: Party) -> Iterator[Service]:
        """Yield the services that stood with a traveller, or were given to one later."""
        if person.segment:
            yield from self.of_persons.get(person.segment, ())
        for one in person.services if isinstance(person, Traveller) else ():
            if one.group == "GR2" and _name(one) not in self.every:
                yield one


def _name(service: Service) -> Name:
    """Tell a service from others, also where a record and a flight hold it twice."""
    return service.segment, service.code, service.text


def told_by(booking: Booking) -> Told:
    """Find what the services of a record still say."""
    told = Told()
    if not isinstance(booking, Reservation):
        return told
    told.every = set(map(_name, booking.services))
    told.left_out = {_name(one) for one in booking.services if one.code in _READINGS}
    _compare(booking, told)
    starts = sorted(person.segment for person in booking.persons if _named(person))
    for service in booking.services:
        if _name(service) in told.left_out:
            continue
        if service.group == "GR1":
            told.of_record.append(service)
        elif service.group == "GR2":
            before = [start for start in starts if start < service.segment]
            told.of_persons.setdefault(before[-1] if before else 0, []).append(service)
    return told


def _named(person: object) -> bool:
    return isinstance(person, Traveller) and person.segment > 0 and not person.implied


def _compare(booking: Reservation, told: Told) -> None:
    """Find the services that agree with a thing, and the things of which they say everything."""
    readings = [
        (one, _READINGS[one.code](one.text)) for one in booking.services if one.code in _READINGS
    ]
    for thing, code, facts in _things(booking):
        agreeing = [
            (service, said)
            for service, said in readings
            if service.code == code and said.items() <= facts.items()
        ]
        together = {name: fact for _service, said in agreeing for name, fact in said.items()}
        if together == facts:
            told.said.add(id(thing))
            told.left_out -= {_name(service) for service, _said in agreeing}
            told.left_out -= {_name(service) for service, said in readings if _repeats(said, facts)}


def _repeats(said: Facts, facts: Facts) -> bool:
    """Whether a service names again, in other letters, a document that was read already."""
    number = _number(said)
    return bool(number) and number == _number(facts) and said.get("type") == facts.get("type")


def _number(facts: Facts) -> str:
    return key(str(facts.get("number", "")))


def _things(booking: Reservation) -> Iterator[tuple[Document | Address, str, Facts]]:
    """Yield what a record says that services say: the thing, by which service, and its facts."""
    documents = list(booking.unassigned)
    for person in booking.persons:
        documents += person.documents
        documents += person.visas if isinstance(person, Traveller) else ()
    for one in documents:
        yield one, "DOCS", _of_document(one)
        yield one, "DOCO", _of_visa(one)
    for address in (*booking.addresses, *(one for who in booking.persons for one in who.addresses)):
        yield address, "DOCA", _of_address(address)


def _facts(**facts: object) -> Facts:
    return {name: fact for name, fact in facts.items() if fact}


def _of_document(one: Document) -> Facts:
    return _facts(
        type=one.type,
        number=one.number,
        issuer=one.issuer,
        nationality=one.nationality,
        birth=one.birth_date[CENTURY:],
        sex=one.sex,
        expiry=one.expiry[CENTURY:],
        surname=one.surname,
        given=one.given,
        infant=one.infant,
    )


def _of_visa(one: Document) -> Facts:
    return _facts(
        type=one.type,
        number=one.number,
        place=one.place,
        issued=one.issued[CENTURY:],
        country=one.country,
        infant=one.infant,
    )


def _of_address(one: Address) -> Facts:
    return _facts(
        kind=one.kind,
        street=one.street,
        city=one.city,
        region=one.region,
        postcode=one.postcode,
        country=one.country,
    )


def _docs(text: str) -> Facts:
    docs = read_docs(text, "")
    return _facts(
        type=docs.kind,
        number=docs.number,
        issuer=docs.issuer,
        nationality=docs.nationality,
        birth=docs.birth_date[CENTURY:],
        sex=docs.sex,
        expiry=docs.expiry[CENTURY:],
        surname=docs.surname,
        given=" ".join(filter(None, (docs.given, docs.second_given))),
        infant=docs.infant,
    )


def _doco(text: str) -> Facts:
    doco = read_doco(text, "")
    return _facts(
        type=doco.kind,
        number=doco.number,
        place=doco.issue_place,
        issued=doco.issued[CENTURY:],
        country=doco.country,
        infant=doco.infant,
    )


def _doca(text: str) -> Facts:
    doca = read_doca(text)
    return _facts(
        kind=KINDS_OF_ADDRESS.get(doca.kind, doca.kind),
        street=doca.street,
        city=doca.city,
        region=doca.region,
        postcode=doca.postcode,
        country=doca.country,
    )


_READINGS = {"DOCS": _docs, "DOCO": _doco, "DOCA": _doca}
