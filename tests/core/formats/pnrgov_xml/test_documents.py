"""PNRGOV XML: the same records, whatever the document does."""

import io
import re
from importlib import import_module
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairlead.core.formats import pnrgov_xml
from fairlead.core.formats.pnrgov import Reservation, Traveller
from fairlead.core.formats.pnrgov.messages import Fares, Flight
from fairlead.core.formats.pnrgov_xml import grammar, tree
from fairlead.core.problems import Problem
from fairlead.core.travel import Booking, Document, Locator, Party, Push
from tests.core.formats.meanings import meaning
from tests.core.formats.specimens import codes, push, specimen

NAME = "records.xml"
reading = import_module("fairlead.core.formats.pnrgov_xml.read")


def items(data: bytes) -> list[Push | Problem]:
    return list(pnrgov_xml.read(io.BytesIO(data)))


def told(data: bytes) -> Push:
    (found,) = items(data)
    assert isinstance(found, Push)
    return found


RECORD = "<PNR><BookingRefID ID='A1B2C3'/><Passenger><Surname>DOE</Surname></Passenger></PNR>"


def document(body: str) -> bytes:
    return f"<IATA_PNRGOV_NotifRQ><PNRs>{body}</PNRs></IATA_PNRGOV_NotifRQ>".encode()


@pytest.fixture(scope="module")
def whole() -> Push:
    return push(specimen(NAME))


def test_the_document_is_recognised_and_understood(whole: Push) -> None:
    assert (whole.format, whole.reference, whole.sender) == ("PNRGOV-XML", "Z51", "ZZ")
    assert codes(whole.problems) == ["pnrgov-xml.kept", "pnrgov.infant-document"]
    assert whole.movement is not None
    (leg,) = whole.movement.legs
    assert (leg.carrier, leg.number, leg.departs) == ("ZZ", "012", "2030-06-01T09:00")


def test_the_record_has_what_edifact_would_give(whole: Push) -> None:
    (booking,) = whole.bookings
    assert isinstance(booking, Reservation)
    assert (booking.locator, booking.created) == ("ABC123", "2030-05-01T10:15")
    assert booking.changed == "2030-05-30T10:10"
    assert (booking.agency, booking.agency_code) == ("52519950", "UTAZZ0100")
    assert sorted(one.kind for one in booking.contacts) == ["email", "phone", "phone"]
    assert booking.addresses[0].city == "Utopolis"
    assert booking.excess[0].rate == "40.00"
    assert [one.text for one in booking.remarks] == ["CTCP 0011555987654", "TICKET BY FRIDAY"]


def test_the_travellers(whole: Push) -> None:
    ann, baby = whole.persons
    assert isinstance(ann, Traveller)
    assert (ann.surname, ann.title, ann.role, ann.locator) == ("DOE", "MRS", "A", "ABC123")
    assert (ann.sex, ann.birth_date) == ("F", "1990-01-01")
    (passport,) = ann.documents
    assert (passport.number, passport.assigned) == ("X1234567", "reference")
    assert passport.elsewhere["number"] > passport.segment
    assert ann.visas[0].number == "V7654321"
    assert ann.residence == "UTO"
    assert ann.memberships[0].number == "1234567890"
    assert ann.seats[0].number == "22A"
    (ticket,) = ann.tickets
    assert isinstance(ticket, Fares)
    assert ticket.taxes[0].kind == "AY6"
    assert (ticket.payments[0].card_number, ticket.amounts[0].amount) == ("XXXX1111", "231.40")
    assert (baby.infant, baby.guardian, baby.documents[0].number) == (True, "1", "X2222222")
    assert [one.tag for one in ann.kept] == ["Novelty"]


def test_a_long_document_is_told_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST", 3)
    data = specimen(NAME)
    begin, end = data.index(b"<PNR "), data.index(b"</PNR>") + 6
    long = data[:begin] + data[begin:end] * 7 + data[end:]
    first, second, third = [one for one in items(long) if isinstance(one, Push)]

    assert [(one.sequence, one.last) for one in (first, second, third)] == [
        *(("1", "C"), ("2", ""), ("3", "F")),
    ]
    assert {one.access for one in (first, second, third)} == {"Z51"}
    assert [len(one.bookings) for one in (first, second, third)] == [3, 3, 1]
    assert codes(third.problems).count("pnrgov.count") == 1
    for part in (first, second, third):
        assert part.movement is not None
        assert part.movement.legs[0].number == "012"
        for person in part.persons:
            span = part.segments[person.segment - 1]
            assert person.surname.encode() in long[span.start : span.end]


def test_documents_behind_one_another_are_read_one_by_one() -> None:
    data = specimen(NAME)
    both = data + b"\n\xef\xbb\xbf" + data + b"<PNRs>" + RECORD.encode() + b"</PNRs>"
    one, two, three = [each for each in items(both) if isinstance(each, Push)]

    assert meaning(one) == meaning(two)
    assert three.persons[0].surname == "DOE"
    for each in (one, two):
        assert codes(each.problems) == ["pnrgov-xml.kept", "pnrgov.infant-document"]
    place = two.segments[two.persons[0].segment - 1]
    assert both[place.start : place.end].startswith(b"<Passenger")
    assert codes(told(data + b"Disclaimer").problems)[0] == "pnrgov-xml.not-well-formed"


