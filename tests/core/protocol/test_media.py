import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairlead.core.protocol import media


@pytest.mark.parametrize(
    ("accept", "chosen"),
    [
        ("", "application/json"),
        ("*/*", "application/json"),
        ("application/json", "application/json"),
        ("APPLICATION/JSON", "application/json"),
        ("application/*", "application/json"),
        ("text/html", None),
        ("text/html, application/json;q=0.1", "application/json"),
        ("application/json;q=0", None),
        ("*/*;q=0", None),
        ("application/json;q=0, */*", None),
        ("application/*;q=0, application/json", "application/json"),
        ("application/json;q=1.5", None),
        ("application/json;q=0.5;charset=utf-8", "application/json"),
        ('application/json;x="a,b", text/html', "application/json"),
        ('text/html;x="application/json, */*"', None),
        ("json", None),
        (",,,", None),
    ],
)
def test_the_header_chooses_as_the_standard_says(accept: str, chosen: str | None) -> None:
    assert media.choose(accept, [media.JSON]) == chosen


def test_the_best_liked_of_several_is_chosen() -> None:
    offered = ["application/json", "text/csv"]

    assert media.choose("application/json;q=0.2, text/csv", offered) == "text/csv"
    assert media.choose("text/*;q=0.2, application/json;q=0.3", offered) == "application/json"


@pytest.mark.parametrize(
    ("content_type", "accepted"),
    [
        ("application/json", True),
        ("application/json; charset=utf-8", True),
        ('application/json; charset="UTF-8"', True),
        ("application/json;charset=utf-16", False),
        ("application/json; charset=latin-1", False),
        ("text/json", False),
        ("application/jsonp", False),
        ("application/json, text/plain", False),
        ("application/x-www-form-urlencoded", False),
        ("", False),
    ],
)
def test_only_json_in_utf_8_is_read(content_type: str, accepted: bool) -> None:
    assert media.is_json(content_type) is accepted


def test_an_escaped_quote_is_part_of_the_value() -> None:
    assert media.read_type(r'text/plain; x="a\"b"') == ("text/plain", {"x": 'a"b'})


@given(st.text(max_size=300))
def test_any_header_is_read_without_an_error(header: str) -> None:
    media.is_json(header)
    assert media.choose(header, [media.JSON]) in (media.JSON, None)


@pytest.mark.parametrize(
    "header", ['"\\' * 40_000, "a/b;" * 40_000, " " * 80_000, "a/b" + ";" * 80_000]
)
def test_a_header_made_to_be_slow_is_not(header: str) -> None:
    assert media.choose(header, [media.JSON]) in (media.JSON, None)
    assert not media.is_json(header)
