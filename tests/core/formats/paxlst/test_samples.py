"""The evaluation data: every sample says what its expectations say, field by field."""

import json
from pathlib import Path
from typing import Any

import pytest

from fairlead.core.formats.recognition import say
from fairlead.core.travel.records import record
from tests.core.formats.specimens import message, pushes

pytestmark = pytest.mark.shared
KNOWN = {"PAXLST", "CUSRES"}


@pytest.fixture
def travel(shared_data: Path) -> Path:
    return shared_data / "travel"


def expectations(travel: Path, name: str) -> Any:
    return json.loads((travel / "expectations" / name).read_text(encoding="utf-8"))


def records(file: Path) -> list[dict[str, Any]]:
    return [record(push, say) for push in pushes(file.read_bytes())]


def test_structure_of_every_sample(travel: Path) -> None:
    files = expectations(travel, "structure.json")["files"]
    seen = 0
    for each in files:
        found = records(travel / each["file"])
        assert len(found) == len(each["messages"]), each["file"]
        for one, expected in zip(found, each["messages"], strict=True):
            if expected["type"] in KNOWN:
                seen += 1
                compare(one, expected, each["file"])
    assert seen > 40


def compare(one: dict[str, Any], expected: dict[str, Any], file: str) -> None:
    assert (one["format"], one["version"], one["reference"], one["access"] or "") == (
        expected["type"],
        expected["version"],
        expected["ref"],
        expected["access_ref"],
    ), file
    if expected["type"] == "PAXLST" and expected["version"] != "001:000":
        persons = [
            {name: person[name] or "" for name in ("role", "surname", "given")}
            for person in one["persons"]
        ]
        assert persons == expected.get("persons", []), file
        assert sum(len(person["documents"]) for person in one["persons"]) == expected.get("docs", 0)
    legs = (one["movement"] or {"legs": []})["legs"]
    flights = [leg["carrier"] + (leg["number"] or "") for leg in legs]
    assert set(filter(None, expected.get("flights", []))) <= set(flights), file
    told = [problem["code"] for problem in one["problems"]]
    assert ("edifact.unt-count" in told) != expected["unt_matches"], file


def test_the_dialect_has_four_passengers(travel: Path) -> None:
    (one,) = records(travel / "paxlst" / "us_testRandomApis.edi")
    assert [person["surname"] for person in one["persons"]] == [
        "MANGUS",
        "FEFE",
        "BOYLE",
        "O'LEARY",
    ]


def test_values_of_the_guide_example(travel: Path) -> None:
    for case in expectations(travel, "paxlst_15B.json")["cases"]:
        (one,) = records(travel / case["file"])
        assert (one["reference"], one["transaction"]) == (case["ref"], case["transaction"])
        (contact,) = one["contacts"]
        assert (contact["surname"], contact["given"]) == (
            case["contact"]["surname"],
            case["contact"]["given"],
        )
        assert len(contact["contacts"]) == case["contact"]["coms"]
        for leg, expected in zip(one["movement"]["legs"], case["legs"], strict=True):
            assert [leg["from"], leg["from_role"]] == expected["from"]
            assert [leg["to"], leg["to_role"]] == expected["to"]
            for name in ("carrier", "number", "departs", "arrives"):
                assert leg[name] == expected[name]
        for person, expected in zip(one["persons"], case["people"], strict=True):
            compare_person(person, expected)
        assert list(one["counts"].items()) == [(case["total"][0], str(case["total"][1]))]


def compare_person(person: dict[str, Any], expected: dict[str, Any]) -> None:
    address = person["addresses"][0]
    flat = {
        **person,
        "given": person["names"][0],
        "second": person["names"][1],
        "dob": person["birth_date"],
        "destination": person["disembark"],
        "passenger_ref": person["reference"],
        "region_name": address["region"],
        **{name: address[name] for name in ("street", "city", "postcode", "country")},
        "bags": int(person["bag_count"]),
        "bag_tags": [[bag["tag"], int(bag["count"])] for bag in person["bags"]],
        "document_verified": person["verified"] == "yes",
        "phone": person["contacts"][0]["value"],
        "documents": [
            [each["type"], each["number"], each["expiry"], each["issuer"]]
            for each in person["documents"]
        ],
    }
    assert {name: flat[name] for name in expected} == expected


def test_interactive_exchanges(travel: Path) -> None:
    for test in expectations(travel, "iapi_scenarios.json")["tests"]:
        answered: dict[str, str] = {}
        for step in test["exchange"]:
            if "assert" in step:
                assert answered[step["pax_ref"]] == ASSERTED[step["assert"]]
                continue
            for name in ("file", "std_file"):
                (one,) = records(travel / step[name])
                compare_step(one, step)
                answered |= {each["reference"]: each["meaning"] for each in one.get("answers", [])}


ASSERTED = {"OK_TO_BOARD": "board", "NO_BOARD": "do-not-board"}


def compare_step(one: dict[str, Any], step: dict[str, Any]) -> None:
    assert (one["format"], one["function"], one["transaction"]) == (
        step["message"],
        step["bgm"],
        step["transaction"],
    )
    if step["message"] == "CUSRES":
        assert [
            {
                "locator": each["locator"],
                "pax_ref": each["reference"],
                "code": each["code"],
                "text": each["text"],
            }
            for each in one["answers"]
        ] == step["responses"]
        return
    assert one["movement"]["carrier"] + one["movement"]["number"] == step["flight"]
    for person, expected in zip(one["persons"], step["passengers"], strict=True):
        assert {
            "surname": person["surname"],
            "given": person["given"],
            "sex": person["sex"],
            "dob": person["birth_date"][2:].replace("-", ""),
            "nationality": person["nationality"],
            "locator": person["locator"],
            "pax_ref": person["reference"],
            "ticket": person["tickets"][0]["number"],
            "docs": [
                {"type": each["type"], "number": each["number"]} for each in person["documents"]
            ],
        } == expected


@pytest.mark.parametrize("name", ["A", "B", "C"])
def test_wrapped_files_equal_their_cleaned_reference(travel: Path, name: str) -> None:
    wrapped = message((travel / "wrapped" / f"{name}.original.txt").read_bytes())
    clean = message((travel / "wrapped" / f"{name}.reference.txt").read_bytes())
    assert [(one.tag, one.elements) for one in wrapped.segments] == [
        (one.tag, one.elements) for one in clean.segments
    ]
    assert wrapped.interchange.sender == clean.interchange.sender
    assert wrapped.group.reference == clean.group.reference
