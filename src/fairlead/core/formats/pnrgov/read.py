"""EDIFACT → PNRGOV messages, understood: one pass over the segments, one look-up for each."""

from collections.abc import Iterator
from typing import BinaryIO

from fairlead.core.formats import edifact
from fairlead.core.formats.edifact import Message, Segment
from fairlead.core.formats.pnrgov import bookings, flights, grammar, travellers
from fairlead.core.formats.pnrgov.linking import close_record
from fairlead.core.formats.pnrgov.messages import Reservation
from fairlead.core.formats.pnrgov.state import Handler, State
from fairlead.core.formats.pnrgov.walking import How, Spot, Step, Walk, walk
from fairlead.core.problems import Problem
from fairlead.core.travel import Count, Kept, Push

TYPE = "PNRGOV"
ENVELOPE = frozenset(("UNH", "UNT"))
HANDLERS: dict[tuple[str, str], Handler] = {
    **bookings.HANDLERS,
    **travellers.HANDLERS,
    **flights.HANDLERS,
}
TRAVELLER = ("GR2", "TIF")


def read(stream: BinaryIO) -> Iterator[Push | Problem]:
    """Yield every PNRGOV message of a stream, understood; other messages are passed over."""
    for item in edifact.read(stream):
        if isinstance(item, Problem):
            yield item
        elif item.type == TYPE:
            yield understand(item)


def understand(message: Message) -> Push:
    """Give a message its meaning. Nothing is dropped, whatever stands in it."""
    interchange = message.interchange
    push = Push(
        format=TYPE,
        version=message.version,
        reference=message.reference,
        access=message.access,
        sequence=message.sequence,
        last=message.transfer,
        sender=interchange.sender or message.group.sender,
        recipient=interchange.recipient or message.group.recipient,
        prepared=interchange.prepared,
        test=interchange.test,
    )
    state = State(message, push)
    push.segments = segments = message.segments
    push.problems = [*message.problems]
    _version(state)
    _walk(state, segments, walk(state.version))
    _totals(state)
    return push


def _version(state: State) -> None:
    version = state.message.version.replace(":", ".").lstrip("0")
    known = grammar.nearest(version)
    state.version = known
    if known != version:
        state.fault("version-unknown", 1, version=version or "?", read_as=known)
    prepared = state.message.interchange.prepared
    if prepared[:6].isdecimal():
        century = "" if len(prepared) > 10 else "20"  # noqa: PLR2004 - CCYYMMDDHHMM
        year = century + prepared[: 4 - len(century)]
        state.day = f"{year}-12-31"


def _walk(state: State, segments: list[Segment], steps: Walk) -> None:
    rows, at, run = steps.rows, steps.start, 0
    tally: dict[str, int] = {}
    for segment in segments:
        tag = segment.tag
        if tag in ENVELOPE:
            continue
        if tag == "TVL" and state.flight is not None and flights.is_operating(segment):
            tag = grammar.OPERATING
        step = rows[at].get(tag) or steps.step(at, tag)
        spot = step.spot
        if step.how is not How.LEGAL or step.missing:
            _deviates(state, segment, step)
        if step.again:
            run += 1
            if run == spot.most:
                state.fault("too-many", segment, tag=segment.tag, most=spot.most)
        else:
            run = 1
        if spot.index == 0 and spot.group == "GR1":
            _close(state, tally)
            tally = {}
        at = step.goes_to
        tally[segment.tag] = tally.get(segment.tag, 0) + 1
        _handle(state, segment, spot, step)
    missing = steps.rest(at)
    if missing and segments:
        state.fault("segment-missing", len(segments), missing=", ".join(missing), tag="UNT")
    _close(state, tally)


def _handle(state: State, segment: Segment, spot: Spot, step: Step) -> None:
    place = (spot.group, spot.tag)
    handler = HANDLERS.get(place)
    if handler is None:
        if spot.tag == grammar.OPERATING and state.flight is not None:
            flights.operating_by_tvl(state, segment)
            return
        kept = Kept(segment.tag, segment.elements, segment.ordinal)
        (state.booking or state.push).kept.append(kept)
        return
    if place == TRAVELLER and step.how is not How.LEGAL and travellers.known_again(state, segment):
        return
    handler(state, segment)


def _deviates(state: State, segment: Segment, step: Step) -> None:
    tag, group = segment.tag, step.spot.group
    if step.missing:
        missing = ", ".join(step.missing)
        state.fault("segment-missing", segment, missing=missing, tag=tag)
    if step.how in {How.ASTRAY, How.BACK}:
        state.fault("out-of-order", segment, tag=tag, group=group)
    elif step.how is How.BARE:
        state.fault("group-without-head", segment, tag=tag, group=group)
    elif step.how is How.UNPLACED and step.spot.tag != grammar.OPERATING:
        state.fault("unplaced", segment, tag=tag)


def _close(state: State, tally: dict[str, int]) -> None:
    """End the open record: link what waited, and check what must be there."""
    booking = state.booking
    if booking is None:
        return
    booking.tally = tally
    close_record(state)
    if not booking.locator:
        state.fault("locator-missing", booking.segment)
    state.push.persons += booking.persons
    state.booking = None


def _totals(state: State) -> None:
    push, declared = state.push, state.declared
    if not declared:
        return
    push.counts.append(Count("EQN", declared, 0))
    whole = not push.sequence
    counted = len(push.bookings)
    if whole and declared.isdecimal() and int(declared[:9]) != counted:
        ordinal = next((one.ordinal for one in push.segments if one.tag == "EQN"), 0)
        state.fault("count", ordinal, declared=declared, counted=counted)


def reservations(push: Push) -> list[Reservation]:
    """Give the records of a message with all that PNRGOV says of them."""
    return [booking for booking in push.bookings if isinstance(booking, Reservation)]
