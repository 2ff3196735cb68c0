"""EDIFACT → PNRGOV messages, understood: one pass over the segments, one look-up for each."""

from collections.abc import Iterator
from functools import cache
from typing import BinaryIO

from fairlead.core.formats import edifact
from fairlead.core.formats.collecting import paused
from fairlead.core.formats.edifact.messages import Message, Segment
from fairlead.core.formats.edifact.understanding import push_of
from fairlead.core.formats.pnrgov import bookings, flights, grammar, travellers
from fairlead.core.formats.pnrgov.linking import close_record
from fairlead.core.formats.pnrgov.messages import Reservation
from fairlead.core.formats.pnrgov.state import Handler, State
from fairlead.core.formats.pnrgov.walking import How, Step, Walk
from fairlead.core.problems import Problem
from fairlead.core.travel import Count, Kept, Push

TYPE = "PNRGOV"
ENVELOPE = frozenset(("UNH", "UNT"))
HANDLERS: dict[tuple[str, str], Handler] = {
    **bookings.HANDLERS,
    **travellers.HANDLERS,
    **flights.HANDLERS,
}
TRAVELLER, BOARDED, RECORD = ("GR2", "TIF"), ("GR7", "TIF"), ("GR1", 0)


@cache
def steps_of(version: str) -> Walk:
    """Give the steps of a known version, each with what is to be done."""
    return Walk(grammar.structure(version), HANDLERS)


def read(stream: BinaryIO) -> Iterator[Push | Problem]:
    """Yield every PNRGOV message of a stream, understood; other messages are passed over."""
    for item in edifact.read(stream):
        if isinstance(item, Problem):
            yield item
        elif item.type == TYPE:
            yield understand(item)


def understand(message: Message) -> Push:
    """Give a message its meaning. Nothing is dropped, whatever stands in it."""
    push = push_of(message, TYPE)
    state = State(message, push)
    _version(state)
    with paused():
        _walk(state, steps_of(state.version))
    _totals(state)
    push.problems[:0] = message.problems
    return push


def _version(state: State) -> None:
    version = state.message.version.replace(":", ".").lstrip("0")
    known = grammar.nearest(version)
    state.version = known
    if known != version:
        state.fault("version-unknown", 1, version=version or "?", read_as=known)
    state.day = end_of_year(state.message.interchange.prepared)


def end_of_year(prepared: str) -> str:
    """Give the last day of the year in which an interchange was prepared, as UNB says it.

    >>> end_of_year("3005312100"), end_of_year("203005312100"), end_of_year("3")
    ('2030-12-31', '2030-12-31', '')
    """
    if len(prepared) < len("YYMMDD") or not prepared[:6].isdecimal():
        return ""
    century = "" if len(prepared) > len("YYMMDDHHMM") else "20"
    return f"{century}{prepared[: 4 - len(century)]}-12-31"


def _walk(state: State, steps: Walk) -> None:
    """Take every segment to its place, and let its handler act."""
    at, run, row = steps.start, 1, steps.plain[steps.start]
    recent = state.recent
    for segment in state.message.stream():
        recent.append(segment)
        tag = segment.tag
        if tag == "TVL" and state.flight is not None and flights.is_operating(segment):
            tag = grammar.OPERATING
        plain = row.get(tag)
        if plain is not None:
            at, row, act = plain
            run = 1
            act(state, segment)
        elif tag not in ENVELOPE:
            step = steps.rows[at].get(tag) or steps.step(at, tag)
            at, row = step.goes_to, steps.plain[step.goes_to]
            run = run + 1 if step.again else 1
            _take(state, segment, step, run)
    missing = steps.rest(at)
    if missing and recent:
        state.fault("segment-missing", recent[-1], missing=", ".join(missing), tag="UNT")
    _close(state)


def _take(state: State, segment: Segment, step: Step, run: int) -> None:
    """Do with a segment what is more than its act: deviations, repetitions, a new record."""
    spot = step.spot
    if segment.tag == "TRA" and step.act is None and state.flight is not None:
        flights.operating_by_tra(state, segment)
        state.fault("operating-by-tra", segment)
        return
    _deviates(state, segment, step)
    if step.again and run == spot.most + 1:
        state.fault("too-many", segment, tag=segment.tag, most=spot.most)
    if (spot.group, spot.index) == RECORD:
        _close(state)
        state.recent[:] = [segment]
    if step.act is None:
        if spot.tag == grammar.OPERATING:
            flights.operating_by_tvl(state, segment)
            return
        kept = Kept(segment.tag, segment.elements, segment.ordinal)
        (state.booking or state.push).kept.append(kept)
        return
    place = (spot.group, spot.tag)
    if place == TRAVELLER and step.how is not How.LEGAL:
        state.resumed = True
    astray = place == BOARDED and step.how is not How.LEGAL
    if astray and not travellers.is_known(state, segment):
        travellers.traveller(state, segment)
    else:
        step.act(state, segment)


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


def _close(state: State) -> None:
    """End the open record: link what waited, and check what must be there."""
    booking = state.booking
    if booking is None:
        return
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
        state.fault("count", state.declared_at, declared=declared, counted=counted)


def reservations(push: Push) -> list[Reservation]:
    """Give the records of a message with all that PNRGOV says of them."""
    return [booking for booking in push.bookings if isinstance(booking, Reservation)]
