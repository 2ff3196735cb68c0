"""Zones read: the specimens of the standard, and every way in which scans deviate from it."""

import io
from datetime import date

import pytest

from fairlead.core.errors import BadInput
from fairlead.core.formats import mrz
from fairlead.core.formats.mrz import FAULTS, candidates, compose, examine
from fairlead.core.formats.recognition import say
from fairlead.core.identifiers.checksums import icao
from fairlead.core.problems import Problem
from fairlead.core.travel import provenance
from tests.core.formats.mrz.zones import LONG, MRV_A, TD1, TD2, TD3, ZONES, problems, zone
from tests.core.formats.specimens import codes, pushes, specimen


@pytest.mark.parametrize("layout", ZONES)
def test_a_specimen_is_read_without_a_problem(layout: str) -> None:
    found = zone(ZONES[layout])
    (person,) = found.persons
    (document,) = person.documents
    assert (found.format, found.version, found.problems) == ("MRZ", layout, [])
    assert (person.surname, person.given, person.names) == (
        "ERIKSSON",
        "ANNA MARIA",
        ["ANNA", "MARIA"],
    )
    assert (person.sex, document.issuer) == ("F", "UTO")
    assert document.expiry in {"2012-04-15", "1996-12-10"}


def test_every_value_has_its_line() -> None:
    found = zone(TD1)
    (person,) = found.persons
    (document,) = person.documents
    assert [provenance(person, name) for name in ("surname", "birth_date", "sex")] == [3, 2, 2]
    assert [provenance(document, name) for name in ("number", "type", "expiry")] == [1, 1, 2]
    second = found.segments[1]
    line = TD1.split("\n")[1]
    assert TD1[second.start : second.end] == line
    assert (second.tag, second.ordinal, getattr(second, "elements", None)) == ("line", 2, [[line]])


@pytest.mark.parametrize(
    ("text", "number", "wrong"),
    [
        (LONG, "D23145890734", []),
        (LONG.replace("7349", "7348"), "D23145890734", ["check", "check"]),
        (LONG.replace("D23145890<7349", "D23145890<<<<<"), "D23145890", ["check-missing", "check"]),
        ("I<UTOD23145890<7340<<<<<<<<<<<" + LONG[30:], "D23145890734", ["check", "check"]),
    ],
)
def test_a_long_number_runs_over(text: str, number: str, wrong: list[str]) -> None:
    found = zone(text)
    assert found.persons[0].documents[0].number == number
    assert [code for code in problems(text) if code != "candidate"][: len(wrong)] == wrong


def test_a_long_number_checked_with_its_filler_is_accepted_and_told() -> None:
    digit = icao("D23145890<754")
    assert digit != icao("D23145890754")
    text = LONG.replace("D23145890<7349", f"D23145890<754{digit}")
    assert "number-filler" in problems(text)
    assert "number" not in examine(text.split("\n")).wrong


DEVIATIONS = [
    ("L898902C36", "L898902C37", "check"),
    ("L898902C36", "L898902C3<", "check-missing"),
    ("7408122", "7408123", "check"),
    ("1204159", "1204158", "check"),
    ("<<<<<10", "<<<<<20", "check"),
    ("<<<<<10", "<<<<<11", "check"),
    ("7408122", "7499122", "date"),
    ("7408122", "74<<<<8", "date-unknown"),
    ("7408122", "<<<<<<0", "date-unknown"),
    ("P<UTO", "P<XQX", "state"),
    ("P<UTO", "P<UT0", "state"),
    ("36UTO", "36<<<", "state"),
    ("P<UTO", "X<UTO", "document"),
    ("122F120", "122Q120", "sex"),
    ("ERIKSSON<<ANNA<MARIA", "ERIKSSON<ANNA<MARIA<", "name-single"),
    ("ERIKSSON<<ANNA<MARIA", "<<<<<<<<<<<<<<<<<<<<", "name-missing"),
    ("ANNA<MARIA<", "ANNA<<MARIA", "name-parts"),
    ("ERIKSSON", "ER1KSSON", "name-digit"),
    ("<<<<<<<<<<<<<<<<<<<\n", "<KARLSDATTER<AF<X<A\n", "name-cut"),
    ("L898902C36", "<<<<<<<<<0", "number-missing"),
    ("P<UTO", "p<UTO", "lower-case"),
    ("P<UTO", "P <UTO", "blank"),
    ("ERIKSSON<<", "ERIKSSON«", "filler"),
    ("ERIKSSON", "ERIKSSÖN", "character"),
    ("MARIA<", "MARIA", "width"),
    ("MARIA<", "MARIA<<<", "width"),
    ("\n", "", "one-line"),
    ("P<UTO", "Passport of\nP<UTO", "text-outside"),
]


