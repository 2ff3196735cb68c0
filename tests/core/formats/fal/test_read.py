"""Lists of ships in the forms that ships and agents really send."""

import io
import json
import random
from importlib import import_module

import pytest

from fairlead.core.formats import fal
from fairlead.core.formats.fal import grammar
from fairlead.core.formats.fal.values import (
    Day,
    order_of,
    part_document,
    read_day,
    read_port,
    read_state,
)
from fairlead.core.formats.fal.words import fold, meaning, table
from fairlead.core.formats.fal.workbook import workbook
from fairlead.core.formats.recognition import readings, say
from fairlead.core.problems import Problem
from fairlead.core.travel import Kind, Party, Push, provenance
from tests.core.formats.fal.forms import BLOCK, CREW, crew
from tests.core.formats.specimens import codes, push


def test_a_crew_list_with_the_block_of_the_form() -> None:
    found = crew()
    movement = found.movement
    assert (found.format, found.version, found.meaning) == ("FAL", "5", "crew")
    assert movement is not None
    assert (movement.mode, movement.vessel, movement.vessel_name) == (
        *("sea", "2000016", "SEA OF UTOPIA"),
    )
    (leg,) = movement.legs
    assert (leg.origin, leg.destination, leg.arrives, leg.number) == (
        *("UTCAB", "UTAMA", "2030-01-15", "C300"),
    )
    assert [(one.surname, one.employment, one.kind) for one in found.persons] == [
        ("NUSQUAMA", "Master", Kind.CREW),
        ("HYTHLODAY", "Cook", Kind.CREW),
    ]
    assert found.function == "arrival"
    assert codes(found.problems) == []


def test_every_value_knows_its_cell_and_the_cell_its_line() -> None:
    data = ("CREW LIST\n" + BLOCK + CREW).encode()
    (found,) = readings(io.BytesIO(data))
    second = found.persons[1]
    cell = found.segments[provenance(second, "birth_date") - 1]
    assert (cell.tag, cell.elements) == ("F8", [["1990-12-25"]])  # type: ignore[attr-defined]
    assert data[cell.start : cell.end].startswith(b"2,HYTHLODAY")
    number = found.segments[provenance(second.documents[0], "number") - 1]
    assert number.tag == "G8"


HEADINGS = {
    "es": "Núm;Apellidos;Nombres;Grado o función;Nacionalidad;Fecha de nacimiento;N° de pasaporte",
    "fr": "N°;Nom de famille;Prénoms;Grade ou fonction;Nationalité;Date de naissance;Passeport",
    "ru": "№ п/п;Фамилия;Имя, отчество;Должность;Гражданство;Дата рождения;Номер паспорта",
    "zh": "序号;姓;名;职务;国籍;出生日期;护照号码",
    "ar": "الرقم;اسم العائلة;الاسم الأول;الوظيفة;الجنسية;تاريخ الميلاد;رقم جواز السفر",
    "two": "No;Фамилия / Family name;Имя / Given names;Rank/Rating;Гражданство / Nationality;"
    "Дата рождения / Date of birth;Passport No. (seaman's book)",
    "numbered": "6. No.;7. Family name*;8. Given names;9. Rank or rating;10. Nationality;"
    "11. Date of birth;12. Number of identity document",
}


@pytest.mark.parametrize("language", HEADINGS)
@pytest.mark.parametrize("order", range(3))
def test_headings_of_six_languages_in_any_order(language: str, order: int) -> None:
    names = HEADINGS[language].split(";")
    row = ["1", "NUSQUAMA", "MARIA", "Master", "UTO", "14.02.1981", "ZU12345K7"]
    places = list(range(len(names)))
    random.Random(order).shuffle(places)
    text = "\n".join(";".join(line[place] for place in places) for line in (names, row))
    (person,) = push(text.encode()).persons
    assert (person.surname, person.given, person.employment) == ("NUSQUAMA", "MARIA", "Master")
    assert (person.birth_date, person.nationality) == ("1981-02-14", "UTO")
    assert person.documents[0].number == "ZU12345K7"


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_separators_and_alphabets(mark: str, encoding: str) -> None:
    text = "Apellidos,Nombres,Nacionalidad,Fecha de nacimiento\nNUÑO,ANA,ESP,1981-02-14\n"
    (person,) = push(text.replace(",", mark).encode(encoding)).persons
    assert (person.surname, person.given) == ("NUÑO", "ANA")


