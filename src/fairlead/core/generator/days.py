"""Days of invented traffic: every transmission of a day, and the truth about it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from fairlead.core.formats import ackres, cusres, fal, govreq, paxlst, pnrgov, pnrgov_xml
from fairlead.core.formats.collecting import paused
from fairlead.core.generator import air, dialogues, exchange
from fairlead.core.generator.bookings import DIVIDED, Booked
from fairlead.core.generator.chance import Chance
from fairlead.core.generator.faults import damage, plant
from fairlead.core.generator.plan import Plan
from fairlead.core.generator.sea import STYLES, Call, calls
from fairlead.core.generator.trips import Flight, Traffic
from fairlead.core.generator.truth import (
    Draft,
    Transmission,
    Truth,
    message_truth,
    moment,
    person_truth,
)
from fairlead.core.travel import Push

ENDINGS = {"MRZ": "mrz", "PNRGOV-XML": "xml"}


def days(plan: Plan) -> Iterator["Day"]:
    """Yield the days of a plan, one after the other."""
    traffic = Traffic(plan)
    for place in range(plan.days):
        yield Day(plan, plan.day + timedelta(days=place), traffic)


@dataclass(frozen=True, slots=True)
class Day:
    """One day: its flights and calls. Iterate over it; nothing is kept.

    What comes is in order of the movements, and for each movement: what is true of it and of
    everybody on it, then its transmissions in the order in which they were sent, each behind the
    truth about it. Pushes are sent up to three days before the day.
    """

    plan: Plan
    day: date
    traffic: Traffic

    def __iter__(self) -> Iterator[Transmission | Truth]:
        yield Truth("plan", _plan(self.plan) | {"day": self.day.isoformat()})
        for flight in self.traffic.flights(self.day):
            yield from self._flight(flight)
        if "sea" in self.plan.formats:
            for ship, number in calls(self.plan, self.day):
                yield from self._call(Call(self.plan, ship, number, self.day))

    def transmissions(self) -> Iterator[Transmission]:
        """Yield the transmissions alone."""
        return (item for item in self if isinstance(item, Transmission))

    # ------------------------------------------------------------ flights

    def _flight(self, flight: Flight) -> Iterator[Transmission | Truth]:
        with paused():
            bookings = air.bookings_of(self.traffic, flight)
            drafts = sorted(self._drafts(flight, bookings), key=lambda draft: draft.sent_at)
        yield _movement(flight)
        for booking in bookings:
            if booking.status != DIVIDED:
                yield from _journeys(booking)
        yield from self._sent(drafts, flight.name)

    def _drafts(self, flight: Flight, bookings: list[Booked]) -> Iterator[Draft]:
        formats, seed = self.plan.formats, self.plan.seed
        if "pnr" in formats:
            yield from air.pushes(flight, bookings)
            if "govreq" in formats:
                yield from exchange.requests(flight, bookings)
        if "crew" in formats:
            yield air.crew_list(flight, seed, self.plan.day.year)
        if flight.carrier.api == "interactive" and "interactive" in formats:
            yield from dialogues.dialogues(flight, bookings, seed)
        elif "api" in formats:
            yield air.passenger_list(flight, bookings)
        if "mrz" in formats and (read := air.zones(flight, bookings)):
            yield read

    def _call(self, call: Call) -> Iterator[Transmission | Truth]:
        yield Truth(
            "movement",
            {
                "movement": call.name,
                "mode": "sea",
                "vessel": call.ship.number,
                "vessel_name": call.ship.name,
                "voyage": call.voyage,
                "from": call.last,
                "to": call.port,
                "departs": moment(call.left),
                "arrives": moment(call.arrives),
            },
        )
        drafts = sorted(call.drafts(), key=lambda draft: draft.sent_at)
        yield from self._sent(drafts, call.name, call)

    # ------------------------------------------------------------ writing

    def _sent(
        self, drafts: list[Draft], name: str, call: Call | None = None
    ) -> Iterator[Transmission | Truth]:
        chance = Chance(self.plan.seed, "faults", name)
        for number, draft in enumerate(drafts, 1):
            with paused():
                hit = chance.happens(self.plan.faults)
                if hit:
                    plant(draft, chance)
                draft.content = draft.content or _written(draft, call)
                if hit:
                    damage(draft, chance)
            yield from (person_truth(person, self.day) for person in draft.people)
            yield from _told(draft, call)
            records = draft.push.format.startswith("PNRGOV")
            if records and not draft.unsent and "ackres" in self.plan.formats:
                answer = exchange.acknowledgement(draft, number)
                answer.content = ackres.write(answer.push)
                yield from _told(answer, call)


def _told(draft: Draft, call: Call | None) -> Iterator[Transmission | Truth]:
    """Yield the truth about a message, then the message, if it was sent."""
    ending = ENDINGS.get(draft.push.format, "edi")
    if draft.push.format == "FAL" and call is not None:
        ending = str(call.shape)
    yield message_truth(draft, f"{draft.name}.{ending}")
    for fault in draft.faults:
        yield Truth("fault", fault)
    for copy in range(0 if draft.unsent else 2 if draft.twice else 1):
        yield Transmission(
            f"{draft.name}{'-again' * copy}.{ending}",
            draft.push.format,
            draft.sent_at + timedelta(minutes=5 * copy),
            draft.sender,
            draft.receiver,
            draft.content,
        )


def _written(draft: Draft, call: Call | None) -> bytes:
    push = draft.push
    match push.format:
        case "PNRGOV":
            return pnrgov.write(push)
        case "PNRGOV-XML":
            return pnrgov_xml.write(push)
        case "GOVREQ":
            return govreq.write(push)
        case "CUSRES":
            return cusres.write(push)
        case "FAL":
            if call is None:
                raise TypeError("a list of a ship belongs to a call")
            return fal.write(push, shape=call.shape, headings=_headings(push, STYLES[call.style]))
        case _:
            return paxlst.write(push)


def _headings(push: Push, style: dict[str, str] | None) -> dict[str, str] | None:
    if style is None:
        return None
    absent = {"rank"} if push.version == "6" else {"embark", "disembark", "visa", "transit"}
    return {name: words for name, words in style.items() if name not in absent}


# ---------------------------------------------------------------- truths


def _plan(plan: Plan) -> dict[str, Any]:
    return {
        "seed": plan.seed,
        "first_day": plan.day.isoformat(),
        "days": plan.days,
        "flights": plan.flights,
        "ships": plan.ships,
        "faults": plan.faults,
        "load": plan.load,
        "seats": plan.seats,
        "formats": sorted(plan.formats),
    }


def _movement(flight: Flight) -> Truth:
    departs, arrives = flight.local
    return Truth(
        "movement",
        {
            "movement": flight.name,
            "mode": "air",
            "carrier": flight.carrier.code,
            "number": flight.number,
            "from": flight.origin.code,
            "to": flight.destination.code,
            "departs": departs,
            "arrives": arrives,
            "departs_utc": moment(flight.departs),
            "aircraft": flight.line.aircraft.code,
            "api": flight.carrier.api,
        },
    )


def _journeys(booking: Booked) -> Iterator[Truth]:
    for member in booking.members:
        person = member.person
        household = booking.trip.party
        yield person_truth(person, booking.flight.day, email=household.email, phone=household.phone)
        yield Truth(
            "journey",
            {
                "person": person.id,
                "movement": booking.flight.name,
                "locator": booking.locator,
                "divided_from": booking.divided_from or None,
                "party": booking.trip.party.kind,
                "role": member.role,
                "status": booking.status,
                "booked": moment(booking.trip.booked),
                "back": booking.trip.back.name if booking.trip.back else None,
                "stay": booking.trip.stay,
                "seat": member.seat or None,
                "bags": member.bags,
                "documented": member.documented,
                "guardian": member.guardian.person.id if member.guardian else None,
                "sensitive": member.sensitive or None,
            },
        )
