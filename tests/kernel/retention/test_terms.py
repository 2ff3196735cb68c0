"""From law, clocks, facts and holds to the next step and the bucket: without a database."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairlead.core.retention import Action, Bucket, Compartment, Hold, Law, read_profile, shipped
from fairlead.kernel.retention import terms
from fairlead.kernel.retention.laws import Adopted
from fairlead.kernel.retention.models import Keeping
from tests.registry.models import Booking, Letter

START = datetime(2026, 11, 20, 10, tzinfo=UTC)


def adopted(*codes: str) -> Adopted:
    names = (*codes, "generic")
    return Adopted(7, Law([read_profile(shipped(code), f"{code}.toml") for code in names]))


ICAO, EU = adopted("icao-annex9"), adopted("eu-pnr")


def booking(**fields: object) -> Booking:
    return Booking(**({"recorded_at": START, "clock_start": START} | fields))


def letter(**fields: object) -> Letter:
    return Letter(**({"recorded_at": START} | fields))


def scheduled(
    record: Booking | Letter, by: Adopted = ICAO, at: datetime = START, *holds: Hold
) -> str:
    return str(terms.schedule(record, by, at, holds))


# ---------------------------------------------------------------- examples


def test_an_open_booking_waits_for_its_sealing() -> None:
    record = booking()
    assert scheduled(record) == "travel.pnr.open.2027-05"
    assert record.next_action == "seal"
    assert f"{record.next_action_at:%Y-%m-%d}" == "2027-05-20"
    assert f"{record.erase_at:%Y-%m-%d}" == "2031-11-20"
    assert record.law_edition == 7


def test_a_sealed_booking_waits_for_its_end() -> None:
    record = booking(keeping=Keeping.SEALED)
    assert scheduled(record, at=START + timedelta(days=200)) == "travel.pnr.sealed.2031-11"
    assert record.next_action == "erase"


def test_where_nothing_is_known_sealing_and_end_fall_together() -> None:
    record = booking()
    assert scheduled(record, EU) == "travel.pnr.open.2027-05"
    assert record.erase_at == record.next_action_at
    assert scheduled(booking(legal_facts=["objective-evidence"]), EU) == "travel.pnr.open.2027-05"
    suspected = booking(legal_facts=["objective-evidence"], keeping=Keeping.SEALED)
    assert scheduled(suspected, EU) == "travel.pnr.sealed.2031-11"


def test_an_open_letter_is_in_the_bucket_of_its_review_and_a_closed_one_of_its_end() -> None:
    assert scheduled(letter()) == "cases.letter.open.2027-11"
    closed = letter(clock_start=START)
    assert scheduled(closed) == "cases.letter.open.2031-11"
    assert closed.next_action == "review"


def test_a_review_that_was_asked_for_is_not_asked_again() -> None:
    record = letter(review_asked_at=START)
    assert scheduled(record) == "cases.letter.open.2026-11", "no further day is known: this month"
    assert (record.next_action, record.next_action_at, record.erase_at) == ("", None, None)


def test_what_is_overdue_is_in_the_bucket_of_this_month() -> None:
    late = START + timedelta(days=9 * 366)
    assert scheduled(booking(), at=late) == str(Bucket.of("travel.pnr", Compartment.OPEN, late))


def test_a_hold_without_an_end_leaves_no_day() -> None:
    record = booking()
    assert scheduled(record, ICAO, START, Hold(START)) == "travel.pnr.open.2026-11"
    assert (record.next_action, record.next_action_at) == ("", None)
    under_eu = booking()
    assert scheduled(under_eu, EU, START, Hold(START)) == "travel.pnr.open.2027-05"
    assert under_eu.next_action == "seal", "Article 12(2) knows no exception for sealing"


def test_when_erasing_is_due_nothing_else_matters() -> None:
    record = letter(clock_start=START)
    late = START + timedelta(days=6 * 366)
    (step,) = terms.prospect(record, ICAO, late).due(late)
    assert step.action is Action.ERASE


def test_several_steps_that_are_due_come_in_order() -> None:
    record = letter(clock_start=START)
    soon = START + timedelta(days=400)
    assert [step.action for step in terms.prospect(record, ICAO, soon).due(soon)] == ["review"]


@pytest.mark.parametrize("generation", ["", ".2", ".17"])
def test_a_rekeyed_bucket_is_not_left_for_its_own_month(generation: str) -> None:
    record = booking(bucket=f"travel.pnr.open.2027-05{generation}")
    assert not terms.leaves(record, Bucket.parse("travel.pnr.open.2027-05"))
    assert terms.leaves(record, Bucket.parse("travel.pnr.open.2027-06"))
    assert terms.leaves(record, Bucket.parse("travel.pnr.sealed.2027-05"))


# ---------------------------------------------------------------- properties

MOMENTS = st.datetimes(
    datetime(2022, 7, 1),  # noqa: DTZ001 - the zone comes below
    datetime(2060, 1, 1),  # noqa: DTZ001
    timezones=st.just(UTC),
)
HOLDS = st.lists(
    st.builds(
        lambda since, days: Hold(since, None if days is None else since + timedelta(days=days)),
        MOMENTS,
        st.none() | st.integers(1, 3000),
    ),
    max_size=3,
)
RECORDS = st.one_of(
    st.builds(
        lambda at, keeping, facts: booking(
            recorded_at=at, clock_start=at, keeping=keeping, legal_facts=facts
        ),
        MOMENTS,
        st.sampled_from([Keeping.OPEN, Keeping.MASKED, Keeping.SEALED]),
        st.sampled_from([[], ["objective-evidence"]]),
    ),
    st.builds(
        lambda at, closed: letter(recorded_at=at, clock_start=at if closed else None),
        MOMENTS,
        st.booleans(),
    ),
)
LAWS = st.sampled_from([ICAO, EU])


@given(RECORDS, LAWS, MOMENTS, HOLDS)
def test_no_record_is_put_into_a_month_that_is_over(
    record: Booking | Letter, by: Adopted, at: datetime, holds: list[Hold]
) -> None:
    """A key may be destroyed when its month is over; so nothing may be sealed under it then."""
    assert Bucket.parse(scheduled(record, by, at, *holds)).ends_at > at


@given(RECORDS, LAWS, MOMENTS, HOLDS)
def test_the_bucket_outlives_the_form_of_the_record(
    record: Booking | Letter, by: Adopted, at: datetime, holds: list[Hold]
) -> None:
    bucket = Bucket.parse(scheduled(record, by, at, *holds))
    assert bucket.compartment == (
        Compartment.SEALED if record.keeping == Keeping.SEALED else Compartment.OPEN
    )
    if record.next_action in {"seal", "erase"} and record.next_action_at is not None:
        assert bucket.ends_at > record.next_action_at, "the key is there when the step is done"


@given(RECORDS, LAWS, MOMENTS, HOLDS)
def test_the_next_step_is_the_earliest_and_never_after_the_end(
    record: Booking | Letter, by: Adopted, at: datetime, holds: list[Hold]
) -> None:
    scheduled(record, by, at, *holds)
    ahead = terms.prospect(record, by, at, holds)
    days = [day for day, _step in ahead.steps]
    assert days == sorted(days)
    assert record.next_action_at == (days[0] if days else None)
    if record.erase_at is not None and record.next_action_at is not None:
        assert record.next_action_at <= record.erase_at


@given(RECORDS, LAWS, MOMENTS, HOLDS)
def test_a_hold_never_brings_the_end_forward(
    record: Booking | Letter, by: Adopted, at: datetime, holds: list[Hold]
) -> None:
    free = terms.prospect(record, by, at).at(Action.ERASE)
    held = terms.prospect(record, by, at, holds).at(Action.ERASE)
    assert held is None or (free is not None and held >= free)


@given(RECORDS, LAWS, MOMENTS)
def test_reckoning_twice_says_the_same(record: Booking | Letter, by: Adopted, at: datetime) -> None:
    first = scheduled(record, by, at), record.next_action, record.next_action_at, record.erase_at
    again = scheduled(record, by, at), record.next_action, record.next_action_at, record.erase_at
    assert first == again
