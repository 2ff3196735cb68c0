"""Who travels when: lines that fly every day, and trips that begin on a day and may end on another.

Each line has two sides, Utopia and abroad, and each side a fixed number of slots. A slot begins at
most one trip a day, and its stay depends on the slot alone: so the flight back of a day is filled
by looking at the slots of the other side so many days ago, and no list of trips is kept. Which
household takes a trip comes from a permutation of all households, so that nobody is on two trips
at once, and everybody travels again when the permutation comes round.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Final

from fairlead.core.generator.chance import Chance, Table, prime_from
from fairlead.core.generator.people import Household, Person, household
from fairlead.core.generator.plan import Plan
from fairlead.core.generator.world import Aircraft, Airport, Carrier, world

# Days until the flight back; 0 is one way. The slots of a side take them in turn.
STAYS: Final = (
    *(7, 0, 3, 14, 5, 2, 7, 10, 4, 0, 21, 7, 6, 14, 3, 8, 0, 7, 12, 28),
    *(5, 7, 0, 2, 14, 10, 7, 4, 16, 3),
)
SHORT: Final = (1, 2, 3, 1, 2)  # of those who travel often
LONGEST: Final = 28
MOST_KEPT: Final = 60_000  # flights
STEP: Final = 7_368_787  # prime to the number of households: it scatters them over the days
OFTEN: Final = 0.14  # the share of slots that they have
PER_PARTY: Final = 2.08  # persons, over all kinds of households
PRESENT: Final = 0.86  # how often a slot begins a trip
LEADS: Final = Table(
    {0: 3, 1: 5, 2: 5, 3: 6, 5: 8, 8: 9, 13: 10, 20: 11, 30: 13, 45: 11, 70: 9, 110: 6, 180: 4}
)
SHORT_LEADS: Final = Table({0: 12, 1: 18, 2: 16, 4: 18, 7: 16, 12: 12, 20: 8})
EPOCH: Final = date(2000, 1, 1)
_ALPHABET: Final = "23456789ABCDEFGHJKLMNPQRSTVWXYZ"
_LOCATORS: Final = 31**6
_LOCATOR_STEP: Final = 418_737_911


@dataclass(frozen=True, slots=True)
class Line:
    """A carrier's daily flights between Utopia and one airport abroad, there and back."""

    index: int
    carrier: Carrier
    home: Airport
    away: Airport
    aircraft: Aircraft
    leaves: tuple[int, int]  # minutes after midnight, local: from Utopia, from abroad
    numbers: tuple[int, int]
    partner: str
    slots: int
    first: int  # the number of the first slot among those of all lines
    often: int  # how many of the slots of a side are those of people who travel often
    first_often: int  # the number of the first of these among those of all lines


class Flight:
    """One flight of a day; ``direction`` 0 leaves Utopia, 1 comes there.

    ``departs`` is the moment in UTC, ``local`` the local times of departure and arrival.
    """

    __slots__ = ("day", "departs", "destination", "direction", "line", "local", "name", "origin")

    def __init__(self, line: Line, direction: int, day: date) -> None:
        self.line, self.direction, self.day = line, direction, day
        self.origin = line.away if direction else line.home
        self.destination = line.home if direction else line.away
        begins = datetime(day.year, day.month, day.day, tzinfo=UTC)
        minutes = line.leaves[direction] - int(self.origin.offset * 60)
        self.departs = begins + timedelta(minutes=minutes)
        arrives = self.departs + timedelta(minutes=line.away.minutes)
        self.local = (_at(self.departs, self.origin), _at(arrives, self.destination))
        self.name = f"{line.carrier.code}{self.number}-{day.isoformat()}"

    @property
    def carrier(self) -> Carrier:
        return self.line.carrier

    @property
    def number(self) -> str:
        return str(self.line.numbers[self.direction])


def _at(moment: datetime, airport: Airport) -> str:
    return (moment + timedelta(hours=airport.offset)).isoformat()[:16]


@dataclass(slots=True)
class Trip:
    """A party that travels out from its side and, unless one way, back."""

    number: int
    side: int
    begins: date
    stay: int
    party: Household
    travellers: list[Person]
    out: Flight
    back: Flight | None
    often: bool
    locator: str
    booked: datetime
    chance: Chance = field(repr=False)

    def flights(self) -> list[Flight]:
        return [self.out, self.back] if self.back else [self.out]


