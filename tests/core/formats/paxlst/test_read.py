"""What lists say of flights and people; nobody is lost, and every value knows its segment."""

import doctest
from typing import Any

import pytest

from fairlead.core.formats import paxlst
from fairlead.core.formats.paxlst import grammar
from fairlead.core.travel import Kind, Party, Push, provenance
from tests.core.formats.specimens import codes, on_one_line, push, pushes

LIST = on_one_line("passengers-15b.edi")
CREW = on_one_line("crew-05b.edi")


def exchanged(old: bytes, new: bytes, data: bytes = LIST) -> Push:
    assert old in data
    return push(data.replace(old, new))


def one_person(segments: bytes, version: bytes = b"D:15B") -> tuple[Party, Push]:
    """Read a list with one person, made of these segments behind NAD."""
    head = b"UNH+1+PAXLST:" + version + b":UN:IATA'BGM+745'TDT+20+ZZ1+++ZZ'LOC+125+UTA'"
    times = b"DTM+189:3001110900:201'LOC+87+UTC'DTM+232:3001111300:201'"
    found = push(head + times + b"NAD+FL+++DOE:ANN'" + segments + b"CNT+42:1'UNT+9+1'")
    (person,) = found.persons
    found.problems = [each for each in found.problems if each.code.startswith("paxlst")]
    return person, found


def test_the_example_runs() -> None:
    assert doctest.testmod(paxlst).failed == 0


def test_a_whole_list() -> None:
    found = push(LIST)
    thomas, margaret = found.persons
    assert (found.format, found.version, found.reference) == ("PAXLST", "D:15B", "PAX7")
    assert (found.function, found.meaning, found.transaction) == ("745", "passengers", "Z100")
    assert (found.sender, found.recipient, found.access) == ("ZZ", "UTOAPI", "ZZ123/300110")
    assert (thomas.surname, thomas.given, thomas.names) == (
        "O'MORE",
        "THOMAS RAPHAEL",
        ["THOMAS", "RAPHAEL"],
    )
    assert (thomas.role, thomas.kind, thomas.sex) == ("FL", Kind.PASSENGER, "M")
    assert (thomas.birth_date, thomas.birth_place, thomas.birth_country) == (
        "1978-02-07",
        "AMAUROT",
        "UTO",
    )
    assert (thomas.nationality, thomas.residence, thomas.clearance) == ("UTO", "UTO", "UTC")
    assert (thomas.embark, thomas.disembark) == ("UTA", "UTC")
    assert (thomas.locator, thomas.reference) == ("ABC234", "ZZ0001")
    assert (thomas.verified, margaret.verified) == ("yes", "no")
    assert (thomas.bag_count, thomas.bag_weight) == ("2", "31 KGM")
    assert [(bag.tag, bag.count) for bag in thomas.bags] == [("ZZ100001", "2")]
    assert [seat.number for seat in thomas.seats] == ["12A"]
    assert [ticket.number for ticket in thomas.tickets] == ["9990000000001C1"]
    assert [(way.kind, way.value) for way in thomas.contacts] == [("phone", "3400003")]
    (address,) = thomas.addresses
    assert (address.street, address.city, address.region) == ("1 HARBOUR ROAD", "AMAUROT", "UTOPIA")
    assert (address.postcode, address.country) == ("1516", "UTO")
    passport, visa = thomas.documents
    assert (passport.type, passport.number, passport.issuer, passport.expiry) == (
        "P",
        "U0000001",
        "UTO",
        "2035-06-30",
    )
    assert (visa.type, visa.number, visa.issuer) == ("V", "V0000009", "XXA")
    assert (margaret.birth_date, margaret.infant, thomas.infant) == ("2029-08-10", True, False)
    assert codes(found.problems) == ["paxlst.birth-century"]
    (contact,) = found.contacts
    assert (contact.surname, contact.given) == ("DESK", "OPERATIONS")
    assert [way.kind for way in contact.contacts] == ["phone", "fax", "email"]
    assert [(count.qualifier, count.value) for count in found.counts] == [("42", "2")]


def test_legs_of_one_flight_over_two() -> None:
    movement = push(LIST).movement
    assert movement
    assert (movement.mode, movement.carrier, movement.number) == ("air", "ZZ", "123")
    assert [(leg.origin, leg.destination, leg.departs, leg.arrives) for leg in movement.legs] == [
        ("UTA", "UTB", "2030-01-11T09:00", "2030-01-11T10:00"),
        ("UTB", "UTC", "2030-01-11T11:00", "2030-01-11T13:00"),
    ]


