"""The days themselves: the same again, nobody real, plausible, and the same people come back."""

import hashlib
import io
import json
import os
import subprocess
import sys
import tracemalloc
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from itertools import islice

import pytest

from fairlead.core.errors import BadInput
from fairlead.core.formats import pnrgov
from fairlead.core.formats.recognition import readings
from fairlead.core.generator import FAULTS, FORMATS, Day, Plan, Transmission, Truth, days, plan_of
from fairlead.core.generator.air import bookings_of, push_of_records
from fairlead.core.generator.bookings import DIVIDED
from fairlead.core.generator.chance import Chance, Table, prime_from
from fairlead.core.generator.names import cultures
from fairlead.core.generator.people import document_number, household
from fairlead.core.generator.sea import STYLES, calls
from fairlead.core.generator.trips import STAYS, Traffic
from fairlead.core.generator.world import world
from fairlead.core.identifiers import callsign, imo, passport
from fairlead.core.identifiers.passport import SHAPES
from tests.core.generator.invented import Values, plan, truths
from tests.servers import ROOT


def digest(items: Iterable[Transmission | Truth]) -> str:
    found = hashlib.sha256()
    for item in items:
        found.update(item.content if isinstance(item, Transmission) else item.line().encode())
    return found.hexdigest()


# ---------------------------------------------------------------- the same again

WHOLE = """
from tests.core.generator.invented import plan
from tests.core.generator.test_days import digest
from fairlead.core.generator import days
print(digest(item for day in days(plan(seed=7, flights=4, faults=0.3)) for item in day))
"""


