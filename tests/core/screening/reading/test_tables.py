"""Entities from tables and workbooks, with the headings that offices give their columns."""

import io
import zipfile
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairlead.core.problems import Problem
from fairlead.core.screening.reading import Entity, Options, read_sheet, read_table
from tests.core.screening.reading.workbooks import workbook

SIMPLE = (
    '"id","schema","name","aliases","birth_date","countries","addresses","identifiers",'
    '"sanctions","phones","emails","dataset","first_seen"\n'
    '"u-1","Person","Ada Amaurot","Ada A.;A. Amaurot","1970-05-03","fr;be","1 Rue Une, Paris",'
    '"X4830917","","+33123456780","ada@amaurot.example","utopia","2026-01-01"\n'
    '"u-2","Company","Anyder Trading","","","","","","","","","",""\n'
)


def both(content: bytes | str, options: Options = Options()) -> tuple[list[Entity], list[Problem]]:  # noqa: B008
    raw = content.encode() if isinstance(content, str) else content
    found = list(read_table(io.BytesIO(raw), options))
    return (
        [one for one in found if isinstance(one, Entity)],
        [one for one in found if isinstance(one, Problem)],
    )


def test_the_simple_shape_is_read() -> None:
    found, problems = both(SIMPLE)

    assert found[0] == Entity(
        "u-1",
        "Person",
        {
            "name": ("Ada Amaurot",),
            "alias": ("Ada A.", "A. Amaurot"),
            "birthDate": ("1970-05-03",),
            "country": ("fr", "be"),
            "address": ("1 Rue Une, Paris",),
            "idNumber": ("X4830917",),
            "phone": ("+33123456780",),
            "email": ("ada@amaurot.example",),
            "dataset": ("utopia",),
        },
        2,
    )
    assert (found[1].id, found[1].schema, found[1].place) == ("u-2", "Company", 3)
    assert [(one.code, one.raw) for one in problems] == [("table.unknown-column", b"first_seen")]


@pytest.mark.parametrize(
    "headings",
    [
        "Full name;Date of birth;Nationality",
        "Nom complet;Date de naissance;Nationalité",
        "Nombre completo;Fecha de nacimiento;Nacionalidad",
        "ФИО;Дата рождения;Гражданство",
        "الاسم الكامل;تاريخ الميلاد;الجنسية",
        "姓名;出生日期;国籍",
        "NAME;D.O.B.;CITIZENSHIP",
        "full_name;birth_date;nationality",
    ],
)
def test_columns_are_known_in_six_languages(headings: str) -> None:
    found, problems = both(f"{headings}\nAda Amaurot;1970-05-03;fr\n", Options(schema="Person"))

    assert found[0].properties == {
        "name": ("Ada Amaurot",),
        "birthDate": ("1970-05-03",),
        "nationality": ("fr",),
    }
    assert (found[0].schema, found[0].id) == ("Person", "line-2")
    assert [one.code for one in problems] == ["entity.no-id"]


def test_parts_of_a_name_are_joined() -> None:
    found, _problems = both("id,Surname,Given names\n1,Amaurot,Ada\n")

    assert found[0].properties["name"] == ("Ada Amaurot",)


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_separator_and_alphabet_are_told_by_the_content(separator: str, encoding: str) -> None:
    text = f"id{separator}name\r\n1{separator}Zoé Amaurot\r\n"
    found, problems = both(text.encode(encoding))

    assert found[0].properties == {"name": ("Zoé Amaurot",)}
    assert [one.code for one in problems] == (["table.encoding"] if encoding == "cp1252" else [])


def test_quoted_cells_hold_separators_and_lines() -> None:
    found, problems = both('id,name,notes\n1,"Amaurot, Ada","one\ntwo"\n2,Bo,x\n')

    assert found[0].properties["name"] == ("Amaurot, Ada",)
    assert [one.place for one in found] == [2, 4], "the line on which a row begins"
    assert problems == []


def test_rows_of_another_length_are_read_as_far_as_they_go() -> None:
    found, problems = both("id,name,country\n1,Ada\n2,Bo,fr,more\n3,Cy,fr,\n\n,,\n")

    assert [one.id for one in found] == ["1", "2", "3"]
    assert [(one.code, one.line) for one in problems] == [
        ("table.row-too-short", 2),
        ("table.row-too-long", 3),
    ]


def test_without_a_column_of_names_nothing_is_read() -> None:
    found, problems = both("a,b\n1,2\n")

    assert found == []
    assert [one.code for one in problems] == ["table.no-heading"]
    assert both("") == ([], [])
    assert both("\n\n") == ([], [])


