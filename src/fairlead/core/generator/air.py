"""A flight → its messages: pushes of records, lists of passengers and crew, dialogues, zones."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from fairlead.core.formats import mrz
from fairlead.core.formats.pnrgov.messages import Reservation
from fairlead.core.generator.bookings import INFANT, PUSHES, Booked, Member, booked, divided
from fairlead.core.generator.people import Person, household
from fairlead.core.generator.records import noted, record, told
from fairlead.core.generator.trips import Flight, Traffic
from fairlead.core.generator.truth import Draft, Values, prepared
from fairlead.core.travel import (
    Bag,
    Contact,
    Count,
    Document,
    Kind,
    Leg,
    Movement,
    Party,
    Push,
    Seat,
)

GOVERNMENT: Final = "UTOPIU"
PARTS: Final = 45  # records in one part, with carriers that send in parts
IN_PARTS: Final = "Q0"
LISTS: Final = {
    "U0": "D:15B",
    "Q0": "D:05B",
    "X0": "D:16B",
    "Z0": "D:12B",
    "H0": "D:03B",
    "L0": "D:21A",
}
CREWS: Final = 9  # of a line, which take turns
CREW_FROM: Final = 22_000_000  # the households of crews, beyond all others
YOUNG: Final = 10  # up to this age two digits of a year of birth could be a century earlier


def movement_of(flight: Flight) -> Movement:
    """Return the flight as messages report it."""
    departs, arrives = flight.local
    leg = Leg(
        flight.origin.code, flight.destination.code, departs, arrives,
        flight.carrier.code, flight.number,
    )  # fmt: skip
    return Movement("air", flight.carrier.code, flight.number, legs=[leg])


def envelope(push: Push, sender: str, at: datetime, reference: str) -> Push:
    """Say who sends when, under which reference."""
    push.sender, push.recipient = sender, GOVERNMENT
    push.prepared, push.interchange = prepared(at), reference
    push.reference = reference
    return push


# ---------------------------------------------------------------- passenger name records


def pushes(flight: Flight, bookings: list[Booked]) -> Iterator[Draft]:
    """Yield the four pushes, each of one or several parts."""
    for hours in PUSHES:
        at = flight.departs - timedelta(hours=hours) if hours else flight.departs
        standing = [one for one in bookings if one.is_in(at)]
        size = PARTS if flight.carrier.code == IN_PARTS else max(len(standing), 1)
        parts = [standing[start : start + size] for start in range(0, len(standing), size)]
        for place, part in enumerate(parts or [[]]):
            yield push_of_records(flight, hours, at, part, part=(place + 1, max(len(parts), 1)))


def push_of_records(
    flight: Flight,
    hours: int,
    at: datetime,
    bookings: list[Booked],
    *,
    part: tuple[int, int] = (1, 1),
    name: str = "",
) -> Draft:
    """Return a push of these records as they stand so many hours before departure."""
    place, parts = part
    reference = f"{flight.day:%y%m%d}{flight.number}{hours:02}{place}"
    xml = flight.carrier.pnr == "xml"
    push = Push("PNRGOV-XML" if xml else "PNRGOV", flight.carrier.pnr, function="22")
    push.meaning = "bookings.push"
    envelope(push, flight.carrier.code, at, reference)
    push.movement = movement_of(flight)
    push.bookings = list(_records(bookings, hours, at))
    push.counts = [Count("EQN", str(len(bookings)))]
    name = f"{flight.name}/pnr-{name or f'{hours:02}h'}"
    problems: Counter[str] = Counter()
    if parts > 1:
        name += f"-{place}"
        push.access = f"{flight.number}{flight.day:%y%m%d}{hours}"
        push.sequence = f"{place:02}"
        push.last = "C" if place == 1 else "F" if place == parts else ""
        problems += _parted(place, parts)
    for booking in bookings:
        problems.update(noted(booking, hours))
    people = [one for booking in bookings for one in told(booking, hours)]
    push.persons = [person for booking in push.bookings for person in booking.persons]
    return Draft(name, push, at, flight.carrier.code, GOVERNMENT, flight.name, people, problems)


def _records(bookings: list[Booked], hours: int, at: datetime) -> Iterator[Reservation]:
    for booking in bookings:
        made = record(booking, hours, at)
        made.persons.sort(key=lambda person: bool(getattr(person, "implied", "")))
        yield made


def _parted(place: int, parts: int) -> Counter[str]:
    """Count what is told of a part that comes alone."""
    if place == 1:
        return Counter({"edifact.part-last": 1})
    return Counter({"edifact.part-missing": place - 1} if place == parts else {})


# ---------------------------------------------------------------- lists


def traveller(booking: Booked, member: Member, *, unique: str = "") -> Party:
    """Return a traveller as a list has one."""
    person, flight = member.person, booking.flight
    made = Party(
        role="FL",
        surname=person.surname,
        given=person.given,
        names=person.given.split(),
        sex=person.sex,
        birth_date=person.birth,
        nationality=person.state,
        residence=person.state,
        reference=unique,
        locator=booking.locator,
        embark=flight.origin.code,
        disembark=flight.destination.code,
        verified="yes" if member.documented is not None else "no",
    )
    if booking.beyond and flight.direction == 0:
        made.disembark = booking.beyond
    if member.documented is not None:
        made.documents = [listed(member)]
    if member.seat:
        made.seats = [Seat(member.seat)]
    if member.bags:
        made.bag_count, made.bag_weight = str(member.bags), f"{member.weight} KGM"
        tag = f"{flight.carrier.code}{booking.trip.number % 900_000 + 100_000}"
        made.bags = [Bag(tag, str(member.bags))]
    return made


def listed(member: Member) -> Document:
    passport = member.passport
    return Document(
        passport.type, "110:111", passport.number, passport.issuer, expiry=passport.expiry
    )


def told_in_list(person: Person, party: Party, day: str) -> Values:
    """Say what a reader reads of somebody on a list."""
    return {
        "person": person.id,
        "surname": party.surname,
        "given": party.given,
        "birth_date": party.birth_date,
        "sex": party.sex,
        "nationality": party.nationality,
        "documents": [document.number for document in party.documents],
        "locator": party.locator,
        "infant": 0 <= person.age(day) < INFANT,
    }


def noted_in_list(people: list[tuple[Person, Party]], day: str) -> Counter[str]:
    """Count what is unusual on a list although nothing is wrong."""
    found: Counter[str] = Counter()
    for person, party in people:
        found["paxlst.birth-century"] += person.age(day) <= YOUNG
        found["paxlst.document-missing"] += not party.documents
    return +found


def passenger_list(flight: Flight, bookings: list[Booked]) -> Draft:
    """Return the list of all who are on board, as it is sent when the doors are closed."""
    at = flight.departs + timedelta(minutes=4)
    push = _list(flight, at, "745", "api")
    people: list[tuple[Person, Party]] = []
    for booking in bookings:
        if booking.status == "flown":
            for member in booking.members:
                unique = f"{flight.carrier.code}{len(people) + 1:05}"
                people.append((member.person, traveller(booking, member, unique=unique)))
    return _drafted(flight, push, at, "api", people)


def crew_list(flight: Flight, seed: int, year: int) -> Draft:
    """Return the list of the crew, who take turns on their line."""
    at = flight.departs - timedelta(minutes=50)
    push = _list(flight, at, "250", "crew")
    team = (flight.day.toordinal() + flight.direction) % CREWS
    size = 4 + flight.line.aircraft.seats // 50
    people: list[tuple[Person, Party]] = []
    for place in range(size):
        number = CREW_FROM + (flight.line.index * CREWS + team) * 20 + place
        person = household(seed, number, year, frequent=True).first
        passport = person.passport(flight.day)
        party = Party(
            role="FM", kind=Kind.CREW, surname=person.surname, given=person.given,
            names=person.given.split(), sex=person.sex, birth_date=person.birth,
            nationality=person.state, embark=flight.origin.code,
            disembark=flight.destination.code, employment="CR1" if place < 2 else "CR2",  # noqa: PLR2004
        )  # fmt: skip
        party.documents = [
            Document("P", "110:111", passport.number, passport.issuer, expiry=passport.expiry)
        ]
        people.append((person, party))
    draft = _drafted(flight, push, at, "crew", people)
    draft.people = [person for person, _party in people]
    return draft


def _list(flight: Flight, at: datetime, function: str, kind: str) -> Push:
    meaning = {"745": "passengers", "250": "crew"}[function]
    push = Push("PAXLST", LISTS[flight.carrier.code], function=function, meaning=meaning)
    envelope(push, flight.carrier.code, at, f"{flight.day:%y%m%d}{flight.number}{kind[0].upper()}")
    push.movement = movement_of(flight)
    desk = Party("MS", Kind.CONTACT, surname=f"{flight.carrier.name} OPERATIONS".upper())
    desk.contacts = [
        Contact("phone", "+999100200300"),
        Contact("email", f"ops@{flight.carrier.code.lower()}.example"),
    ]
    push.contacts = [desk]
    return push


def _drafted(
    flight: Flight, push: Push, at: datetime, kind: str, people: list[tuple[Person, Party]]
) -> Draft:
    day = flight.local[0][:10]
    push.persons = [party for _person, party in people]
    push.counts = [Count("41" if kind == "crew" else "42", str(len(people)))]
    return Draft(
        f"{flight.name}/{kind}", push, at, flight.carrier.code, GOVERNMENT, flight.name,
        [told_in_list(person, party, day) for person, party in people],
        noted_in_list(people, day),
    )  # fmt: skip


# ---------------------------------------------------------------- zones at the gate


def zones(flight: Flight, bookings: list[Booked]) -> Draft | None:
    """Return the machine-readable zones that were read when people went on board."""
    at = flight.departs - timedelta(minutes=15)
    members = [
        member
        for booking in bookings
        if booking.status == "flown"
        for member in booking.members
        if member.documented is not None
    ]
    if not members:
        return None
    content, people = [], []
    for member in members:
        person, passport = member.person, member.passport
        values = {
            "document": passport.type, "issuer": _zone_state(passport.issuer),
            "number": passport.number, "nationality": _zone_state(person.state),
            "surname": person.surname, "given": person.given, "birth": person.birth,
            "sex": person.sex, "expiry": passport.expiry,
        }  # fmt: skip
        content.append("\n".join(mrz.compose("TD1" if passport.type == "I" else "TD3", values)))
        people.append({"person": person.id, "documents": [passport.number], "sex": person.sex})
    push = Push("MRZ", meaning="passport")
    draft = Draft(
        f"{flight.name}/mrz", push, at, flight.carrier.code, GOVERNMENT, flight.name, people
    )
    draft.content = ("\n\n".join(content) + "\n").encode()
    return draft


def _zone_state(code: str) -> str:
    return "D" if code == "DEU" else code


# ---------------------------------------------------------------- the whole flight


def bookings_of(traffic: Traffic, flight: Flight) -> list[Booked]:
    """Return every party that is or was booked on a flight, with seats and numbers at the gate."""
    found, seat, sequence = [], 0, 0
    seed = traffic.plan.seed
    for trip in traffic.trips(flight):
        made = booked(trip, flight, seed, seat)
        seat += sum(not one.infant for one in made.members)
        for one in divided(made, seed):
            for member in one.members:
                if not member.infant and one.status == "flown":
                    sequence += 1
                    member.sequence = sequence
            found.append(one)
    return found
