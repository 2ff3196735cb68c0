"""Machine-readable zones: the specimens of ICAO Doc 9303, and scans of them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairlead.core.dates import Date
from fairlead.core.dates.machine import of_machine
from fairlead.core.identifiers import mrz

AT = date(2010, 1, 1)
# Specimens of the State of Utopia, ICAO Doc 9303 parts 4 to 6.
TD3 = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10"
TD2 = "I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\nD231458907UTO7408122F1204159<<<<<<<6"
TD1 = (
    "I<UTOD231458907<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6\nERIKSSON<<ANNA<MARIA<<<<<<<<<<"
)


def zone(text: str) -> mrz.Zone:
    found = mrz.read(text, AT)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("text", "layout", "number"),
    [(TD3, "TD3", "L898902C3"), (TD2, "TD2", "D23145890"), (TD1, "TD1", "D23145890")],
)
def test_a_specimen_is_read(text: str, layout: str, number: str) -> None:
    found = zone(text)

    assert (found.layout, found.number) == (layout, number)
    assert (found.surname, found.given, found.gender) == ("ERIKSSON", "ANNA MARIA", "F")
    assert (str(found.birth), str(found.expiry)) == ("1974-08-12", "2012-04-15")
    assert found.holds == {"number", "birth", "expiry"}
    assert not found.truncated


@pytest.mark.parametrize("text", [TD3, TD2, TD1])
def test_lines_may_come_in_one_piece_and_in_small_letters(text: str) -> None:
    assert zone(text.replace("\n", "")) == zone(text.lower()) == zone(f"\n {text} \n") == zone(text)


def test_a_scan_is_repaired_where_a_check_digit_confirms_it() -> None:
    scan = TD3.replace("L898902C36", "L8989O2C36").replace("7408122", "74O8I22")

    assert zone(scan) == zone(TD3)


def test_digits_in_names_are_letters() -> None:
    assert zone(TD3.replace("ERIKSSON", "ER1K55ON")).surname == "ERIKSSON"


def test_a_wrong_check_digit_is_told() -> None:
    assert zone(TD3.replace("L898902C36", "L898902C37")).holds == {"birth", "expiry"}
    assert zone(TD3.replace("7408122", "7408123")).holds == {"number", "expiry"}


def test_a_long_number_runs_over_into_the_optional_field() -> None:
    first = "I<UTOD23145890<7349<<<<<<<<<<<"
    found = zone("\n".join([first, *TD1.split("\n")[1:]]))

    assert (found.number, "number" in found.holds) == ("D23145890734", True)


def test_a_country_is_known_by_its_code() -> None:
    found = zone(TD3.replace("UTO", "D<<", 1).replace("UTO", "FRA"))

    assert (found.issuer, found.nationality) == ("de", "fr")
    assert zone(TD3).issuer == "", "Utopia is nowhere"


def test_a_name_without_a_filler_at_its_end_may_be_cut() -> None:
    long = "P<UTO" + "ABCDEFGHIJKLMNOPQRSTUVWXYZABCDEFGHIJKLMNOPQ"[:39]

    assert zone(f"{long}\n{TD3.split(chr(10))[1]}").truncated


@pytest.mark.parametrize(
    "text", ["", "P<UTO", TD3[:-1], TD3 + "\nX", TD3.replace("<", "-"), "é" * 90]
)
def test_what_is_no_zone_is_none(text: str) -> None:
    assert mrz.read(text, AT) is None


@given(st.lists(st.text("ABC0159<", min_size=30, max_size=30), min_size=3, max_size=3))
def test_no_lines_make_it_fail(rows: list[str]) -> None:
    assert mrz.read("\n".join(rows), AT) is not None


# ------------------------------------------------------------------------------ dates of the zone


@pytest.mark.parametrize(
    ("text", "later", "shown"),
    [
        ("740812", False, "1974-08-12"),
        ("090101", False, "2009-01-01 1909-01-01"),
        ("110101", False, "1911-01-01"),
        ("7408<<", False, "1974-08"),
        ("74<<<<", False, "1974"),
        ("740000", False, "1974"),
        ("120415", True, "2012-04-15"),
        ("590415", True, "2059-04-15"),
        ("990415", True, "1999-04-15"),
        ("740230", False, None),
        ("<<<<<<", False, None),
        ("7A0812", False, None),
        ("", False, None),
    ],
)
def test_dates_of_six_characters(text: str, later: bool, shown: str | None) -> None:
    found = of_machine(text, AT, later=later)

    assert (found and " ".join(map(str, found.readings))) == shown


@given(st.dates(date(1910, 1, 1), AT))
def test_a_birth_before_the_day_of_reading_is_among_the_readings(day: date) -> None:
    found = of_machine(f"{day:%y%m%d}", AT)

    assert found is not None
    assert Date(day.year, day.month, day.day) in [
        Date(r.year, r.month, r.day) for r in found.readings
    ]
    assert all((r.year, r.month, r.day) <= (AT.year, AT.month, AT.day) for r in found.readings)
