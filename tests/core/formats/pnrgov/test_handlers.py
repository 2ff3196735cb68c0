"""Every handler on its own: with nothing open, and with segments that hold nothing or too much."""

import io
import random
import time

import pytest

from fairlead.core.formats.edifact.messages import Message, Segment
from fairlead.core.formats.pnrgov import read
from fairlead.core.formats.pnrgov.read import HANDLERS
from fairlead.core.formats.pnrgov.state import State
from fairlead.core.problems import Problem
from fairlead.core.travel import Push
from tests.core.formats.pnrgov.building import RECORD, raw
from tests.core.formats.specimens import specimen

FILLINGS: tuple[list[list[str]], ...] = (
    [],
    [[""]],
    [["", "", ""]],
    [[""], ["1", "2", "3", "4"]],
    [["A:B"] * 20] * 20,
    [["x", "DOE", "010630", "0900"]] * 7,
    [["999999"], ["999999"]],
)


def empty() -> State:
    return State(Message(b"", 0), Push("PNRGOV"))


@pytest.mark.parametrize("place", sorted(HANDLERS), ids="-".join)
@pytest.mark.parametrize("elements", FILLINGS, ids=range(len(FILLINGS)))
def test_nothing_open_and_nothing_said_is_no_exception(
    place: tuple[str, str], elements: list[list[str]]
) -> None:
    state = empty()

    for _ in range(2):
        HANDLERS[place](state, Segment(place[1].strip("'"), elements, 0, 0, 1))

    assert not any(person.infant for person in state.push.persons)


@pytest.mark.parametrize("before", sorted(HANDLERS), ids="-".join)
def test_any_handler_after_any_other(before: tuple[str, str]) -> None:
    for place in HANDLERS:
        state = empty()
        for each in (before, place):
            HANDLERS[each](state, Segment(each[1], [["A", "B"], ["C", "D", "E"]], 0, 0, 1))
        assert state.push.format == "PNRGOV"


def test_a_problem_stands_where_its_segment_stood_even_before_the_record() -> None:
    state = State(Message(b"UNH+1+PNRGOV:13:1:IA'MSG+:22'", 40), Push("PNRGOV"))
    state.fault("date", 2, value="x")
    state.fault("date", 99, value="y")

    assert [(one.segment, one.offset) for one in state.push.problems] == [("MSG", 61), ("", 40)]


# ---------------------------------------------------------------- hostile messages


def read_all(data: bytes) -> list[Push]:
    return [one for one in read(io.BytesIO(data)) if not isinstance(one, Problem)]


@pytest.mark.parametrize("seed", range(4))
def test_segments_in_any_order_lose_nobody_and_raise_nothing(seed: int) -> None:
    chance = random.Random(seed)
    lines = specimen("records-13.edi").decode().replace("\n", "").split("'")
    head, body, tail = lines[:8], lines[8:-4], lines[-4:]
    for _ in range(40):
        shuffled = body[:]
        for _ in range(chance.choice((1, 2, 5, 20))):
            at = chance.randrange(len(shuffled))
            shuffled.insert(chance.randrange(len(shuffled)), shuffled.pop(at))
        (push,) = read_all("'".join(head + shuffled + tail).encode())
        names = {(one.surname, one.given) for one in push.persons}
        checked = {
            (one.surname, one.given)
            for booking in push.bookings
            for leg in booking.itinerary
            for one in getattr(leg, "check_ins", [])
        }
        past = " ".join(one.text for booking in push.bookings for one in booking.history)
        for name in (("DOE", "ANNMRS"), ("DOE", "BOBMR"), ("ROE", "CAROL DR")):
            assert name in names | checked or " ".join(name) in past


def test_a_record_of_very_many_of_everything_takes_no_time() -> None:
    many = 2000
    body = "SSR+DOCS:HK:1:ZZ:::::/P/UTO/X1/UTO/01JAN90/F/01JAN35/ROE/NOBODY'" * 50
    body += "".join(f"TIF+DOE+ANN{number}:A:{number}'" for number in range(many))
    body += "SSR+XBAG:HK:1:ZZ" + "".join(f"+::{number}" for number in range(many)) + "'"
    body += "TVL+010630:0900::1430+UTA+UTB+ZZ+012:Y'" * many
    began = time.process_time()
    (push,) = read_all(raw(RECORD + body))

    assert time.process_time() - began < 3
    assert len(push.persons) == many
    assert len(push.bookings[0].unassigned) == 1


def test_deeply_repeated_elements_take_no_time() -> None:
    body = (
        "IFT+4:28" + "+X" * 50_000 + "'SSR+OTHS" + ":" * 50_000 + "'TXD" + "+1:::YQ" * 20_000 + "'"
    )
    began = time.process_time()
    read_all(raw(RECORD + body))

    assert time.process_time() - began < 2


def test_many_faults_of_one_record_are_found_without_searching_again() -> None:
    body = "TIF+DOE+ANN:A:1'" + "SSR+DOCS:HK:1:ZZ:::::/P/UTO/X1+::9'" * 3_000
    began = time.process_time()
    (push,) = read_all(raw(RECORD + body))

    assert time.process_time() - began < 2
    assert len(push.problems) > 3_000
