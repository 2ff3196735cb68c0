"""Legs from places and times in every arrangement that was seen."""

import pytest

from fairlead.core.travel.flights import split_flight
from fairlead.core.travel.legs import Stop, Time, legs_of, with_times
from tests.core.formats.specimens import push

Case = tuple[str, bytes, list[tuple[str, str, str, str, str]]]
CASES: list[Case] = [
    (
        "departure and arrival",
        b"TDT+20+ZZ1+++ZZ'LOC+125+A'DTM+189:3001010900:201'LOC+87+B'DTM+232:3001011000:201'",
        [("1", "A", "B", "09:00", "10:00")],
    ),
    (
        "a chain with both times at the place between",
        (
            b"TDT+20+ZZ1+++ZZ'LOC+92+A'DTM+189:3001010900:201'LOC+125+B'DTM+232:3001011000:201'"
            b"DTM+189:3001011100:201'LOC+87+C'DTM+232:3001011200:201'"
        ),
        [("1", "A", "B", "09:00", "10:00"), ("1", "B", "C", "11:00", "12:00")],
    ),
    (
        "pairs that repeat the place between",
        (
            b"TDT+20+ZZ1+++ZZ'LOC+92+A'DTM+189:3001010900:201'LOC+92+B'DTM+232:3001011000:201'"
            b"LOC+125+B'DTM+189:3001011100:201'LOC+87+C'DTM+232:3001011200:201'"
        ),
        [("1", "A", "B", "09:00", "10:00"), ("1", "B", "C", "11:00", "12:00")],
    ),
    (
        "a flight number for each",
        b"TDT+20+ZZ1+++ZZ'LOC+92+A'LOC+92+B'TDT+20+ZZ2+++ZZ'LOC+125+B'LOC+87+C'",
        [("1", "A", "B", "", ""), ("2", "B", "C", "", "")],
    ),
    (
        "no times at all",
        b"TDT+20+ZZ1+++ZZ'LOC+125+A'LOC+92+B'LOC+87+C'",
        [("1", "A", "B", "", ""), ("1", "B", "C", "", "")],
    ),
    (
        "arrival before departure",
        b"TDT+20+ZZ1+++ZZ'LOC+87+B'DTM+232:3001011000:201'LOC+125+A'DTM+189:3001010900:201'",
        [("1", "A", "B", "09:00", "10:00")],
    ),
    (
        "times before the places",
        b"TDT+20+ZZ1+++ZZ'DTM+189:3001010900:201'DTM+232:3001011000:201'LOC+125+A'LOC+87+B'",
        [("1", "A", "B", "09:00", "10:00")],
    ),
    (
        "pairs that nothing joins",
        (
            b"TDT+20+ZZ1+++ZZ'LOC+125+A'DTM+189:3001010900:201'LOC+92+B'DTM+232:3001011000:201'"
            b"LOC+92+C'DTM+189:3001011100:201'LOC+87+D'DTM+232:3001011200:201'"
        ),
        [("1", "A", "B", "09:00", "10:00"), ("1", "C", "D", "11:00", "12:00")],
    ),
    (
        "there and back again",
        b"TDT+20+ZZ1+++ZZ'LOC+125+A'DTM+189:3001010900:201'LOC+87+A'DTM+232:3001011000:201'",
        [("1", "A", "A", "09:00", "10:00")],
    ),
    ("only a departure", b"TDT+20+ZZ1+++ZZ'LOC+125+A'", [("1", "A", "", "", "")]),
    ("only an arrival", b"TDT+20+ZZ1+++ZZ'LOC+87+B'", [("1", "", "B", "", "")]),
    (
        "only a time of arrival",
        b"TDT+20+ZZ1+++ZZ'DTM+232:3001011000:201'",
        [("1", "", "", "", "10:00")],
    ),
    ("nothing", b"TDT+20+ZZ1+++ZZ'", []),
]


@pytest.mark.parametrize(("name", "segments", "expected"), CASES, ids=[each[0] for each in CASES])
def test_arrangements(name: str, segments: bytes, expected: list[tuple[str, ...]]) -> None:
    found = push(b"UNH+1+PAXLST:D:15B:UN:IATA'BGM+745'" + segments + b"UNT+9+1'")
    assert found.movement
    assert [
        (leg.number, leg.origin, leg.destination, leg.departs[11:], leg.arrives[11:])
        for leg in found.movement.legs
    ] == expected


def test_the_movement_is_named_after_the_flight_that_crosses() -> None:
    head = b"UNH+1+PAXLST:D:15B:UN:IATA'BGM+745'TDT+20+ZZ1+++ZZ'LOC+92+A'LOC+92+B'"
    for crossing in (b"LOC+125+B'LOC+87+C'", b"LOC+92+B'LOC+87+C'"):
        found = push(head + b"TDT+20+XX2+++XX'" + crossing + b"UNT+9+1'")
        assert found.movement
        assert (found.movement.carrier, found.movement.number) == ("XX", "2")
    nowhere = push(head + b"TDT+20+XX2+++XX'LOC+92+B'LOC+92+C'UNT+9+1'")
    assert nowhere.movement
    assert nowhere.movement.number == "1"


def test_times_find_their_places() -> None:
    a, b = Stop("A"), Stop("B")
    early = [Time("T09:00", departure=True), Time("T10:00", departure=False)]
    (leg,) = legs_of(with_times([a, b], early), "ZZ", "1")
    assert (leg.departs, leg.arrives) == ("T09:00", "T10:00")
    assert not a.put(Time("T11:00", departure=True))
    (lonely,) = legs_of(with_times([], [Time("T10:00", departure=False)]), "ZZ", "1")
    assert (lonely.origin, lonely.arrives) == ("", "T10:00")
    assert legs_of([], "ZZ", "1") == []


def test_two_mentions_of_a_place_are_one_stop() -> None:
    one = Stop("B", arrives="T10:00")
    again = Stop("B", "125", departs="T11:00", arrives="T10:05")
    legs = legs_of([Stop("A", departs="T09:00"), one, again, Stop("C")], "ZZ", "1")
    assert [(leg.origin, leg.destination, leg.arrives, leg.departs) for leg in legs] == [
        ("A", "B", "T10:00", "T09:00"),
        ("B", "C", "", "T11:00"),
    ]


@pytest.mark.parametrize(
    ("journey", "carrier", "expected"),
    [
        ("ZZ123", "ZZ", ("ZZ", "123")),
        ("ZZ0123A", "", ("ZZ", "0123A")),
        ("ZZZ12", "", ("ZZZ", "12")),
        ("ZZZ12", "ZZ", ("ZZ", "Z12")),
        ("3X12", "", ("3X", "12")),
        ("123", "", ("", "123")),
        ("123", "ZZ", ("ZZ", "123")),
        ("ZZ 12", "", ("ZZ", "12")),
        ("XX12", "ZZ", ("ZZ", "12")),
        ("ZZ", "ZZ", ("ZZ", "")),
        ("", "ZZ", ("ZZ", "")),
        ("", "", ("", "")),
    ],
)
def test_flight_numbers(journey: str, carrier: str, expected: tuple[str, str]) -> None:
    assert split_flight(journey, carrier) == expected
