"""What a list must say of a person, by the guideline's core data."""

from fairlead.core.formats.paxlst import grammar
from fairlead.core.formats.paxlst.state import State
from fairlead.core.travel import Kind, Party

TRAVELLERS = {Kind.PASSENGER, Kind.CREW, Kind.TRANSIT_PASSENGER, Kind.TRANSIT_CREW}


def check_complete(state: State, person: Party) -> None:
    """Say what is missing; a status of the flight names persons by reference only."""
    by_reference = state.push.function.startswith("266") and (person.reference or person.locator)
    if by_reference:
        return
    if not person.surname and not person.given:
        state.note("name-missing", person.segment)
    if not person.documents:
        state.note("document-missing", person.segment)
    if person.kind not in TRAVELLERS:
        return
    said = {"the sex": person.sex, "the date of birth": person.birth_date}
    said["the nationality"] = person.nationality
    if lacking := [name for name, value in said.items() if not value]:
        state.note("incomplete", person.segment, what=", ".join(lacking))
    day = day_of(state)[:10]
    for document in person.documents:
        if document.type in grammar.PASSPORTS and not document.issuer:
            state.note("document-incomplete", document.segment, what="who issued it")
        if len(document.expiry) == len(day) and document.expiry < day:
            state.note("document-expired", document.segment)


def day_of(state: State) -> str:
    """Return the day of departure, or of arrival."""
    times = (
        stop.departs or stop.arrives
        for flight in state.flights
        for stop in flight.stops
        if stop.departs or stop.arrives
    )
    return next(times, "")
