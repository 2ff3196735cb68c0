"""The figures of the judge, on answers whose figures can be told by hand."""

import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.screening.entities import Query
from bench.screening.metrics import (
    Hit,
    at_threshold,
    best_threshold,
    calibration_error,
    figures,
    isotonic,
    reliability,
    weak_alone,
    wilson,
)

SHARES = st.floats(0, 1, allow_nan=False)
SCORED = st.lists(st.tuples(SHARES, st.booleans()), min_size=1, max_size=60)


def question(number: int, *expect: str) -> Query:
    return Query(f"q{number}", "group", "Person", {"name": ["Nobody Invented"]}, list(expect))


def test_recall_is_by_band_and_alerts_are_counted() -> None:
    queries = [question(1, "a"), question(2, "b"), question(3, "c", "d"), question(4, "e")]
    answers = {
        "q1": [Hit("a", 9, "alert"), Hit("z", 8, "alert")],
        "q2": [Hit("z", 9, "alert"), Hit("b", 2, "review")],
        "q3": [Hit("d", 1, "information")],
        "q4": [],
    }
    found = figures("group", queries, answers)
    assert (found.alert, found.review, found.candidate) == (0.25, 0.5, 0.75)
    assert (found.alerts_each, found.any_alert, found.reviews_each) == (0.75, 0.5, 1.0)
    assert found.positive


def test_the_sixth_hit_is_not_among_the_first_five() -> None:
    hits = [Hit(f"x{n}", 9 - n, "alert") for n in range(5)] + [Hit("a", 1, "alert")]
    found = figures("group", [question(1, "a")], {"q1": hits})
    assert (found.alert, found.first_five) == (1.0, 0.0)


def test_where_nothing_is_expected_there_is_no_recall() -> None:
    found = figures("group", [question(1)], {"q1": [Hit("z", 9, "alert")]})
    assert (found.alert, found.candidate, found.any_alert) == (-1.0, -1.0, 1.0)
    assert not found.positive


def test_a_weak_alias_alerts_alone_only_when_it_is_the_name_that_met() -> None:
    queries = [question(1, "a"), question(2, "a")]
    answers = {
        "q1": [Hit("a", 9, "alert", ("the lion", "The Lion"))],
        "q2": [Hit("a", 9, "alert", ("the lion", "Leo Nine"))],
    }
    assert weak_alone(queries, answers, {"a": frozenset({"The Lion"})}) == 0.5


def test_precision_recall_and_f1() -> None:
    table = at_threshold([(0.9, True), (0.8, False), (0.2, True), (0.1, False)], 0.5)
    assert (table.precision, table.recall, table.f1) == (0.5, 0.5, 0.5)
    assert at_threshold([(0.1, True)], 0.5).f1 == 0.0


@given(SCORED)
def test_no_threshold_is_better_than_the_best(scored: list[tuple[float, bool]]) -> None:
    best = best_threshold(scored).f1
    assert all(at_threshold(scored, score).f1 <= best for score, _true in scored)


def test_what_says_the_truth_has_no_calibration_error() -> None:
    bins = reliability([(0.25, True), *[(0.25, False)] * 3, (0.75, False), *[(0.75, True)] * 3])
    assert [(b.count, b.said, b.true) for b in bins] == [(4, 0.25, 0.25), (4, 0.75, 0.75)]
    assert calibration_error(bins) == 0.0


@given(SCORED)
def test_the_calibration_error_is_a_share_and_every_answer_is_in_one_bin(
    stated: list[tuple[float, bool]],
) -> None:
    bins = reliability(stated)
    assert sum(b.count for b in bins) == len(stated)
    assert 0 <= calibration_error(bins) <= 1


@given(st.lists(st.tuples(SHARES, st.floats(0.1, 9)), min_size=1, max_size=40))
def test_isotonic_rises_keeps_the_mean_and_leaves_what_rises(
    rows: list[tuple[float, float]],
) -> None:
    values, weights = [v for v, _w in rows], [w for _v, w in rows]
    level = isotonic(values, weights)
    assert all(a <= b + 1e-12 for a, b in pairwise(level))
    total = math.fsum(v * w for v, w in rows)
    assert math.fsum(v * w for v, w in zip(level, weights, strict=True)) == pytest.approx(total)
    assert isotonic(sorted(values), [1.0] * len(values)) == pytest.approx(sorted(values))


@given(st.integers(0, 300), st.integers(0, 300))
def test_an_interval_holds_its_share(good: int, bad: int) -> None:
    low, high = wilson(good, good + bad)
    assert 0 <= low <= high <= 1
    if good + bad:
        assert low - 1e-9 <= good / (good + bad) <= high + 1e-9