def test_entities_of_a_table_are_checked_like_all_others() -> None:
    _found, problems = both("id,name,dob\n1,Ada\u202e,1970-02-30\n1,,\n")

    assert [(one.code, one.line) for one in problems] == [
        ("entity.hidden-character", 2),
        ("entity.wrong-date", 2),
        ("entity.no-name", 3),
        ("entity.duplicate-id", 3),
    ]


def test_a_zero_byte_stops_nobody() -> None:
    found, problems = both("id,name\n1,Ada\0 Amaurot\n2,Bo\n")

    assert [one.properties["name"] for one in found] == [("Ada Amaurot",), ("Bo",)]
    assert [one.code for one in problems] == ["entity.hidden-character"]


@given(st.binary(max_size=300))
def test_no_bytes_make_a_table_fail(content: bytes) -> None:
    both(content)
    both(b"id,name\n" + content)


# -------------------------------------------------------------------------------------- workbooks


def sheet(content: bytes) -> tuple[list[Entity], list[Problem]]:
    found = list(read_sheet(io.BytesIO(content)))
    return (
        [one for one in found if isinstance(one, Entity)],
        [one for one in found if isinstance(one, Problem)],
    )


def test_a_workbook_is_read_from_its_headings_on() -> None:
    found, problems = sheet(
        workbook(
            [["Notes of an office", ""], ["nothing here", ""]],
            [
                ["List of people", "", "", ""],
                ["id", "Full name", "Date of birth", "ID number"],
                ["u-1", "Ada Amaurot", date(1970, 5, 3), 4830917],
                ["u-2", "Bo Anyder", "circa 1970", "X12-345"],
            ],
        )
    )

    assert problems == []
    assert found == [
        Entity(
            "u-1",
            "LegalEntity",
            {"name": ("Ada Amaurot",), "birthDate": ("1970-05-03",), "idNumber": ("4830917",)},
            3,
        ),
        Entity(
            "u-2",
            "LegalEntity",
            {"name": ("Bo Anyder",), "birthDate": ("circa 1970",), "idNumber": ("X12-345",)},
            4,
        ),
    ]


def test_a_workbook_without_names_says_so() -> None:
    _found, problems = sheet(workbook([["a", "b"], ["1", "2"]]))

    assert [one.code for one in problems] == ["table.no-heading"]
    assert sheet(workbook([])) == ([], []) or sheet(workbook([]))[1]


@pytest.mark.parametrize(
    "sheet_data",
    [
        '<row r="1"><c r="A1"/></row><row r="1048576"><c r="XFD1048576"/></row>',
        "<row r='1'><c r = 'A1'/></row><row r='900000000'><c/></row>" + "<row/>",
        '<row r="2000000">' + "<c/>" * 11 + "</row>",
        '<x:row r="1"><x:c r="ZZZZZZ1"/></x:row>',
    ],
)
def test_a_workbook_with_a_boundless_grid_is_not_laid_out(sheet_data: str) -> None:
    packed = io.BytesIO(workbook([["id", "name"]]))
    with zipfile.ZipFile(packed, "a") as archive:
        archive.writestr("elsewhere/any.name", f"<worksheet>{sheet_data}</worksheet>")
    found, problems = sheet(packed.getvalue())

    assert (found, [one.code for one in problems]) == ([], ["sheet.unreadable"])


def test_a_large_workbook_is_read_whole() -> None:
    rows = [["id", "name"], *([str(number), "Ada Amaurot " + "x" * 90] for number in range(12_000))]
    content = workbook(rows)
    found, problems = sheet(content)

    assert (len(found), problems) == (12_000, [])


def bomb() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for number in range(9):
            archive.writestr(f"xl/worksheets/s{number}.xml", bytes(1 << 26))
    return packed.getvalue()


@pytest.mark.parametrize(
    "content",
    [b"", b"PK", b"PK\x03\x04" + bytes(100), b"\xd0\xcf\x11\xe0" + bytes(600), b"id,name"],
)
def test_what_is_no_workbook_is_told(content: bytes) -> None:
    found, problems = sheet(content)

    assert found == []
    assert [one.code for one in problems] == ["sheet.unreadable"]


def test_a_workbook_that_unpacks_to_too_much_is_not_unpacked() -> None:
    content = bomb()
    found, problems = sheet(content)

    assert len(content) < 1 << 22
    assert (found, [one.code for one in problems]) == ([], ["sheet.unreadable"])


@given(st.integers(0, 1500), st.binary(min_size=1, max_size=8))
def test_a_damaged_workbook_makes_nothing_fail(place: int, damage: bytes) -> None:
    whole = bytearray(workbook([["id", "name"], ["1", "Ada Amaurot"]]))
    whole[place : place + len(damage)] = damage
    sheet(bytes(whole))
