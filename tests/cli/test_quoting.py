"""What files hold is shown at a terminal, and never steers it."""

import pytest

from fairlead.cli.quoting import quoted


@pytest.mark.parametrize(
    "sign", ["\x1b", "\r", "\x07", "\x9b", "\u202e", "\u2066", "\ud800", "\x00"]
)
def test_what_a_terminal_acts_on_is_marked(sign: str) -> None:
    assert quoted(f"a{sign}b").plain == "a\ufffdb"


@pytest.mark.parametrize(
    "text", ["9\u202f000", "«\u00a0mot\u00a0»", "two\nlines", "\u2068محمد\u2069", "王"]
)
def test_what_words_are_made_of_stays(text: str) -> None:
    assert quoted(text).plain == text


def test_a_text_is_no_markup() -> None:
    assert quoted("[red]x[/red]").plain == "[red]x[/red]"
