"""Everything that is generated is read back: nobody lost, nobody swapped, every fault told.

This tests the generator and the readers against each other: whatever one of them gets wrong, the
other contradicts.
"""

import re
from collections import Counter
from typing import Any

import pytest

from fairlead.core.formats import mrz
from fairlead.core.generator import FAULTS
from fairlead.core.problems import Problem, Severity
from fairlead.core.travel import Party, Push
from fairlead.core.travel.sensitive import places
from tests.core.generator.invented import Sent, read_back

RUNS = [(1, 0.0), (2, 1.0), (3, 1.0), (4, 0.5), (5, 1.0), (6, 1.0)]
ANSWERED = {"CUSRES", "ACKRES"}
runs = pytest.mark.parametrize(("seed", "faults"), RUNS)


def of_person(person: Party, name: str) -> Any:
    if name == "documents":
        return [one.number for one in person.documents if one.type != "V"]
    return getattr(person, name)


def told(found: list[Push]) -> list[Party]:
    return [person for push in found for person in push.persons]


@runs
def test_nobody_is_lost_and_nobody_swapped(seed: int, faults: float) -> None:
    count = 0
    for one in read_back(seed, faults):
        if one.transmission.format in ANSWERED:
            continue
        people = told(one.read)
        assert len(people) == len(one.truth["persons"]), one.transmission.name
        for person, true in zip(people, one.truth["persons"], strict=True):
            count += 1
            for name in true.keys() - {"person", "sensitive"}:
                assert of_person(person, name) == true[name], (one.transmission.name, true, name)
    assert count > 1000


@runs
def test_every_answer_reaches_its_traveller(seed: int, faults: float) -> None:
    for one in read_back(seed, faults):
        if one.transmission.format in ANSWERED:
            answers = [(each.reference, each.code) for push in one.read for each in push.answers]
            true = [(each["reference"], each["code"]) for each in one.truth["persons"]]
            assert answers == true, one.transmission.name


def codes(one: Sent) -> Counter[str]:
    return Counter(problem.code for push in one.read for problem in push.problems)


@runs
def test_every_planted_fault_is_told_and_none_that_was_not(seed: int, faults: float) -> None:
    for one in read_back(seed, faults):
        if one.transmission.format == "MRZ":
            continue
        assert codes(one) == Counter(one.truth["problems"]), one.transmission.name
        for fault in one.faults:
            assert not fault["code"] or codes(one)[fault["code"]], fault


def test_what_is_only_unusual_is_a_note() -> None:
    for one in read_back(1, 0.0):
        for problem in (each for push in one.read for each in push.problems):
            expected = {"fal.document-missing"}
            assert problem.severity is Severity.NOTE or problem.code in expected, problem


def row(tag: str) -> str:
    """Return the line of a cell: of ``B7`` the 7, of ``crewList[3].no`` the 3."""
    found = re.search(r"\[(\d+)\]|(\d+)$", tag)
    return found[0] if found else tag


def stands_with(one: Sent, problem: Problem, fault: dict[str, Any]) -> bool:
    """Say whether a problem stands where the person stands to whom the fault was done."""
    places = [
        place
        for place, true in enumerate(one.truth["persons"])
        if true.get("person") == fault["person"]
    ]
    people = told(one.read)
    (push,) = one.read
    for place in places:
        person = people[place]
        behind = people[place + 1].segment if place + 1 < len(people) else len(push.segments) + 1
        if push.format == "FAL":
            tag = push.segments[person.segment - 1].tag
            if row(tag) == row(problem.segment):
                return True
        elif person.segment <= problem.ordinal < behind:
            return True
    return False


@runs
def test_every_fault_is_told_where_it_was_planted(seed: int, faults: float) -> None:
    for one in read_back(seed, faults):
        for fault in one.faults:
            if not fault["code"] or len(one.read) != 1:
                continue
            problems = [each for each in one.read[0].problems if each.code == fault["code"]]
            if fault["segment"]:
                assert any(each.segment == fault["segment"] for each in problems), fault
            if fault["person"] and one.transmission.format in {"PAXLST", "FAL"}:
                assert any(stands_with(one, each, fault) for each in problems), fault


def test_every_kind_of_fault_was_planted() -> None:
    planted = {
        (fault["kind"], one.transmission.format)
        for seed, faults in RUNS
        for one in read_back(seed, faults)
        for fault in one.faults
    }
    unsent = {"push-missing", "list-missing"}  # what is not sent is not read back
    kinds = {(each.kind, each.format) for each in FAULTS if each.format != "EDIFACT"}
    assert {kind for kind in kinds - planted if kind[0] not in unsent} == set()
    assert {each.kind for each in FAULTS if each.format == "EDIFACT"} <= {one for one, _ in planted}


def test_zones_hold_all_their_check_digits() -> None:
    count = 0
    for one in read_back(1, 0.0):
        if one.transmission.format == "MRZ":
            for block in one.transmission.content.decode().strip().split("\n\n"):
                assert mrz.examine(block.split("\n")).wrong == ()
                count += 1
            assert {problem.severity for push in one.read for problem in push.problems} <= {
                Severity.NOTE
            }
    assert count > 100


@runs
def test_what_may_not_be_kept_is_found_and_nothing_else(seed: int, faults: float) -> None:
    for one in read_back(seed, faults):
        planted = sum(len(true.get("sensitive", [])) for true in one.truth["persons"])
        for push in one.read:
            segments: Any = push.segments
            planted -= len(places(segments))
        assert planted == 0, one.transmission.name
