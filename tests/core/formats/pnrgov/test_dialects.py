"""Records as reservation systems write them: who travels, whose a document is, what is not certain.

No record here was sent by anybody: each is built from what public guides say, with invented people.
"""

import pytest

from tests.core.formats.pnrgov.building import RECORD, docs, found, record, travellers, understood
from tests.core.formats.specimens import push

FLIGHT = "TVL+010630:0900:010630:1430+UTA+UTB+ZZ+012:Y'"


def dated(born: str, number: str, reference: str = "") -> str:
    said = docs("DOE/JOHN", number=number, sex="M", born=born)
    return f"SSR+DOCS:HK:1:ZZ:::::{said}" + (f"+::{reference}'" if reference else "'")


def test_records_without_travellers_and_cancelled_ones_stay() -> None:
    bare = record("DAT+700:010530:0900'ORG+ZZ:UTA'" + FLIGHT)
    assert (bare.persons, bare.itinerary[0].number) == ([], "012")
    gone = record("ORG'")
    assert (gone.locator, gone.persons, gone.itinerary) == ("ABC123", [], [])


@pytest.mark.parametrize(
    ("tif", "surname", "given", "title"),
    [
        ("TIF+X+YMR:A:1", "X", "YMR", ""),
        ("TIF+DOE+AMR:A:1", "DOE", "AMR", ""),
        ("TIF+LI+MR:A:1", "LI", "MR", "MR"),
        ("TIF+AMR+KUMAR:A:1", "AMR", "KUMAR", ""),
        ("TIF+DOE:A:1", "DOE", "", ""),
        ("TIF+DOE", "DOE", "", ""),
        ("TIF++ANN:A:1", "", "ANN", ""),
        ("TIF+EXST+DOE:A:1", "EXST", "DOE", ""),
        ("TIF+DOE+CBBG:A:1", "DOE", "CBBG", ""),
        ("TIF+ZZTOURS/GROUP+:G:1", "ZZTOURS/GROUP", "", ""),
        ("TIF+O?'NEILL+ANN-MARIE MRS:A:1", "O'NEILL", "ANN-MARIE MRS", "MRS"),
    ],
)
def test_names_stay_as_they_were_sent(tif: str, surname: str, given: str, title: str) -> None:
    (person,) = travellers(f"{tif}'{FLIGHT}")
    assert (person.surname, person.given, person.title) == (surname, given, title)


def test_a_name_in_one_place_is_told() -> None:
    assert "pnrgov.name-glued" in found(understood(RECORD + "TIF+DOE/ANNMRS'" + FLIGHT))


def test_of_two_of_one_name_the_place_alone_does_not_say_whose_a_document_is() -> None:
    two = "TIF+DOE+JOHNMR:A:1'TIF+DOE+JOHNMR:A:2'"
    doubtful = record(two + dated("01JAN90", "X1", "2") + dated("01JAN60", "X2") + FLIGHT)
    assert [[one.number for one in who.documents] for who in doubtful.persons] == [[], ["X1"]]
    assert [one.number for one in doubtful.unassigned] == ["X2"]
    plain = record(two + dated("01JAN90", "X1", "2") + dated("01JAN90", "X2") + FLIGHT)
    assert [one.number for one in plain.persons[1].documents] == ["X1", "X2"]


def test_documents_of_one_traveller_that_do_not_agree_are_told() -> None:
    body = "TIF+DOE+JOHNMR:A:1'" + dated("01JAN90", "X1", "1") + dated("01JAN60", "X2", "1")
    told = understood(RECORD + body + FLIGHT)
    assert [one.number for one in told.persons[0].documents] == ["X1", "X2"]
    assert found(told) == {"pnrgov.document-differs"}


