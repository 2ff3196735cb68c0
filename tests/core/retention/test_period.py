"""Terms end where a lawyer with a calendar says they end."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairlead.core.errors import BadInput
from fairlead.core.retention import Period

MOMENTS = st.datetimes(
    datetime(1970, 1, 1),  # noqa: DTZ001 - the zone comes below
    datetime(2100, 12, 31),  # noqa: DTZ001
    timezones=st.just(UTC),
)
PERIODS = st.builds(Period, st.integers(0, 30), st.integers(0, 36), st.integers(0, 400))


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("start", "term", "end"),
    [
        ("2026-01-15T10:00", "P6M", "2026-07-15T10:00"),
        ("2026-08-31T10:00", "P6M", "2027-03-01T00:00"),  # February has no 31st: it ends whole
        ("2027-08-31T10:00", "P6M", "2028-03-01T00:00"),  # … also in a leap year
        ("2027-08-29T10:00", "P6M", "2028-02-29T10:00"),
        ("2026-08-29T10:00", "P6M", "2027-03-01T00:00"),
        ("2024-02-29T23:59", "P1Y", "2025-03-01T00:00"),
        ("2024-02-29T23:59", "P4Y", "2028-02-29T23:59"),
        ("2024-02-29T00:00", "P5Y", "2029-03-01T00:00"),
        ("1896-02-29T00:00", "P4Y", "1900-03-01T00:00"),  # 1900 was no leap year
        ("1996-02-29T00:00", "P4Y", "2000-02-29T00:00"),  # 2000 was
        ("2026-12-31T12:00", "P2M", "2027-03-01T00:00"),
        ("2026-12-31T12:00", "P1M", "2027-01-31T12:00"),
        ("2026-10-31T12:00", "P13M", "2027-12-01T00:00"),
        ("2026-01-31T12:00", "P1M10D", "2026-03-11T00:00"),
        ("2026-03-01T12:00", "P0D", "2026-03-01T12:00"),
        ("2026-03-29T01:30", "P1D", "2026-03-30T01:30"),  # summer time begins: UTC does not care
    ],
)
def test_a_term_ends(start: str, term: str, end: str) -> None:
    assert Period.parse(term).after(moment(start)) == moment(end)


def test_a_moment_in_another_zone_is_counted_in_utc() -> None:
    """Half past midnight of 1 March in Utopia (UTC+4) is still February."""
    start = datetime(2026, 3, 1, 0, 30, tzinfo=timezone(timedelta(hours=4)))
    assert Period(months=1).after(start) == moment("2026-03-28T20:30")


def test_a_moment_without_a_zone_starts_nothing() -> None:
    with pytest.raises(BadInput, match="time zone"):
        Period(months=1).after(datetime(2026, 3, 1))  # noqa: DTZ001 - that is the point


@given(MOMENTS, PERIODS)
def test_a_term_never_ends_before_it_begins(start: datetime, period: Period) -> None:
    assert period.after(start) >= start


@given(MOMENTS, MOMENTS, PERIODS)
def test_who_comes_first_leaves_first(one: datetime, two: datetime, period: Period) -> None:
    """Also at the end of a month, where 29, 30 and 31 January meet in February."""
    early, late = sorted([one, two])
    assert period.after(early) <= period.after(late)


@given(MOMENTS, PERIODS, st.sampled_from(["years", "months", "days"]))
def test_a_longer_term_ends_no_earlier(start: datetime, period: Period, unit: str) -> None:
    longer = Period(
        **{name: getattr(period, name) + (name == unit) for name in ("years", "months", "days")}
    )
    assert longer.after(start) >= period.after(start)


@given(MOMENTS, st.integers(1, 30))
def test_years_are_twelve_months(start: datetime, years: int) -> None:
    assert Period(years=years).after(start) == Period(months=12 * years).after(start)


@given(MOMENTS, st.integers(0, 360))
def test_no_day_is_lost_or_won(start: datetime, months: int) -> None:
    """The end lies in the month that one counts on one's fingers, or at its very end."""
    end = Period(months=months).after(start)
    passed = (end.year - start.year) * 12 + end.month - start.month
    assert passed == months or (passed == months + 1 and end.day == 1 and end.hour == 0)


@given(PERIODS)
def test_what_is_written_is_what_is_read(period: Period) -> None:
    assert Period.parse(str(period)) == period


@pytest.mark.parametrize(
    "text",
    ["", "P", "5Y", "P5", "PY", "P-5Y", "P5.5Y", "P5W", "PT5H", "p5y", " P5Y", "P5Y ", "P٥Y"],
)
def test_what_is_no_term_is_refused(text: str) -> None:
    with pytest.raises(BadInput):
        Period.parse(text)


def test_a_term_beyond_the_calendar_is_refused() -> None:
    with pytest.raises(BadInput, match="no end"):
        Period(years=999, months=9999).after(moment("9998-01-01T00:00"))


@given(MOMENTS, PERIODS)
def test_what_began_before_has_ended(end: datetime, period: Period) -> None:
    """The day by which a term must have begun is never too late, and at most days too early."""
    start = period.before(end)
    assert period.after(start) <= end
    assert period.after(start) >= end - timedelta(days=4)
