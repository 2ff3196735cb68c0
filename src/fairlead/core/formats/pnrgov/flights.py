"""Groups 5 to 12: the itinerary, check-in, records divided off, other services, history."""

from fairlead.core.formats.airimp import dates
from fairlead.core.formats.airimp.seats import seat
from fairlead.core.formats.edifact import Segment
from fairlead.core.formats.pnrgov import grammar
from fairlead.core.formats.pnrgov.bookings import free_text, service, travel_times
from fairlead.core.formats.pnrgov.messages import Boarding, Flight
from fairlead.core.formats.pnrgov.state import EMPTY, NONE, Handler, Pending, State
from fairlead.core.formats.pnrgov.travellers import PERSONAL
from fairlead.core.travel import Bag, Change, Kept, Locator

NUMBER = 4  # the element of TVL with the flight number
POOLS = frozenset(("HP", "MP", "NP"))  # head, member, no pool
UNITS = {"700": "kg", "701": "lb", "702": ""}
WITHOUT_FLIGHT = {"OPEN": "open", "ARNK": "arnk", "ARUNK": "arnk"}


# ------------------------------------------------------------------ group 5


def is_operating(segment: Segment) -> bool:
    """Whether a TVL only names the operating flight: a number, and neither day nor place.

    So code shares were written before version 14.1: ``TVL+++++624:M``.
    """
    elements = segment.elements
    if len(elements) <= NUMBER or elements[0][0] or elements[1][0] or elements[2][0]:
        return False
    number = elements[NUMBER][0].strip()
    return number[:1].isdigit()


def flight(state: State, segment: Segment) -> None:
    """TVL in group 5: a flight of the itinerary, or a stretch without one."""
    elements = segment.elements
    if len(elements) <= NUMBER:
        elements = elements + EMPTY
    times, origin, destination, carriers, product = elements[:5]
    departs, arrives = travel_times(state, segment, times)
    number, booking_class, suffix = (product if len(product) > 2 else product + NONE)[:3]  # noqa: PLR2004
    operating = carriers[1].strip() if len(carriers) > 1 else ""
    number = number.strip()
    found = Flight(
        *(origin[0].strip(), destination[0].strip(), departs, arrives, carriers[0].strip()),
        *(number, suffix.strip(), operating, "", booking_class.strip(), "", ""),
        *(WITHOUT_FLIGHT.get(number, ""), "", "", segment.ordinal),
    )
    (state.booking or state.record()).itinerary.append(found)
    state.flight = found
    state.check_in = None
    state.moment, state.agent = ("", ""), ""


def operating_by_tvl(state: State, segment: Segment) -> None:
    """TVL without day and places: the operating flight, as before version 14.1."""
    found = state.flight
    if found is None:
        flight(state, segment)
        return
    product = (segment.elements + EMPTY)[NUMBER] + NONE
    found.operating_carrier = segment.at(3, 1) or segment.at(3) or found.operating_carrier
    found.operating_number, found.operating_class = product[0].strip(), product[1].strip()
    found.elsewhere["operating_number"] = segment.ordinal
    if grammar.is_since(state.version, "14.1"):
        state.fault("operating-by-tvl", segment)


def operating_by_tra(state: State, segment: Segment) -> None:
    """TRA: the operating flight, from version 14.1 on."""
    found = state.flight
    if found is None:
        return
    at = segment.at
    found.operating_carrier, found.operating_number = at(0), at(1)
    found.operating_class = at(1, 1)
    for name in ("operating_carrier", "operating_number"):
        found.elsewhere[name] = segment.ordinal


def related(state: State, segment: Segment) -> None:
    """RPI: how many travellers, in which state."""
    if state.flight is not None:
        state.flight.quantity, state.flight.status = segment.at(0), segment.at(1)
        state.flight.elsewhere["status"] = segment.ordinal


def aircraft(state: State, segment: Segment) -> None:
    """APD."""
    found = state.flight
    if found is not None:
        found.equipment = segment.at(0)
        found.elsewhere["equipment"] = segment.ordinal


def flight_service(state: State, segment: Segment) -> None:
    """SSR in group 5: on this flight, for the travellers that it names, or all."""
    found = service(state, segment, "GR5")
    if state.flight is not None:
        state.flight.services.append(found)
    if found.code in PERSONAL or found.travellers:
        state.pending.append(Pending(found, None))


