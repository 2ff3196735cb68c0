"""What each group says, read from the invented specimens."""

import io

import pytest

from fairlead.core.formats.pnrgov import Flight, Reservation, Traveller, read
from fairlead.core.formats.pnrgov.messages import Fares, Paid
from fairlead.core.problems import Problem
from fairlead.core.travel import Kind, Push, provenance
from tests.core.formats.pnrgov.building import (
    HEAD,
    RECORD,
    found,
    raw,
    record,
    travellers,
    understood,
)
from tests.core.formats.specimens import push, specimen

FLIGHT = "TVL+010630:0900::1430+UTA+UTB+ZZ+012:Y'"


@pytest.fixture(scope="module")
def whole() -> Push:
    return push(specimen("records-13.edi"))


@pytest.fixture(scope="module")
def booking(whole: Push) -> Reservation:
    first = whole.bookings[0]
    assert isinstance(first, Reservation)
    return first


@pytest.fixture(scope="module")
def ann(booking: Reservation) -> Traveller:
    person = booking.persons[0]
    assert isinstance(person, Traveller)
    return person


@pytest.fixture(scope="module")
def first_flight(booking: Reservation) -> Flight:
    leg = booking.itinerary[0]
    assert isinstance(leg, Flight)
    return leg


def test_a_conformant_message_has_no_problem(whole: Push) -> None:
    assert whole.problems == []


def test_the_message_says_what_it_is(whole: Push) -> None:
    assert (whole.format, whole.version, whole.function) == ("PNRGOV", "13:1", "22")
    assert (whole.meaning, whole.sender, whole.recipient) == ("bookings.push", "ZZ", "UTOGOV")
    assert push(specimen("records-14.edi")).meaning == "bookings.update"
    assert [count.value for count in whole.counts] == ["2"]


def test_the_reported_flight(whole: Push) -> None:
    assert whole.movement is not None
    (leg,) = whole.movement.legs
    assert (whole.movement.mode, leg.carrier, leg.number) == ("air", "ZZ", "012")
    assert (leg.origin, leg.departs) == ("UTA", "2030-06-01T09:00")
    assert (leg.destination, leg.arrives) == ("UTB", "2030-06-01T14:30")


def test_a_record(booking: Reservation) -> None:
    assert [(one.carrier, one.value) for one in booking.locators] == [
        ("ZZ", "ABC123"),
        ("XX", "XYZ789"),
    ]
    assert booking.created == "2030-05-01T10:15:00"
    assert booking.changed == "2030-05-31T10:10"
    assert [service.code for service in booking.services][:1] == ["VGML"]
    assert (booking.agency, booking.agency_code) == ("52519950", "UTAZZ0100")
    assert booking.office is not None
    assert (booking.office.kind, booking.office.country) == ("A", "UT")
    assert [one.value for one in booking.split] == ["DIV456"]
    assert booking.references == ["R1"]
    assert booking.excess[0].rate == "40.00"


def test_addresses_and_telephones(booking: Reservation) -> None:
    (address,) = booking.addresses
    assert (address.street, address.city, address.country, address.postcode) == (
        *("1 HARBOUR STREET", "UTOPOLIS", "UTO", "1000"),
    )
    assert [(one.kind, one.value) for one in booking.contacts] == [("phone", "0011555123456")]


def test_a_traveller(ann: Traveller) -> None:
    assert (ann.surname, ann.given, ann.title, ann.given_plain) == ("DOE", "ANNMRS", "MRS", "ANN")
    assert (ann.role, ann.reference, ann.locator) == ("A", "1", "ABC123")
    assert (ann.sex, ann.birth_date, ann.nationality) == ("F", "1990-01-01", "UTO")
    assert (ann.memberships[0].number, ann.memberships[0].tier) == ("1234567890", "GOLD")
    assert [(one.kind, one.value) for one in ann.contacts] == [("email", "ANN_DOE@EXAMPLE.ORG")]
    assert ann.references[0].value == "U-1"
    assert ann.fares[0].basis == "YLOW"
    assert [one.number for one in ann.visas] == ["V7654321"]
    assert ann.addresses[0].city == "HILLTOWN"


