"""Read, shown as JSON, written again: the same letters, or, where somebody changed it, meaning."""

import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from fairlead.core.formats.edifact import rewrite
from fairlead.core.formats.recognition import readings, revived, write
from fairlead.core.formats.sources import message_of, with_source, written
from fairlead.core.travel import Push
from tests.core.formats.meanings import same, samples
from tests.core.formats.specimens import WRITTEN, on_one_line, pushes, specimen


def shown(data: bytes) -> list[dict[str, Any]]:
    """Return what `fairlead read` would print."""
    return [json.loads(json.dumps(with_source(push))) for push in readings(io.BytesIO(data))]


def without_source(lines: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for line in lines:
        yield {name: value for name, value in line.items() if name != "source"}


def again(lines: Iterator[dict[str, Any]] | list[dict[str, Any]]) -> list[Push]:
    return [push for whole in written(lines) for push in pushes(whole)]


# -------------------------------------------------------------------- letters


@pytest.mark.parametrize("name", WRITTEN)
def test_what_conforms_comes_out_of_json_as_the_same_bytes(name: str) -> None:
    for data in (specimen(name), on_one_line(name)):
        assert b"".join(written(shown(data))) == data


@pytest.mark.shared
def test_every_sample_comes_out_of_json_as_it_comes_out_of_itself(shared_data: Path) -> None:
    for path in samples(shared_data):
        data = path.read_bytes()
        assert b"".join(written(shown(data))) == b"".join(rewrite(io.BytesIO(data))), path


def test_messages_and_groups_of_one_interchange_stay_together() -> None:
    head = b"UNA:+.? 'UNB+UNOA:4+A+B+300101:0900+1'"
    one = b"UNG+PAXLST+A+B+300101:0900+%d+UN+D:15B'%bUNE+%d+%d'"
    text = b"UNH+%d+PAXLST:D:15B:UN:IATA'BGM+745'NAD+FL+++DOE:ANN'UNT+4+%d'"
    inside = [text % (number, number) for number in (1, 2, 3)]
    groups = one % (1, inside[0] + inside[1], 2, 1) + one % (2, inside[2], 1, 2)
    data = head + groups + b"UNZ+2+1'" + head + inside[0] + b"UNZ+1+1'"
    assert b"".join(written(shown(data))) == data


def test_the_same_interchange_twice_stays_two() -> None:
    data = on_one_line("answer.edi") * 2
    assert b"".join(written(shown(data))) == data


@pytest.mark.parametrize("given", ["Å", "Ж", "李"], ids=["Latin-1", "Cyrillic", "Chinese"])
def test_letters_of_every_repertoire_come_back(given: str) -> None:
    charset, codec = {"Å": ("UNOC", "latin-1"), "Ж": ("UNOE", "iso8859-5")}.get(
        given, ("UNOW", "utf-8")
    )
    text = on_one_line("passengers-15b.edi").replace(b"UNOA:4", charset.encode() + b":4")
    data = text.replace(b"THOMAS", given.encode(codec))
    assert data != text
    assert b"".join(written(shown(data))) == data


def test_a_released_and_a_repeating_mark_stay_what_they_are() -> None:
    head = b"UNA:+.?*'UNB+UNOC:4+A+B+300101:0900+1'UNH+1+PAXLST:D:15B:UN:IATA'BGM+745'"
    data = head + b"NAD+FL+++D?*E:A?'NN'ATT+2++M*X'UNT+5+1'UNZ+1+1'"
    assert b"".join(written(shown(data))) == data


# -------------------------------------------------------------------- meaning


@pytest.mark.parametrize("name", WRITTEN)
def test_without_its_letters_a_message_keeps_its_meaning(name: str) -> None:
    lines = shown(specimen(name))
    for line, told, new in zip(
        lines, pushes(specimen(name)), again(without_source(lines)), strict=True
    ):
        same(told, new)
        same(told, pushes(write(revived(line)))[0])


@pytest.mark.shared
def test_without_its_letters_every_sample_keeps_its_meaning(shared_data: Path) -> None:
    count = 0
    for path in samples(shared_data):
        data = path.read_bytes()
        lines = shown(data)
        for told, new in zip(pushes(data), again(without_source(lines)), strict=True):
            same(told, new)
            count += 1
    assert count > 50


@pytest.mark.parametrize(
    "name", [name for name in WRITTEN if "persons" in shown(specimen(name))[0]]
)
def test_what_somebody_changed_is_written_and_the_rest_stays(name: str) -> None:
    lines = shown(specimen(name))
    changed = 0
    for line in lines:
        holders = [line, *line.get("bookings", [])]
        for person in [one for holder in holders for one in holder["persons"]][:1]:
            person["surname"], changed = "CHANGED", changed + 1
        for booking in line.get("bookings", []):
            for person in booking["persons"][:1]:
                person["surname"] = "CHANGED"
    assert all(message_of(line) is None for line in lines if line["persons"])
    new = again(lines)
    for told, one in zip(pushes(specimen(name)), new, strict=True):
        assert len(one.persons) == len(told.persons)
        assert not told.persons or "CHANGED" in {person.surname for person in one.persons}
        assert len(one.bookings) == len(told.bookings)


def test_a_changed_document_is_written_in_the_place_of_its_service() -> None:
    (line,) = shown(specimen("records-13.edi"))
    booking = next(
        one for one in line["bookings"] if any(who["documents"] for who in one["persons"])
    )
    holder = next(who for who in booking["persons"] if who["documents"])
    before, holder["documents"][0]["number"] = holder["documents"][0]["number"], "CHANGED77"
    (whole,) = written([line])
    assert b"/CHANGED77/" in whole
    assert f"/{before}/".encode() not in whole
    (push,) = pushes(whole)
    assert [one.number for who in push.persons for one in who.documents].count("CHANGED77") == 1


# -------------------------------------------------------------------- hostile


@pytest.mark.parametrize(
    "source",
    [
        7,
        [],
        {},
        {"message": 7},
        {"message": "UNH"},
        {"message": "nothing known"},
        {"message": "UNH+1+PAXLST:D:15B:UN'UNT+2+1'UNH+2+PAXLST:D:15B:UN'UNT+2+2'"},
        {"interchange": "UNA", "message": "UNH+1+CUSRES:D:15B:UN'UNT+2+1'", "charset": "?"},
        {"interchange": "UNB+UNOA:4'" * 3, "group": "UNZ'", "message": "\ud800"},
    ],
)
def test_a_source_that_is_none_is_passed_over(source: object) -> None:
    (line,) = shown(specimen("answer.edi"))
    assert message_of(line | {"source": source}) is None
    (whole,) = written([line | {"source": source}])
    same(pushes(specimen("answer.edi"))[0], pushes(whole)[0])


def record_of(services: str) -> dict[str, Any]:
    """Return the JSON of one record of one traveller, with these services."""
    body = (
        "MSG+:22'ORG+ZZ:UTA'TVL+010630:0900+UTA+UTB+ZZ+012'EQN+1'SRC'RCI+ZZ:ABC123'"
        f"TIF+DOE+ANNMRS:A:1'{services}TVL+010630:0900+UTA+UTB+ZZ+012:Y'"
    )
    text = f"UNH+1+PNRGOV:13:1:IA'{body}UNT+{body.count(chr(39)) + 2}+1'"
    (line,) = shown(text.encode())
    return line


def rewritten(line: dict[str, Any]) -> Push:
    (whole,) = written([line])
    return pushes(whole)[0]


def test_visas_addresses_and_contacts_that_were_changed_are_written() -> None:
    line = record_of(
        "SSR+DOCO:HK:1:ZZ:::::/UTOPOLIS/V/V1/UTOPOLIS/01JAN25/UTO+::1'"
        "SSR+DOCA:HK:1:ZZ:::::/R/UTO/1 ROAD/UTOPOLIS/UT/1000+::1'"
        "SSR+CTCM:HK:1:ZZ:::::0011555123456+::1'ADD++700:2 ROAD:TOWN:::UTO:1000:0011555987654'"
    )
    ann = line["bookings"][0]["persons"][0]
    ann["visas"][0]["number"] = "V2"
    next(one for one in ann["addresses"] if one["kind"] == "residence")["street"] = "3 ROAD"
    ann["contacts"].append({"kind": "fax", "value": "0011555000000"})
    ann["contacts"].append({"kind": "email", "value": "ann@example.org"})
    ann["remarks"].append({"code": "ADD", "text": "RING TWICE"})
    (person,) = rewritten(line).persons
    assert [one.number for one in person.visas] == ["V2"]  # type: ignore[attr-defined]
    assert (person.birth_place, person.residence) == ("UTOPOLIS", "UTO")
    assert {one.street for one in person.addresses} == {"3 ROAD", "2 ROAD"}
    assert sorted({one.kind for one in person.contacts}) == ["email", "mobile", "phone"]
    assert {"RING TWICE"} <= {one.text for one in person.remarks}
    assert any("0011555000000" in one.text for one in person.remarks)


def test_a_service_given_to_somebody_later_is_written_once() -> None:
    line = record_of("SSR+OTHS:HK:1:ZZ:::::OLD+::1'")
    (person,) = line["bookings"][0]["persons"]
    person["services"].append({"code": "OTHS", "text": "NEW", "group": "GR2", "travellers": ["1"]})
    texts = [one.text for one in rewritten(line).bookings[0].services]  # type: ignore[attr-defined]
    assert texts == ["OLD", "NEW"]


def test_what_a_document_lost_is_not_written_again() -> None:
    line = record_of("SSR+DOCS:HK:1:ZZ:::::/P/UTO/X1/UTO/01JAN90/F//DOE/ANN+::1'")
    line["bookings"][0]["persons"][0]["documents"] = []
    (person,) = rewritten(line).persons
    assert (person.documents, person.birth_date) == ([], "")


@pytest.mark.parametrize("name", ["answer.edi", "report.edi", "status-15b.edi"])
def test_nothing_but_the_function_is_enough_to_write(name: str) -> None:
    (line, *_others) = shown(specimen(name))
    bare = {key: line[key] for key in ("format", "version", "function")}
    assert rewritten(bare).format == line["format"]
