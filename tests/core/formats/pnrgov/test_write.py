"""What is written is what was read, and what was meant."""

import io
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairlead.core.formats import pnrgov
from fairlead.core.formats.edifact import rewrite
from fairlead.core.formats.edifact.outgoing import write_push
from fairlead.core.formats.pnrgov import Traveller
from fairlead.core.formats.pnrgov.write import compose
from fairlead.core.formats.recognition import say
from fairlead.core.travel import (
    Address,
    Booking,
    Change,
    Contact,
    Document,
    Leg,
    Locator,
    Movement,
    Party,
    Payment,
    Push,
    Remark,
    Seat,
    Ticket,
)
from fairlead.core.travel.records import record as as_record
from fairlead.core.travel.revival import push_of
from tests.core.formats.pnrgov.building import found
from tests.core.formats.specimens import on_one_line, push, specimen

WRITTEN = ("records-13.edi", "records-14.edi", "records-21.edi", "records-infants.edi")
NAMES = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ' +:?-", min_size=1, max_size=20).map(str.strip)
PLACES = st.sampled_from(["UTA", "UTB", "UTC"])
DAYS = st.dates(date(1990, 1, 1), date(2029, 12, 31)).map(str)


def meaning(told: Push) -> list[object]:
    return [
        (
            booking.locator,
            [
                (
                    *(person.surname, person.given, person.reference, person.role),
                    *(person.sex, person.birth_date, person.infant, person.guardian),
                    [(one.type, one.number, one.expiry) for one in person.documents],
                    sorted((one.number, one.coupon) for one in person.tickets),
                    sorted((one.number, one.origin) for one in person.seats),
                    sorted({one.value for one in person.contacts}),
                    len(person.bags),
                )
                for person in booking.persons
            ],
            [
                (
                    *(leg.origin, leg.destination, leg.departs, leg.arrives, leg.carrier),
                    *(leg.number, leg.operating_carrier, leg.operating_number, leg.kind),
                )
                for leg in booking.itinerary
            ],
            [one.value for one in booking.split],
            len(booking.unassigned),
        )
        for booking in told.bookings
    ]


@pytest.mark.parametrize("name", WRITTEN)
def test_a_conformant_message_comes_out_byte_for_byte(name: str) -> None:
    data = on_one_line(name)

    assert pnrgov.write(push(data)) == data
    assert b"".join(rewrite(io.BytesIO(data))) == data


@pytest.mark.parametrize("name", WRITTEN)
def test_what_is_composed_from_the_meaning_means_the_same(name: str) -> None:
    told = push(specimen(name))
    again = push(write_push(told, list(compose(told)), agency="IA", association=""))

    assert meaning(again) == meaning(told)
    assert found(again) <= found(told)


@pytest.mark.parametrize("name", WRITTEN)
def test_json_and_back_means_the_same(name: str) -> None:
    told = push(specimen(name))
    again = push(pnrgov.write(push_of(as_record(told, say))))

    assert [one.surname for one in again.persons] == [
        one.surname
        for one in told.persons
        if not (isinstance(one, Traveller) and one.implied) or one.surname
    ]
    assert [one.locator for one in again.bookings] == [one.locator for one in told.bookings]


def invented(version: str = "14:1") -> Push:
    ann = Party(
        role="A",
        surname="DOE",
        given="ANN",
        reference="1",
        documents=[
            Document(
                type="P",
                number="X1",
                issuer="UTO",
                expiry="2035-01-01",
                surname="DOE",
                given="ANN",
                sex="F",
            ),
        ],
        addresses=[Address("residence", "1 ROAD", "TOWN", "UT", "1000", "UTO")],
        contacts=[Contact("email", "ann_doe@example.org")],
        tickets=[Ticket("9991234567890", "T")],
        seats=[Seat("22A", "UTA", "UTB")],
    )
    flight = Leg("UTA", "UTB", "2030-06-01T09:00", "2030-06-01T14:30", "ZZ", "012")
    flight.operating_carrier, flight.operating_number = "XX", "4012"
    flight.status, flight.equipment, flight.booking_class = "HK", "777", "Y"
    booking = Booking(
        locator="ABC123",
        locators=[Locator("ZZ", "ABC123", "2030-05-01T10:15")],
        persons=[ann],
        itinerary=[flight, Leg("UTB", kind="hotel", departs="2030-06-01", number="67")],
        contacts=[Contact("phone", "0011555123456")],
        addresses=[Address("contact", "1 ROAD", "TOWN", "UT", "1000", "UTO")],
        payments=[Payment("CA", "5.00")],
        agency="52519950",
        remarks=[Remark("4:28", "ON HONEYMOON", "ZZ")],
        history=[Change("A", "2030-05-02", "UTAZZ", "ADDED"), Change()],
        split=[Locator("ZZ", "DIV456")],
        unassigned=[Document(type="P", number="X9", issuer="UTO", surname="ROE", given="CAROL")],
    )
    return Push(
        "PNRGOV",
        version,
        "1",
        "22",
        sender="ZZ",
        recipient="UTOGOV",
        prepared="3005312100",
        movement=Movement("air", "ZZ", "012", legs=[flight]),
        bookings=[booking],
        persons=[ann],
    )


@pytest.mark.parametrize("version", ["13:1", "14:1", "21:1"])
def test_what_was_never_read_is_written_in_the_form_of_its_version(version: str) -> None:
    data = pnrgov.write(invented(version))
    told = push(data)
    (booking,) = told.bookings
    (person,) = booking.persons

    assert (b"TRA+XX+4012" in data) == (version != "13:1")
    assert found(told) == {"pnrgov.document-unassigned"}
    assert person.documents[0].number == "X1"
    assert person.contacts[0].value == "ann_doe@example.org"
    assert person.residence == "UTO"
    assert [seat.number for seat in person.seats] == ["22A"]
    assert [leg.kind for leg in booking.itinerary] == ["", "hotel"]
    assert booking.itinerary[0].operating_number == "4012"
    assert [one.number for one in booking.unassigned] == ["X9"]
    assert booking.history[0].text == "2030-05-02 UTAZZ A ADDED"


def test_a_message_about_no_flight_is_written() -> None:
    assert push(pnrgov.write(Push("PNRGOV", "13:1", "1"))).bookings == []


@given(
    surname=NAMES,
    given=NAMES,
    number=st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", min_size=1, max_size=12),
    birth=DAYS,
    places=st.tuples(PLACES, PLACES),
    version=st.sampled_from(["10:1", "13:1", "14:1", "21:1"]),
)
def test_any_traveller_written_is_read_again(
    *, surname: str, given: str, number: str, birth: str, places: tuple[str, str], version: str
) -> None:
    told = invented(version)
    (person,) = told.persons
    person.surname, person.given = surname, given
    person.documents = [Document(type="P", number=number, issuer="UTO", birth_date=birth, sex="F")]
    told.bookings[0].itinerary[0].origin, told.bookings[0].itinerary[0].destination = places
    again = push(pnrgov.write(told)).persons[0]

    assert (again.surname, again.given) == (surname, given)
    assert (again.documents[0].number, again.birth_date) == (number, birth)
