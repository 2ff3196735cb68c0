"""The name of a bucket says everything about it, and nothing else is a name."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairlead.core.errors import BadInput
from fairlead.core.retention import Bucket, Compartment

BUCKETS = st.builds(
    Bucket,
    st.from_regex(r"[a-z]{1,8}(\.[a-z]{1,8}){0,2}", fullmatch=True),
    st.sampled_from(Compartment),
    st.integers(1970, 9999),
    st.integers(1, 12),
    st.integers(1, 99),
)


@given(BUCKETS)
def test_what_is_written_is_what_is_read(bucket: Bucket) -> None:
    assert Bucket.parse(str(bucket)) == bucket


@given(BUCKETS, BUCKETS)
def test_two_buckets_never_share_a_name(one: Bucket, two: Bucket) -> None:
    assert (str(one) == str(two)) == (one == two)


def test_a_class_may_be_called_like_a_compartment() -> None:
    bucket = Bucket("lists.open", Compartment.SEALED, 2027, 5)
    assert Bucket.parse(str(bucket)) == bucket


@pytest.mark.parametrize(
    "name",
    [
        "",
        "travel.pnr",
        "travel.pnr.open",
        "travel.pnr.open.2027-13",
        "travel.pnr.open.2027-00",
        "travel.pnr.shut.2027-05",
        "travel.pnr.open.2027-05.1",
        "travel.pnr.open.2027-05.0",
        "travel.pnr.open.2027-05.key",
        "../travel.open.2027-05/x",
        "a/../../b.open.2027-05",
        "TRAVEL.open.2027-05",
        "travel.open.2027-05\n",
        ".open.2027-05",
    ],
)
def test_what_is_no_name_is_refused(name: str) -> None:
    with pytest.raises(BadInput):
        Bucket.parse(name)


def test_a_bucket_ends_with_its_month() -> None:
    def ends(month: int) -> datetime:
        return Bucket("a", Compartment.OPEN, 2027, month).ends_at

    assert ends(5) == datetime(2027, 6, 1, tzinfo=UTC)
    assert ends(12) == datetime(2028, 1, 1, tzinfo=UTC)


@given(st.datetimes(datetime(1971, 1, 1), datetime(9998, 1, 1), timezones=st.just(UTC)))  # noqa: DTZ001
def test_a_moment_lies_in_its_bucket(moment: datetime) -> None:
    bucket = Bucket.of("a", Compartment.OPEN, moment)
    assert timedelta(0) < bucket.ends_at - moment <= timedelta(days=31)


def test_a_month_is_a_month_in_utc() -> None:
    moment = datetime(2027, 6, 1, 1, tzinfo=timezone(timedelta(hours=4)))
    assert str(Bucket.of("a", Compartment.OPEN, moment)) == "a.open.2027-05"


def test_the_next_generation_has_a_name_of_its_own() -> None:
    bucket = Bucket.parse("travel.pnr.open.2027-05")
    assert str(bucket.next_generation()) == "travel.pnr.open.2027-05.2"
    assert str(bucket.next_generation().next_generation()) == "travel.pnr.open.2027-05.3"
