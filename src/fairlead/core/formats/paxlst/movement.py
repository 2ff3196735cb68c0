"""The flight, voyage or journey of a PAXLST: TDT, and the places and times under it."""

from datetime import datetime, timedelta

from fairlead.core.formats.edifact import Segment
from fairlead.core.formats.paxlst import grammar
from fairlead.core.formats.paxlst.state import Flight, State
from fairlead.core.travel import Leg, Movement, Reference
from fairlead.core.travel.flights import split_flight
from fairlead.core.travel.legs import Stop, Time, legs_of, with_times


def take_movement(state: State, segment: Segment) -> None:
    """TDT: 8051 stage, 8028 journey, C220 mode, C001 means, C040 carrier, …, C222 vessel."""
    journey, stated = segment.at(1) + segment.at(1, 1), segment.at(4)
    mode = grammar.MODES.get(segment.at(2).lstrip("0"), "sea" if segment.at(7) else "")
    if mode in {"", "air"}:
        carrier, number = split_flight(journey, stated)
        if segment.at(1, 1) or (number and not journey):
            state.note("value-place", segment, tag="TDT")
    else:
        carrier, number = stated, journey.removeprefix(stated) or journey
    if carrier and not stated and journey:
        state.note("carrier-inferred", segment)
    state.contact = None
    state.fixed[segment.ordinal] = segment
    state.flights.append(Flight(carrier, number, [], segment.ordinal))
    if state.push.movement is None:
        state.push.movement = Movement(
            mode=mode or ("air" if number else ""),
            carrier=carrier,
            number=number,
            vessel=segment.at(7),
            vessel_name=segment.at(7, 3),
            segment=segment.ordinal,
        )


def take_place(state: State, segment: Segment) -> None:
    """LOC of the movement; before any flight it is one of the message."""
    role, place = segment.at(0), state.value(segment, (1, 0), (0, 1))
    if not state.flights:
        state.push.references.append(Reference(f"LOC+{role}", place, segment.ordinal))
        return
    if role not in grammar.STOPS:
        state.note("qualifier-unknown", segment, tag="LOC", qualifier=role)
        state.keep(segment)
        return
    if state.push.version == grammar.US_VERSION and len(place) == 5:  # noqa: PLR2004
        place = place[2:]  # country and airport
    stop = Stop(place, role, segment=segment.ordinal)
    state.fixed[segment.ordinal] = segment
    state.flights[-1].stops.append(stop)


def finish_movement(state: State) -> None:
    """Make the legs; the movement is named after the flight that crosses the border."""
    movement = state.push.movement
    if movement is None:
        state.note("movement-missing", None)
        return
    if len(state.flights) > 1:
        flight = _crossing(state.flights)
        movement.carrier, movement.number = flight.carrier, flight.number
        movement.elsewhere |= dict.fromkeys(("carrier", "number"), flight.segment)
    if movement.mode in {"", "air"} and not movement.number and not movement.vessel:
        state.note("movement-number", movement.segment)
    for flight in _joined(state.flights):
        stops = with_times(flight.stops, flight.early)
        movement.legs += legs_of(stops, flight.carrier, flight.number)
    if not movement.legs:
        state.note("legs-missing", movement.segment)
    if movement.mode == "sea":
        _check_ship(state, movement)
    for leg in movement.legs:
        _check_leg(state, leg)


def _joined(flights: list[Flight]) -> list[Flight]:
    """Join what is one flight told in several TDT, each with a single place."""
    whole: list[Flight] = []
    for flight in flights:
        last = whole[-1] if whole else None
        named = last is not None and (last.carrier, last.number) == (flight.carrier, flight.number)
        if last is not None and named and flight.number and _is_lonely(last, flight):
            last.stops += flight.stops
            last.early += flight.early
            last.joined = True
        else:
            whole.append(flight)
    return whole


def _is_lonely(last: Flight, flight: Flight) -> bool:
    return len(flight.stops) == 1 and (len(last.stops) == 1 or last.joined)


def _crossing(flights: list[Flight]) -> Flight:
    for role in ("125", "87"):
        for flight in flights:
            if any(stop.role == role for stop in flight.stops):
                return flight
    return flights[0]


def _check_ship(state: State, movement: Movement) -> None:
    """Verify the check digit of the ship's number, or that it is a call sign; and the ports."""
    # Loaded when a first ship comes: flights, which are most, do not wait for them.
    from fairlead.core.identifiers import callsign, imo
    from fairlead.core.places import locode

    number = imo.normalise(movement.vessel)
    if number.isdecimal():
        if not imo.check(number):
            state.note("vessel-imo", movement.segment, number=movement.vessel)
    elif number and not callsign.check(number):
        state.note("vessel-sign", movement.segment, found=movement.vessel)
    ports = {each.place: each for flight in state.flights for each in flight.stops}
    for place, stop in ports.items():
        if place and not locode(place):
            state.note("port-code", stop.segment, found=place)


def _check_leg(state: State, leg: Leg) -> None:
    parts = {"its origin": leg.origin, "its destination": leg.destination}
    parts |= {"its time of departure": leg.departs, "its time of arrival": leg.arrives}
    lacking = [name for name, value in parts.items() if not value]
    if lacking:
        state.note("leg-incomplete", leg.segment, what=", ".join(lacking))
    if _backwards(leg.departs, leg.arrives):
        state.note("leg-times", leg.segment)


def _backwards(departs: str, arrives: str) -> bool:
    """Say whether an arrival is more than a day before its departure; times are local."""
    try:
        gone, come = datetime.fromisoformat(departs), datetime.fromisoformat(arrives)
    except ValueError:
        return False
    return gone - come > timedelta(days=1)


def take_time(state: State, segment: Segment) -> None:
    """DTM of the message, of the flight, or of the place before it."""
    qualifier, text, layout = segment.at(0), segment.at(0, 1), segment.at(0, 2)
    if not text and segment.at(1):  # the dialect of the US: date and time in elements
        text, layout = segment.at(1) + segment.at(2), ""
    elif segment.elements and " " in "".join(segment.elements[0]):
        state.note("date-blank", segment, qualifier=qualifier)
    if segment.at(0, 3):  # date and time in components of their own
        text, layout = text + layout, segment.at(0, 3)
        state.note("value-place", segment, tag="DTM")
    found = state.moment(segment, text, layout)
    known = qualifier in grammar.DEPARTURES | grammar.ARRIVALS
    if not state.flights or not known:
        if state.flights:
            state.note("qualifier-unknown", segment, tag="DTM", qualifier=qualifier)
        value = found.iso or text
        state.push.references.append(Reference(f"DTM+{qualifier}", value, segment.ordinal))
        return
    state.set_year(found.iso)
    _place_time(state, segment, qualifier, found.iso)


def _place_time(state: State, segment: Segment, qualifier: str, iso: str) -> None:
    flight = state.flights[-1]
    time = Time(iso, departure=qualifier in grammar.DEPARTURES, segment=segment.ordinal)
    if not flight.stops:
        flight.early.append(time)
    elif not flight.stops[-1].put(time):
        state.note("segment-unread", segment, tag="DTM")
        state.keep(segment)
