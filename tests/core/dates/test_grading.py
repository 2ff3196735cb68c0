"""Grading two dates: against a slow and plain judge, one pair against arrays, and in order."""

from datetime import date, timedelta
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairlead.core.dates import Date, grade, grade_many, pack, pack_all, relate, relate_many
from fairlead.core.dates.values import FURTHER
from fairlead.core.dates.weights import APART, FURTHER_READING, model
from fairlead.core.grades import MISSING
from tests.core.dates.test_values import DATES, FULL

NEAR = st.dates(date(1930, 1, 1), date(2010, 12, 31))
WEIGHT = {code: int(weight) for code, weight in zip(model().codes, model().weights, strict=True)}
WORST = min(WEIGHT.values())


def full(day: date) -> Date:
    return Date(day.year, day.month, day.day)


def code(one: Date, other: Date) -> str:
    return model().codes[relate(pack(one), pack(other))].removeprefix("date.")


def distance(years: int) -> str:
    bounds = (0, 1, 2, 5, 10, 20)
    return next(
        (name for name, most in zip(APART, bounds, strict=False) if years <= most), APART[-1]
    )


def judged(one: date, other: date) -> str:
    """The relation of two full days as a person would find it, with strings and a calendar."""
    years = abs(one.year - other.year)
    if (1, 1) in {(one.month, one.day), (other.month, other.day)}:
        if abs((one - other).days) == 1 and years == 1:
            return "full.day-off"
        return "january.same-day" if one == other else f"january.{distance(years)}"
    texts = [f"{day:%Y%m%d}" for day in (one, other)]
    different = [index for index in range(8) if texts[0][index] != texts[1][index]]
    months = abs(one.year * 12 + one.month - other.year * 12 - other.month)
    same_day = (one.month, one.day) == (other.month, other.day)
    rules = {
        "same-day": one == other,
        "day-off": abs((one - other).days) == 1 or _around_a_leap_day(one, other),
        "swapped": years == 0 and (one.month, one.day) == (other.day, other.month),
        "month-off": years <= 1 and months == 1 and one.day == other.day,
        "year-off": same_day and years == 1,
        "digit": len(different) == 1 and (years == 0 or different[0] < 4),
        "digits-swapped": _exchanged(texts, different, years),
        "day-and-month": same_day,
        distance(years) if years else "": years > 0,
        "day-and-year": one.day == other.day,
        "month-and-year": one.month == other.month,
        "same-year": True,
    }
    return f"full.{next(relation for relation, holds in rules.items() if holds)}"


def _around_a_leap_day(one: date, other: date) -> bool:
    days = sorted([(one.month, one.day), (other.month, other.day)])
    return one.year == other.year and days == [(2, 28), (3, 1)]


def _exchanged(texts: list[str], different: list[int], years: int) -> bool:
    """Two neighbouring digits of one field are exchanged, and nothing else."""
    if len(different) != 2 or different[1] != different[0] + 1:
        return False
    fields = [(0, 1, 2, 3), (4, 5), (6, 7)]
    if not any(set(different) <= set(field) for field in fields):
        return False
    if years and different[0] > 3:
        return False
    first, second = different
    crossed = texts[0][first] == texts[1][second] and texts[0][second] == texts[1][first]
    return crossed and different != [0, 1]


@given(NEAR, NEAR)
def test_two_days_are_judged_as_a_person_would(one: date, other: date) -> None:
    assert code(full(one), full(other)) == judged(one, other)


