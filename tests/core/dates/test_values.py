"""A date is checked when it is made, and packs into one integer without loss."""

import itertools
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairlead.core.dates import Date, pack, pack_all, unpack
from fairlead.core.dates.values import EARLIEST, FURTHER, LATEST, LONGEST
from fairlead.core.errors import BadInput

YEARS = st.integers(EARLIEST, LATEST)
DAYS = st.dates(date(EARLIEST, 1, 1), date(LATEST, 12, 31))
FULL = st.builds(
    lambda day, about: Date(day.year, day.month, day.day, about=about), DAYS, st.booleans()
)
MONTHS = st.builds(Date, YEARS, st.integers(1, 12), about=st.booleans())
WHOLE_YEARS = st.builds(Date, YEARS, about=st.booleans())
SPANS = st.builds(
    lambda year, more, about: Date(year, last=min(LATEST, year + more), about=about),
    YEARS,
    st.integers(0, LONGEST),
    st.booleans(),
)
DATES = st.one_of(FULL, MONTHS, WHOLE_YEARS, SPANS)


@given(DATES)
def test_what_is_packed_is_what_is_unpacked(value: Date) -> None:
    assert unpack(pack(value)) == value
    assert 0 < pack(value) < 1 << 26


@given(DATES, DATES)
def test_two_dates_never_pack_alike(one: Date, other: Date) -> None:
    assert (pack(one) == pack(other)) == (one == other)


@pytest.mark.parametrize(
    ("year", "month", "day", "last"),
    [
        (1799, 0, 0, 0),
        (2200, 0, 0, 0),
        (1970, 13, 0, 0),
        (1970, -1, 0, 0),
        (1970, 0, 3, 0),
        (1970, 2, 30, 0),
        (1971, 2, 29, 0),
        (1900, 2, 29, 0),
        (1970, 6, 31, 0),
        (1970, 5, 3, 1971),
        (1970, 5, 0, 1971),
        (1970, 0, 0, 1969),
        (1970, 0, 0, 2098),
    ],
)
def test_a_date_that_is_none_is_not_made(year: int, month: int, day: int, last: int) -> None:
    with pytest.raises(BadInput):
        Date(year, month, day, last)


def test_there_are_exactly_the_days_of_the_calendar() -> None:
    made = 0
    for month, day in itertools.product(range(1, 13), range(1, 32)):
        for year in (1900, 1970, 2000):
            try:
                Date(year, month, day)
            except BadInput:
                with pytest.raises(ValueError, match="day"):
                    date(year, month, day)
            else:
                made += 1
    assert made == 365 + 365 + 366


@given(
    st.lists(
        st.builds(
            lambda one, others: Date(
                one.year, one.month, one.day, one.last, one.about, tuple(others)
            ),
            DATES,
            st.lists(DATES, max_size=3),
        ),
        max_size=4,
    )
)
def test_every_reading_is_packed_once(values: list[Date]) -> None:
    packed = pack_all(values)
    plain = {one & ~FURTHER for one in packed}

    assert len(plain) == len(packed)
    assert plain == {pack(one) for value in values for one in value.readings}
    for value in values:
        assert pack(value) in packed, "a first reading is never marked as a further one"
