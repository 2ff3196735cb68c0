"""The JSON of a message, and back from it."""

import json
from typing import Any

import pytest

from fairlead.core.errors import BadInput
from fairlead.core.formats.recognition import say
from fairlead.core.travel import (
    Booking,
    Change,
    Document,
    Leg,
    Locator,
    Membership,
    Party,
    Payment,
    Push,
)
from fairlead.core.travel.records import record
from fairlead.core.travel.revival import push_of
from tests.core.formats.specimens import WRITTEN, pushes, specimen

PROMISED = {
    "message": "format version reference function movement persons problems",
    "movement": "carrier number legs",
    "leg": "from to departs arrives",
    "person": "role surname given sex birth_date nationality reference locator infant documents",
    "document": "type number issuer expiry",
    "answer": "locator reference code text",
    "problem": "code severity segment offset text",
}


def promised(name: str) -> set[str]:
    return set(PROMISED[name].split())


@pytest.mark.parametrize("name", WRITTEN)
def test_what_is_promised_is_there(name: str) -> None:
    for push in pushes(specimen(name)):
        found = json.loads(json.dumps(record(push, say)))
        assert promised("message") <= set(found)
        for person in found["persons"]:
            assert promised("person") <= set(person)
            assert all(promised("document") <= set(each) for each in person["documents"])
        if found["movement"]:
            assert promised("movement") <= set(found["movement"])
            assert all(promised("leg") <= set(leg) for leg in found["movement"]["legs"])
        assert all(promised("answer") <= set(each) for each in found.get("answers", []))
        assert all(promised("problem") <= set(each) for each in found["problems"])
        assert ("answers" in found) == (push.format in {"CUSRES", "CONTRL", "ACKRES"})


def test_a_problem_is_a_sentence_with_its_place() -> None:
    (push,) = pushes(specimen("ship-16b.edi"))
    (problem,) = record(push, say)["problems"]
    assert problem == {
        "code": "paxlst.document-missing",
        "severity": "note",
        "segment": "NAD",
        "ordinal": 9,
        "offset": push.segments[8].start,
        "text": "A person has no document.",
    }


@pytest.mark.parametrize("name", [name for name in WRITTEN if not name.startswith("records")])
def test_the_json_comes_back_as_the_message(name: str) -> None:
    for push in pushes(specimen(name)):
        whole = json.loads(json.dumps(record(push, say)))
        again = record(push_of(whole), say)
        for each in (whole, again):
            each.pop("problems")
            for person in each["persons"]:
                person.pop("segments", None)
        assert again == whole


def booked() -> Push:
    person = Party("A", surname="DOE", given="ANN", documents=[Document("P", number="N1")])
    person.memberships.append(Membership("ZZ", "77", "GOLD"))
    booking = Booking(
        locator="ABC234",
        locators=[Locator("ZZ", "ABC234")],
        persons=[person],
        unassigned=[Document("P", number="N2", infant=True)],
        itinerary=[Leg("UTA", "UTB", carrier="ZZ", number="1", booking_class="Y", kind="open")],
        payments=[Payment("CC", "1.00", "UTD")],
        history=[Change("X", text="cancelled")],
        split=[Locator("ZZ", "DEF567")],
    )
    return Push("PNRGOV", "13:1", bookings=[booking], persons=[person])


def test_a_booking_comes_back() -> None:
    whole = json.loads(json.dumps(record(booked(), say)))
    assert whole["bookings"][0]["locator"] == "ABC234"
    assert whole["bookings"][0]["unassigned"][0]["infant"] is True
    assert record(push_of(whole), say) == whole
    del whole["persons"]
    assert [person.surname for person in push_of(whole).persons] == ["DOE"]


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"format": None}, "format"),
        ({"format": 7}, "format"),
        ({"persons": {}}, "persons"),
        ({"persons": ["x"]}, "persons[0]"),
        ({"persons": [{"kind": "ghost"}]}, "persons[0].kind"),
        ({"persons": [{"kind": 7}]}, "persons[0].kind"),
        ({"persons": [{"names": [7]}]}, "persons[0].names[0]"),
        ({"persons": [{"surname": ["x"]}]}, "persons[0].surname"),
        ({"persons": [{"documents": [{"number": {}}]}]}, "persons[0].documents[0].number"),
        ({"movement": []}, "movement"),
        ({"movement": {"legs": [7]}}, "movement.legs[0]"),
        ({"kept": [{"tag": "X", "elements": ["x"]}]}, "kept[0].elements[0]"),
    ],
)
def test_what_has_the_wrong_shape_is_refused_with_its_place(
    change: dict[str, Any], place: str
) -> None:
    with pytest.raises(BadInput) as caught:
        push_of({"format": "PAXLST"} | change)
    assert caught.value.place == place


def test_what_is_not_known_is_passed_over() -> None:
    found = push_of({"format": "PAXLST", "colour": "blue", "counts": 7, "sender": None})
    assert (found.format, found.counts, found.sender) == ("PAXLST", [], "")
