"""The order of segments: the standard's, and what real traffic does to it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairlead.core.formats.pnrgov import grammar
from fairlead.core.formats.pnrgov.grammar import Place
from fairlead.core.formats.pnrgov.read import steps_of
from fairlead.core.formats.pnrgov.walking import How, Step
from tests.core.formats.pnrgov.building import HEAD, RECORD, found, raw, record, understood
from tests.core.formats.specimens import push

LEVEL_0 = "MSG ORG TVL EQN"


def walked(tags: str, version: str = "13.1") -> list[Step]:
    steps = steps_of(version)
    at, taken = steps.start, []
    for tag in tags.split():
        step = steps.rows[at].get(tag) or steps.step(at, tag)
        at = step.goes_to
        taken.append(step)
    return taken


def last(tags: str, version: str = "13.1") -> tuple[str, How]:
    step = walked(f"{LEVEL_0} {tags}", version)[-1]
    return step.spot.group, step.how


def flat(places: tuple[Place, ...]) -> list[str]:
    names: list[str] = []
    for place in places:
        names += flat(place.inside) if place.inside else [place.name]
    return names


@pytest.mark.parametrize("version", grammar.VERSIONS)
def test_every_segment_in_the_order_of_its_version_is_legal(version: str) -> None:
    tags = flat(grammar.structure(version))

    assert {step.how for step in walked(" ".join(tags), version)} == {How.LEGAL}


def test_versions_differ_as_their_tables_say() -> None:
    before, after = flat(grammar.structure("13.1")), flat(grammar.structure("14.1"))

    assert grammar.OPERATING in before
    assert "TRA" not in before
    assert grammar.OPERATING not in after
    assert "TRA" in after


@pytest.mark.parametrize(
    ("version", "read_as"),
    [
        *((one, one) for one in grammar.VERSIONS),
        *(("13.2", "13.1"), ("9.1", "10.1"), ("99.1", "21.1"), ("", "21.1"), ("x.y", "21.1")),
    ],
)
def test_an_unknown_version_is_read_as_the_nearest_older_one(version: str, read_as: str) -> None:
    assert grammar.nearest(version) == read_as


@pytest.mark.parametrize(
    ("tags", "group", "how"),
    [
        ("SRC RCI TIF TKT DAT IFT", "GR2", How.ASTRAY),
        ("SRC RCI TIF TVL SSR RPI", "GR5", How.ASTRAY),
        ("SRC RCI TIF TVL DAT TRI SSD SSR", "GR5", How.ASTRAY),
        ("SRC RCI TIF FOP", "GR4", How.BARE),
        ("SRC RCI TIF TVL TRI", "GR7", How.BARE),
        ("SRC RCI TIF TVL TIF", "GR7", How.BARE),
        ("SRC RCI TVL LTS TIF", "GR2", How.BACK),
        ("SRC RCI MSG TVL TVL", "GR5", How.BACK),
        ("RCI", "GR1", How.BARE),
        ("TIF", "GR2", How.BARE),
        ("SRC RCI TIF XYZ", "", How.UNPLACED),
        ("SRC RCI TVL TRA", "", How.UNPLACED),
    ],
)
def test_what_stands_out_of_order_is_understood(tags: str, group: str, how: How) -> None:
    assert last(tags) == (group, how)


@given(st.lists(st.sampled_from([*flat(grammar.structure("14.1")), "XYZ"]), max_size=60))
def test_any_order_is_walked_to_its_end(tags: list[str]) -> None:
    steps = walked(" ".join(tags), "14.1")

    assert len(steps) == len(tags)


def test_a_missing_segment_is_told_with_what_stood_in_its_place() -> None:
    told = understood("SRC'TIF+DOE+ANN:A:1'")
    (problem,) = [one for one in told.problems if one.code == "pnrgov.segment-missing"]

    assert dict(problem.facts) == {"missing": "RCI", "tag": "TIF"}
    assert (problem.segment, problem.ordinal) == ("TIF", 7)


def test_what_is_missing_at_the_end_is_told() -> None:
    assert "pnrgov.segment-missing" in found(understood("", head="MSG+:22'"))
    assert "pnrgov.segment-missing" in found(understood("SRC'"))


def test_too_many_of_a_segment_are_told_once_and_all_are_read() -> None:
    told = understood(RECORD + "DAT+700:010630'" * 8)

    assert len(told.bookings[0].dates) == 8  # type: ignore[attr-defined]
    assert [one.code for one in told.problems].count("pnrgov.too-many") == 1


def test_a_segment_nobody_knows_is_kept_where_it_stood() -> None:
    told = understood("XXX+9'" + RECORD + "TIF+DOE+ANN:A:1'ZZZ+1:2+3'")

    assert [(one.tag, one.elements) for one in told.kept] == [("XXX", [["9"]])]
    (kept,) = told.bookings[0].kept
    assert (kept.tag, kept.elements, kept.segment) == ("ZZZ", [["1", "2"], ["3"]], 10)
    assert found(told) == {"pnrgov.unplaced"}


def test_no_order_loses_a_traveller_or_makes_one() -> None:
    named = "TIF+DOE+ANN:A:1'TIF+DOE+BOB:A:2'"
    flight = "TVL+010630:0900::1430+UTA+UTB+ZZ+012:Y'"
    again = flight + "TIF+DOE+ANN:A:1'SSD+22A'TIF+DOE+BOB:A:2'"

    assert [one.given for one in record(named + again).persons] == ["ANN", "BOB"]
    assert [one.given for one in record(flight + "LTS+X'" + named).persons] == ["ANN", "BOB"]
    new = record(named + flight + "TIF+ROE+CAROL:A:3'")
    assert [one.given for one in new.persons] == ["ANN", "BOB", "CAROL"]
    late = understood(RECORD + named + "LTS+X'" + named)
    assert len(late.persons) == 2
    assert "pnrgov.traveller-repeated" in found(late)


def test_a_record_without_its_beginning_is_a_record() -> None:
    told = understood("RCI+ZZ:ABC123'TIF+DOE+ANN:A:1'")

    assert told.bookings[0].locator == "ABC123"
    assert found(told) == {"pnrgov.group-without-head"}


def test_a_message_without_level_0_is_read() -> None:
    told = understood(RECORD + "TIF+DOE+ANN:A:1'", head="")

    assert told.movement is None
    assert told.persons[0].surname == "DOE"


def test_everything_between_unh_and_unt_may_be_missing() -> None:
    told = push(b"UNH+1+PNRGOV:13:1:IA'UNT+2+1'")

    assert (told.bookings, told.movement) == ([], None)
    assert found(told) == {"pnrgov.segment-missing"}


def test_the_version_of_the_message_decides_about_code_shares() -> None:
    body = RECORD + "TVL+010630:0900::1430+UTA+UTB+ZZ:XX+012:Y'TVL+++++4012:B'"
    old, new = push(raw(body, "13:1")), push(raw(body, "14:1"))

    assert "pnrgov.operating-by-tvl" not in found(old)
    assert found(new) == {"pnrgov.operating-by-tvl"}
    for told in (old, new):
        (leg,) = told.bookings[0].itinerary
        assert (leg.operating_carrier, leg.operating_number) == ("XX", "4012")


def test_an_operating_flight_before_any_flight_is_a_flight() -> None:
    (leg,) = record("TVL+++++4012:B'").itinerary

    assert leg.number == "4012"


def test_head_and_record_of_the_tests_are_conformant() -> None:
    assert found(understood(RECORD, head=HEAD)) == set()