def flight_locators(state: State, segment: Segment) -> None:
    """RCI in group 5: the locator with the carrier of this flight."""
    found = state.flight
    if found is not None:
        for parts in segment.elements:
            if len(parts) > 1 and parts[1]:
                found.locators.append(f"{parts[0]}/{parts[1]}")


def flight_text(state: State, segment: Segment) -> None:
    """IFT in group 5."""
    remark = free_text(segment)
    (state.flight or state.record()).remarks.append(remark)


# ------------------------------------------------------------------ groups 6 and 7


def check_in_moment(state: State, segment: Segment) -> None:
    """DAT in group 6: when the travellers who follow checked in or boarded."""
    parts = segment.elements[0] if segment.elements else NONE
    kind, day, time = (parts if len(parts) > 2 else parts + NONE)[:3]  # noqa: PLR2004
    at = dates.moment(day, time)
    if day and not at:
        state.fault("date", segment, value=f"{day}:{time}")
    state.moment, state.agent, state.check_in = (kind, at), "", None


def check_in_agent(state: State, segment: Segment) -> None:
    """ORG in group 6."""
    state.agent = " ".join(part for parts in segment.elements[:2] for part in parts if part)


def boarded(state: State, segment: Segment) -> None:
    """Begin, at TRI, with a traveller at check-in: number and reference."""
    elements = segment.elements
    parts = elements[1] if len(elements) > 1 else NONE
    reference = parts[3].strip() if len(parts) > 3 else ""  # noqa: PLR2004
    _begin_check_in(state, segment, parts[0].strip(), reference)


def _begin_check_in(state: State, segment: Segment, sequence: str, reference: str) -> Boarding:
    kind, moment = state.moment
    found = Boarding(
        *(reference, sequence, moment, kind, "", "", [], "", "", state.agent, segment.ordinal)
    )
    state.check_in = found
    flown = state.flight
    if flown is not None:
        flown.check_ins.append(found)
    state.checked_in.append((found, flown))
    return found


def boarded_name(state: State, segment: Segment) -> None:
    """TIF in group 7: the name of that traveller."""
    found = state.check_in
    if found is None or found.surname or found.seat or found.bags:
        found = _begin_check_in(state, segment, "", "")
    elements = segment.elements
    if len(elements) > 1:
        parts = elements[1]
        found.given = parts[0].strip()
        if not found.traveller and len(parts) > 2:  # noqa: PLR2004
            found.traveller = parts[2].strip()
    found.surname = segment.at(0)


def boarded_seat(state: State, segment: Segment) -> None:
    """SSD: the seat; XXX stands for none."""
    found = state.check_in or _begin_check_in(state, segment, "", "")
    elements = segment.elements
    if elements:
        found.seat = seat(elements[0][0])
    if len(elements) > 4:  # noqa: PLR2004
        found.cabin = elements[4][0]


def boarded_bags(state: State, segment: Segment) -> None:
    """TBD: checked bags, their tags, and the pool they are in."""
    found = state.check_in or _begin_check_in(state, segment, "", "")
    elements, ordinal, bags = segment.elements, segment.ordinal, found.bags
    total = elements[1] if len(elements) > 1 else NONE
    quantity, weight, unit = (total if len(total) > 2 else total + NONE)[:3]  # noqa: PLR2004
    pool, tags = "", []
    for parts in elements[2:]:
        if parts[0] in POOLS:
            pool = " ".join(parts[:2]).strip()
        elif len(parts) > 1 and parts[1]:
            tags.append(parts if len(parts) > 3 else parts + NONE)  # noqa: PLR2004
    if quantity or pool:
        bags.append(Bag("", quantity, weight, UNITS.get(unit, unit), "", "", pool, ordinal))
    for carrier, tag, count, destination, *_ in tags:
        bags.append(Bag(tag.strip(), count or "1", "", "", carrier, destination, pool, ordinal))


# ------------------------------------------------------------------ groups 8 and 9


def divided(state: State, segment: Segment) -> None:
    """RCI in group 8: a record that was divided from this one."""
    state.record().split += [
        Locator(carrier, value, dates.moment(day, time), segment.ordinal)
        for parts in segment.elements
        for carrier, value, _, day, time in [(parts + NONE)[:5]]
        if value
    ]


def other_service(state: State, segment: Segment) -> None:
    """MSG in group 9: a service other than air follows, of this kind."""
    code = segment.at(0) or segment.at(0, 1)
    state.flight = Flight(
        kind=grammar.SERVICES.get(code, f"service-{code}"), segment=segment.ordinal
    )
    state.record().itinerary.append(state.flight)


