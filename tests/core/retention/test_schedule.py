"""Which rule applies to a record, and in which order its steps fall due."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairlead.core.retention import Action, Clocks, NoTerm, Period, Plan, Rule, Schedule

START = datetime(2026, 1, 15, 10, tzinfo=UTC)
TODAY = date(2026, 11, 20)


def rule(action: Action, term: str, *, clock: str = "transfer", **more: object) -> Rule:
    given: dict[str, object] = {
        "record_class": "travel.pnr",
        "citation": "Law of Utopia, section 1",
        "valid_from": date(2020, 1, 1),
    }
    return Rule(action=action, term=Period.parse(term), clock=clock, **(given | more))  # type: ignore[arg-type]


SEAL, ERASE = rule(Action.SEAL, "P6M"), rule(Action.ERASE, "P5Y")


def plan(*rules: Rule, on: date = TODAY, **more: object) -> Plan:
    clocks = Clocks(START, event=START)
    return Schedule(rules).plan("travel.pnr", clocks, on=on, **more)  # type: ignore[arg-type]


def actions(found: Plan) -> list[Action]:
    return [step.action for step in found.steps]


def test_steps_come_in_the_order_of_their_days() -> None:
    found = plan(ERASE, SEAL, rule(Action.REVIEW, "P1Y"), rule(Action.MASK, "P30D"))
    assert actions(found) == [Action.MASK, Action.SEAL, Action.REVIEW, Action.ERASE]
    assert [step.at for step in found.steps] == sorted(step.at for step in found.steps)


def test_on_the_same_day_the_gentler_comes_first() -> None:
    found = plan(*(rule(action, "P6M") for action in reversed(Action)))
    assert actions(found) == [Action.REVIEW, Action.MASK, Action.SEAL, Action.ERASE]


def test_nothing_is_due_after_erasing() -> None:
    found = plan(ERASE, rule(Action.SEAL, "P6Y"), rule(Action.REVIEW, "P1Y"))
    assert actions(found) == [Action.REVIEW, Action.ERASE]


def test_the_next_step_is_the_first_that_was_not_done() -> None:
    found = plan(SEAL, ERASE)
    assert found.after([]) == found.of(Action.SEAL)
    assert found.after([Action.SEAL]) == found.of(Action.ERASE)
    assert found.after([Action.SEAL, Action.ERASE]) is None


def test_the_rule_for_the_own_purpose_goes_before_that_for_any() -> None:
    own = rule(Action.ERASE, "P7Y", purpose="terrorism")
    assert plan(ERASE, own, purpose="terrorism").erase_at == Period(years=7).after(START)
    assert plan(ERASE, own, purpose="smuggling").erase_at == Period(years=5).after(START)


def test_of_two_rules_the_shorter_applies() -> None:
    assert plan(ERASE, rule(Action.ERASE, "P2Y")).erase_at == Period(years=2).after(START)


def test_a_condition_lengthens_only_where_it_is_met() -> None:
    """C-817/19: six months for everyone, five years where something objective points to it."""
    general = rule(Action.ERASE, "P6M", unless=frozenset({"objective-evidence"}))
    longer = rule(Action.ERASE, "P5Y", when=frozenset({"objective-evidence"}))
    assert plan(SEAL, general, longer).erase_at == Period(months=6).after(START)
    met = plan(SEAL, general, longer, conditions=frozenset({"objective-evidence"}))
    assert met.erase_at == Period(years=5).after(START)
    other = plan(SEAL, general, longer, conditions=frozenset({"hearsay"}))
    assert other.erase_at == Period(months=6).after(START)


def test_the_law_of_the_day_applies() -> None:
    old = rule(Action.ERASE, "P5Y", valid_until=date(2022, 6, 21))
    new = rule(Action.ERASE, "P1Y", valid_from=date(2022, 6, 21))
    assert plan(old, new, on=date(2022, 6, 20)).erase_at == Period(years=5).after(START)
    assert plan(old, new, on=date(2022, 6, 21)).erase_at == Period(years=1).after(START)


def test_what_no_law_ends_may_not_be_kept() -> None:
    with pytest.raises(NoTerm, match=r"travel\.pnr"):
        plan(SEAL)
    with pytest.raises(NoTerm):
        plan(SEAL, ERASE, on=date(2019, 12, 31))  # not yet in force
    with pytest.raises(NoTerm):
        Schedule([ERASE]).plan("unheard.of", Clocks(START), on=TODAY)


def test_a_part_follows_the_rules_of_the_whole_unless_it_has_its_own() -> None:
    schedule = Schedule(
        [
            rule(Action.ERASE, "P5Y", record_class="cases", clock="recorded"),
            rule(Action.ERASE, "P1Y", record_class="cases.note", clock="recorded"),
        ]
    )
    ends = {
        name: schedule.plan(name, Clocks(START), on=TODAY).erase_at
        for name in ("cases", "cases.subject", "cases.subject.name", "cases.note")
    }
    assert ends["cases"] == ends["cases.subject"] == ends["cases.subject.name"]
    assert ends["cases.note"] == Period(years=1).after(START)
    with pytest.raises(NoTerm):
        schedule.plan("casesandmore", Clocks(START), on=TODAY)


CASE = (
    rule(Action.REVIEW, "P1Y", clock="reviewed"),
    rule(Action.ERASE, "P5Y", clock="closed"),
)


def test_a_clock_that_has_not_started_stands_still() -> None:
    opened = Schedule(CASE).plan("travel.pnr", Clocks(START), on=TODAY)
    assert actions(opened) == [Action.REVIEW]
    assert opened.erase_at is None
    closed = START + timedelta(days=100)
    found = Schedule(CASE).plan("travel.pnr", Clocks(START, event=closed), on=TODAY)
    assert found.erase_at == Period(years=5).after(closed)


def test_a_review_starts_its_own_clock_again() -> None:
    reviewed = START + timedelta(days=300)
    found = Schedule(CASE).plan("travel.pnr", Clocks(START, reviewed=reviewed), on=TODAY)
    step = found.of(Action.REVIEW)
    assert step is not None
    assert step.at == Period(years=1).after(reviewed)


def test_a_record_of_which_no_clock_runs_may_not_be_kept() -> None:
    with pytest.raises(NoTerm, match="clock"):
        Schedule([ERASE]).plan("travel.pnr", Clocks(START), on=TODAY)


TERMS = st.builds(Period, st.integers(0, 9), st.integers(0, 30), st.integers(0, 60))


@given(st.lists(st.tuples(st.sampled_from(Action), TERMS), max_size=8), TERMS)
def test_every_plan_is_in_order_and_ends_with_erasing(
    drawn: list[tuple[Action, Period]], end: Period
) -> None:
    rules = [rule(action, str(term)) for action, term in drawn] + [rule(Action.ERASE, str(end))]
    found = plan(*rules)
    orders = [step.order for step in found.steps]
    assert orders == sorted(orders)
    assert found.steps[-1].action is Action.ERASE
    assert len(set(actions(found))) == len(found.steps)
    shortest = min(
        term.after(START) for action, term in [*drawn, (Action.ERASE, end)] if action == "erase"
    )
    assert found.erase_at == shortest
