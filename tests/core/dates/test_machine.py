"""Dates of machine-readable zones: two digits of a year, and fillers for what is unknown."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairlead.core.dates import Date
from fairlead.core.dates.machine import of_machine

AT = date(2010, 1, 1)


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
