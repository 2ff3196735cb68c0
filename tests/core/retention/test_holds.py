"""A hold puts off, and only puts off."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from fairlead.core.retention import Action, Hold, Period, Rule, Step, put_off

DAY = timedelta(days=1)
DUE = datetime(2026, 6, 1, tzinfo=UTC)


def step(action: Action = Action.ERASE) -> Step:
    rule = Rule(
        record_class="travel.pnr",
        clock="transfer",
        term=Period(years=5),
        action=action,
        citation="Law of Utopia, section 1",
        valid_from=date(2020, 1, 1),
    )
    return Step(DUE, action, rule)


def test_without_a_hold_the_day_stands() -> None:
    assert put_off(step(), []) == DUE


def test_a_hold_moves_erasing_to_its_end() -> None:
    assert put_off(step(), [Hold(DUE - DAY, DUE + 30 * DAY)]) == DUE + 30 * DAY


def test_a_hold_without_an_end_holds_until_it_is_lifted() -> None:
    assert put_off(step(), [Hold(DUE - DAY)]) is None


def test_a_hold_that_ended_before_changes_nothing() -> None:
    assert put_off(step(), [Hold(DUE - 9 * DAY, DUE - DAY), Hold(DUE - 9 * DAY, DUE)]) == DUE


def test_a_hold_that_begins_later_changes_nothing() -> None:
    assert put_off(step(), [Hold(DUE + DAY, DUE + 30 * DAY)]) == DUE


def test_holds_may_follow_one_another() -> None:
    holds = [Hold(DUE + 10 * DAY, DUE + 40 * DAY), Hold(DUE - DAY, DUE + 10 * DAY)]
    assert put_off(step(), holds) == DUE + 40 * DAY


def test_sealing_goes_on_under_a_hold_unless_the_law_says_otherwise() -> None:
    hold = [Hold(DUE - DAY)]
    assert put_off(step(Action.SEAL), hold) == DUE
    assert put_off(step(Action.SEAL), hold, postpones=frozenset({Action.SEAL})) is None


HOLDS = st.lists(
    st.builds(
        lambda start, length: Hold(
            DUE + start * DAY, None if length is None else DUE + (start + length) * DAY
        ),
        st.integers(-50, 50),
        st.none() | st.integers(0, 60),
    ),
    max_size=6,
)


@given(HOLDS, st.sampled_from(Action))
def test_a_hold_never_shortens(holds: list[Hold], action: Action) -> None:
    at = put_off(step(action), holds)
    assert at is None or at >= DUE


@given(HOLDS, HOLDS)
def test_one_more_hold_never_brings_anything_forward(some: list[Hold], more: list[Hold]) -> None:
    few, many = put_off(step(), some), put_off(step(), some + more)
    assert many is None or (few is not None and many >= few)


@given(HOLDS)
def test_when_the_day_comes_no_hold_is_left(holds: list[Hold]) -> None:
    at = put_off(step(), holds)
    assert at is None or not any(hold.at(at) for hold in holds)
