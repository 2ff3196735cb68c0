from datetime import timedelta

import pytest
from django.utils.translation import override

from fairlead.kernel.wording import lasting, listed


@pytest.mark.parametrize(
    ("language", "row", "span"),
    [
        ("en", "a, b, c", "15 minutes"),
        ("ar", "a، b، c", "15 دقيقة"),
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


def test_one_and_nothing_need_no_comma() -> None:
    assert (str(listed(["a"])), str(listed([]))) == ("a", "")