@pytest.mark.parametrize(("old", "new", "code"), DEVIATIONS)
def test_every_deviation_is_told(old: str, new: str, code: str) -> None:
    text = TD3.replace(old, new, 1)
    assert text != TD3
    assert code in problems(text)
    assert zone(text).persons[0].documents, "nobody is lost"


def test_every_code_is_shown_by_a_test() -> None:
    shown = {code for _old, _new, code in DEVIATIONS}
    others = {"line-missing", "candidate", "century", "number-filler"}
    assert {f"mrz.{code}" for code in shown | others} == set(FAULTS)


def test_a_deviation_has_its_place() -> None:
    text = f"\n{TD3.replace('7408122', '7408123')}"
    birth, _composite, *_candidates = zone(text).problems
    assert (birth.segment, birth.ordinal, birth.raw) == ("line", 2, b"3")
    assert text[birth.offset] == "3"
    assert text[: birth.offset].endswith("740812")
    assert say(birth) == "The check digit of birth is 3 and should be 2."


def test_a_place_counts_bytes() -> None:
    text = TD3.replace("ERIKSSON<<", "ERIKSSON«").replace("122F120", "122Q120")
    sex = next(each for each in zone(text).problems if each.code == "mrz.sex")
    assert text.encode()[sex.offset :].startswith(b"Q120")
    assert zone(text).persons[0].given == "ANNA MARIA"


def test_other_character_sets_are_read() -> None:
    (found,) = pushes(TD3.replace("ERIKSSON<<", "ERIKSSON«").encode("latin-1"))
    assert found.persons[0].surname == "ERIKSSON"


def test_a_name_that_fills_its_field_may_go_on() -> None:
    text = "I<UTOD231458907<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6\n"
    assert problems(text + "NILAVADHANANANDA<<CHAYAPA<DEJT") == ["name-cut"]
    assert problems(text + "NILAVADHANANANDA<<CHAYAPA<DEJ<") == []


# ------------------------------------------------------------------------- what is never repaired


def test_what_a_scan_mistook_is_offered_and_not_taken() -> None:
    text = TD3.replace("L898902C36", "L8989O2C36")
    found = zone(text)
    assert found.persons[0].documents[0].number == "L8989O2C3"
    offered = [each for each in found.problems if each.code == "mrz.candidate"]
    assert dict(offered[0].facts) == {"field": "number", "candidate": "L898902C3", "check": "6"}


def test_digits_for_letters_come_before_letters_for_digits() -> None:
    found = candidates(examine(TD3.replace("L898902C36", "L8989O2C36").split("\n")))
    assert [(one.text, one.check) for one in found] == [("L898902C3", "6"), ("1898902C3", "6")]


def test_letters_for_digits_are_offered_where_nothing_else_holds() -> None:
    values = {"document": "P", "issuer": "UTO", "nationality": "UTO", "number": "AB1234567"}
    rows = compose("TD3", values | {"surname": "DOE"})
    found = candidates(examine([row.replace("AB123", "A8123") for row in rows]))
    assert "AB1234567" in [one.text for one in found]
    assert len(found) <= 4


def test_dates_and_check_digits_may_be_misread_as_well() -> None:
    zone_of = examine(TD3.replace("7408122", "74O8I2Z").split("\n"))
    assert zone_of.birth_date is None
    assert [(one.field, one.text, one.check) for one in candidates(zone_of)] == [
        ("birth", "740812", "2")
    ]


def test_what_holds_has_no_other_reading() -> None:
    assert candidates(examine(TD3.split("\n"))) == ()