def test_every_value_knows_its_segment() -> None:
    found = push(LIST)
    person = found.persons[0]
    said: dict[str, Any] = {
        "surname": b"NAD",
        "sex": b"ATT+2++M",
        "birth_date": b"DTM+329:780207",
        "nationality": b"NAT+2+UTO",
        "residence": b"LOC+174+UTO",
        "locator": b"RFF+AVF:ABC234",
        "reference": b"RFF+ABO:ZZ0001",
        "birth_place": b"LOC+180",
        "embark": b"LOC+178+UTA",
        "verified": b"GEI+4+173",
        "bag_count": b"MEA+CT",
        "bag_weight": b"MEA+WT",
    }
    for name, begins in said.items():
        span = found.segments[provenance(person, name) - 1]
        assert LIST[span.start : span.end].startswith(begins), name
    document, leg = person.documents[0], found.movement and found.movement.legs[0]
    for record, name, begins in (
        (document, "number", b"DOC+P:110:111+U0000001"),
        (document, "expiry", b"DTM+36:350630"),
        (document, "issuer", b"LOC+91+UTO"),
        (leg, "origin", b"LOC+92+UTA"),
        (leg, "departs", b"DTM+189:3001110900"),
        (leg, "destination", b"LOC+92+UTB"),
        (leg, "arrives", b"DTM+232:3001111000"),
        (person.seats[0], "number", b"RFF+SEA:12A"),
        (person.bags[0], "tag", b"FTX+BAG"),
    ):
        span = found.segments[provenance(record, name) - 1]
        assert LIST[span.start : span.end].startswith(begins), name
    assert provenance(object()) == 0


def test_crew_and_those_in_transit() -> None:
    found = push(CREW)
    pilot, other = found.persons
    assert found.meaning == "crew"
    assert (pilot.role, pilot.kind, pilot.employment) == ("FM", Kind.CREW, "CR1")
    assert [document.type for document in pilot.documents] == ["P", "L"]
    assert (other.kind, other.birth_date) == (Kind.TRANSIT_CREW, "1920-12-31")
    assert codes(found.problems) == []


def test_a_ship() -> None:
    found = push(on_one_line("ship-16b.edi"))
    movement = found.movement
    assert movement
    assert (movement.mode, movement.vessel, movement.vessel_name) == (
        "sea",
        "9074729",
        "SEA OF UTOPIA",
    )
    assert (movement.carrier, movement.number) == ("", "C300")
    assert [(leg.origin, leg.destination) for leg in movement.legs] == [("UTAMA", "UTCAB")]
    assert [person.kind for person in found.persons] == [Kind.PASSENGER, Kind.TRANSIT_PASSENGER]
    assert [len(person.documents) for person in found.persons] == [0, 1]
    assert codes(found.problems) == ["paxlst.document-missing"]


def test_a_status_names_persons_by_reference() -> None:
    found = push(on_one_line("status-15b.edi"))
    (person,) = found.persons
    assert (found.function, found.meaning) == ("266+CLNB", "flight-status.not-boarded")
    assert (person.surname, person.reference) == ("", "ZZ0002")
    assert codes(found.problems) == []
    nobody = on_one_line("status-15b.edi").replace(b"RFF+AVF:ABC234'RFF+ABO:ZZ0002'", b"")
    assert "paxlst.name-missing" in codes(push(nobody).problems)


def test_parts_are_messages_of_their_own() -> None:
    first, last = pushes(on_one_line("parts-15b.edi"))
    assert (first.sequence, first.last, last.sequence, last.last) == ("01", "C", "02", "F")
    assert [each.persons[0].surname for each in (first, last)] == ["ONE", "TWO"]


@pytest.mark.parametrize(
    ("bgm", "function", "meaning", "told"),
    [
        (b"BGM+745+CP", "745+CP", "passengers.change", []),
        (b"BGM+745+XR", "745+XR", "passengers.cancel", []),
        (b"BGM+745+RP", "745+RP", "passengers.reduction", []),
        (b"BGM+250+C", "250+C", "crew.passenger-flight", []),
        (b"BGM+336", "336", "master-crew", []),
        (b"BGM+266+CLOB", "266+CLOB", "flight-status.on-board", []),
        (b"BGM+655", "655", "gate-pass", []),
        (b"BGM+745+QQ", "745+QQ", "passengers", ["paxlst.function-unknown"]),
        (b"BGM+999", "999", "", ["paxlst.function-unknown"]),
        (b"BGM+10+REF0001+4", "10", "party-information", []),
        (b"BGM", "", "", ["paxlst.function-unknown", "paxlst.function-missing"]),
    ],
)
def test_functions(bgm: bytes, function: str, meaning: str, told: list[str]) -> None:
    found = exchanged(b"BGM+745'", bgm + b"'")
    assert (found.function, found.meaning) == (function, meaning)
    assert [code for code in codes(found.problems) if "function" in code] == told
    assert len(found.persons) == 2


