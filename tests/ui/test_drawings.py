"""Drawings are reckoned right, in both directions, and say what their tables say."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.template import Context, Template
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from fairlead.ui.charts import WIDTH, Bars, Distribution, HeatMap, Lines
from fairlead.ui.comparison import Comparison, Outcome, compared
from fairlead.ui.drawing import Paper, scale
from fairlead.ui.graph import MOST, Edge, Graph, Node
from fairlead.ui.seats import Seat, SeatMap
from fairlead.ui.timeline import Event, Precision, Timeline

START = datetime(2026, 11, 1, tzinfo=UTC)
AMOUNTS = st.lists(st.integers(0, 10**7), min_size=1, max_size=12)


def shown(component: Any) -> str:
    return Template("{% load showing %}{% show it %}").render(Context({"it": component}))


@given(st.lists(st.integers(-(10**9), 10**9).map(lambda n: n / 1000), min_size=1, max_size=9))
def test_a_scale_holds_every_value_between_round_ticks(values: list[float]) -> None:
    found = scale(values, 0, 100)

    assert found.low <= min(values) <= max(values) <= found.high
    assert found.low <= 0 <= found.high
    assert 2 <= len(found.ticks) <= 13
    assert list(found.ticks) == sorted(found.ticks)


@given(AMOUNTS)
@pytest.mark.parametrize("language", ["en", "ar"])
def test_bars_stay_on_the_paper_and_are_as_long_as_their_numbers(
    language: str, amounts: list[int]
) -> None:
    chart = Bars("Cases", [(str(n), value) for n, value in enumerate(amounts)], unit="Cases")
    with translation.override(language):
        bars = chart.bars

    assert all(bar.x >= 0 and bar.x + bar.width <= WIDTH for bar in bars)
    by_length = sorted(zip(amounts, bars, strict=True), key=lambda pair: pair[0])
    lengths = [bar.width for _amount, bar in by_length]
    assert lengths == sorted(lengths)
    assert [row for _name, (row,) in chart.body] == amounts


def test_what_is_left_in_one_direction_is_right_in_the_other() -> None:
    chart = Bars("Cases", [("a", 1), ("b", 2)], unit="Cases")
    with translation.override("en"):
        left = chart.bars[0].x
    with translation.override("ar"):
        assert chart.bars[0].x == WIDTH - left - chart.bars[0].width


def test_a_gap_in_a_line_is_no_zero() -> None:
    chart = Lines("Cases", ["a", "b", "c"], [("one", [1, None, 3])])

    assert len(chart.lines[0].dots) == 2
    assert chart.body[1] == ("b", [None])
    assert "0" not in {value for _x, _y, value in chart.lines[0].dots}


def test_seven_lines_are_too_many() -> None:
    with pytest.raises(ValueError, match="six"):
        Lines("Cases", ["a"], [(str(n), [n]) for n in range(7)])


def test_a_heat_map_is_no_stronger_than_its_numbers_can_be_read_on() -> None:
    cells = HeatMap("Cases", ["a", "b"], [("x", [1.0, None]), ("y", [0, 4.0])]).cells

    assert [cell.label for cell in cells] == ["1", "", "0", "4"]
    assert max(cell.opacity for cell in cells if not cell.tone) <= 0.5
    assert [cell.tone for cell in cells] == ["", "none", "none", ""]


def test_a_distribution_has_a_bar_for_each_range_and_a_mark_where_it_belongs() -> None:
    chart = Distribution("Scores", [0, 0.5, 1], [3, 1], mark=0.5, mark_words="from here")
    first, second = chart.bars

    assert first.x < chart.mark_x <= second.x + 1
    assert first.height == pytest.approx(3 * second.height, abs=0.2)
    assert "from here" in shown(chart)


# ---------------------------------------------------------------- graph
@given(st.integers(2, 60), st.lists(st.tuples(st.integers(0, 59), st.integers(0, 59)), max_size=80))
def test_every_node_has_its_own_place_on_the_paper(
    count: int, pairs: list[tuple[int, int]]
) -> None:
    nodes = [Node(str(n), f"Node {n}") for n in range(count)]
    edges = [Edge(str(a % count), str(b % count), "knows") for a, b in pairs]
    graph = Graph("Links", nodes, edges)
    places = [(one.x, one.y) for one in graph.placed]

    assert len(set(places)) == count
    assert all(0 < x < graph.paper.width and 0 < y < graph.paper.height for x, y in places)
    assert len(graph.drawn) == len(graph.named) == len(edges)


def test_the_same_graph_always_looks_the_same() -> None:
    nodes = [Node(str(n), str(n)) for n in range(20)]
    edges = [Edge(str(n), str((n * 7) % 20), "knows") for n in range(20)]

    first, second = (Graph("Links", nodes, edges).placed for _time in range(2))
    assert first == second


@pytest.mark.parametrize(
    ("count", "drawn"), [(1, False), (2, True), (MOST, True), (MOST + 1, False)]
)
def test_what_nobody_can_read_is_not_drawn(count: int, drawn: bool) -> None:
    graph = Graph("Links", [Node(str(n), f"Node {n}") for n in range(count)], [])

    assert graph.is_drawn is drawn
    if not drawn:
        assert "<svg" not in shown(graph)


# ---------------------------------------------------------------- timeline
@given(
    st.lists(
        st.tuples(st.integers(0, 400), st.sampled_from(list(Precision)), st.integers(0, 90)),
        min_size=1,
        max_size=20,
    )
)
def test_what_is_on_the_line_is_in_the_list(given: list[tuple[int, Precision, int]]) -> None:
    events = [
        Event(
            START + timedelta(days=days),
            "one",
            "x",
            precision,
            until=START + timedelta(days=days + length) if length else None,
        )
        for days, precision, length in given
    ]
    line = Timeline("Case", [("one", "One")], events)

    assert [mark.event for mark in line.marks] == line.listed
    assert all(mark.x >= 0 and mark.x + mark.width <= line.paper.width for mark in line.marks)


@pytest.mark.parametrize(
    ("precision", "words"),
    [
        (Precision.EXACT, "1 Nov 2026, 00:00"),
        (Precision.DAY, "1 Nov 2026"),
        (Precision.MONTH, "November 2026"),
        (Precision.YEAR, "2026"),
    ],
)
def test_nothing_is_said_more_exactly_than_it_is_known(precision: Precision, words: str) -> None:
    assert Event(START, "one", "x", precision).when == words


# ---------------------------------------------------------------- comparison and seats
@pytest.mark.parametrize(
    ("left", "right", "outcome"),
    [
        ("Ada", "ADA", Outcome.EQUAL),
        ("Ada Byron", "Byron, Ada", Outcome.EQUAL),
        ("Ada Byron", "Ada Lovelace", Outcome.PARTLY),
        ("Ada", "Emmy", Outcome.DIFFERS),
        ("Ada", "", Outcome.ONE_SIDE),
        ("", "", Outcome.EQUAL),
        ("أحمد", "احمد", Outcome.EQUAL),
    ],
)
def test_two_values_are_compared_by_their_words(left: str, right: str, outcome: Outcome) -> None:
    assert compared("Name", left, right).outcome == outcome


@given(st.text(max_size=30), st.text(max_size=30))
def test_a_marked_value_is_the_value(left: str, right: str) -> None:
    row = compared("Name", left, right)

    for side, text in ((row.left, left), (row.right, right)):
        assert "".join(part.text for value in side for part in value.parts) == text


def test_differences_stand_first_and_scripts_are_named() -> None:
    rows = [compared("a", "x", "x"), compared("b", "x", "y"), compared("c", "Ада", "Ada")]
    page = shown(Comparison("One", "Two", rows))

    assert [field.label for field in Comparison("One", "Two", rows).fields] == ["b", "c", "a"]
    assert "Cyrillic" in page
    assert 'lang="und-Cyrl"' in page


def test_every_taken_seat_is_in_the_grid_and_in_the_list() -> None:
    seats = SeatMap("Seats", "AB CD", range(1, 3), {"1A": Seat("Ada"), "2D": Seat("Emmy", "hit")})

    assert [name for name, _seat in seats.listed] == ["1A", "2D"]
    assert shown(seats).count('class="free"') == 6
    assert [place is None for place in seats.grid[0][1]] == [False, False, True, False, False]


@pytest.mark.parametrize("hostile", ["<script>x</script>", '" onclick="x', "</svg><b>"])
def test_a_name_draws_nothing(hostile: str) -> None:
    for component in (
        Bars(hostile, [(hostile, 1)], unit="x"),
        Lines(hostile, [hostile], [(hostile, [1])]),
        HeatMap(hostile, [hostile], [(hostile, [1])]),
        Graph(hostile, [Node("1", hostile), Node("2", hostile)], [Edge("1", "2", hostile)]),
        Timeline(hostile, [("a", hostile)], [Event(START, "a", hostile)]),
        Comparison(hostile, hostile, [compared(hostile, hostile, hostile)]),
        SeatMap(hostile, "A", [1], {"1A": Seat(hostile)}),
    ):
        assert hostile not in shown(component), type(component)


def test_paper_is_mirrored() -> None:
    with translation.override("ar"):
        assert Paper(100, 10).x(10, 5) == 85
