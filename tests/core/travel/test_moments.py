"""Dates as messages write them: read, doubted, never silently guessed."""

import doctest
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairlead.core.travel import flights, legs, model, moments
from fairlead.core.travel.moments import Moment, century_of, read


@pytest.mark.parametrize("module", [moments, model, legs, flights], ids=lambda each: each.__name__)
def test_examples_run(module: object) -> None:
    assert doctest.testmod(module).failed == 0  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "layout", "iso", "fault"),
    [
        ("130621", "101", "2013-06-21", ""),
        ("20130621", "102", "2013-06-21", ""),
        ("1306210900", "201", "2013-06-21T09:00", ""),
        ("130621090030", "202", "2013-06-21T09:00", ""),
        ("201306210900", "203", "2013-06-21T09:00", ""),
        ("20130621090030", "204", "2013-06-21T09:00", ""),
        ("210613", "2", "2013-06-21", ""),
        ("062113", "3", "2013-06-21", ""),
        ("21062013", "4", "2013-06-21", ""),
        ("2013", "602", "2013", ""),
        ("201306", "610", "2013-06", ""),
        ("1306", "609", "2013-06", ""),
        ("0930", "401", "T09:30", ""),
        ("2530", "401", "", "impossible"),
        ("201306210900+0200", "205", "2013-06-21T09:00", ""),
        ("1306210900", "", "2013-06-21T09:00", ""),
        ("201306210900", "", "2013-06-21T09:00", ""),
        ("2013-06-21", "", "2013-06-21", ""),
        ("20130621", "999", "2013-06-21", ""),
        ("19201231", "106", "1920-12-31", "layout"),
        ("1231", "106", "", "unreadable"),
        ("130621", "201", "2013-06-21", "layout"),
        ("130632", "", "", "impossible"),
        ("131301", "", "", "impossible"),
        ("130230", "", "", "impossible"),
        ("120229", "", "2012-02-29", ""),
        ("20000229", "", "2000-02-29", ""),
        ("19000229", "", "", "impossible"),
        ("1306212500", "201", "2013-06-21", "impossible"),
        ("1306212400", "201", "2013-06-21T24:00", ""),
        ("21JUN13", "", "2013-06-21", ""),
        ("21JUN2013", "", "2013-06-21", ""),
        ("1JUN", "", "2013-06-01", ""),
        ("21XXX13", "", "", "unreadable"),
        ("12345", "", "", "unreadable"),
        ("NEVER", "", "", "unreadable"),
        ("13061", "103", "", "unreadable"),
        ("00000000", "102", "", "unknown"),
        ("000000", "", "", "unknown"),
        ("0000", "401", "T00:00", ""),
        ("7802", "", "", "impossible"),
        ("18491231", "", "", "impossible"),
        ("99991231", "", "9999-12-31", ""),
        ("", "101", "", ""),
        ("  ", "", "", ""),
        ("٢٠١٣٠٦٢١", "102", "", "unreadable"),
    ],
)
def test_layouts(text: str, layout: str, iso: str, fault: str) -> None:
    found = read(text, layout, near=2013)
    assert (found.iso, found.fault) == (iso, fault)


def test_a_month_without_a_year_needs_one() -> None:
    assert read("1JUN").fault == "unreadable"


@pytest.mark.parametrize(
    ("text", "birth", "near", "iso"),
    [
        ("720907", True, 2013, "1972-09-07"),
        ("130907", True, 2013, "2013-09-07"),
        ("140907", True, 2013, "1914-09-07"),
        ("151231", False, 2013, "2015-12-31"),
        ("610218", False, 2017, "2061-02-18"),
        ("990101", False, 2003, "1999-01-01"),
        ("640101", False, 2013, "1964-01-01"),
        ("010101", True, 0, "2001-01-01"),
    ],
)
def test_centuries(text: str, birth: bool, near: int, iso: str) -> None:
    found = read(text, birth=birth, near=near)
    assert (found.iso, found.century) == (iso, True)


@given(st.dates(date(1930, 1, 1), date(2029, 12, 31)), st.booleans())
def test_a_birth_of_the_last_hundred_years_comes_back(day: date, whole: bool) -> None:
    text = day.strftime("%Y%m%d" if whole else "%y%m%d")
    assert read(text, birth=True, near=2029).iso == day.isoformat()


@given(st.integers(0, 99), st.booleans(), st.integers(1950, 2100))
def test_a_reasoned_year_is_near(short: int, birth: bool, near: int) -> None:
    year = century_of(short, birth=birth, near=near)
    assert year % 100 == short
    assert near - 100 < year <= near if birth else abs(year - near) <= 50


@given(
    st.text(max_size=20) | st.text(alphabet="0129", max_size=16),
    st.sampled_from([*moments.LAYOUTS, "", "?"]),
    st.booleans(),
)
def test_anything_is_read_or_refused(text: str, layout: str, birth: bool) -> None:
    found = read(text, layout, birth=birth, near=2030)
    assert isinstance(found, Moment)
    if (
        found.iso
        and not found.partial
        and not found.iso.startswith("T")
        and found.iso[:4] != "0000"
    ):
        date.fromisoformat(found.iso[:10])