def test_reference_and_function_of_the_document_are_kept() -> None:
    found = exchanged(b"BGM+745'", b"BGM+10+REF0001+4'")
    kept = {each.qualifier: each.value for each in found.references}
    assert (kept["1004"], kept["1225"]) == ("REF0001", "4")


CASES: list[tuple[str, bytes, dict[str, Any], list[str]]] = [
    ("sex by number is kept", b"ATT+2++7'", {"sex": "7"}, ["paxlst.sex-unknown"]),
    ("sex in small letters", b"ATT+2++f'", {"sex": "F"}, []),
    ("sex of an infant", b"ATT+2++FI'", {"sex": "F"}, []),
    ("repeated attributes", b"ATT+2++M*A*B'", {"sex": "M"}, []),
    ("no sex said", b"ATT+2'", {"sex": ""}, []),
    ("birth with its century", b"DTM+329:19350919:102'", {"birth_date": "1935-09-19"}, []),
    ("birth of a day that is not", b"DTM+329:300231'", {"birth_date": ""}, ["paxlst.date"]),
    ("birth in words", b"DTM+329:UNKNOWN'", {"birth_date": ""}, ["paxlst.date"]),
    ("only a year", b"DTM+329:1969:602'", {"birth_date": "1969"}, ["paxlst.date-partial"]),
    ("year and month", b"DTM+329:196905:610'", {"birth_date": "1969-05"}, ["paxlst.date-partial"]),
    ("no day", b"DTM+329:19690000:102'", {"birth_date": "1969"}, ["paxlst.date-partial"]),
    ("wrong layout", b"DTM+329:690501:102'", {"birth_date": "1969-05-01"}, ["paxlst.date-layout"]),
    ("as airlines write", b"DTM+329:05MAY69'", {"birth_date": "1969-05-05"}, []),
    (
        "born after departure",
        b"DTM+329:20310101:102'",
        {"birth_date": "2031-01-01"},
        ["paxlst.birth-future"],
    ),
    ("nothing said", b"DTM+329'", {"birth_date": ""}, []),
    (
        "twins of a value",
        b"NAT+2+UTO'NAT+2+XXA'",
        {"nationality": "UTO", "nationalities": ["UTO", "XXA"]},
        [],
    ),
    ("nationality by name", b"NAT+2+:::UTOPIA'", {"nationality": "UTOPIA"}, []),
    ("no nationality", b"NAT+2'", {"nationality": ""}, []),
    ("birth place by code", b"LOC+180+UTO'", {"birth_place": "UTO", "birth_country": ""}, []),
    (
        "birth place in parts",
        b"LOC+180+UTO:::AMAUROT+:::ISLAND'",
        {"birth_place": "AMAUROT ISLAND"},
        [],
    ),
    ("bag tag without count", b"FTX+BAG+++ZZ1:ZZ2:2'", {}, []),
    ("contact with colons", b"COM+A:B:EM'", {}, []),
    ("crew code", b"EMP+1+CR2:110:111'", {"employment": "CR2"}, []),
    ("land code", b"EMP+4+++1++8'", {"employment": "4+++1++8"}, []),
]


@pytest.mark.parametrize(
    ("name", "segments", "values", "told"), CASES, ids=[case[0] for case in CASES]
)
def test_values(name: str, segments: bytes, values: dict[str, Any], told: list[str]) -> None:
    person, found = one_person(segments)
    assert {field: getattr(person, field) for field in values} == values
    ordinary = {"paxlst.document-missing", "paxlst.incomplete"}
    assert [code for code in codes(found.problems) if code not in ordinary] == told