def test_no_order_of_a_set_and_no_hash_gets_into_the_bytes() -> None:
    found = {
        subprocess.run(
            [sys.executable, "-c", WHOLE],
            env={"PYTHONPATH": os.pathsep.join(sys.path), "PYTHONHASHSEED": seed},
            cwd=ROOT,
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(found) == 1


def test_people_and_journeys_are_those_of_every_version_of_python() -> None:
    """Where nothing was meant to change, another digest tells of chance that is not ours."""
    made = plan(seed=7, flights=4, ships=5, formats=["sea"])
    items = (
        item
        for day in days(made)
        for item in day
        if isinstance(item, Truth) and item.kind in {"movement", "person", "journey"}
    )
    assert digest(items) == PINNED


PINNED = "8cda69cc8739fbf7d1a7c94377330dc21b66a62c323e9a379e0f0a6cbfc9e810"


def test_another_seed_gives_other_people() -> None:
    one, two = ({each["surname"] + each["birth_date"] for each in people(seed)} for seed in (1, 2))
    assert len(one & two) < len(one) / 20


def people(seed: int) -> list[dict[str, str]]:
    return list(truths(plan(seed=seed, flights=4, ships=0, formats=["crew"]), "person"))


def test_a_day_is_the_same_alone_and_among_others() -> None:
    alone = plan(day="2026-03-03", flights=4, formats=["pnr"])
    among = list(days(plan(day="2026-03-02", days=3, flights=4, formats=["pnr"])))[1]
    (day,) = days(alone)
    assert [one.content for one in day.transmissions()] == [
        one.content for one in among.transmissions()
    ]


def test_chance_is_pinned() -> None:
    chance = Chance(7, "line", 0)
    assert [chance.below(1000) for _ in range(5)] == [788, 577, 792, 391, 154]
    assert Table({"a": 1, "b": 3}).at(0.2) == "a"
    assert Table({"a": 1, "b": 3}).at(0.999999999) == "b"
    assert prime_from(1010) == 1013


# ---------------------------------------------------------------- nobody real


def test_numbers_of_documents_can_be_nobodys_and_are_nobody_elses() -> None:
    numbers = [document_number(index) for index in range(20_000)]
    assert len(set(numbers)) == len(numbers)
    for number in numbers[:500]:
        assert passport.check(number)
        assert not [
            shape
            for shapes in SHAPES.values()
            for shape in shapes.split()
            if shape != "ANNNNNNNN" and fits(number, shape)
        ]
        assert "U" in number  # Germany, whose shape is the widest, gives no vowels


def fits(number: str, shape: str) -> bool:
    kinds = {"A": str.isalpha, "9": str.isdecimal, "N": str.isalnum}
    return len(number) == len(shape) and all(
        kinds[kind](each) if kind in kinds else each == kind
        for each, kind in zip(number, shape, strict=True)
    )


def test_ways_to_reach_people_reach_nobody() -> None:
    for index in range(300):
        found = household(7, index, 2026)
        assert found.phone.startswith("+999")
        assert found.email.endswith(".example")
        assert found.card.startswith("XXXXXXXXXXXX")


def test_ships_have_numbers_that_hold_and_that_nobody_has() -> None:
    for ship in world().ships:
        assert imo.check(ship.number)
        assert ship.number.startswith("20")
        assert callsign.check(ship.sign)
        assert ship.sign.startswith("Q")
    many = [ship for ship, _ in calls(plan(ships=40), date(2026, 3, 1))]
    assert len({ship.number for ship in many}) == 40
    assert all(imo.check(ship.number) and callsign.check(ship.sign) for ship in many)


# ---------------------------------------------------------------- plausible


def journeys(made: Plan) -> list[Values]:
    return list(truths(made, "journey"))


def test_parties_stays_and_loads_are_plausible() -> None:
    made = plan(flights=40, ships=0, seats=0, formats=["crew"])
    found = journeys(made)
    seats = sum(flight.line.aircraft.seats for flight in Traffic(made).flights(made.day))
    assert 0.66 < len(found) / seats < 0.9
    parties = Counter(each["locator"] for each in found)
    assert 1.8 < len(found) / len(parties) < 2.3
    alone = sum(1 for size in parties.values() if size == 1)
    assert 0.35 < alone / len(parties) < 0.65
    roles = Counter(each["role"] for each in found)
    assert 0.005 < roles["IN"] / len(found) < 0.05
    assert 0.05 < roles["C"] / len(found) < 0.2
    one_way = len({each["locator"] for each in found if each["back"] is None}) / len(parties)
    assert 0.02 < one_way < 0.15
    states = Counter(each["status"] for each in found)
    assert 0.005 < states["no-show"] / len(found) < 0.04
    assert 0.005 < states["cancelled"] / len(found) < 0.05
    assert {"minor", "group", "family", "couple", "friends"} <= {each["party"] for each in found}


def test_leads_and_documents_fill_up_towards_departure() -> None:
    made = plan(flights=20, ships=0, seats=60, formats=["pnr"])
    named: dict[str, int] = defaultdict(int)
    documented: dict[str, int] = defaultdict(int)
    for each in truths(made, "message"):
        push = each["name"].rpartition("pnr-")[2][:3]
        named[push] += len(each["persons"])
        documented[push] += sum(bool(one.get("documents")) for one in each["persons"])
    assert named["72h"] < named["24h"] < named["02h"]
    shares = [documented[push] / named[push] for push in ("72h", "24h", "02h", "00h")]
    assert shares == sorted(shares)
    assert shares[0] < 0.6
    assert 0.95 < shares[3] < 1


def test_names_come_from_many_cultures_and_scripts() -> None:
    found = list(truths(plan(flights=30, ships=0, seats=0, formats=["crew"]), "person"))
    assert len({each["culture"] for each in found}) == 21
    native = [each for each in found if each["native"] != each["written"]]
    assert 0.15 < len(native) / len(found) < 0.5
    assert all(each["surname"].replace(" ", "").isalpha() for each in found)
    assert all(each["surname"].isascii() and each["given"].isascii() for each in found)


def test_every_culture_has_names_of_both_sexes() -> None:
    for number in range(1000):
        culture = cultures().at(number / 1000)
        assert len(culture.men) >= 12
        assert len(culture.women) >= 12
        assert len(culture.family) >= 12


# ---------------------------------------------------------------- they come back


def test_who_flies_out_flies_home_with_the_same_booking_and_documents() -> None:
    made = plan(days=9, flights=4, ships=0, formats=["crew"])
    out: dict[tuple[str, str], Values] = {}
    home = 0
    documents: dict[str, set[str]] = defaultdict(set)
    for day in days(made):
        for item in day:
            if isinstance(item, Truth) and item.kind == "person":
                documents[item.values["person"]].add(item.values["document"][1])
            if isinstance(item, Truth) and item.kind == "journey":
                each = item.values
                known = out.get((each["person"], each["locator"]))
                if known is None:
                    out[each["person"], each["locator"]] = each
                else:
                    assert known["back"] == each["movement"]
                    home += 1
    assert home > 100
    assert {len(numbers) for numbers in documents.values()} == {1}


def test_who_travels_often_is_met_again_under_another_booking() -> None:
    locators: dict[str, set[str]] = defaultdict(set)
    for each in journeys(plan(days=8, flights=4, ships=0, seats=60, formats=["crew"])):
        locators[each["person"]].add(each["locator"])
    again = [person for person, found in locators.items() if len(found) > 1]
    assert len(again) > 10
    assert all(person.startswith("f") for person in again)


def test_nobody_is_on_two_trips_at_once() -> None:
    made = plan(days=6, flights=6, ships=0, formats=["crew"])
    away: dict[str, tuple[str, date]] = {}
    for each in journeys(made):
        day = date.fromisoformat(each["movement"][-10:])
        person, locator = each["person"], each["locator"]
        if person in away and away[person][0] != locator:
            assert day > away[person][1], each
        back = each["back"]
        away[person] = (locator, date.fromisoformat(back[-10:]) if back else day)


def test_stays_leave_room_for_the_flight_back() -> None:
    assert max(STAYS) == 28
    assert 0.1 < STAYS.count(0) / len(STAYS) < 0.2


def test_a_divided_record_becomes_two_that_name_each_other() -> None:
    made = plan(seed=7, flights=30, seats=0, ships=0)
    traffic, count = Traffic(made), 0
    for flight in traffic.flights(made.day):
        bookings = bookings_of(traffic, flight)
        for alone in (one for one in bookings if one.divided_from and flight.carrier.pnr != "xml"):
            whole, rest = (one for one in bookings if one.locator == alone.divided_from)
            assert (whole.status, whole.until) == (DIVIDED, alone.since)
            before, behind = (
                push_of_records(flight, hours, flight.departs - timedelta(hours=hours), each)
                for hours, each in ((72, [whole]), (24, [rest, alone]))
            )
            first, second, third = (
                booking
                for draft in (before, behind)
                for push in readings(io.BytesIO(pnrgov.write(draft.push)))
                for booking in push.bookings
            )
            assert [one.value for one in second.split] == [third.locator]
            assert [one.value for one in third.split] == [second.locator]
            together = [one.surname for one in (*second.persons, *third.persons)]
            assert [one.surname for one in first.persons] == together
            count += 1
    assert count > 3


# ---------------------------------------------------------------- streaming and sizes


def peak(work: Callable[[Day], object]) -> int:
    """Return the most memory that somebody held who did this with a day."""
    (day,) = days(plan(flights=40, ships=0, formats=["crew", "api"]))
    for _ in islice(day, 300):
        pass  # fills the tables
    tracemalloc.start()
    work(day)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return most


def test_a_day_is_not_kept_in_memory() -> None:
    assert peak(lambda day: sum(1 for _ in day)) < peak(list) / 3


@pytest.mark.parametrize("name", sorted(FORMATS - {"ackres", "govreq"}))
def test_only_what_is_wanted_is_made(name: str) -> None:
    kinds = {
        "pnr": {"PNRGOV", "PNRGOV-XML"},
        "api": {"PAXLST"},
        "crew": {"PAXLST"},
        "interactive": {"PAXLST", "CUSRES"},
        "sea": {"FAL", "PAXLST"},
        "mrz": {"MRZ"},
    }
    made = plan(flights=12, formats=[name])
    found = {one.format for day in days(made) for one in day.transmissions()}
    assert found == kinds[name]


def test_moments_are_those_of_the_pushes() -> None:
    (day,) = days(plan(flights=2, ships=0, formats=["pnr"]))
    left = {
        item.values["movement"]: item.values["departs_utc"]
        for item in day
        if isinstance(item, Truth) and item.kind == "movement"
    }
    for one in day.transmissions():
        flight, _, name = one.name.partition("/")
        hours = int(name.removeprefix("pnr-")[:2])
        departs = one.sent_at + timedelta(hours=hours)
        assert departs.strftime("%Y-%m-%dT%H:%MZ") == left[flight]


def test_an_odd_number_of_flights_and_none_at_all() -> None:
    (day,) = days(plan(flights=3, ships=0, formats=["crew"]))
    assert len(list(day.transmissions())) == 3
    (empty,) = days(plan(flights=0, ships=0))
    assert [item.kind for item in empty if isinstance(item, Truth)] == ["plan"]
    assert isinstance(empty, Day)


def test_the_truth_is_json() -> None:
    (day,) = days(plan(flights=2, ships=2, faults=1.0))
    for item in day:
        if isinstance(item, Truth):
            assert json.loads(item.line())["truth"] == item.kind


def test_lists_of_ships_come_in_many_ways() -> None:
    made = plan(days=6, flights=0, ships=10, seats=8, formats=["sea"])
    names = [one.name for day in days(made) for one in day.transmissions() if one.format == "FAL"]
    styles = {tuple(name.rpartition("fal")[2].partition(".")[0].split("-")[1:]) for name in names}
    assert {shape for shape, _style in styles} == {"csv", "xlsx", "json"}
    assert {style for _shape, style in styles} == set(STYLES)


# ---------------------------------------------------------------- plans


@pytest.mark.parametrize(
    ("values", "place"),
    [
        ({"flights": -1}, "flights"),
        ({"flights": 1.5}, "flights"),
        ({"faults": 2}, "faults"),
        ({"faults": "many"}, "faults"),
        ({"day": "someday"}, "day"),
        ({"formats": ["pnr", "morse"]}, "formats"),
        ({"formats": 3}, "formats"),
        ({"colour": "red"}, "colour"),
        ({"seed": True}, "seed"),
    ],
)
def test_a_plan_that_cannot_be_says_why(values: dict[str, object], place: str) -> None:
    with pytest.raises(BadInput) as error:
        plan_of(values)
    assert error.value.place == place


def test_every_fault_is_in_the_documentation() -> None:
    page = (ROOT / "docs" / "formats" / "generator.md").read_text(encoding="utf-8")
    for each in FAULTS:
        code = f"`{each.code}`" if each.code else ""
        assert f"| `{each.kind}` | {each.format} | {code} | {each.words} |" in page


def test_the_floor_below_knows_nothing_of_it() -> None:
    """The generator stands on the formats: they must be usable without it."""
    for folder in ("travel", "formats"):
        for path in (ROOT / "src/fairlead/core" / folder).rglob("*.py"):
            assert "core.generator" not in path.read_text(encoding="utf-8"), path
