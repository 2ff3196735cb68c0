"""A party on a flight: what its booking says at each push, from the first to the departure."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Final

from fairlead.core.generator.chance import Chance, Table
from fairlead.core.generator.people import Passport, Person
from fairlead.core.generator.trips import Flight, Trip, locator_of

# Hours before departure at which records are pushed; nought is at departure.
PUSHES: Final = (72, 24, 2, 0)
ADULT, INFANT = 12, 2
DIVIDED: Final = "divided"
MENDED: Final = 24  # hours before departure at which a misspelt name is right
# From which push on a traveller's document is in the record; None: never.
DOCUMENTED: Final[Table[int | None]] = Table({72: 38, 24: 30, 2: 30, 0: 1.4, None: 0.6})
# Services that tell of belief or health: intake removes them, so it must find them.
SENSITIVE: Final = ("MOML", "KSML", "HNML", "VJML", "DBML", "GFML", "WCHR", "WCHC", "BLND", "DEAF")
FORMS: Final = ("own", "adult", "implied")  # in which an infant stands in a record
TITLES: Final = {"M": "MR", "F": "MRS", "X": ""}
CHILD_TITLES: Final = {"M": "MSTR", "F": "MISS", "X": ""}


@dataclass(slots=True)
class Member:
    """A traveller of a party on one flight."""

    person: Person
    reference: str
    role: str  # A, C, IN
    passport: Passport
    documented: int | None
    seat: str = ""
    bags: int = 0
    weight: int = 0
    sensitive: str = ""
    guardian: "Member | None" = None
    baby: "Member | None" = None
    visa: str = ""
    ticket: str = ""
    member_number: str = ""
    sequence: int = 0
    misspelt: str = ""  # the surname, as the first push has it

    def surname(self, hours: int) -> str:
        """Return the surname as the record has it so many hours before departure."""
        return self.misspelt if self.misspelt and hours > MENDED else self.person.surname

    @property
    def infant(self) -> bool:
        return self.role == "IN"

    def is_documented(self, hours: int) -> bool:
        return self.documented is not None and self.documented >= hours


@dataclass(slots=True)
class Booked:
    """A party on one flight, with all that happens to its booking."""

    trip: Trip
    flight: Flight
    members: list[Member]
    status: str  # "flown", "no-show", "cancelled"
    cancelled: datetime | None
    checked_in: datetime
    seated: int  # push from which on there are seats
    form: str
    agency: str
    shared: bool  # sold by the partner, under the partner's number
    contact_from: int
    beyond: str = ""
    class_: str = "Y"
    locator: str = ""
    since: datetime | None = None  # divided off then
    until: datetime | None = None  # divided then: two others are in its place
    split: tuple[str, ...] = ()  # locators of records that were divided off
    divided_from: str = ""
    changes: list[tuple[datetime, str]] = field(default_factory=list)

    def is_in(self, at: datetime) -> bool:
        """Say whether the record exists at a moment, and is not cancelled or divided yet."""
        if (self.since and at < self.since) or (self.until and self.until <= at):
            return False
        return self.trip.booked <= at and not (self.cancelled and self.cancelled <= at)


def booked(trip: Trip, flight: Flight, seed: int, first_seat: int) -> Booked:
    """Decide what happens to the booking of a party on a flight."""
    back = flight.direction != trip.side
    chance = Chance(seed, "flight", trip.number, int(back))
    departs = flight.departs
    status = "no-show" if chance.happens(0.02) else "flown"
    cancelled = None
    if not back and chance.happens(0.035):
        status, cancelled = "cancelled", departs - timedelta(hours=chance.between(3, 70))
        if cancelled <= trip.booked:
            status, cancelled = "flown", None
    found = Booked(
        trip=trip,
        flight=flight,
        members=[],
        status=status,
        cancelled=cancelled,
        checked_in=departs - timedelta(minutes=chance.between(55, 1380)),
        seated=72 if chance.happens(0.3) else 24 if chance.happens(0.4) else 2,
        form=FORMS[chance.below(3)],
        agency=f"00{chance.between(100_000, 999_999)}" if chance.happens(0.5) else "",
        shared=bool(flight.line.partner) and Chance(seed, "share", trip.number).happens(0.3),
        contact_from=72 if chance.happens(0.75) else 24,
        locator=trip.locator,
        class_="J" if trip.often and chance.happens(0.4) else chance.pick("YYYBMHK"),
    )
    chain = flight.line.away.beyond
    if chain and Chance(seed, "beyond", trip.number).happens(0.22):
        found.beyond = chain[trip.number % len(chain)]
    _members(found, chance, first_seat)
    _changes(found, chance)
    return found


def _members(found: Booked, chance: Chance, seat: int) -> None:
    day = found.flight.local[0][:10]
    day_ = found.flight.day
    documented = chance.draw(DOCUMENTED)  # a party fills its documents in at once, or nearly so
    for place, person in enumerate(found.trip.travellers, 1):
        age = person.age(day)
        role = "IN" if age < INFANT else "C" if age < ADULT else "A"
        member = Member(person, str(place), role, person.passport(day_), documented)
        if chance.happens(0.06):
            member.documented = chance.draw(DOCUMENTED)
        if role != "IN":
            member.seat, seat = seat_name(seat), seat + 1
            _belongings(member, chance, often=found.trip.often)
        found.members.append(member)
    _guardians(found)
    numbers = 2_400_000_000 + found.trip.number * 16
    for place, member in enumerate(found.members):
        member.ticket = f"000{numbers + place}"


def _belongings(member: Member, chance: Chance, *, often: bool) -> None:
    member.bags = 0 if chance.happens(0.6 if often else 0.3) else chance.between(1, 2)
    member.weight = member.bags * chance.between(11, 23)
    if chance.happens(0.05):
        member.sensitive = chance.pick(SENSITIVE)
    if chance.happens(0.08):
        member.visa = f"V{chance.between(10_000_000, 99_999_999)}"
    if member.role == "A" and chance.happens(0.8 if often else 0.15):
        member.member_number = f"{member.person.index:09}"


def _guardians(found: Booked) -> None:
    """Give every infant an adult of its own; one who finds none has a seat as a child."""
    adults = [one for one in found.members if one.role == "A"]
    for one in found.members:
        if not one.infant:
            continue
        free = next((adult for adult in adults if adult.baby is None), None)
        if free is None:
            one.role = "C"
        else:
            free.baby, one.guardian = one, free
    infants = [one for one in found.members if one.infant]
    names = {(one.person.surname, one.person.given) for one in found.members}
    if len(infants) > 1 or len(names) < len(found.members):
        found.form = "own"  # the other forms are certain for one infant, with a name of its own


def seat_name(place: int) -> str:
    """Return a seat: six in a row, from row three on.

    >>> seat_name(0), seat_name(7)
    ('3A', '4B')
    """
    return f"{3 + place // 6}{'ABCDEF'[place % 6]}"


def _changes(found: Booked, chance: Chance) -> None:
    """Note what was done to the record, as its history tells it."""
    booked_at = found.trip.booked
    found.changes.append((booked_at, "CREATED"))
    if chance.happens(0.15):
        later = booked_at + (found.checked_in - booked_at) * chance.share()
        found.changes.append((later, "CHANGED SEAT"))
    first = found.members[0]
    if chance.happens(0.02) and not first.is_documented(PUSHES[0]) and not first.infant:
        first.misspelt = misspelt(first.person.surname, chance)
        mended = max(booked_at, found.flight.departs - timedelta(hours=MENDED + 5))
        found.changes.append((mended, "CHANGED NAME"))
    if found.status == "flown":
        found.changes.append((found.checked_in, "CHECKED IN"))
    found.changes.sort()


def divided(booking: Booked, seed: int) -> list[Booked]:
    """Return a booking, or what becomes of it when a friend goes another way from some day on.

    Until then there is one record of all; then one of those who stay and one of the friend, each
    of which names the other. Only adults without a baby leave.
    """
    trip, flight = booking.trip, booking.flight
    chance = Chance(seed, "divided", trip.number)
    departs = flight.departs
    goes = booking.members[-1]
    grown = all(one.role == "A" and one.baby is None for one in booking.members)
    early = trip.booked < departs - timedelta(hours=PUSHES[0] + 2)
    apart = trip.party.kind in {"friends", "group"} and len(booking.members) > 1
    back = flight.direction != trip.side
    if (
        back
        or not (apart and grown and early and booking.status == "flown")
        or len(trip.flights()) > 1
    ):
        return [booking]
    if not chance.happens(0.35):
        return [booking]
    at = departs - timedelta(hours=chance.between(26, 70))
    other = locator_of(-1 - trip.number)
    changes = sorted([*booking.changes, (at, "DIVIDED")])
    whole = replace(booking, status=DIVIDED, until=at)
    rest = replace(booking, since=at, members=booking.members[:-1], split=(other,), changes=changes)
    alone = replace(
        booking,
        since=at,
        members=[replace(goes, reference="1")],
        locator=other,
        split=(booking.locator,),
        divided_from=booking.locator,
        changes=changes,
    )
    return [whole, rest, alone]


def misspelt(name: str, chance: Chance) -> str:
    """Swap two neighbours of a name, as fingers do.

    >>> misspelt("NUSQUAMA", Chance("x"))
    'NUSUQAMA'
    """
    at = chance.below(max(len(name) - 2, 1))
    return name[:at] + name[at + 1 : at + 2] + name[at : at + 1] + name[at + 2 :]


def given_as_sent(member: Member, titles: str) -> str:
    """Return the given name with its title, in the way of a carrier."""
    given, sex = member.person.given, member.person.sex
    title = (TITLES if member.role == "A" else CHILD_TITLES)[sex]
    if titles == "none" or not title:
        return given
    return f"{given} {title}".strip() if titles == "spaced" else f"{given}{title}"