def other_stay(state: State, segment: Segment) -> None:
    """TVL in group 9: when and where; the name of the hotel stands with the place."""
    found = state.flight
    if found is None or not found.kind:
        flight(state, segment)
        return
    elements = segment.elements + EMPTY
    day, time, end, end_time = (elements[0] + NONE)[:4]
    found.departs, found.arrives = dates.moment(day, time), dates.moment(end, end_time)
    found.origin, found.destination = elements[1][0], elements[2][0]
    found.name = (elements[1] + NONE)[1]
    found.carrier = elements[3][0]
    found.confirmation = elements[4][0]
    found.booking_class = (elements[4] + NONE)[1]
    for name in ("departs", "arrives", "origin", "destination", "carrier"):
        found.elsewhere[name] = segment.ordinal


# ------------------------------------------------------------------ groups 10 to 12


def author(state: State, segment: Segment) -> None:
    """ABI: who acted."""
    words = [part for parts in segment.elements[1:] for part in parts if part]
    state.author = (" ".join(words), "")
    _begin_change(state, segment, "")


def author_moment(state: State, segment: Segment) -> None:
    """DAT in group 10: when."""
    at = dates.moment(segment.at(0, 1), segment.at(0, 2))
    state.author = (state.author[0], at)
    if state.change is not None:
        state.change.at = at
        state.change.kept.append(Kept(segment.tag, segment.elements, segment.ordinal))


def action(state: State, segment: Segment) -> None:
    """SAC: what was done: A added, X cancelled, and others."""
    last = state.change
    done = " ".join(part for parts in segment.elements for part in parts if part)
    if last is not None and not last.action and not last.text:
        last.action = done
        last.segment = segment.ordinal
        last.kept.append(Kept(segment.tag, segment.elements, segment.ordinal))
    else:
        _begin_change(state, segment, done)


def _begin_change(state: State, segment: Segment, action: str) -> Change:
    by, at = state.author
    kept = [Kept(segment.tag, segment.elements, segment.ordinal)]
    found = Change(action, at, by, "", kept, segment.ordinal)
    state.change = found
    (state.booking or state.record()).history.append(found)
    return found


def what_changed(state: State, segment: Segment) -> None:
    """Whatever stands under SAC: kept as the words of the change."""
    words = [part for parts in segment.elements for part in parts if part]
    text = " ".join((segment.tag, *words))
    change = state.change
    if change is None:
        change = _begin_change(state, segment, "")
    else:
        change.kept.append(Kept(segment.tag, segment.elements, segment.ordinal))
    change.text = f"{change.text}; {text}" if change.text else text


def history_text(state: State, segment: Segment) -> None:
    """LTS: history as text."""
    text = " ".join(part for parts in segment.elements for part in parts if part)
    kept = [Kept(segment.tag, segment.elements, segment.ordinal)]
    state.record().history.append(Change("text", "", "", text, kept, segment.ordinal))


def nothing(_state: State, _segment: Segment) -> None:
    """EQN in group 8 says only that a locator follows."""


HANDLERS: dict[tuple[str, str], Handler] = {
    ("GR5", "TVL"): flight,
    ("GR5", grammar.OPERATING): operating_by_tvl,
    ("GR5", "TRA"): operating_by_tra,
    ("GR5", "RPI"): related,
    ("GR5", "APD"): aircraft,
    ("GR5", "SSR"): flight_service,
    ("GR5", "RCI"): flight_locators,
    ("GR5", "IFT"): flight_text,
    ("GR6", "DAT"): check_in_moment,
    ("GR6", "ORG"): check_in_agent,
    ("GR7", "TRI"): boarded,
    ("GR7", "TIF"): boarded_name,
    ("GR7", "SSD"): boarded_seat,
    ("GR7", "TBD"): boarded_bags,
    ("GR8", "EQN"): nothing,
    ("GR8", "RCI"): divided,
    ("GR9", "MSG"): other_service,
    ("GR9", "TVL"): other_stay,
    ("GR9", "RPI"): related,
    ("GR9", "IFT"): flight_text,
    ("GR10", "ABI"): author,
    ("GR10", "DAT"): author_moment,
    ("GR11", "SAC"): action,
    ("GR11", "IFT"): what_changed,
    ("GR11", "TIF"): what_changed,
    ("GR11", "SSR"): what_changed,
    ("GR11", "TBD"): what_changed,
    ("GR12", "TVL"): what_changed,
    ("GR12", "RPI"): what_changed,
    ("GR1", "LTS"): history_text,
}
