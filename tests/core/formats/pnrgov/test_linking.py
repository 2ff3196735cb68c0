"""Whose a document is. Every test plants what a guess would take."""

import pytest

from tests.core.formats.pnrgov.building import RECORD, docs, found, record, travellers, understood

ANN, BOB = "TIF+DOE+ANNMRS:A:1'", "TIF+DOE+BOBMR:A:2'"


def ssr(text: str, *references: str, code: str = "DOCS") -> str:
    named = "".join(f"+::{one}" for one in references)
    return f"SSR+{code}:HK:1:ZZ:::::{text}{named}'"


def held(body: str) -> dict[str, list[tuple[str, str]]]:
    return {
        one.given: [(document.number, document.assigned) for document in one.documents]
        for one in travellers(body)
    }


def test_the_reference_decides_wherever_the_service_stands() -> None:
    after = ANN + BOB + "TVL+010630:0900::1430+UTA+UTB+ZZ+012:Y'"

    assert held(ssr(docs("DOE/BOB"), "2") + ANN + BOB) == {
        "ANNMRS": [],
        "BOBMR": [("X1", "reference")],
    }
    assert held(after + ssr(docs("DOE/BOB"), "2"))["BOBMR"] == [("X1", "reference")]
    assert held(ANN + ssr(docs("DOE/BOB"), "2") + BOB)["BOBMR"] == [("X1", "reference")]


def test_in_the_group_of_a_traveller_the_place_decides() -> None:
    assert held(ANN + ssr(docs("DOE/ANNABELLE")) + BOB) == {
        "ANNMRS": [("X1", "position")],
        "BOBMR": [],
    }


def test_without_reference_a_record_of_one_traveller_decides() -> None:
    assert held(ssr(docs("ROE/ANN")) + ANN)["ANNMRS"] == [("X1", "sole-traveller")]
    assert held(ssr(docs("DOE/ANNABEL")) + ANN)["ANNMRS"] == [("X1", "sole-traveller")]
    assert held(ssr("/P/UTO/X1") + ANN)["ANNMRS"] == [("X1", "sole-traveller")]
    assert record(ssr(docs("ROE/CAROL")) + ANN).unassigned


def test_without_reference_the_very_name_decides_and_a_likeness_does_not() -> None:
    assert held(ssr(docs("DOE/BOB")) + ANN + BOB)["BOBMR"] == [("X1", "exact-name")]

    likely = record(ssr(docs("DOE/ROBERT")) + ANN + BOB)
    assert [one.documents for one in likely.persons] == [[], []]
    assert [one.number for one in likely.unassigned] == ["X1"]


def test_two_travellers_of_one_name_leave_a_document_unassigned() -> None:
    told = understood(RECORD + ssr(docs("DOE/ANN")) + ANN + "TIF+DOE+ANNMRS:A:2'")

    assert len(told.bookings[0].unassigned) == 1
    assert found(told) == {"pnrgov.document-unassigned"}


def test_a_reference_and_a_name_that_contradict_each_other_decide_nothing() -> None:
    told = understood(RECORD + ANN + ssr(docs("DOE/BOB"), "1") + BOB)
    booking = told.bookings[0]

    assert [one.documents for one in booking.persons] == [[], []]
    assert booking.unassigned[0].number == "X1"
    (problem,) = [one for one in told.problems if one.code == "pnrgov.document-unassigned"]
    assert dict(problem.facts)["why"] == "name-contradicts-reference"
    assert problem.segment == "SSR"
    assert b"DOE/BOB" in problem.raw


def test_a_reference_that_names_nobody_is_told_and_not_guessed() -> None:
    told = understood(RECORD + ANN + ssr(docs("DOE/ROBERTA"), "9") + BOB)

    assert [one.documents for one in told.persons] == [[], []]
    assert found(told) == {"pnrgov.reference-unknown", "pnrgov.document-unassigned"}


def test_several_references_on_one_document_decide_only_with_the_name() -> None:
    assert held(ssr(docs("DOE/BOB"), "1", "2") + ANN + BOB)["BOBMR"] == [("X1", "exact-name")]
    assert record(ssr(docs("DOE/X"), "1", "2") + ANN + BOB).unassigned