@pytest.mark.parametrize(
    ("name", "surname", "given", "code"),
    [
        ("NUSQUAMA, MARIA ANA", "NUSQUAMA", "MARIA ANA", ["fal.name-parted"]),
        ("NUSQUAMA/MARIA", "NUSQUAMA", "MARIA", ["fal.name-parted"]),
        ("DE NUSQUAMA Maria", "DE NUSQUAMA", "Maria", ["fal.name-parted"]),
        ("Maria NUSQUAMA", "NUSQUAMA", "Maria", ["fal.name-parted"]),
        ("MARIA NUSQUAMA", "MARIA NUSQUAMA", "", ["fal.name-whole"]),
        ("MARIA", "MARIA", "", []),
    ],
)
def test_a_name_in_one_cell_is_parted_only_where_something_parts_it(
    name: str, surname: str, given: str, code: list[str]
) -> None:
    found = crew(f'Name,Rank,Nationality,DOB,Passport No\n"{name}",Cook,UTO,1981-02-14,Z1\n')
    (person,) = found.persons
    assert (person.surname, person.given) == (surname, given)
    assert codes(found.problems) == code


def test_name_beside_a_surname_is_the_given_name() -> None:
    found = crew("Surname,Name,Nationality,DOB,Passport\nNUSQUAMA,MARIA,UTO,1981-02-14,Z1\n")
    assert (found.persons[0].surname, found.persons[0].given) == ("NUSQUAMA", "MARIA")


def test_cells_that_hold_two_values() -> None:
    found = crew(
        "Surname,Given names,Date and place of birth,Nature and number of identity document,"
        'Nationality\nNUSQUAMA,MARIA,"14 FEB 1981, Amaurot",Seaman\'s book SB 12 34,UTO\n'
    )
    (person,) = found.persons
    (document,) = person.documents
    assert (person.birth_date, person.birth_place) == ("1981-02-14", "Amaurot")
    assert (document.type, document.number) == ("S", "SB1234")


def test_a_passenger_list_with_transit_visa_and_ports() -> None:
    found = crew(
        "Family name,Given names,Nationality,Date of birth,Gender,Nature of identity document,"
        "Number of identity document,Issuing State,Expiry date,Port of embarkation,Visa number,"
        "Port of disembarkation,Transit passenger,Cabin,Reservation number\n"
        "MORE,THOMAS,GBR,1978-02-07,Male,Passport,ZU1,GBR,2035-06-30,UT CAB,V77,UTAMA,yes,7,AB12\n",
        title="PASSENGER LIST\n",
    )
    (person,) = found.persons
    passport, visa = person.documents
    assert (found.version, found.meaning, person.kind) == (
        *("6", "passengers", Kind.TRANSIT_PASSENGER),
    )
    assert (passport.type, passport.issuer, passport.expiry) == ("P", "GBR", "2035-06-30")
    assert (visa.type, visa.number) == ("V", "V77")
    assert (person.embark, person.disembark, person.locator) == ("UTCAB", "UTAMA", "AB12")
    assert person.seats[0].number == "7"
    assert codes(found.problems) == []


def test_a_workbook_of_several_sheets_shares_the_ship() -> None:
    data = workbook(
        {
            "Vessel Details": [
                ["Vessel Name", "IMO Number", "Call Sign", "Flag"],
                ["SEA OF UTOPIA", "2000016", "QU7A2", "UTO"],
                ["Voyage Number", "Port of Arrival", "Arrival Date"],
                ["C300", "UTAMA", "2030-01-15"],
            ],
            "Crew List": [
                ["Last Name", "First Name", "Position", "Nationality", "Birth Date", "ID Number"],
                ["NUSQUAMA", "MARIA", "Master", "UTO", "1981-02-14", "ZU1"],
            ],
            "Non Crew": [
                ["Last Name", "First Name", "Nationality", "Birth Date", "ID Number"],
                ["MORE", "THOMAS", "GBR", "1978-02-07", "ZU2"],
            ],
        }
    )
    first, second = readings(io.BytesIO(data))
    assert [first.meaning, second.meaning] == ["crew", "passengers"]
    for each in (first, second):
        assert each.movement is not None
        assert (each.movement.vessel, each.movement.vessel_name) == ("2000016", "SEA OF UTOPIA")
        assert codes(each.problems) == []
    place = provenance(second.persons[0], "surname")
    assert second.segments[place - 1].tag == "Non Crew!A2"