def test_a_document_says_what_it_says(ann: Traveller) -> None:
    (document,) = ann.documents
    assert (document.type, document.number, document.issuer) == ("P", "X1234567", "UTO")
    assert (document.expiry, document.given) == ("2035-01-01", "ANN MARY")
    assert document.raw.startswith("/P/UTO/")


def test_tickets_and_payment(ann: Traveller, booking: Reservation) -> None:
    coupon, ticket = sorted(ann.tickets, key=lambda one: isinstance(one, Fares))
    assert (coupon.number, coupon.coupon) == ("9991234567890", "1")
    assert isinstance(ticket, Fares)
    assert ticket.amounts[1][:3] == ("T", "231.40", "UTD")
    assert [tax.kind for tax in ticket.taxes] == ["AY6", "YQ"]
    assert (ticket.issued_by, ticket.issued_at, ticket.issued_in) == (
        *("ZZ", "2030-05-02T10:10", "UTA"),
    )
    (paid,) = ticket.payments
    assert isinstance(paid, Paid)
    assert (paid.kind, paid.card_type, paid.card_number) == ("CC", "ZC", "XXXXXXXXXXXX1111")
    assert paid.payer == "JOHN PAYER"
    assert booking.payments == [paid]


def test_the_itinerary(booking: Reservation, first_flight: Flight) -> None:
    kinds = [(leg.origin, leg.destination, leg.kind) for leg in booking.itinerary]
    assert kinds == [
        ("UTA", "UTB", ""),
        ("UTB", "UTC", ""),
        ("", "", "arnk"),
        ("UTC", "UTA", "open"),
        ("UTB", "", "hotel"),
    ]
    assert (first_flight.operating_carrier, first_flight.operating_number) == ("XX", "4012")
    assert (first_flight.booking_class, first_flight.status) == ("Y", "HK")
    assert first_flight.equipment == "777"
    assert first_flight.locators == ["XX/XYZ789"]
    assert provenance(first_flight, "operating_number") == first_flight.segment + 1
    assert booking.itinerary[1].arrives == "2030-06-03T01:00"
    hotel = booking.itinerary[4]
    assert isinstance(hotel, Flight)
    assert (hotel.name, hotel.confirmation, hotel.arrives) == (
        *("HOTEL UTOPIA", "67576", "2030-06-02"),
    )


def test_check_in_seats_and_bags(
    first_flight: Flight, ann: Traveller, booking: Reservation
) -> None:
    first, second = first_flight.check_ins
    assert (first.traveller, first.sequence, first.seat) == ("1", "17", "22A")
    assert (first.kind, first.at, first.agent) == ("2", "2030-05-31T20:55", "ZZ UTA")
    assert [(bag.tag, bag.count, bag.weight, bag.unit) for bag in first.bags] == [
        ("", "2", "31", "kg"),
        ("0999001122", "2", "", ""),
    ]
    assert {bag.pool for bag in first.bags} == {"HP"}
    assert second.bags[0].pool == "MP 9991234567890"
    assert second.seat == ""
    assert [seat.number for seat in ann.seats] == ["22A"]
    assert ann.bags == first.bags
    assert [seat.number for seat in booking.persons[1].seats] == ["22B"]


def test_history(booking: Reservation) -> None:
    removed, added, text = booking.history
    assert (removed.action, removed.at) == ("X", "2030-05-02T10:10")
    assert removed.by == "UTAZZ UTA ZZ"
    assert "010" in removed.text
    assert added.action == "A"
    assert added.text.startswith("SSR SEAT")
    assert (text.action, text.text) == ("text", "0/O/NM/DOE/ANNMRS")