def test_noughts_before_a_reference_say_nothing() -> None:
    assert held(ssr(docs("DOE/BOB"), "002") + ANN + BOB)["BOBMR"] == [("X1", "reference")]


def test_references_with_points_are_references() -> None:
    body = "TIF+DOE+ANNMRS:A:1.1'TIF+DOE+BOBMR:A:2.1'" + ssr(docs("DOE/BOB"), "2.1")

    assert held(body)["BOBMR"] == [("X1", "reference")]


def test_a_shared_reference_is_told_and_the_name_decides() -> None:
    told = understood(RECORD + ANN + "TIF+DOE+BOBMR:A:1'" + ssr(docs("DOE/BOB"), "1"))

    assert "pnrgov.reference-repeated" in found(told)
    assert [one.number for one in told.persons[1].documents] == ["X1"]


def test_titles_and_spaces_are_no_difference_of_names() -> None:
    body = ssr(docs("DO E/ANN MRS")) + ANN + BOB

    assert held(body)["ANNMRS"] == [("X1", "exact-name")]


def test_another_surname_on_a_document_is_noted() -> None:
    told = understood(RECORD + ANN + ssr(docs("ROE/ANN"), "1"))

    assert found(told) == {"pnrgov.document-name"}
    assert told.persons[0].documents


def test_the_same_document_is_not_there_twice() -> None:
    again = "TVL+010630:0900::1430+UTA+UTB+ZZ+012:Y'" + ssr(docs("DOE/ANN"), "1") * 2

    assert held(ANN + ssr(docs("DOE/ANN"), "1") + again)["ANNMRS"] == [("X1", "reference")]


def test_a_document_without_number_is_completed_by_one_with_it() -> None:
    bare = ssr("////UTO/01JAN90/F//DOE/ANN", "1")
    (person,) = travellers(ANN + bare + ssr(docs("DOE/ANN"), "1"))
    (document,) = person.documents

    assert (document.number, document.issuer, document.expiry) == ("X1", "UTO", "2035-01-01")
    assert document.elsewhere["number"] == document.segment + 1


def test_what_contradicts_is_not_merged() -> None:
    bare = ssr("////UTO/02FEB90/F//DOE/ANN", "1")
    (person,) = travellers(ANN + bare + ssr(docs("DOE/ANN"), "1"))

    assert [one.number for one in person.documents] == ["", "X1"]


def test_two_passports_of_one_traveller_stay_two() -> None:
    body = ANN + ssr(docs("DOE/ANN"), "1") + ssr(docs("DOE/ANN", number="Y2"), "1")

    assert [number for number, _rule in held(body)["ANNMRS"]] == ["X1", "Y2"]


def test_a_traveller_without_document_remains_a_traveller() -> None:
    assert held(ANN + BOB) == {"ANNMRS": [], "BOBMR": []}


# ---------------------------------------------------------------- infants


def test_an_infant_of_its_own_tif_gets_the_document_sent_with_the_adult() -> None:
    body = "TIF+DOE+ANNMRS:A:1:1'" + ssr(docs("DOE/ANN"), "1")
    body += ssr(docs("DOE/BABY", number="Y2", sex="FI", born="10AUG29"), "1")
    body += "TIF+DOE+BABY:IN:2'"
    adult, infant = travellers(body)

    assert [one.number for one in adult.documents] == ["X1"]
    assert [(one.number, one.assigned) for one in infant.documents] == [("Y2", "infant-marker")]
    assert (adult.birth_date, infant.birth_date) == ("1990-01-01", "2029-08-10")
    assert infant.guardian == "1"


def test_an_infant_is_known_by_name_where_the_sex_does_not_say_it() -> None:
    body = "TIF+DOE+ANNMRS:A:1:1'" + ssr(docs("DOE/BABY", sex="F", born="10AUG29"), "1")
    adult, infant = travellers(body + "TIF+DOE+BABY:IN:2'")

    assert adult.documents == []
    assert infant.documents[0].assigned == "infant-name"


def test_an_infant_with_an_abbreviated_name_is_the_only_infant_it_can_be() -> None:
    body = "TIF+DOE+ANNMRS:A:1:1'" + ssr(docs("DOE/BABYBEAR", sex="MI", born="10AUG29"), "1")
    _adult, infant = travellers(body + "TIF+DOE+B:IN:2'")

    assert infant.documents[0].assigned == "sole-infant"