def test_the_flight(whole: Push) -> None:
    (leg,) = whole.bookings[0].itinerary
    assert isinstance(leg, Flight)
    assert (leg.operating_carrier, leg.operating_number) == ("XX", "4012")
    assert leg.locators == ["XX/XYZ789"]
    assert [one.code for one in leg.services] == ["DOCS", "DOCS", "SEAT"]


def test_every_record_can_be_shown_in_its_bytes(whole: Push) -> None:
    data = specimen(NAME)
    for person in whole.persons:
        span = whole.segments[person.segment - 1]
        assert span.ordinal == person.segment
        assert data[span.start : span.end].startswith(b"<Passenger")
        assert person.surname.encode() in data[span.start : span.end]


def test_what_is_written_means_the_same(whole: Push) -> None:
    again = told(pnrgov_xml.write(whole))

    def summary(one: Push) -> list[object]:
        return [
            (
                *(person.surname, person.given, person.reference, person.birth_date),
                [(each.number, each.expiry) for each in person.documents],
                [each.number for each in person.tickets],
                [each.number for each in person.seats],
            )
            for person in one.persons
        ]

    assert summary(again) == summary(whole)
    assert again.movement is not None
    assert [leg.operating_number for leg in again.bookings[0].itinerary] == ["4012"]


def test_edifact_becomes_xml_and_means_the_same() -> None:
    before = push(specimen("records-13.edi"))
    after = told(pnrgov_xml.write(before))

    assert [one.surname for one in after.persons] == [one.surname for one in before.persons]
    assert [[each.number for each in one.documents] for one in after.persons] == [
        [each.number for each in one.documents] for one in before.persons
    ]
    assert [one.locator for one in after.bookings] == ["ABC123", "SOLO77"]


def test_infants_of_the_adult_are_not_written_as_passengers() -> None:
    after = told(pnrgov_xml.write(push(specimen("records-infants.edi"))))

    assert [one.surname for one in after.persons].count("ROE") == 2


# ---------------------------------------------------------------- deviations


def test_an_envelope_of_another_standard_is_looked_through() -> None:
    inner = f"<IATA_PNRGOV_NotifRQ CorrelationID='Z9'><PNRs>{RECORD}</PNRs></IATA_PNRGOV_NotifRQ>"
    found = told(f"<s:Envelope xmlns:s='s'><s:Body>{inner}</s:Body></s:Envelope>".encode())

    assert (found.reference, found.persons[0].surname) == ("Z9", "DOE")
    assert [one.tag for one in found.kept] == ["Body"]


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "iso-8859-1"])
def test_documents_in_other_codes(codec: str) -> None:
    text = document(RECORD.replace("DOE", "DÖE")).decode()
    named = f'<?xml version="1.0" encoding="{codec.removesuffix("-sig")}"?>{text}'
    found = push(named.encode(codec))

    assert (found.format, found.persons[0].surname) == ("PNRGOV-XML", "DÖE")


def test_other_roots_and_missing_flights_are_told() -> None:
    found = told(b"<Any><PNR><BookingRefID ID='A1B2C3'/></PNR></Any>")

    assert found.bookings[0].locator == "A1B2C3"
    assert codes(found.problems) == ["pnrgov-xml.text-without-element", "pnrgov.flight"]


def test_a_count_and_a_locator_are_checked() -> None:
    data = b"<IATA_PNRGOV_NotifRQ><PNRs NumberOfPnrs='3'><PNR/></PNRs></IATA_PNRGOV_NotifRQ>"

    assert codes(told(data).problems) == [
        *("pnrgov.locator-missing", "pnrgov.count", "pnrgov.flight"),
    ]


def test_elements_nobody_knows_are_kept_and_searched() -> None:
    body = (
        "<Wrapper a='1'>x<PNR><BookingRefID ID='A1'/><New/><Flight><Odd/></Flight></PNR></Wrapper>"
    )
    found = told(document(body))

    assert [(one.tag, one.elements) for one in found.kept] == [("Wrapper", [["a", "1"], ["", "x"]])]
    assert [one.tag for one in found.bookings[0].kept] == ["New", "Odd"]
    assert codes(found.problems).count("pnrgov-xml.kept") == 3


def test_a_passenger_without_a_name_or_known_only_by_a_service() -> None:
    body = (
        "<PNR><BookingRefID ID='A1'/><Passenger RPH='1'><Surname/></Passenger>"
        "<SSR SSRCode='INFT' RPH='1'><Text>DOE/BABY 10AUG19</Text></SSR></PNR>"
    )
    found = told(document(body))

    assert "pnrgov.traveller-unnamed" in codes(found.problems)
    assert [one.surname for one in found.persons] == ["", "DOE"]