def test_a_list_at_departure_begins_its_leg_here() -> None:
    block = """Name of ship,SEA OF UTOPIA,IMO number,2000016
Voyage number,C300,Departure,X,Arrival,
Port of arrival/departure,UTAMA,Date of arrival/departure,2030-01-15 18:00
Next port of call,ESBCN
"""
    found = crew(block=block)
    assert found.function == "departure"
    assert found.movement is not None
    (leg,) = found.movement.legs
    assert (leg.origin, leg.destination, leg.departs, leg.arrives) == (
        *("UTAMA", "ESBCN", "2030-01-15T18:00", ""),
    )
    assert codes(found.problems) == []


def test_json_of_several_builds() -> None:
    whole = {
        "ship": {"name": "SEA OF UTOPIA", "imo": "2000016"},
        "voyageNumber": "C300",
        "port_of_arrival": "UTAMA",
        "crewList": [
            {"familyName": "NUSQUAMA", "givenNames": ["MARIA", "ANA"], "dateOfBirth": "1981-02-14",
             "nationality": "UTO", "identity": {"documentNumber": "ZU1"}, "shoe size": 41}
        ],
    }  # fmt: skip
    found = push(json.dumps(whole).encode())
    (person,) = found.persons
    assert found.movement is not None
    assert (found.movement.vessel_name, found.movement.vessel) == ("SEA OF UTOPIA", "2000016")
    assert (person.surname, person.birth_date) == ("NUSQUAMA", "1981-02-14")
    assert ("shoe Size", "41") not in [(one.qualifier, one.value) for one in person.references]
    assert ("shoe size", "41") in [(one.qualifier, one.value) for one in person.references]
    cell = found.segments[provenance(person, "surname") - 1]
    assert cell.tag == "crewList[0].familyName"


FAULTY = [
    ("fal.imo", BLOCK.replace("2000016", "2000019"), CREW),
    ("fal.imo-missing", BLOCK.replace("2000016", ""), CREW),
    ("fal.ship-missing", BLOCK.replace("SEA OF UTOPIA", ""), CREW),
    ("fal.call-sign", BLOCK.replace("QU7A2", "Q"), CREW),
    ("fal.voyage-missing", BLOCK.replace("C300", ""), CREW),
    ("fal.port-named", BLOCK.replace("UTCAB", "Cabo Nowhere"), CREW),
    ("fal.port-missing", BLOCK.replace("UTCAB", "").replace("UTAMA", ""), CREW),
    ("fal.date-missing", BLOCK.replace("2030-01-15", ""), CREW),
    ("fal.date", BLOCK.replace("2030-01-15", "2030-02-31"), CREW),
    ("fal.date-order", BLOCK.replace("2030-01-15", "01/02/2030"), CREW),
    ("fal.count", BLOCK + "Total crew,3\n", CREW),
    ("fal.date", BLOCK, CREW.replace("1981-02-14", "14.02.81.")),
    ("fal.date-order", BLOCK, CREW.replace("1981-02-14", "04/02/1981")),
    ("fal.date-year", BLOCK, CREW.replace("1981-02-14", "24/02/81")),
    ("fal.date-serial", BLOCK, CREW.replace("1981-02-14", "29631")),
    ("fal.birth-future", BLOCK, CREW.replace("1981-02-14", "2031-02-14")),
    ("fal.name-missing", BLOCK, CREW.replace("NUSQUAMA,MARIA", ",")),
    ("fal.state-named", BLOCK, CREW.replace("PRT", "Portugal")),
    ("fal.state-unknown", BLOCK, CREW.replace("PRT", "Nowhere")),
    ("fal.document-missing", BLOCK, CREW.replace("ZU12345K7", "")),
    ("fal.document-repeated", BLOCK, CREW.replace("ZU12346K7", "ZU12345K7")),
    ("fal.number-repeated", BLOCK, CREW.replace("\n2,", "\n1,")),
    ("fal.number-missing", BLOCK, CREW.replace("\n2,", "\n4,")),
    ("fal.incomplete", BLOCK, CREW.replace("1981-02-14", "")),
    ("fal.column-unknown", BLOCK, CREW.replace("Rank or rating", "Shoe size")),
    ("fal.column-missing", BLOCK, CREW.replace("Number of ID", "")),
    ("fal.row-outside", BLOCK, CREW + "\nDate and signature,,,,,,\n"),
    ("fal.sex", BLOCK, CREW.replace("Rank or rating", "Gender")),
]