@given(NEAR, st.data())
def test_two_near_days_are_judged_as_a_person_would(one: date, data: st.DataObject) -> None:
    day, month = data.draw(st.sampled_from([
        (one.day, one.month),
        (one.month, one.day) if one.day <= 12 else (one.day, one.month),
        (one.day % 28 + 1, one.month),
        (one.day % 10 * 10 + one.day // 10, one.month),
        (min(one.day, 28), one.month % 12 + 1),
    ]))  # fmt: skip
    year = data.draw(st.sampled_from([0, 0, 0, 1, -1, 9, -9, 10, 20, 2, 40, 300])) + one.year
    try:
        other = date(year, month, day)
    except ValueError:
        return
    if 1800 <= year < 2200:
        assert code(full(one), full(other)) == judged(one, other)


def test_every_pair_of_a_few_months_is_judged_as_a_person_would() -> None:
    start = date(1969, 11, 25)
    days = [start + timedelta(days=step) for step in range(100)]
    for one in days:
        for other in days:
            assert code(full(one), full(other)) == judged(one, other), (one, other)


@given(DATES, DATES)
def test_the_order_of_the_two_does_not_matter(one: Date, other: Date) -> None:
    assert code(one, other) == code(other, one)


@given(st.lists(st.tuples(st.one_of(FULL, DATES), st.one_of(FULL, DATES)), min_size=1, max_size=50))
def test_arrays_are_graded_as_single_pairs_are(pairs: list[tuple[Date, Date]]) -> None:
    query = np.array([pack(one) for one, _other in pairs], np.int32)
    entry = np.array([pack(other) for _one, other in pairs], np.int32)
    expected = [grade([one], [other]) for one, other in pairs]

    assert grade_many(query, entry).tolist() == [one.weight for one in expected]
    assert [model().codes[n] for n in relate_many(query, entry)] == [one.code for one in expected]


@given(st.integers(0, 2**27 - 1), st.integers(0, 2**27 - 1))
def test_no_integer_makes_it_fail(one: int, other: int) -> None:
    weight = grade_many(np.array([one], np.int32), np.array([other], np.int32))[0]

    assert WORST <= weight <= WEIGHT["date.full.same-day"]


def test_what_is_missing_says_nothing() -> None:
    day = Date(1970, 5, 3)
    nothing, some = np.zeros(3, np.int32), np.array([0, pack(day), pack(day) | 1 << 9], np.int32)

    assert grade([], [day]) == grade([day], []) == grade([], []) == MISSING
    assert grade_many(nothing, some).tolist() == [0, 0, 0]
    assert grade_many(some, nothing).tolist() == [0, 0, 0]
    assert grade_many(np.array([], np.int32), np.array([], np.int32)).tolist() == []


def test_many_pairs_are_graded_like_few() -> None:
    values = np.array([pack(full(date(1950, 1, 1) + timedelta(days=97 * k))) for k in range(250)])
    query, entry = np.repeat(values, 250).astype(np.int32), np.tile(values, 250).astype(np.int32)
    whole = grade_many(query, entry)

    assert len(whole) == 62_500
    for start in range(0, len(whole), 25_000):
        piece = slice(start, start + 25_000)
        assert np.array_equal(whole[piece], grade_many(query[piece], entry[piece]))


@given(st.lists(DATES, max_size=3), st.lists(DATES, max_size=3), DATES)
def test_a_further_date_never_lowers(query: list[Date], entry: list[Date], more: Date) -> None:
    before = grade(query, entry)
    for after in (grade([*query, more], entry), grade(query, [*entry, more])):
        assert after.weight >= before.weight or before == MISSING


@given(DATES, DATES, DATES)
def test_a_further_reading_never_lowers(one: Date, more: Date, other: Date) -> None:
    several = Date(one.year, one.month, one.day, one.last, one.about, (more,))

    assert grade([several], [other]).weight >= grade([one], [other]).weight


@given(NEAR, st.integers(-80, 80), st.integers(-80, 80))
def test_a_contradiction_never_gains_by_distance(day: date, near: int, far: int) -> None:
    """Two years without a day or a month in common: the further apart, the less it weighs."""
    near, far = sorted((near, far), key=abs)
    weights = [grade([Date(day.year)], [Date(day.year + years)]).weight for years in (near, far)]

    assert weights[0] >= weights[1]


@pytest.mark.parametrize("precision", ["full", "january", "month", "year", "span", "about"])
def test_within_a_precision_distance_never_raises(precision: str) -> None:
    weights = [WEIGHT[f"date.{precision}.{name}"] for name in APART[1:]]
    nearer = WEIGHT.get(f"date.{precision}.same-year")

    assert weights == sorted(weights, reverse=True)
    if precision not in {"span", "about"}:
        assert nearer is not None
        assert nearer >= weights[0]
    assert weights[-1] < -4000, "decades apart must speak clearly"


def test_a_closer_relation_weighs_more() -> None:
    order = [
        *("full.same-day", "january.same-day", "full.swapped", "full.day-off", "full.year-off"),
        *("full.month-off", "full.digit", "full.month-and-year", "full.day-and-month"),
        *("full.same-year", "full.years-1", "full.years-2", "full.years-5", "full.years-10"),
        *("full.years-20", "full.years-more"),
    ]
    weights = [WEIGHT[f"date.{relation}"] for relation in order]
    weights.insert(1, WEIGHT["date.full.same-day"])

    assert all(one >= other for one, other in pairwise(weights))


def test_more_precise_agreement_weighs_more() -> None:
    day, month, year = Date(1970, 5, 13), Date(1970, 5), Date(1970)
    whole = [grade([day], [one]).weight for one in (day, month, year)]
    about = [grade([Date(1970, about=True)], [one]).weight for one in (day, month, year)]
    spans = [grade([day], [Date(1970 - k, last=1970 + k)]).weight for k in range(30)]

    assert whole[0] > whole[1] > whole[2] > about[0] == about[1] == about[2] > 0
    assert spans == sorted(spans, reverse=True)
    assert spans[-1] >= 0, "lying within is never a contradiction"


@given(NEAR)
def test_a_slip_is_no_contradiction(day: date) -> None:
    """An exact name with a date slightly off must not be lost."""
    for step in (1, -1):
        assert grade([full(day)], [full(day + timedelta(days=step))]).weight >= 0
        if (day.month, day.day) != (2, 29):
            other = day.replace(year=day.year + step)
            assert grade([full(day)], [full(other)]).weight >= -500
    if day.day <= 12:
        swapped = date(day.year, day.day, day.month)
        assert grade([full(day)], [full(swapped)]).weight > 0


def test_the_first_of_january_may_mean_that_the_day_is_not_known() -> None:
    convention = grade([Date(1970, 1, 1)], [Date(1970, 7, 13)])
    other = grade([Date(1970, 3, 9)], [Date(1970, 7, 13)])

    assert convention.code == "date.january.same-year"
    assert convention.weight > 2000 > other.weight
    assert (
        grade([Date(1970, 1, 1)], [Date(1970, 1, 1)]).weight
        < grade([Date(1970, 1, 2)], [Date(1970, 1, 2)]).weight
    )


def test_a_further_reading_is_worth_half() -> None:
    """Written 03/05/1970: two days may be meant, so each is met by chance twice as often."""
    doubtful = Date(1970, 5, 3, others=(Date(1970, 3, 5),))
    first = grade([doubtful], [Date(1970, 5, 3)])
    second = grade([doubtful], [Date(1970, 3, 5)])

    assert first.weight == WEIGHT["date.full.same-day"]
    assert second.weight == WEIGHT["date.full.same-day"] - FURTHER_READING
    packed = np.array(pack_all([doubtful]), np.int32)
    entry = np.full(2, pack(Date(1970, 3, 5)), np.int32)
    assert grade_many(packed, entry).max() == second.weight
    assert packed[1] & FURTHER


def test_an_explanation_names_both_values() -> None:
    found = grade(
        [Date(1970, 5, 3), Date(1950)], [Date(1960, last=1965, about=True), Date(1970, 3, 5)]
    )

    assert (found.code, found.query_value, found.entry_value) == (
        "date.full.swapped",
        "1970-05-03",
        "1970-03-05",
    )