def test_infants_in_every_form_and_nobody_lost() -> None:
    people = travellers(
        "TIF+DOE+ANNMRS:A:1:1'TIF+DOE+BABYMISS:IN:2'TIF+ROE+BOBMR:A:3:1'"
        "SSR+INFT:HK:1:ZZ:::::ROE/KIDMSTR 01JAN30+::3'"
        "SSR+INFT:HK:1:ZZ:::::DOE/BABYMISS 10AUG29+::1'"
        f"SSR+DOCS:HK:1:ZZ:::::{docs('ROE/KID', number='X9', sex='MI', born='01JAN30')}+::3'"
        "TIF+LOE+TOM:INF:5'TIF+MOE+TAM INF:A:6'" + FLIGHT
    )
    infants = {one.surname: one for one in people if one.infant}
    assert [one.surname for one in people] == ["DOE", "DOE", "ROE", "LOE", "MOE", "ROE"]
    assert sorted(infants) == ["DOE", "LOE", "MOE", "ROE"]
    assert (infants["DOE"].guardian, infants["DOE"].birth_date) == ("1", "2029-08-10")
    kid = infants["ROE"]
    assert (kid.implied, kid.guardian, kid.documents[0].number) == ("INFT", "3", "X9")
    assert kid.documents[0].assigned == "infant-marker"


def test_an_infant_whose_name_is_half_that_of_another_is_nobody_new() -> None:
    body = (
        "TIF+DOE+ANNMRS:A:1:1'TIF+DOE+BABYMISS:IN:2'TIF+DOE+TOM:IN:3'"
        "SSR+INFT:HK:1:ZZ:::::DOE/BARBARA 10AUG29+::1'"
    )
    told = understood(RECORD + body + FLIGHT)
    assert len(told.persons) == 3
    assert "pnrgov.infant-unassigned" in found(told)


@pytest.mark.parametrize(
    ("text", "moved"),
    [
        ("/P/UTO/X1/UTO/01JAN90/F/01JAN35/DOE/ANN", False),
        ("P/UTO/X1/UTO/01JAN90/F/01JAN35/DOE/ANN", True),
        ("/P/UTO/X1/UTO/01JAN90/F/DOE/ANN", True),
        ("P/UTO/X1/UTO/01JAN90/F/DOE/ANN", True),
        ("/P/UTO/X1/UTO/01JAN1990/F/01JAN2035/DOE/ANN/MAY/H", False),
        ("DB/01JAN90/F/DOE/ANN", True),
        ("/DB/01JAN90/F/DOE/ANN", True),
    ],
)
def test_documents_with_their_fields_moved(text: str, moved: bool) -> None:
    told = understood(RECORD + f"TIF+DOE+ANNMRS:A:1'SSR+DOCS:HK:1:ZZ:::::{text}+::1'" + FLIGHT)
    (person,) = told.persons
    (document,) = person.documents
    assert (person.birth_date, person.sex) == ("1990-01-01", "F")
    assert (document.surname, document.given.split()[0]) == ("DOE", "ANN")
    assert document.number == ("" if "DB" in text else "X1")
    assert found(told) == ({"pnrgov.document-moved"} if moved else set())


@pytest.mark.parametrize("version", ["13:1", "14:1", "21:1"])
def test_code_shares_in_both_ways(version: str) -> None:
    for operating in (
        "TVL+010630:0900+UTA+UTB+ZZ:XX+12:Y'TVL+++++4012:M'",
        f"{FLIGHT}TRA+XX+4012:M'",
    ):
        (leg,) = record("TIF+DOE+ANNMRS:A:1'" + operating + "RPI+1+HK'", version).itinerary
        assert (leg.carrier, leg.operating_carrier, leg.operating_number) == ("ZZ", "XX", "4012")


def test_a_record_in_a_log_is_found() -> None:
    segments = (
        *("UNA:+.?*'", "UNB+IATA:1+ZZ+NR+300501:1235+149++PNRGOV'"),
        *("UNG+PNRGOV+ZZ+NR+300501:1235+149+IA+11:1'", "UNH+149+PNRGOV:11:1:IA+ZZ0160+01:F'"),
        *("MSG+:22'", "ORG+ZZ:UTA'", "TVL+290830:1435+UTA+UTB+ZZ+0160'", "EQN+1'", "SRC'"),
        *("RCI+ZZ:ABC123'", "TIF+DOE+ANN:A:1'", "UNT+9+149'", "UNE+1+149'", "UNZ+1+149'"),
    )
    body = " \n   ".join(segments)
    text = f"INFO [2030-05-01T10:00] - Message body [ \n   {body} \n   ] done\nINFO next\n"
    told = push(text.encode())
    assert [one.surname for one in told.persons] == ["DOE"]
    assert {one.code for one in told.problems} == {"edifact.text-before", "edifact.text-after"}