def test_everything_can_be_shown_in_its_bytes(whole: Push) -> None:
    data = specimen("records-13.edi")
    spans = {one.ordinal: one for one in whole.segments}

    def shown(segment: int) -> bytes:
        return data[spans[segment].start : spans[segment].end]

    for told in whole.bookings:
        for person in told.persons:
            assert person.surname.encode() in shown(person.segment)
            for seat in person.seats:
                assert seat.number.encode() in shown(seat.segment)
        for leg in told.itinerary:
            assert shown(leg.segment)[:3] in (b"TVL", b"MSG")


def test_operating_flights_stand_in_tra_from_14_1_on() -> None:
    told = push(specimen("records-14.edi"))
    (leg,) = told.bookings[0].itinerary

    assert (leg.operating_carrier, leg.operating_number) == ("XX", "4012")
    assert told.problems == []


def test_a_part_of_several_is_not_counted() -> None:
    told = push(specimen("records-21.edi"))

    assert "pnrgov.count" not in found(told)
    assert (told.sequence, told.last) == ("01", "C")
    assert sorted(one.kind for one in told.persons[0].contacts) == ["email", "mobile"]


def test_a_wrong_count_is_told() -> None:
    head = HEAD.replace("EQN+1", "EQN+7")
    (problem,) = [one for one in understood(RECORD, head=head).problems if "count" in one.code]

    assert dict(problem.facts) == {"declared": "7", "counted": "1"}


def test_a_flight_with_other_travellers_than_the_record_names_is_told() -> None:
    named = "TIF+DOE+ANN:A:1'TIF+DOE+BABY:IN:2'TIF+DOE+TINY:INS:3'"
    told = understood(RECORD + named + FLIGHT + "RPI+5+HK'" + FLIGHT + "RPI+6+HK'")
    (problem,) = [one for one in told.problems if one.code == "pnrgov.count-travellers"]

    assert dict(problem.facts) == {"flight": "012", "declared": "5", "counted": "2"}
    assert found(understood(RECORD + named + FLIGHT + "RPI+2+HK'")) == set()
    assert found(understood(RECORD + named + FLIGHT + "RPI+X+HK'")) == set()


def test_an_unknown_version_is_told() -> None:
    told = understood(RECORD, version="31:1")
    (problem,) = [one for one in told.problems if one.code == "pnrgov.version-unknown"]

    assert dict(problem.facts) == {"version": "31.1", "read_as": "21.1"}


def test_what_stands_out_of_order_is_told_with_its_group() -> None:
    told = understood(RECORD + "TIF+DOE+ANN:A:1'TKT+1:T'REF+:U1'")
    (problem,) = [one for one in told.problems if one.code == "pnrgov.out-of-order"]

    assert dict(problem.facts) == {"tag": "REF", "group": "GR2"}
    assert told.persons[0].references[0].value == "U1"


def test_messages_of_other_types_are_passed_over() -> None:
    data = raw(RECORD).replace(b"PNRGOV", b"PAXLST") + raw(RECORD)

    assert len([one for one in read(io.BytesIO(data)) if not isinstance(one, Problem)]) == 1


# ---------------------------------------------------------------- details


def test_names_in_their_forms() -> None:
    people = travellers(
        "TIF+DOE:I+ANN MS::1'TIF+SMITHJR+JOHNMR:A:2'TIF+ATUYETMAIVAN+MISS:A:3'TIF+YY+MOANMISS:A'"
        "TIF+TOUR UTOPIA:G'TIF++NOBODY:A:6'TIF+CREWMAN+JO:CRW:7'"
    )

    assert [(one.surname, one.given_plain, one.title) for one in people] == [
        ("DOE", "ANN", "MS"),
        ("SMITHJR", "JOHN", "MR"),
        ("ATUYETMAIVAN", "", "MISS"),
        ("YY", "MOAN", "MISS"),
        ("TOUR UTOPIA", "", ""),
        ("", "NOBODY", ""),
        ("CREWMAN", "JO", ""),
    ]
    assert people[6].kind is Kind.CREW


def test_several_travellers_in_one_tif_are_taken_apart() -> None:
    told = understood(RECORD + "TIF+DOE+ANN:A:1+BOB:A:2'")

    assert [(one.surname, one.given, one.reference) for one in told.persons] == [
        ("DOE", "ANN", "1"),
        ("DOE", "BOB", "2"),
    ]
    assert found(told) == {"pnrgov.travellers-in-one"}


