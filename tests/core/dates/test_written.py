"""Dates as sources write them: what they mean, and what cannot be read."""

import time
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairlead.core.dates import Date, of_age, parse, salvage
from fairlead.core.dates.vocabulary import Kind, items
from fairlead.core.problems import Problem, Severity
from tests.core.dates.written_dates import READ, UNREAD

AT = date(2026, 11, 20)


@pytest.mark.parametrize("text", READ, ids=str)
def test_what_sources_write_is_read(text: str) -> None:
    found = parse(text, AT)

    assert isinstance(found, Date), found
    assert " ".join(map(str, found.readings)) == READ[text]


@pytest.mark.parametrize("text", UNREAD, ids=str)
def test_what_cannot_be_read_is_a_problem(text: str) -> None:
    found = parse(text, AT)

    assert isinstance(found, Problem)
    assert found.code == UNREAD[text]
    assert found.raw == text[:200].encode()
    assert (found.severity is Severity.NOTE) == (found.code == "date.unknown")


@given(st.dates(date(1900, 1, 2), date(2199, 12, 31)))
def test_every_day_is_read_in_every_usual_form(day: date) -> None:
    expected = Date(day.year, day.month, day.day)
    for text in (
        day.isoformat(),
        f"{day:%d %B %Y}",
        f"{day:%B %d, %Y}",
        f"{day:%d.%m.%Y}",
        f"{day:%Y%m%d}",
        f"{day.year}年{day.month}月{day.day}日",
    ):
        found = parse(text)
        assert isinstance(found, Date), text
        assert found.readings[0] == expected, text


@given(st.dates(date(1900, 1, 1), date(1999, 12, 31)))
def test_two_orders_of_numbers_are_two_readings(day: date) -> None:
    found = parse(f"{day:%d/%m/%Y}")

    assert isinstance(found, Date)
    readings = {str(one) for one in found.readings}
    assert day.isoformat() in readings
    assert len(readings) == (2 if day.day <= 12 and day.day != day.month else 1)


@given(st.text(max_size=60))
def test_no_text_makes_it_fail(text: str) -> None:
    assert isinstance(parse(text, AT), Date | Problem)
    salvage(text)


WORDS = [
    *(
        "1970",
        "70",
        "5",
        "31",
        "0",
        "2513",
        "1390",
        "19700503",
        "十",
        "年",
        "月",
        "日",
        "-",
        "/",
        ".",
    ),
    *("may", "mordad", "to", "or", "between", "circa", "s", "age", "AH"),
]


@given(st.lists(st.sampled_from(WORDS), max_size=9))
def test_no_row_of_words_makes_it_fail(words: list[str]) -> None:
    for text in (" ".join(words), "".join(words)):
        assert isinstance(parse(text, AT), Date | Problem)


def test_a_long_text_is_not_worked_on() -> None:
    start = time.process_time()
    for text in ("十" * 1_000_000, "1" * 1_000_000, "- " * 500_000, "ﷺ" * 100_000):
        assert isinstance(parse(text), Problem)

    assert time.process_time() - start < 1


def test_two_digits_of_a_year_are_of_a_life_before_the_day_of_reading() -> None:
    def read(text: str, at: date | None) -> str:
        found = parse(text, at)
        assert isinstance(found, Date)
        return " ".join(map(str, found.readings))

    assert read("03MAY70", AT) == "1970-05-03"
    assert read("03MAY25", AT) == "2025-05-03 1925-05-03"
    assert read("03MAY27", AT) == "1927-05-03"
    assert read("03MAY27", date(2030, 1, 1)) == "2027-05-03 1927-05-03"
    assert read("03MAY70", None) == "1970-05-03 2070-05-03"


def test_without_a_day_of_reading_nothing_is_in_the_future() -> None:
    assert isinstance(parse("2030"), Date)
    assert isinstance(parse("2030", date(2030, 1, 1)), Date)


def test_an_age_needs_a_day() -> None:
    found = parse("34 years old")

    assert isinstance(found, Problem)
    assert found.code == "date.age-without-day"


@given(st.integers(0, 110), st.dates(date(1950, 1, 1), date(2030, 12, 31)), st.integers(0, 364))
def test_an_age_holds_everybody_who_has_it(age: int, at: date, since_birthday: int) -> None:
    birthday = at - timedelta(days=since_birthday)
    if (birthday.month, birthday.day) == (2, 29):
        birthday += timedelta(days=1)
    birth = birthday.replace(year=birthday.year - age)
    found = of_age(age, at)

    assert found.year <= birth.year <= found.last
    assert found.last - found.year <= 1


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("banana 1970", "1970~"),
        ("1970-02-30", "1970~"),
        ("before 1970", "1970~"),
        ("١٩٧٠ تقريبي جدا", "1970~"),
        ("1970 banana 1971", None),
        ("banana", None),
        ("banana 11970", None),
    ],
)
def test_of_an_unreadable_date_the_one_year_is_kept(text: str, kept: str | None) -> None:
    found = salvage(text)

    assert (found and str(found)) == kept


def test_every_word_stands_for_one_thing() -> None:
    """The names of months must not have been lost to other words, nor to one another."""
    months = {"mai": 5, "mar": 3, "mars": 3, "мая": 5, "آب": 8, "may": 5, "haziran": 6, "nisan": 4}
    for word, number in months.items():
        (item,) = items(word)
        assert (item.kind, item.value) == (Kind.MONTH_NAME, number), word
