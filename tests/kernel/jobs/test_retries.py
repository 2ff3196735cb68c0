from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from fairlead.kernel.jobs.retries import LONGEST, wait
from fairlead.kernel.jobs.ticks import next_due

CHANCES = st.floats(0, 1, exclude_max=True)
WAITS = st.timedeltas(timedelta(milliseconds=10), timedelta(minutes=5))


@given(st.integers(1, 10_000), WAITS, CHANCES)
def test_a_wait_is_never_nothing_and_never_endless(
    failures: int, first: timedelta, chance: float
) -> None:
    found = wait(failures=failures, first=first, chance=chance)

    assert first / 2 <= found <= LONGEST * 1.5


@given(st.integers(1, 8), CHANCES)
def test_each_failure_doubles_the_wait(failures: int, chance: float) -> None:
    first = timedelta(seconds=5)

    shorter = wait(failures=failures, first=first, chance=chance)
    longer = wait(failures=failures + 1, first=first, chance=chance)

    assert abs(longer - shorter * 2) < timedelta(milliseconds=1)


def test_the_chance_spreads_the_wait() -> None:
    waits = {wait(failures=3, first=timedelta(seconds=5), chance=part / 10) for part in range(10)}

    assert len(waits) == 10


MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
PERIODS = st.timedeltas(timedelta(seconds=1), timedelta(days=40))


@given(MOMENTS, PERIODS, MOMENTS)
def test_the_next_beat_is_ahead_and_on_the_rhythm(
    due: datetime, every: timedelta, at: datetime
) -> None:
    found = next_due(due, every, at)

    assert found > at or at < due
    assert (found - due) % every == timedelta()
    assert found - max(at, due) <= every  # missed beats are one, not a pile


@given(MOMENTS, PERIODS)
def test_a_beat_that_is_kept_is_followed_by_the_next(due: datetime, every: timedelta) -> None:
    assert next_due(due, every, due) == due + every
