"""Every published sample, against the structure that was counted independently."""

import io
import json
from pathlib import Path
from typing import Any

import pytest

from fairlead.core.formats.pnrgov import Traveller, read
from fairlead.core.problems import Problem
from fairlead.core.travel import Booking, Push

pytestmark = pytest.mark.shared


def pushes(path: Path) -> list[Push]:
    items = read(io.BytesIO(path.read_bytes()))
    return [item for item in items if not isinstance(item, Problem)]


def expected(folder: Path) -> list[tuple[Path, dict[str, Any]]]:
    told = json.loads((folder / "expectations" / "structure.json").read_text())
    return [
        (folder / one["file"], message)
        for one in told["files"]
        if one["file"].startswith("pnrgov/")
        for message in one["messages"]
    ]


def seen(booking: Booking) -> list[tuple[str, ...]]:
    return [
        (one.surname, one.given, one.role, one.reference, one.infant_indicator)
        for one in booking.persons
        if isinstance(one, Traveller) and not one.implied
    ]


def test_every_record_has_the_travellers_and_locators_that_were_counted(
    shared_data: Path,
) -> None:
    for path, message in expected(shared_data / "travel"):
        (push,) = pushes(path)
        assert push.reference == message["ref"], path
        assert push.version == message["version"]
        assert push.access == message["access_ref"]
        assert len(push.bookings) == len(message["pnrs"]), path
        for booking, told in zip(push.bookings, message["pnrs"], strict=True):
            locators = [f"{one.carrier}/{one.value}" for one in booking.locators]
            assert locators == told["locators"], path
            fields = ("surname", "given", "type", "ref", "infant_indicator")
            assert seen(booking) == [
                tuple(one[field] for field in fields) for one in told["travellers"]
            ]


def test_no_document_is_lost(shared_data: Path) -> None:
    for path, message in expected(shared_data / "travel"):
        (push,) = pushes(path)
        for booking, told in zip(push.bookings, message["pnrs"], strict=True):
            held = [document for one in booking.persons for document in one.documents]
            counted = sum(one["docs"] for one in told["travellers"])
            assert len(held) + len(booking.unassigned) == counted, (path, booking.locator)


def test_flights_and_history_are_as_many_as_were_counted(shared_data: Path) -> None:
    for path, message in expected(shared_data / "travel"):
        (push,) = pushes(path)
        tags = [segment.tag for segment in push.segments]
        starts = [at for at, tag in enumerate(tags) if tag == "SRC"] + [len(tags)]
        for told, start, end in zip(message["pnrs"], starts[:-1], starts[1:], strict=True):
            part = tags[start:end]
            assert part.count("TVL") == told["flights"], path
            assert part.count("ABI") == told["history"]
            assert part.count("LTS") == told["lts"]


def test_the_reported_flight_is_the_one_of_level_0(shared_data: Path) -> None:
    for path, message in expected(shared_data / "travel"):
        (push,) = pushes(path)
        assert push.movement is not None
        (leg,) = push.movement.legs
        _times, origin, destination, carrier, number = message["flight_leg"].split("+")
        assert (leg.origin, leg.destination, leg.carrier, leg.number) == (
            *(origin, destination, carrier, number),
        ), path
        assert leg.departs
        assert leg.arrives or path.name == "2_pnrs_basic.edi"


def test_adult_and_infant_keep_their_own_documents(shared_data: Path) -> None:
    (push,) = pushes(shared_data / "travel" / "pnrgov" / "adult_and_infant.edi")
    adult, infant = push.persons

    assert [one.number for one in adult.documents] == ["52263000"]
    assert [one.number for one in infant.documents] == ["AO234000"]
    assert (adult.birth_date, infant.birth_date) == ("1976-05-30", "2011-08-10")
    assert infant.guardian == adult.reference


def test_every_value_of_a_sample_can_be_shown_in_its_bytes(shared_data: Path) -> None:
    path = shared_data / "travel" / "pnrgov" / "pnr_split.edi"
    data = path.read_bytes()
    (push,) = pushes(path)
    spans = {one.ordinal: one for one in push.segments}

    for booking in push.bookings:
        for person in booking.persons:
            span = spans[person.segment]
            assert person.surname.encode() in data[span.start : span.end]
            for document in person.documents:
                place = spans[document.segment]
                assert document.number.encode() in data[place.start : place.end]
