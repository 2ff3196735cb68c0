"""Counting false hits: nothing is guessed, and every share says how well it is known."""

import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairlead.core.problems import Problem
from fairlead.core.screening.tally import Judged, read_judged, tally, wilson

ROW = {"qid": "q", "list": "watch", "band": "alert", "names": ["Ada", "Ada"], "decision": "other"}


def line(**changed: object) -> bytes:
    return json.dumps({**ROW, **changed}).encode()


def test_hits_are_counted_by_list_band_and_script() -> None:
    lines = [
        line(),
        line(decision="same"),
        line(decision="open", qid="r"),
        line(names=["أدا", "Ada"], list="other", band="review"),
    ]
    judged = [one for one in read_judged(lines) if isinstance(one, Judged)]
    counts = tally(judged)
    everything = counts["all", ""]
    assert (everything.hits, everything.decided, everything.other) == (4, 3, 2)
    assert len(everything.people) == 2
    assert counts["script", "arabic"].false_share == 1
    assert counts["script", "latin"].false_share == 0.5
    assert counts["band", "review"].hits == counts["list", "other"].hits == 1
    assert next(iter(counts)) == ("all", "")


def test_what_nobody_decided_has_no_share() -> None:
    for count in tally([Judged("q", "l", "b", "s", "open")]).values():
        assert (count.hits, count.decided) == (1, 0)
        assert count.false_share is None
        assert count.interval is None


@pytest.mark.parametrize(
    "broken",
    [
        b"{", b"[]", b"7", b'"x"', b"{}", line(decision="maybe"), line(decision=None),
        line(names=[]), line(names=7), line(list=None), line(band=["x"]), b"\xff", b"[" * 5000,
    ],
)  # fmt: skip
def test_a_broken_line_is_told_with_its_place(broken: bytes) -> None:
    first, second, third = read_judged([line(), broken, line()])
    assert isinstance(first, Judged)
    assert isinstance(third, Judged)
    assert isinstance(second, Problem)
    assert second.line == 2


@given(st.integers(1, 10**6).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))))
def test_an_interval_holds_its_share(pair: tuple[int, int]) -> None:
    count, of = pair
    low, high = wilson(count, of)
    assert 0 <= low <= count / of <= high <= 1
    assert high - low <= 4 / math.sqrt(of)


def test_intervals_are_those_of_the_book() -> None:
    """Ten of a hundred: the textbook's 5.52 to 17.44 %."""
    low, high = wilson(10, 100)
    assert (round(low, 4), round(high, 4)) == (0.0552, 0.1744)
    assert wilson(0, 20)[0] == 0
    assert wilson(20, 20)[1] == 1
