"""From the places and times of a message to legs.

Senders arrange them in every way: a departure and an arrival under one flight, a chain of places,
pairs that repeat the place in between, one flight number for all or one for each, times before or
behind the place, arrival before departure. What is common to all: places in order, some with a
time of leaving, some with a time of coming.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from fairlead.core.travel.model import Leg

CROSSING = {"125", "87", "005", "008"}  # LOC/3227: where the border is crossed


@dataclass(slots=True)
class Stop:
    """A place with what is said of it; ``carrier`` and ``number`` are of the flight it is under."""

    place: str = ""
    role: str = ""  # the qualifier as sent
    departs: str = ""
    arrives: str = ""
    segment: int = 0
    departs_at: int = 0  # segments of the times
    arrives_at: int = 0

    def put(self, time: "Time") -> bool:
        """Take a time; say no if there is one already."""
        if time.departure and not self.departs:
            self.departs, self.departs_at = time.iso, time.segment
        elif not time.departure and not self.arrives:
            self.arrives, self.arrives_at = time.iso, time.segment
        else:
            return False
        return True

    def absorb(self, other: "Stop") -> None:
        """Take what another mention of the same place adds."""
        if not self.departs:
            self.departs, self.departs_at = other.departs, other.departs_at
        if not self.arrives:
            self.arrives, self.arrives_at = other.arrives, other.arrives_at


@dataclass(frozen=True, slots=True)
class Time:
    """A time of leaving or of coming."""

    iso: str
    departure: bool
    segment: int = 0


def with_times(stops: list[Stop], early: list[Time]) -> list[Stop]:
    """Give times that stood before all places to the first place left and the last reached."""
    if early and not stops:
        stops = [Stop(segment=early[0].segment)]
    for time in early:
        any(stop.put(time) for stop in (stops if time.departure else stops[::-1]))
    return stops


def legs_of(stops: Iterable[Stop], carrier: str, number: str) -> list[Leg]:
    """Make the legs of one flight.

    >>> a, b = Stop("SYD", "125", departs="T09:00"), Stop("HNL", "87", arrives="T22:00")
    >>> [(leg.origin, leg.destination) for leg in legs_of([a, b], "ZZ", "123")]
    [('SYD', 'HNL')]
    """
    merged = list(_merged(_in_order(list(stops))))
    if len(merged) == 1:
        return [_lonely(merged[0], carrier, number)]
    return [
        _leg(one, two, carrier, number) for one, two in pairwise(merged) if not _apart(one, two)
    ]


def _in_order(stops: list[Stop]) -> list[Stop]:
    """Turn an arrival that was written before its departure."""
    if len(stops) == 2 and _only_arrives(stops[0]) and _only_departs(stops[1]):  # noqa: PLR2004
        return stops[::-1]
    return stops


def _merged(stops: list[Stop]) -> Iterator[Stop]:
    """Make one stop of two mentions of a place in a row: coming there, then leaving."""
    kept: Stop | None = None
    for stop in stops:
        if kept and kept.place == stop.place and not _left(kept, stop):
            kept.absorb(stop)
            kept.role = kept.role if kept.role in CROSSING else stop.role
            continue
        if kept:
            yield kept
        kept = stop
    if kept:
        yield kept


def _left(one: Stop, two: Stop) -> bool:
    """Say whether the first mention is of leaving, so that the second is a place reached."""
    return bool(one.departs) or (one.role in {"125", "005"} and two.role in {"87", "008"})


def _only_arrives(stop: Stop) -> bool:
    return bool(stop.arrives and not stop.departs)


def _only_departs(stop: Stop) -> bool:
    return bool(stop.departs and not stop.arrives)


def _apart(one: Stop, two: Stop) -> bool:
    """Say whether nothing leads from one to the other: arrived there, left from elsewhere."""
    return _only_arrives(one) and _only_departs(two)


def _leg(one: Stop, two: Stop, carrier: str, number: str) -> Leg:
    elsewhere = {"destination": two.segment, "destination_role": two.segment}
    if one.departs:
        elsewhere["departs"] = one.departs_at
    if two.arrives:
        elsewhere["arrives"] = two.arrives_at
    return Leg(
        origin=one.place,
        destination=two.place,
        departs=one.departs,
        arrives=two.arrives,
        carrier=carrier,
        number=number,
        origin_role=one.role,
        destination_role=two.role,
        segment=one.segment,
        elsewhere=elsewhere,
    )


def _lonely(stop: Stop, carrier: str, number: str) -> Leg:
    """Make a leg of one place: where it begins if it says so, else where it ends."""
    begins = stop.departs or stop.role in {"125", "005"}
    ends = stop.arrives or not begins
    return Leg(
        origin=stop.place if begins else "",
        destination=stop.place if ends and not begins else "",
        departs=stop.departs,
        arrives=stop.arrives,
        carrier=carrier,
        number=number,
        origin_role=stop.role if begins else "",
        destination_role="" if begins else stop.role,
        segment=stop.segment,
        elsewhere={"departs": stop.departs_at, "arrives": stop.arrives_at},
    )