@pytest.mark.parametrize(
    "data",
    [
        b"<!DOCTYPE a [<!ENTITY x 'y'>]><PNRs><PNR/></PNRs>",
        b"<!DOCTYPE PNRs SYSTEM 'file:///etc/passwd'><PNRs><PNR/></PNRs>",
    ],
)
def test_document_types_and_entities_are_refused(data: bytes) -> None:
    (refused, nothing) = items(data)

    assert isinstance(refused, Problem)
    assert isinstance(nothing, Problem)
    assert (refused.code, nothing.code) == ("pnrgov-xml.refused", "pnrgov-xml.no-records")


def test_what_stood_before_a_fault_is_read() -> None:
    data = specimen(NAME)
    cut = data[: data.index(b"<Flight ")]
    found = told(cut)

    assert [one.surname for one in found.persons] == ["DOE", "DOE"]
    assert "pnrgov-xml.not-well-formed" in codes(found.problems)


def test_depth_and_length_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    deep = told(b"<a>" * (grammar.DEEPEST + 5))
    assert "pnrgov-xml.too-deep" in codes(deep.problems)

    monkeypatch.setattr(tree, "LARGEST", 3000)
    monkeypatch.setattr(tree, "CHUNK", 100)
    assert "pnrgov-xml.too-long" not in codes(told(document(RECORD * 100)).problems)
    long = RECORD + f"<PNR><OSI>{'x' * 4000}</OSI></PNR>" + RECORD
    for body in (long, f"{RECORD}{'x' * 4000}"):
        found = told(document(body))
        assert "pnrgov-xml.too-long" in codes(found.problems)
        assert found.bookings[0].locator == "A1B2C3"


@given(st.binary(max_size=400))
def test_any_bytes_are_read_without_an_exception(data: bytes) -> None:
    assert items(data)
    assert items(b"<PNRs><PNR>" + data)


@given(st.integers(0, 6000), st.binary(min_size=1, max_size=6))
def test_any_change_of_a_document_is_read_without_an_exception(at: int, new: bytes) -> None:
    data = specimen(NAME)
    at %= len(data)

    assert items(data[:at] + new + data[at + len(new) :])


@given(
    surname=st.text(min_size=1, max_size=20).map(lambda text: " ".join(text.split())),
    number=st.text("ABC123", min_size=1, max_size=9),
)
def test_any_name_written_is_read_again(surname: str, number: str) -> None:
    person = Party(surname=surname, reference="1")
    person.documents = [Document(type="P", number=number, surname=surname)]
    booking = Booking(locators=[Locator("ZZ", "A1B2C3")], persons=[person])
    (again,) = told(pnrgov_xml.write(Push("PNRGOV-XML", bookings=[booking]))).persons

    kept = re.sub("[\x00-\x1f\ud800-\udfff\ufffe\uffff]", "", surname)
    assert again.surname == kept.strip()
    assert [one.number for one in again.documents] == [number]


@pytest.mark.shared
def test_the_published_sample(shared_data: Path) -> None:
    data = (shared_data / "travel" / "xml" / "test_pnr.xml").read_bytes()
    found = push(data)

    assert [(one.surname, one.given) for one in found.persons] == [
        ("KOWALSKA", "ANNA"),
        ("KOWALSKI", "ADAM"),
        ("KOWALSKI", "JAN"),
    ]
    assert [[each.number for each in one.documents] for one in found.persons] == [
        ["BA5345321"],
        ["ZC9038023"],
        ["AB1324659"],
    ]
    assert found.persons[1].birth_date == "2022-12-30"


@pytest.mark.parametrize("moment", [":00:", "2030-02-31T09:00", "tomorrow", "2030-06-01T99:00"])
def test_a_moment_that_cannot_be_is_told(moment: str) -> None:
    body = (
        f"<PNR><BookingRefID ID='A1'/><Flight DepartureDateTime='{moment}'/>"
        "<Passenger RPH='1'><Surname>DOE</Surname><DOC_SSR RPH='1'>"
        "<DOCS TravelDocType='P' DateOfBirth='01JAN90' Surname='DOE'/></DOC_SSR></Passenger></PNR>"
    )
    found = told(document(body))

    assert found.bookings[0].itinerary[0].departs == ""
    assert found.persons[0].birth_date == "1990-01-01"
    assert "pnrgov.date" in codes(found.problems)


def test_a_moment_that_cannot_be_is_told_and_not_taken() -> None:
    found = told(
        document(
            '<PNR PNR_CreationDate="2030-02-31T10:00"><BookingRefID ID="ABC123"/>'
            '<Flight DepartureDateTime="2030-01-32T10:00" FlightNumber="1"/></PNR>'
        )
    )
    (booking,) = found.bookings
    assert (booking.created, booking.itinerary[0].departs) == ("", "")
    assert codes(found.problems).count("pnrgov.date") == 2


def test_an_empty_locator_is_none() -> None:
    found = told(document('<PNR><BookingRefID ID=""><CompanyName Code="ZZ"/></BookingRefID></PNR>'))
    assert "pnrgov.locator-missing" in codes(found.problems)
    assert found.bookings[0].locators[0].carrier == "ZZ"
