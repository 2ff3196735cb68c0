from datetime import UTC, datetime, timedelta

import pytest
from django.utils.translation import ngettext, override

from fairlead.kernel.wording import lasting, listed, on


@pytest.mark.parametrize(
    ("language", "row", "span"),
    [
        ("en", "a, b, c", "15 minutes"),
        ("ar", "\u2068a\u2069، \u2068b\u2069، \u2068c\u2069", "15 دقيقة"),
        ("es", "a, b, c", "15 minutos"),
        ("fr", "a, b, c", "15 minutes"),
        ("ru", "a, b, c", "15 минут"),
        ("zh-hans", "a、b、c", "15分钟"),
    ],
)
def test_lists_and_spans_are_written_as_the_language_does(
    language: str, row: str, span: str
) -> None:
    with override(language):
        assert str(listed("abc")) == row
        assert str(lasting(timedelta(minutes=15))) == span


def test_both_wait_for_their_reader() -> None:
    with override("en"):
        row, span = listed(each for each in "ab"), lasting(timedelta(hours=1))
    with override("zh-hans"):
        assert (str(row), str(span)) == ("a、b", "1小时")
        assert (str(row), str(span)) == ("a、b", "1小时"), "and can be read twice"


def test_a_moment_is_written_as_the_language_does() -> None:
    moment = on(datetime(2026, 11, 20, 13, 10, tzinfo=UTC))
    with override("fr"):
        assert str(moment) == "20 novembre 2026 13:10"
    with override("zh-hans"):
        assert str(moment).startswith("2026年11月20日")


@pytest.mark.parametrize(
    ("number", "form"),
    [
        (0, "لا توجد اقتراحات في انتظار قراركم"),
        (1, "اقتراح واحد في انتظار قراركم"),
        (2, "اقتراحان في انتظار قراركم"),
        (7, "7 اقتراحات في انتظار قراركم"),
        (14, "14 اقتراحًا في انتظار قراركم"),
        (100, "100 اقتراح في انتظار قراركم"),
    ],
)
def test_arabic_has_six_forms_in_the_order_that_translators_expect(number: int, form: str) -> None:
    with override("ar"):
        words = ngettext(
            "%(waiting)s proposal waits for your decision",
            "%(waiting)s proposals wait for your decision",
            number,
        )
        assert words % {"waiting": number} == form


def test_one_and_nothing_need_no_comma() -> None:
    assert (str(listed(["a"])), str(listed([]))) == ("a", "")
