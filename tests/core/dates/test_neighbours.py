"""An index by date finds everything that is graded as a usual slip."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from fairlead.core.dates import Date, neighbours, pack, relate
from fairlead.core.dates.values import FURTHER
from fairlead.core.dates.weights import model
from tests.core.dates.test_grading import full
from tests.core.dates.test_values import DATES

SLIPS = {
    f"date.{relation}"
    for relation in (
        *("full.same-day", "full.swapped", "full.day-off", "full.year-off", "full.month-off"),
        "january.same-day",
    )
}


def is_slip(one: Date, other: Date) -> bool:
    return model().codes[relate(pack(one), pack(other))] in SLIPS


@given(st.dates(date(1803, 1, 1), date(2196, 12, 31)))  # so that all around can be held
def test_every_slip_is_found(day: date) -> None:
    found = set(neighbours(pack(full(day))))
    around = {day + timedelta(days=step) for step in range(-800, 801)}
    slips = {pack(full(other)) for other in around if is_slip(full(day), full(other))}
    if day.day <= 12:
        slips.add(pack(Date(day.year, day.day, day.month)))

    assert slips <= found
    assert len(found) <= 10


@given(DATES)
def test_a_date_finds_itself(value: Date) -> None:
    assert neighbours(pack(value))[0] == pack(value)
    assert neighbours(pack(value) | FURTHER) == neighbours(pack(value))
    if not value.day or value.about:
        assert len(neighbours(pack(value))) == 1


def test_nothing_finds_nothing() -> None:
    assert neighbours(0) == ()
