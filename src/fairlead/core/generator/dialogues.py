"""Interactive passenger information: a request for each party at check-in, and the answers to it.

What is asked and answered: a party (``0`` board, ``7`` refer); a party with a traveller who has no
document (``4`` insufficient data), asked again when there is one; now and then an answer that comes
later, unasked (``1`` do not board), and the carrier's acknowledgement; at the end, who was not on
board.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from fairlead.core.formats.cusres.answering import about, answer_to
from fairlead.core.generator.air import (
    GOVERNMENT,
    LISTS,
    envelope,
    movement_of,
    noted_in_list,
    told_in_list,
    traveller,
)
from fairlead.core.generator.bookings import Booked
from fairlead.core.generator.chance import Chance, Table
from fairlead.core.generator.trips import Flight
from fairlead.core.generator.truth import Draft, Values, prepared
from fairlead.core.travel import Answer, Party, Push, Reference

ANSWERS: Final = Table({"0Z": 985, "7Z": 11, "2Z": 4})
TEXTS: Final = {
    "0Z": "BOARD",
    "1Z": "DO NOT BOARD",
    "2Z": "ADVISORY",
    "4Z": "DOCUMENT NEEDED",
    "7Z": "REFER TO AUTHORITY",
}


def dialogues(flight: Flight, bookings: list[Booked], seed: int) -> Iterator[Draft]:
    """Yield what is asked and answered about a flight, party by party."""
    for booking in bookings:
        if booking.status == "flown" or (booking.status == "no-show" and booking.trip.number % 3):
            yield from _Dialogue(flight, booking, seed).messages()
    missing = [one for one in bookings if one.status == "no-show" and one.trip.number % 3]
    yield _close(flight, missing)


class _Dialogue:
    """The exchange about one party."""

    def __init__(self, flight: Flight, booking: Booked, seed: int) -> None:
        self.flight, self.booking = flight, booking
        self.chance = Chance(seed, "dialogue", booking.trip.number, flight.direction)
        self.count = 0

    def messages(self) -> Iterator[Draft]:
        asked = self.booking.checked_in
        lacking = any(one.documented is None for one in self.booking.members)
        request = self._request(asked, "745")
        yield request
        answered = asked + timedelta(seconds=2)
        codes = {}
        for party in request.push.persons:
            drawn = self.chance.draw(ANSWERS)
            codes[party.reference] = drawn if party.documents else "4Z"
        answer = self._answer(request, answered, codes, "962", "answer")
        yield answer
        if lacking or not self.chance.happens(0.004):
            return
        later = asked + (self.flight.departs - asked) * 0.6
        first = request.push.persons[0].reference
        unasked = self._answer(request, later, {first: "1Z"}, "132", "change")
        yield unasked
        yield self._acknowledged(unasked, later + timedelta(seconds=20))

    def _reference(self) -> str:
        self.count += 1
        return f"{self.booking.locator}{self.flight.direction}{self.count}"

    def _request(self, at: datetime, function: str) -> Draft:
        flight, booking = self.flight, self.booking
        reference = self._reference()
        push = Push("PAXLST", LISTS[flight.carrier.code], function=function, meaning="passengers")
        envelope(push, flight.carrier.code, at, reference)
        push.transaction = f"T{reference}"
        push.references = [Reference("TN", push.transaction)]
        push.movement = movement_of(flight)
        people = []
        for member in booking.members:
            unique = f"{booking.locator}{member.reference}"
            people.append((member.person, traveller(booking, member, unique=unique)))
        push.persons = [party for _person, party in people]
        day = flight.local[0][:10]
        return Draft(
            f"{flight.name}/iapi-{booking.locator}-{self.count}", push, at,
            flight.carrier.code, GOVERNMENT, flight.name,
            [told_in_list(person, party, day) for person, party in people],
            noted_in_list(people, day),
        )  # fmt: skip

    def _answer(
        self, request: Draft, at: datetime, codes: dict[str, str], function: str, meaning: str
    ) -> Draft:
        parties = {party.reference: party for party in request.push.persons}
        answers = [
            about(parties[reference], code, TEXTS[code]) for reference, code in codes.items()
        ]
        push = answer_to(request.push, answers, function=function)
        push.meaning = "answer" if function == "962" else "unsolicited-change"
        push.prepared = prepared(at)
        push.reference = push.interchange = self._reference()
        said: list[Values] = [
            {"reference": reference, "code": code} for reference, code in codes.items()
        ]
        name = f"{self.flight.name}/{meaning}-{self.booking.locator}-{self.count}"
        return Draft(name, push, at, GOVERNMENT, self.flight.carrier.code, self.flight.name, said)

    def _acknowledged(self, unasked: Draft, at: datetime) -> Draft:
        answer = Answer(level="1", code="0", codes=["0"], text="RECEIVED")
        push = answer_to(unasked.push, [answer], function="312")
        push.meaning = "acknowledgement"
        push.prepared, push.reference = prepared(at), self._reference()
        push.interchange = push.reference
        name = f"{self.flight.name}/acknowledged-{self.booking.locator}-{self.count}"
        said: list[Values] = [{"reference": "", "code": "0"}]
        return Draft(name, push, at, self.flight.carrier.code, GOVERNMENT, self.flight.name, said)


def _close(flight: Flight, missing: list[Booked]) -> Draft:
    """Return who had checked in and was not on board."""
    at = flight.departs + timedelta(minutes=3)
    push = Push("PAXLST", LISTS[flight.carrier.code], function="266+CLNB")
    push.meaning = "flight-status.not-boarded"
    envelope(push, flight.carrier.code, at, f"{flight.day:%y%m%d}{flight.number}N")
    push.movement = movement_of(flight)
    told: list[Values] = []
    for booking in missing:
        for member in booking.members:
            unique = f"{booking.locator}{member.reference}"
            push.persons.append(Party(role="FL", reference=unique, locator=booking.locator))
            told.append({"person": member.person.id, "surname": "", "given": "", "documents": []})
    return Draft(
        f"{flight.name}/closed", push, at, flight.carrier.code, GOVERNMENT, flight.name, told,
        Counter(),
    )  # fmt: skip