@pytest.mark.parametrize(("code", "block", "columns"), FAULTY)
def test_every_fault_is_told_and_nobody_is_lost(code: str, block: str, columns: str) -> None:
    found = crew(columns, block)
    assert code in codes(found.problems)
    assert len(found.persons) == 2
    for problem in found.problems:
        assert say(problem)
        if problem.ordinal:
            assert found.segments[problem.ordinal - 1].tag == problem.segment


def test_an_order_of_days_and_months_is_told_by_the_whole_list() -> None:
    text = CREW.replace("1981-02-14", "03/04/1981").replace("1990-12-25", "12/25/1990")
    found = crew(text)
    assert [one.birth_date for one in found.persons] == ["1981-03-04", "1990-12-25"]
    assert codes(found.problems) == []
    assert order_of(["25/12/1990", "26/11/1990", "12/25/1990"]) == "dm"


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("1981-02-14", "1981-02-14"),
        ("19810214", "1981-02-14"),
        ("1981/2/14", "1981-02-14"),
        ("14.02.1981", "1981-02-14"),
        ("14-Feb-1981", "1981-02-14"),
        ("14FEB1981", "1981-02-14"),
        ("February 14, 1981", "1981-02-14"),
        ("14 февраля 1981", "1981-02-14"),
        ("1981年2月14日", "1981-02-14"),
        ("14/02/1981 08:30", "1981-02-14T08:30"),
        ("31.02.1981", ""),
        ("1981", ""),
    ],
)
def test_dates(text: str, iso: str) -> None:
    assert read_day(text, "dm").iso == iso


def test_states_and_ports() -> None:
    assert read_state("Utopia").code == "UTO"
    assert not read_state("Nowhere").known
    assert read_port("Amaurot (UT AMA)") == ("UTAMA", True)
    assert read_port("Amaurot") == ("Amaurot", False)


def test_footers_numbers_of_columns_and_blank_lines_are_no_persons() -> None:
    found = crew(
        CREW.replace("\n1,", "\n1,2,3,4,5,6,7\n1,", 1) + "3,,,,,,\n\n4,,,,,,\nSignature:,,,,,,\n"
    )
    assert [one.surname for one in found.persons] == ["NUSQUAMA", "HYTHLODAY"]
    assert codes(found.problems) == ["fal.row-outside"]
    assert found.kept[0].elements == [["Signature:"]]


@pytest.mark.parametrize(
    "data",
    [
        b"a,b,c\nd,e,f\n",
        b"{}",
        b"[]",
        b'{"format": "PAXLST", "persons": []}',
        b"PK\x03\x04xl/",
        b"\n,,\n",
    ],
)
def test_what_is_no_list_is_not_taken_for_one(data: bytes) -> None:
    found = push(data)
    assert (found.format, found.persons) == ("", [])


def test_messages_of_edifact_with_commas_are_not_asked() -> None:
    found = push(b"Family name,Given name,Nationality\nUNH+1+CUSRES:D:05B:UN:IATA'BGM+962'UNT+3+1'")
    assert found.format == "CUSRES"


# ---------------------------------------------------------------- the tables


@pytest.mark.parametrize("name", ["columns", "header", "titles", "sexes", "documents", "answers"])
def test_no_word_means_two_things(name: str) -> None:
    import tomllib
    from importlib import resources

    source = resources.files("fairlead.core.formats.fal").joinpath("words.toml").read_text("utf-8")
    seen: dict[str, str] = {}
    for key, words in tomllib.loads(source)[name].items():
        for word in words:
            assert seen.setdefault(fold(word), key) == key, word


def test_the_headings_of_the_forms_are_known() -> None:
    for field, heading in (grammar.CREW | grammar.PASSENGERS | grammar.FURTHER).items():
        assert meaning("columns", heading) == field
    for field, label in grammar.HEADER.items():
        assert meaning("header", label) == field
    assert table("months")["feb"] == "2"


# ---------------------------------------------------------------- what seldom stands there

SELDOM = (
    "Family name,Given names,Name,Nature of ID,Number of ID,Expiry date,Date of issue,Transit,"
    "Person type\n"
)