class Traffic:
    """All lines of a plan, and the parties on every flight."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.lines = list(_lines(plan))
        self.slots = sum(2 * line.slots for line in self.lines) or 1
        self.often = sum(2 * line.often for line in self.lines) or 1
        # Nobody begins a trip before the last one is over, whichever slot it was.
        self.households = prime_from(max(1009, self.slots * (LONGEST + 34)))
        self.travellers_often = prime_from(self.often * (max(SHORT) + 3) + 2)
        self._flights: dict[tuple[int, int, int], Flight] = {}

    def flight(self, line: Line, direction: int, day: date) -> Flight:
        """Return a flight; those of the days around are kept, because many parties share them."""
        key = (line.index, direction, day.toordinal())
        found = self._flights.get(key)
        if found is None:
            if len(self._flights) > MOST_KEPT:
                self._flights.clear()
            found = self._flights[key] = Flight(line, direction, day)
        return found

    def flights(self, day: date) -> Iterator[Flight]:
        """Yield the flights of a day: as many as the plan wants."""
        count = self.plan.flights
        for line in self.lines:
            for direction in (1, 0):
                if count:
                    count -= 1
                    yield self.flight(line, direction, day)

    def trips(self, flight: Flight) -> Iterator[Trip]:
        """Yield the parties on a flight: who set out on this day, then who goes back."""
        line, direction = flight.line, flight.direction
        for slot in range(line.slots):
            if made := self._trip(line, direction, flight.day, slot):
                yield made
        other = 1 - direction
        for slot in range(line.slots):
            stay = stay_of(line, slot)
            if stay and (made := self._trip(line, other, flight.day - timedelta(days=stay), slot)):
                yield made

    def _trip(self, line: Line, side: int, day: date, slot: int) -> Trip | None:
        place = line.first + side * line.slots + slot
        number = (day - EPOCH).days * self.slots + place
        chance = Chance(self.plan.seed, "trip", number)
        if not chance.happens(PRESENT):
            return None
        often = slot < line.often
        if often:
            turn = line.first_often + side * line.often + slot
            turn += (day - EPOCH).days * self.often
            index = turn * STEP % self.travellers_often
        else:
            index = number * STEP % self.households
        party = household(self.plan.seed, index, self.plan.day.year, frequent=often)
        born = day.isoformat()
        travellers = [person for person in party.members if person.birth < born]
        if not travellers:
            return None
        stay = stay_of(line, slot)
        out = self.flight(line, side, day)
        back = self.flight(line, 1 - side, day + timedelta(days=stay)) if stay else None
        lead = chance.draw(SHORT_LEADS if often else LEADS)
        booked = out.departs - timedelta(days=lead, minutes=180 + chance.below(1200))
        locator = locator_of(number)
        return Trip(
            number, side, day, stay, party, travellers, out, back, often, locator, booked, chance
        )


def stay_of(line: Line, slot: int) -> int:
    """Return after how many days the party of a slot flies back; 0 never."""
    return SHORT[slot % len(SHORT)] if slot < line.often else STAYS[slot % len(STAYS)]


def locator_of(number: int) -> str:
    """Return the booking reference of a trip: six characters, none twice."""
    rest, found = number * _LOCATOR_STEP % _LOCATORS, ""
    for _ in range(6):
        rest, place = divmod(rest, 31)
        found += _ALPHABET[place]
    return found


def _lines(plan: Plan) -> Iterator[Line]:
    """Draw the lines: their routes, carriers, aircraft and hours stay for all days."""
    first = first_often = 0
    for index in range((plan.flights + 1) // 2):
        chance = Chance(plan.seed, "line", index)
        away = chance.draw(world().airports)
        home = world().utopia[min(chance.below(5), 2) if index else 0]
        carrier = world().carriers[index % len(world().carriers)]
        fitting = [one for one, least, most in world().aircraft if least <= away.minutes <= most]
        aircraft = chance.pick(fitting)
        seats = min(aircraft.seats, plan.seats or aircraft.seats)
        back = sum(bool(stay) for stay in STAYS) / len(STAYS)
        slots = max(1, round(seats * plan.load / PER_PARTY / PRESENT / (1 + back)))
        leaves = (chance.between(60, 275) * 5, chance.between(60, 275) * 5)
        numbers = (101 + 2 * index, 102 + 2 * index)
        partner = carrier.partner if chance.happens(0.5) else ""
        often = round(slots * OFTEN)
        yield Line(
            index=index,
            carrier=carrier,
            home=home,
            away=away,
            aircraft=aircraft,
            leaves=leaves,
            numbers=numbers,
            partner=partner,
            slots=slots,
            first=first,
            often=often,
            first_often=first_often,
        )
        first += 2 * slots
        first_often += 2 * often