def test_bags_texts_and_contacts() -> None:
    person, _ = one_person(b"FTX+BAG+++ZZ1:ZZ2:2'FTX+CHG+++SEAT:ROW'FTX+BAG'COM+A:B:EM+77:QQ+:TE'")
    assert [(bag.tag, bag.count) for bag in person.bags] == [("ZZ1", ""), ("ZZ2", "2")]
    assert [(remark.code, remark.text) for remark in person.remarks] == [("CHG", "SEAT ROW")]
    assert [(way.kind, way.value) for way in person.contacts] == [("email", "A:B"), ("QQ", "77")]


def test_what_no_table_knows_is_kept() -> None:
    person, found = one_person(
        b"ATT+7++X'DTM+554:300111'MEA+XX++:9'GEI+4+ZZZ'LOC+999+UTB'RFF+QQQ:1'RFF+AVF:B'GID+1'QTY+1:2'EMP+1+A'EMP+1+B'"
    )
    kept = {each.qualifier: each.value for each in person.references}
    assert kept == {
        "ATT+7": "X",
        "DTM+554": "2030-01-11",
        "MEA+XX": "9",
        "GEI+4": "ZZZ",
        "LOC+999": "UTB",
        "QQQ": "1",
        "EMP": "B",
    }
    assert [each.tag for each in person.kept] == ["GID", "QTY"]
    assert "paxlst.qualifier-unknown" in codes(found.problems)
    assert person.locator == "B"


@pytest.mark.parametrize(
    ("segment", "name", "value"),
    [
        (b"DTM+329+780207'", "birth_date", "1978-02-07"),
        (b"ATT+2+M'", "sex", "M"),
        (b"NAT+UTO'", "nationality", "UTO"),
        (b"RFF+AVF+ABC234'", "locator", "ABC234"),
        (b"LOC+178:UTA'", "embark", "UTA"),
    ],
)
def test_a_value_in_another_place_is_read_and_told(segment: bytes, name: str, value: str) -> None:
    person, found = one_person(segment)
    assert getattr(person, name) == value
    assert codes(found.problems)[0] == "paxlst.value-place"


def test_numbers_and_places_in_another_place() -> None:
    person, found = one_person(b"DOC+P:110:111:N7'")
    assert person.documents[0].number == "N7"
    assert "paxlst.value-place" in codes(found.problems)
    parted = exchanged(b"DTM+189:3001111100:201", b"DTM+189:20300111:1105:203")
    assert parted.movement
    assert parted.movement.legs[1].departs == "2030-01-11T11:05"
    moved = exchanged(b"LOC+125+UTB", b"LOC+125:UTB")
    assert moved.movement
    assert moved.movement.legs[1].origin == "UTB"


def test_a_second_locator_is_kept_as_a_reference() -> None:
    person, _ = one_person(b"RFF+AVF:A'RFF+AVF:B'RFF+ABO:1'RFF+ABO:2'MEA+CT++:1'MEA+CT++:2'")
    assert (person.locator, person.reference, person.bag_count) == ("A", "1", "1")
    assert [(each.qualifier, each.value) for each in person.references] == [
        ("AVF", "B"),
        ("ABO", "2"),
        ("MEA+CT", "2"),
    ]


def test_segments_out_of_order_go_where_they_belong() -> None:
    person, found = one_person(
        b"DOC+P:110:111+N1'NAT+2+UTO'ATT+2++F'LOC+91+UTO'DTM+329:900101'DTM+36:350101'GEI+4+174'"
    )
    (document,) = person.documents
    assert (person.nationality, person.sex, person.birth_date) == ("UTO", "F", "1990-01-01")
    assert (document.issuer, document.expiry, document.verified) == ("UTO", "2035-01-01", "no")
    assert codes(found.problems) == ["paxlst.order"]


def test_what_stands_before_its_document_is_given_only_where_it_can_be() -> None:
    person, _ = one_person(b"DTM+36:350101'LOC+91+UTO'DOC+P+N1'")
    assert (person.documents[0].expiry, person.documents[0].issuer) == ("2035-01-01", "UTO")
    two, _ = one_person(b"DTM+36:350101'DOC+P+N1'DOC+P+N2'")
    assert [document.expiry for document in two.documents] == ["", ""]
    assert [(each.qualifier, each.value) for each in two.references] == [("expiry", "2035-01-01")]


def test_documents_that_lack_something() -> None:
    person, found = one_person(b"DOC+P'DOC++N2'DOC+P+N3'LOC+91'DTM+36:200101'DTM+36:210101'")
    assert [(document.type, document.number) for document in person.documents] == [
        ("P", ""),
        ("", "N2"),
        ("P", "N3"),
    ]
    assert codes(found.problems) == [
        "paxlst.document-number",
        "paxlst.document-type",
        "paxlst.segment-unread",
        "paxlst.incomplete",
        "paxlst.document-incomplete",
        "paxlst.document-incomplete",
        "paxlst.document-expired",
    ]
    assert [each.tag for each in person.kept] == ["DTM"]