def test_a_record_without_locator_is_told() -> None:
    told = understood("SRC'RCI'TIF+DOE+ANN:A:1'")

    assert found(told) == {"pnrgov.locator-missing"}
    assert told.persons[0].locator == ""


def test_a_date_in_the_place_of_the_type_is_the_date() -> None:
    told = understood("SRC'RCI+ZZ:ABC123:010530:1220'TIF+DOE+ANN:A:1'")

    assert told.bookings[0].created == "2030-05-01T12:20"
    assert found(told) == {"pnrgov.locator-date"}


@pytest.mark.parametrize(
    ("times", "departs", "arrives", "codes"),
    [
        ("010630:0900:010630:1430", "2030-06-01T09:00", "2030-06-01T14:30", set()),
        ("010630:0900::1430", "2030-06-01T09:00", "2030-06-01T14:30", set()),
        ("010630:0900", "2030-06-01T09:00", "", set()),
        ("010630", "2030-06-01", "", set()),
        ("010630:0900:1430", "2030-06-01T09:00", "2030-06-01T14:30", {"time-moved"}),
        ("010630:2330::0130", "2030-06-01T23:30", "T01:30", {"arrival-date"}),
        ("320630:0900", "", "", {"date", "flight"}),
        ("010630:2561", "2030-06-01", "", {"date"}),
        ("010630:0900:990630:1430", "2030-06-01T09:00", "", {"date"}),
        ("010630:0900::9999", "2030-06-01T09:00", "", {"date"}),
        ("", "", "", {"flight"}),
    ],
)
def test_times_of_a_flight(times: str, departs: str, arrives: str, codes: set[str]) -> None:
    told = understood(RECORD, head=f"MSG+:22'ORG+ZZ'TVL+{times}+UTA+UTB+ZZ+012'EQN+1'")
    assert told.movement is not None
    (leg,) = told.movement.legs

    assert (leg.departs, leg.arrives) == (departs, arrives)
    assert found(told) == {f"pnrgov.{code}" for code in codes}


def test_contacts_wherever_they_stand() -> None:
    body = (
        "SSR+CTCM:HK:1:ZZ:::::0011555000001'IFT+4:28+ZZ CTCB UTA 0011555000002'"
        "ADD++E:::::::ANN.DOE//EXAMPLE.ORG'ADD++M:::::::0011555000003'"
        "ADD++700:::::::ZZ CTC M 0011555000004'ADD++702:1 ROAD:TOWN:::UT::SL1AA'"
    )
    booking = record(body)

    assert [(one.kind, one.value) for one in booking.contacts] == [
        ("mobile", "0011555000001"),
        ("phone", "UTA 0011555000002"),
        ("email", "ANN.DOE@EXAMPLE.ORG"),
        ("mobile", "0011555000003"),
        ("mobile", "0011555000004"),
    ]
    assert [one.text for one in booking.remarks if one.code == "ADD"] == ["SL1AA"]


def test_services_of_a_traveller() -> None:
    (person,) = travellers(
        "TIF+DOE+ANN:A:1'SSR+CTCM:HK:1:ZZ:::::0011555000001'SSR+FQTV:HK:1:ZZ:::::ZZ9876543210'"
        "SSR+FQTV:HK:1:ZZ'SSR+TKNE:HK:1:ZZ:::UTA:UTB:.9991234567890C2'SSR+TKNE:HK:1:ZZ:::::NONE'"
        "SSR+CTCE:HK:1:ZZ'SSR'"
    )

    assert person.contacts[0].kind == "mobile"
    assert [(one.carrier, one.number) for one in person.memberships] == [("ZZ", "9876543210")]
    assert [(one.number, one.coupon) for one in person.tickets] == [("9991234567890", "2")]
    assert len(person.services) == 7