@pytest.mark.parametrize(
    "infants",
    ["TIF+DOE+TOM:IN:2'TIF+DOE+TIM:IN:3'", "TIF+ROE+TOM:IN:2'"],
    ids=["one of two", "another family"],
)
def test_an_infant_that_could_be_another_is_not_guessed(infants: str) -> None:
    body = ANN + ssr(docs("DOE/BABY", sex="MI", born="10AUG29"), "1") + infants
    booking = record(body)

    assert [one.documents for one in booking.persons] == [[]] * len(booking.persons)
    assert len(booking.unassigned) == 1


def test_an_infant_known_only_from_inft_becomes_a_traveller() -> None:
    told = understood(RECORD + ANN + ssr("DOE/BABY 10AUG29", "1", code="INFT") * 2)
    adult, infant = told.persons

    assert (infant.surname, infant.given, infant.birth_date) == ("DOE", "BABY", "2029-08-10")
    assert (infant.infant, infant.guardian, adult.infant) == (True, "1", False)
    assert infant.segment == 9
    assert found(told) == {"pnrgov.infant-implied"}


def test_an_infant_known_only_from_docs_becomes_a_traveller() -> None:
    text = ssr(docs("DOE/BABY", sex="FI", born="10AUG29"), "1")
    adult, infant = travellers(ANN + text)

    assert adult.documents == []
    assert infant.implied == "DOCS"
    assert [one.assigned for one in infant.documents] == ["infant-marker"]


def test_an_infants_document_without_reference_goes_to_the_adult_who_is_alone() -> None:
    text = ssr(docs("DOE/BABY", sex="FI", born="10AUG29"))

    assert [one.given for one in travellers(text + ANN)] == ["ANNMRS", "BABY"]
    assert record(text + ANN + BOB).unassigned
    named = travellers(text + ANN + BOB + "TIF+DOE+BABY:IN:3'")
    assert named[2].documents[0].assigned == "exact-name"


def test_inft_gives_an_infant_its_guardian_and_birth() -> None:
    body = ANN + ssr("DOE/BABY/10AUG29", "1", code="INFT") + BOB + "TIF+DOE+BABY:IN:3'"
    infant = travellers(body)[2]

    assert (infant.guardian, infant.birth_date, infant.implied) == ("1", "2029-08-10", "")
    assert set(infant.elsewhere) == {"guardian", "birth_date"}


def test_inft_of_another_name_than_the_infants_is_told() -> None:
    told = understood(RECORD + ANN + ssr("DOE/TOM", "1", code="INFT") + "TIF+DOE+BABY:IN:3'")

    assert found(told) == {"pnrgov.infant-unassigned"}
    assert len(told.persons) == 2


def test_inft_on_a_flight_is_the_infant_of_the_only_adult() -> None:
    flight = "TVL+010630:0900::1430+UTA+UTB+ZZ+012:Y'"
    named = travellers(ANN + "TIF+DOE+BABY:IN:2'" + flight + ssr("DOE/BABY", code="INFT"))
    nobody = travellers(ANN + BOB + flight + ssr("DOE/BABY", code="INFT"))

    assert named[1].guardian == "1"
    assert nobody[2].guardian == ""
    assert len(travellers(ANN + flight + ssr("", code="INFT"))) == 1


def test_an_infant_that_is_only_indicated_is_told() -> None:
    told = understood(RECORD + "TIF+DOE+ANNMRS:A:1:1'" + BOB)

    assert found(told) == {"pnrgov.infant-unnamed"}
    assert len(told.persons) == 2


def test_the_only_infant_travels_with_the_only_adult_that_says_so() -> None:
    _adult, _other, infant = travellers(
        "TIF+DOE+ANNMRS:A:1:1'TIF+DOE+BOBMR:A:2'TIF+DOE+BABY:INF:3'"
    )

    assert infant.guardian == "1"


def test_a_document_of_an_infant_who_has_a_reference_is_the_infants() -> None:
    body = ANN + "TIF+DOE+BABY:IN:2'" + ssr(docs("DOE/BABY", sex="FI", born="10AUG29"), "2")

    assert travellers(body)[1].documents[0].assigned == "reference"