def test_region_and_country_of_an_issuer() -> None:
    person, _ = one_person(b"DOC+5+N1'LOC+91+VA:163'LOC+91+US:162'DTM+182:200101'")
    (document,) = person.documents
    assert (document.issuer, document.issuer_region, document.issued) == ("US", "VA", "2020-01-01")


@pytest.mark.parametrize(
    ("nad", "surname", "given", "told"),
    [
        (b"NAD+FL+++DOE:ANN:MAY:JO", "DOE", "ANN MAY JO", []),
        (b"NAD+FL+++DOE", "DOE", "", []),
        (b"NAD+FL+++:ANN", "", "ANN", []),
        (b"NAD+FL+++DOE/ANN MAY", "DOE", "ANN MAY", ["paxlst.name-glued"]),
        (b"NAD+FL++DOE:ANN", "DOE", "ANN", ["paxlst.name-place"]),
        (b"NAD+FL+++DOE::::ANN:1", "DOE", "ANN 1", []),
        (b"NAD+FL", "", "", ["paxlst.name-missing"]),
        (b"NAD+FL+++ DOE : ANN ", "DOE", "ANN", []),
    ],
)
def test_names(nad: bytes, surname: str, given: str, told: list[str]) -> None:
    found = exchanged(b"NAD+FL+++O?'MORE:MARGARET", nad)
    person = found.persons[1]
    assert (person.surname, person.given) == (surname, given)
    assert [code for code in codes(found.problems) if "name" in code] == told
    assert len(person.documents) == 1


def test_unknown_roles_are_kept_and_reporters_are_no_persons() -> None:
    found = exchanged(b"NAD+FL+++O?'MORE:MARGARET", b"NAD+QX+++O?'MORE:MARGARET")
    assert (found.persons[1].role, found.persons[1].kind) == ("QX", Kind.OTHER)
    assert "paxlst.role-unknown" in codes(found.problems)
    early = exchanged(b"NAD+MS+++DESK", b"NAD+QX+++DESK")
    assert [contact.role for contact in early.contacts] == ["QX"]
    late = exchanged(b"CNT+42", b"NAD+MS+++LATE'COM+1:TE'CNT+42")
    assert [contact.surname for contact in late.contacts] == ["DESK", "LATE"]
    assert len(late.persons) == 2
    assert late.contacts[1].contacts[0].value == "1"


@pytest.mark.parametrize("nad", [b"NAD+MS+DESK", b"NAD+MS++DESK", b"NAD+MS++++DESK"])
def test_a_reporter_is_named_wherever_the_name_stands(nad: bytes) -> None:
    found = exchanged(b"NAD+MS+++DESK:OPERATIONS", nad)
    assert [contact.surname for contact in found.contacts] == ["DESK"]


def test_a_lorry() -> None:
    found = exchanged(b"TDT+20+ZZ123+++ZZ'LOC+92", b"TDT+11+T77+03++ZZLA:172'LOC+92")
    assert found.movement
    assert found.movement.mode == "road"


def test_two_persons_of_one_reference_are_two() -> None:
    found = exchanged(b"ABO:ZZ0002", b"ABO:ZZ0001")
    assert len(found.persons) == 2
    assert "paxlst.reference-repeated" in codes(found.problems)


def test_counts() -> None:
    assert "paxlst.count" in codes(exchanged(b"CNT+42:2", b"CNT+42:1").problems)
    assert "paxlst.count" not in codes(exchanged(b"CNT+42:2", b"CNT+42:160").problems)
    odd = exchanged(b"CNT+42:2", b"CNT+42+8")
    assert (odd.counts[0].value, "paxlst.count-form" in codes(odd.problems)) == ("8", True)


def test_more_than_the_directory_allows_is_told_and_kept() -> None:
    person, found = one_person(b"NAT+2+UTO'" * 12, b"D:05B")
    assert len(person.nationalities) == 12
    assert codes(found.problems).count("paxlst.repeated") == 1


@pytest.mark.parametrize("version", [*grammar.VERSIONS, "D:99Z", "S:93A", ""])
def test_every_version_is_read(version: str) -> None:
    person, found = one_person(b"ATT+2++F'", version.encode())
    assert person.sex == "F"
    assert ("paxlst.version-unknown" in codes(found.problems)) == (version not in grammar.VERSIONS)