def test_a_name_with_digits_stays_as_it_is() -> None:
    found = zone(TD3.replace("ERIKSSON", "ER1K55ON"))
    assert found.persons[0].surname == "ER1K55ON"
    assert "ERIKSSON ANNA MARIA" in say(found.problems[0])


# ------------------------------------------------------------------------------- lines and zones


def test_several_zones_in_one_stream() -> None:
    found = pushes("\n\n".join(ZONES.values()).encode())
    assert [each.version for each in found] == list(ZONES)
    assert [codes(each.problems) for each in found] == [[]] * len(ZONES)


def test_lines_may_end_in_any_way_and_have_blank_lines_between() -> None:
    for end in ("\r\n", "\r", "\n\n", "\n  "):
        assert problems(TD1.replace("\n", end)) == []


@pytest.mark.parametrize("text", [TD1, TD2, TD3])
def test_a_zone_in_one_piece(text: str) -> None:
    assert problems(text.replace("\n", "")) == ["one-line"]


@pytest.mark.parametrize(
    ("text", "line", "surname", "number"),
    [
        (TD3.split("\n")[0], "2", "ERIKSSON", ""),
        (TD3.split("\n")[1], "1", "", "L898902C3"),
        ("\n".join(TD1.split("\n")[:2]), "3", "", "D23145890"),
        ("\n".join(TD1.split("\n")[::2]), "2", "ERIKSSON", "D23145890"),
    ],
)
def test_of_a_zone_that_lost_a_line_the_rest_is_read(
    text: str, line: str, surname: str, number: str
) -> None:
    found = zone(text)
    assert dict(found.problems[0].facts)["line"] == line
    assert found.problems[0].code == "mrz.line-missing"
    assert found.persons[0].surname == surname
    assert found.persons[0].documents[0].number == number


def test_a_zone_that_lost_its_end_takes_nothing_from_its_neighbour() -> None:
    first = TD3.split("\n")[0].replace("ERIKSSON", "NOBODYXX")
    one, other = pushes(f"{first}\n{TD3}".encode())
    assert codes(one.problems)[0] == "mrz.line-missing"
    assert (one.persons[0].surname, one.persons[0].documents[0].number) == ("NOBODYXX", "")
    assert (other.persons[0].surname, other.problems) == ("ERIKSSON", [])


def test_what_stands_beyond_a_line_is_kept() -> None:
    found = zone(TD3.replace("<\n", "<<<X\n"))
    assert found.kept[0].elements == [["<<X"]]


def test_text_before_and_after_is_told_once_each() -> None:
    found = zone(f"Passport\nof Utopia\n{TD3}\nAuthority\n")
    assert codes(found.problems) == ["mrz.text-outside", "mrz.text-outside"]


def test_messages_with_fillers_in_their_text_stay_messages() -> None:
    text = specimen("passengers-15b.edi") + TD3.encode()
    assert pushes(text)[0].format == "PAXLST"


@pytest.mark.parametrize("rows", [[], ["P<UTO"], TD3.split("\n")[:1], [*TD3.split("\n"), "X"]])
def test_what_is_of_no_layout_is_refused(rows: list[str]) -> None:
    with pytest.raises(BadInput):
        examine(rows)


# ------------------------------------------------------------------------------------- centuries


def test_a_birth_lies_before_the_end_of_validity() -> None:
    text = TD3.replace("7408122", "1301014")
    found = zone(text)
    assert found.persons[0].birth_date == "1913-01-01"
    assert "century" not in problems(text)


def test_a_child_may_be_very_old() -> None:
    text = TD3.replace("7408122", "1201013").replace("12041", "30041")
    found = next(each for each in zone(text).problems if each.code == "mrz.century")
    assert dict(found.facts) == {"other": "1912-01-01", "taken": "2012-01-01"}
    assert zone(text).persons[0].birth_date == "2012-01-01"


def test_the_day_of_reading_tells_the_century() -> None:
    (found,) = mrz.read(io.BytesIO(TD3.encode()), at=date(1973, 1, 1))
    assert not isinstance(found, Problem)
    assert found.persons[0].birth_date == "1874-08-12"


def test_visas_name_no_composite_digit() -> None:
    assert {each.field for each in examine(MRV_A.split("\n")).checks} == {
        "number",
        "birth",
        "expiry",
    }