def test_the_ticket_sent_for_an_infant_is_the_infants() -> None:
    ticket = ssr("INF9991234567890C1", "1", code="TKNE")
    with_one = travellers("TIF+DOE+ANNMRS:A:1:1'" + ticket + "TIF+DOE+BABY:IN:2'")
    with_none = travellers(ANN + ticket)

    assert [one.number for one in with_one[1].tickets] == []  # no guardian is known yet
    assert with_none[0].tickets == []
    known = travellers(
        ANN + ssr("DOE/BABY", "1", code="INFT") + ticket + ticket + "TIF+DOE+BABY:IN:2'"
    )
    assert [one.number for one in known[1].tickets] == ["9991234567890"]
    assert known[0].tickets == []


# ---------------------------------------------------------------- visas, addresses, the rest


def test_a_visa_stands_beside_the_documents() -> None:
    text = "/UTOPOLIS UTO/V/V7/UTOPOLIS/05MAR28/XXA"
    (person,) = travellers(ANN + ssr(text, "1", code="DOCO") * 2)
    (visa,) = person.visas

    assert (visa.type, visa.number, visa.issued, visa.country) == ("V", "V7", "2028-03-05", "XXA")
    assert person.birth_place == "UTOPOLIS UTO"
    assert person.documents == []


def test_a_visa_that_names_nobody_is_given_to_nobody() -> None:
    text = "/UTOPOLIS/V/V7/UTOPOLIS/05MAR28/XXA"

    assert record(ssr(text, code="DOCO") + ANN + BOB).unassigned[0].number == "V7"
    assert travellers(ssr(text, code="DOCO") + ANN)[0].visas[0].assigned == "sole-traveller"


def test_a_visa_of_an_infant_is_not_the_adults() -> None:
    visa = ssr("/UTOPOLIS/V/V7/UTOPOLIS/05MAR28/XXA/I", "1", code="DOCO")
    baby = ssr("DOE/BABY", "1", code="INFT")

    assert [len(one.visas) for one in travellers(ANN + baby + visa)] == [0, 1]
    assert record(ANN + visa).unassigned


def test_an_address_is_the_travellers_or_the_records() -> None:
    text = ssr("/R/UTO/1 HARBOUR STREET/UTOPOLIS/UT/1000", "1", code="DOCA")
    (person,) = travellers(ANN + text)
    booking = record(ssr("/D/XXA/2 HILL ROAD", code="DOCA") + ANN + BOB)

    assert (person.addresses[0].kind, person.residence) == ("residence", "UTO")
    assert booking.addresses[0].kind == "destination"


def test_a_service_reaches_everybody_it_names() -> None:
    booking = record(ssr("", "1", "2", code="XBAG") + ANN + BOB)

    assert [[service.code for service in one.remarks] for one in booking.persons] == [["XBAG"]] * 2


def test_a_service_for_nobody_known_stays_with_the_record() -> None:
    told = understood(RECORD + ssr("", "9", code="XBAG") + ANN)

    assert [one.code for one in told.bookings[0].remarks] == ["XBAG"]
    assert found(told) == {"pnrgov.reference-unknown"}


def test_seats_stand_beside_references() -> None:
    flight = "TVL+010630:0900::1430+UTA+UTB+ZZ+012:Y'"
    seats = "SSR+SEAT:HK:3:ZZ:::UTA:UTB+022A::1+XXX::2+22C::9+22D'"
    told = understood(RECORD + ANN + BOB + flight + seats)

    assert [[seat.number for seat in one.seats] for one in told.persons] == [["22A"], []]
    assert found(told) == {"pnrgov.reference-unknown"}


def test_unreadable_fields_are_named() -> None:
    told = understood(RECORD + ANN + ssr("/P/UTO/X1/UTO/99XXX90/Q/01JAN35/DOE/ANN", "1"))
    fields = [
        dict(one.facts)["field"] for one in told.problems if one.code == "pnrgov.document-field"
    ]

    assert fields == ["birth_date", "sex"]
    assert told.persons[0].birth_date == ""


def test_fields_that_moved_are_read_and_told() -> None:
    told = understood(RECORD + ANN + ssr("P/UTO/X1/UTO/01JAN90/F/01JAN35/DOE/ANN", "1"))

    assert found(told) == {"pnrgov.document-moved"}
    assert told.persons[0].documents[0].number == "X1"