def test_what_has_no_place_is_kept() -> None:
    found = exchanged(b"BGM+745'", b"BGM+745'ABC+1'DTM+137:3001100900:201'LOC+1+UTB'COM+5:TE'")
    assert [each.tag for each in found.kept] == ["ABC"]
    kept = {each.qualifier: each.value for each in found.references}
    assert (kept["DTM+137"], kept["LOC+1"]) == ("2030-01-10T09:00", "UTB")
    assert found.contacts[0].contacts[0].value == "5"
    assert "paxlst.segment-unexpected" in codes(found.problems)
    auth = exchanged(b"CNT+42:2'", b"CNT+42:2'AUT+SEAL'")
    assert [each.tag for each in auth.kept] == ["AUT"]


def test_the_dialect_of_the_us() -> None:
    found = push(
        b"UNH+1+PAXLST:001:000:NZ+ZZ812'CTA+IC+:DESK+1:TE'TDT++ZZ812+40+ZZ'LOC+005+UTUTA:50'"
        b"DTM+136+300131+1030+M05'LOC+008+XXXXB:50'DTM+132+300131+2200+M05'UNS+D'"
        b"PDT+P/U1:351231:UTO+MORE:THOMAS:R:780207:M+PAX+UTUTA:XXXXB'PDT++:::+CRW'PDT+U2+TWO'UNT+12+1'"
    )
    thomas, nobody, two = found.persons
    assert (thomas.surname, thomas.given, thomas.birth_date) == ("MORE", "THOMAS R", "1978-02-07")
    assert (thomas.embark, thomas.disembark) == ("UTA", "XXB")
    (document,) = thomas.documents
    assert (document.type, document.number, document.expiry, document.issuer) == (
        "P",
        "U1",
        "2035-12-31",
        "UTO",
    )
    assert (nobody.kind, nobody.surname) == (Kind.CREW, "")
    assert (two.documents[0].type, two.documents[0].number) == ("", "U2")
    assert found.movement
    assert found.movement.legs[0].origin == "UTA"
    assert found.movement.legs[0].departs == "2030-01-31T10:30"
    assert found.contacts[0].surname == "DESK"
    assert "paxlst.name-missing" in codes(found.problems)


SHIP = (
    "UNH+1+PAXLST:D:16B:UN:IATA'BGM+745'TDT+20+C300+1+++++{vessel}:::SEA OF UTOPIA'LOC+125+{port}'"
    "DTM+189:3001110900:201'LOC+87+UTCAB'DTM+232:3001150700:201'NAD+FL+++NUSQUAMA:MARIA'ATT+2++F'"
    "DTM+329:000315'NAT+2+UTO'DOC+P:110:111+ZU1'LOC+91+UTO'UNT+14+1'"
)


@pytest.mark.parametrize(
    ("vessel", "port", "expected"),
    [
        ("2000016", "UTAMA", []),
        ("2000017", "UTAMA", ["paxlst.vessel-imo"]),
        ("QU7A2:103", "UTAMA", []),
        ("Q!", "UTAMA", ["paxlst.vessel-sign"]),
        ("2000016", "AMAUROT", ["paxlst.port-code"]),
    ],
)
def test_a_ship_is_named_by_a_number_that_holds(
    vessel: str, port: str, expected: list[str]
) -> None:
    found = push(SHIP.format(vessel=vessel, port=port).encode())
    assert [code for code in codes(found.problems) if code.startswith("paxlst.")] == expected


def test_a_list_of_a_ship_is_written_as_a_message() -> None:
    text = "CREW LIST\nName of ship,SEA OF UTOPIA\nIMO number,2000016\nVoyage,C300\n"
    text += "Last port of call,UTCAB\nPort of arrival,UTAMA\nDate of arrival,2030-01-15\n"
    text += "Family name,Given names,Rank,Nationality\nNUSQUAMA,MARIA,Master,UTO\n"
    found = push(text.encode())
    found.format, found.version, found.function = "PAXLST", "D:16B", "250"
    again = push(paxlst.write(found))
    assert again.movement is not None
    assert (again.movement.vessel, again.movement.vessel_name) == ("2000016", "SEA OF UTOPIA")
    assert [(one.role, one.surname) for one in again.persons] == [("FM", "NUSQUAMA")]
