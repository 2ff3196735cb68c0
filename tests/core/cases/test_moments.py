import doctest
import json
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairlead.core.cases import moments
from fairlead.core.cases.moments import LAST, Moment, Order, Precision, order
from fairlead.core.errors import BadInput

NAIVE = datetime(2026, 5, 1)  # noqa: DTZ001 - what must be refused

ROUND = [each for each in Precision if each is not Precision.APPROXIMATE]
datetimes = st.datetimes(
    min_value=datetime(1, 1, 2),  # noqa: DTZ001 - hypothesis adds the zone
    max_value=datetime(9999, 12, 30),  # noqa: DTZ001
    timezones=st.just(UTC),
)


@st.composite
def any_moment(draw: st.DrawFn) -> Moment:
    if draw(st.booleans()):
        return Moment.of(draw(datetimes), draw(st.sampled_from(ROUND)))
    return Moment.between(*sorted([draw(datetimes), draw(datetimes)]))


def test_the_docstring_tells_the_truth() -> None:
    assert doctest.testmod(moments, extraglobs={"datetime": datetime, "UTC": UTC}).failed == 0


@pytest.mark.parametrize(
    ("precision", "earliest", "latest"),
    [
        ("exact", "2026-02-17T09:31:02+00:00", "2026-02-17T09:31:02+00:00"),
        ("hour", "2026-02-17T09:00:00+00:00", "2026-02-17T10:00:00+00:00"),
        ("day", "2026-02-17T00:00:00+00:00", "2026-02-18T00:00:00+00:00"),
        ("month", "2026-02-01T00:00:00+00:00", "2026-03-01T00:00:00+00:00"),
        ("year", "2026-01-01T00:00:00+00:00", "2027-01-01T00:00:00+00:00"),
    ],
)
def test_what_a_moment_stands_for(precision: str, earliest: str, latest: str) -> None:
    said = datetime(2026, 2, 17, 9, 31, 2, tzinfo=UTC)

    found = Moment.of(said, Precision(precision))

    assert (found.earliest.isoformat(), found.latest.isoformat()) == (earliest, latest)


def test_december_ends_in_another_year() -> None:
    found = Moment.of(datetime(2026, 12, 31, tzinfo=UTC), Precision.MONTH)

    assert found.latest == datetime(2027, 1, 1, tzinfo=UTC)


def test_time_ends_at_the_end_of_time() -> None:
    for precision in (Precision.YEAR, Precision.MONTH, Precision.DAY, Precision.HOUR):
        assert Moment.of(LAST, precision).latest == LAST


def test_another_zone_is_brought_into_utc_before_it_is_rounded() -> None:
    said = datetime(2026, 5, 1, 1, tzinfo=timezone(timedelta(hours=3)))

    assert Moment.of(said, Precision.DAY).earliest == datetime(2026, 4, 30, tzinfo=UTC)


@given(datetimes, st.sampled_from(ROUND))
def test_a_moment_holds_what_was_said(said: datetime, precision: Precision) -> None:
    found = Moment.of(said, precision)

    assert found.earliest <= said <= found.latest
    assert found.precision is precision


@given(any_moment())
def test_what_is_written_is_read_again(moment: Moment) -> None:
    assert Moment.read(json.loads(json.dumps(moment.write()))) == moment


@given(any_moment(), any_moment())
def test_order_is_never_claimed_of_what_overlaps(one: Moment, other: Moment) -> None:
    mirrored = {Order.BEFORE: Order.AFTER, Order.AFTER: Order.BEFORE}
    found = order(one, other)

    assert order(other, one) is mirrored.get(found, Order.UNKNOWN)
    if found is Order.BEFORE:
        assert one.latest <= other.earliest
    if one.latest < other.earliest:
        assert found is Order.BEFORE


def test_the_same_instant_is_neither_before_nor_after() -> None:
    now = Moment.of(datetime(2026, 5, 1, tzinfo=UTC))

    assert order(now, now) is Order.UNKNOWN


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: Moment.of(NAIVE, Precision.DAY),
        lambda: Moment.of(datetime(2026, 5, 1, tzinfo=UTC), Precision.APPROXIMATE),
        lambda: Moment.between(datetime(2026, 5, 2, tzinfo=UTC), datetime(2026, 5, 1, tzinfo=UTC)),
        lambda: Moment.between(NAIVE, NAIVE),
        lambda: Moment.read({}),
        lambda: Moment.read({"earliest": "x", "latest": "y", "precision": "day"}),
        lambda: Moment.read({"earliest": "2026-05-01", "latest": "2026-05-02", "precision": "day"}),
        lambda: Moment.read(
            {
                "earliest": "2026-05-01T00:00+00:00",
                "latest": "2026-05-02T00:00+00:00",
                "precision": "about",
            }
        ),
    ],
)
def test_what_is_no_moment_is_refused(wrong: object) -> None:
    with pytest.raises(BadInput):
        wrong()  # type: ignore[operator]