def test_what_belongs_to_nobody_is_read_without_harm() -> None:
    body = (
        "FTI+ZZ:1'FAR+N'REF+:1'EBD+UTD:1.00+1::N'TKT+1:T'MON+B:1:UTD'PTK+NR'TXD++1:::YQ'DAT+710:x'"
        "FOP+CA'IFT+4:43+PAYER'ADD++700:ROAD'RPI+1+HK'APD+777'TRA+XX+1'RCI+XX:1'TBD++1:2:700'"
    )
    told = understood(RECORD + body)

    assert told.persons == []
    assert len(told.bookings) == 1


def test_check_in_without_its_beginning() -> None:
    body = "TIF+DOE+ANN:A:1'" + FLIGHT + "SSD+22A++++Y'TBD++1:10:701+++ZZ:01::UTB'TIF+DOE+ANN:A:1'"
    told = understood(RECORD + body)
    (person,) = told.persons

    assert [one.code for one in told.problems].count("pnrgov.check-in-unassigned") == 1
    leg = told.bookings[0].itinerary[0]
    assert isinstance(leg, Flight)
    assert [one.seat for one in leg.check_ins] == ["22A", ""]
    assert person.seats == []


def test_check_in_of_nobody_on_no_flight_is_kept() -> None:
    told = understood(RECORD + "TIF+DOE+ANN:A:1'TRI++5'TIF+ROE+CAROL'SSD+22C'")
    (kept,) = told.bookings[0].kept

    assert kept.elements == [["ROE"], ["CAROL", "", ""], ["22C"]]
    assert "pnrgov.check-in-unassigned" in found(told)


def test_check_in_by_name_where_the_number_refers_to_nobody() -> None:
    body = (
        "TIF+DOE+ANN:A:1'TIF+DOE+BOB:A:2'" + FLIGHT + "DAT+2:310530:2055'TRI++5'TIF+DOE+BOB'"
        "SSD+22C'TRI++6:::9'SSD+22D'"
    )
    told = understood(RECORD + body)

    assert [[seat.number for seat in one.seats] for one in told.persons] == [[], ["22C"]]
    assert found(told) == {"pnrgov.check-in-unassigned"}


def test_several_payments_and_an_exchanged_one() -> None:
    booking = record("TIF+DOE+ANN:A:1'TKT+1:T'FOP+CC:2:10.00:ZC:X1:0135+CA::5.00'")

    assert [(one.kind, one.amount) for one in booking.payments] == [("CC", "10.00"), ("CA", "5.00")]
    assert [one.old for one in booking.payments if isinstance(one, Paid)] == [True, False]


def test_a_payer_stands_without_a_ticket() -> None:
    booking = record("TIF+DOE+ANN:A:1'FOP+CA'IFT+4:43+PAYER+ROAD'ADD++700:ROAD 1'")

    assert [one.payer for one in booking.payments if isinstance(one, Paid)] == ["PAYER"]
    assert booking.addresses[0].street == "ROAD 1"


def test_other_services_without_a_stay() -> None:
    booking = record("MSG+3'RPI+1+HK'IFT+4:28+LATE ARRIVAL'")
    (leg,) = booking.itinerary

    assert (leg.kind, leg.status) == ("service-3", "HK")


def test_history_without_its_author() -> None:
    booking = record("SAC+++X'TIF+DOE+ANN:A'ABI+1+:UTAZZ'IFT+4:19+NOTE'ABI+1+:UTAYY'")
    first, second, third = booking.history

    assert (first.action, first.text) == ("X", "TIF DOE ANN A")
    assert (second.by, second.text) == ("UTAZZ", "IFT 4 19 NOTE")
    assert (third.by, third.action) == ("UTAYY", "")


def test_unreadable_dates_are_named_with_their_place() -> None:
    told = understood(RECORD + "DAT+700:999999'TIF+DOE+ANN:A:1'" + FLIGHT + "DAT+2:31XX30'")
    wrong = [one for one in told.problems if one.code == "pnrgov.date"]

    assert [one.segment for one in wrong] == ["DAT", "DAT"]
    assert dict(wrong[0].facts)["value"] == "999999:"