def seldom(row: str) -> tuple[Party, list[str]]:
    found = crew(SELDOM + row, BLOCK, "PASSENGER LIST\n")
    (person,) = found.persons
    return person, [code for code in codes(found.problems) if code != "fal.column-missing"]


def test_a_whole_name_beside_its_parts_is_kept_as_data() -> None:
    person, told_ = seldom("MORE,THOMAS,Thomas More,Passport,Z1,2035-01-01,2025-01-01,no,\n")
    assert (person.surname, person.given) == ("MORE", "THOMAS")
    assert ("name", "Thomas More") in [(one.qualifier, one.value) for one in person.references]
    assert person.documents[0].issued == "2025-01-01"
    assert told_ == []


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("MORE,THOMAS,,Fishing licence,Z1,2035-01-01,,no,", "fal.document-type"),
        ("MORE,THOMAS,,Passport,,2035-01-01,,no,", "fal.document-number"),
        ("MORE,THOMAS,,Passport,Z1,2029-01-01,,no,", "fal.document-expired"),
        ("MORE,THOMAS,,Passport,Z1,soon,,no,", "fal.date"),
        ("MORE,THOMAS,,Passport,Z1,2035-01-01,,perhaps,", "fal.transit"),
    ],
)
def test_seldom_faults(row: str, code: str) -> None:
    person, told_ = seldom(row + "\n")
    assert told_ == [code]
    assert person.surname == "MORE"


def test_crew_among_passengers_and_in_transit() -> None:
    row = "MORE,THOMAS,,Passport,Z1,2035-01-01,,{},Crew member\n"
    assert seldom(row.format("no"))[0].kind is Kind.CREW
    assert seldom(row.format("yes"))[0].kind is Kind.TRANSIT_CREW


def test_parts_of_one_document_in_two_columns_are_not_overwritten() -> None:
    found = crew(
        "Family name,Nationality,Date of birth,Identity document,Passport number,Nature of ID\n"
        "MORE,UTO,1981-02-14,Seaman's book 77,Z1,Passport\n"
    )
    (document,) = found.persons[0].documents
    assert (document.type, document.number) == ("P", "Z1")


def test_two_digits_of_a_year_are_told_and_a_document_without_number_is_all_nature() -> None:
    assert read_day("14 Feb 81", "", near=2026, birth=True) == Day("1981-02-14", "year-short")
    assert part_document("blue card") == ("blue card", "")
    assert part_document("licence 12 34") == ("licence", "1234")


def test_json_that_is_a_list_or_too_deep_or_broken() -> None:
    whole = (
        '[{"familyName": "MORE", "rank": "Cook", "nationality": "UTO", "identityDocument": "Z1",'
    )
    whole += (
        ' "dateOfBirth": "1981-02-14", "givenNames": "THOMAS", "imoNumber": true, "age": null}]'
    )
    (person,) = push(whole.encode()).persons
    assert (person.surname, person.employment) == ("MORE", "Cook")
    deep = '{"crewList": [{"familyName": "A", "rank": "B", "nationality": "C"}], "x": '
    assert len(push((deep + '{"y":' * 30 + "1" + "}" * 31).encode()).persons) == 1
    for broken in (whole[:-1], deep + "[" * 100_000):
        assert codes(push(broken.encode()).problems) == ["formats.unknown", "fal.unreadable"]
    (found,) = fal.read(io.BytesIO(b"[1, 2]"))
    assert isinstance(found, Push | Problem)


def test_an_empty_source_and_a_workbook_that_is_none() -> None:
    for data in (b"", b"PK\x03\x04 no workbook"):
        (found,) = fal.read(io.BytesIO(data))
        assert isinstance(found, Problem)


def test_a_list_larger_than_can_be_borne(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_module("fairlead.core.formats.fal.read"), "LARGEST_FILE", 10)
    (found,) = fal.read(io.BytesIO((BLOCK + CREW).encode()))
    assert isinstance(found, Problem)
    assert found.code == "fal.unreadable"


def test_a_form_that_says_nothing_of_itself_is_told() -> None:
    found = push(b"Family name,Nationality,Date of birth\nMORE,UTO,1981-02-14\n")
    assert "fal.form-unknown" in codes(found.problems)
    assert found.persons[0].kind is Kind.PASSENGER
