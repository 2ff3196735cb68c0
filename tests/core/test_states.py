import doctest
from collections.abc import Callable
from dataclasses import replace
from xml.dom import minidom

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairlead.core import states
from fairlead.core.errors import Conflict, Misconfigured
from fairlead.core.states import IllegalVerb, Machine, Rule, WrongMachine, apply, draw, legal, step
from fairlead.core.states import tabulate as table_of

DOOR = Machine(
    name="door",
    initial="shut",
    states=("shut", "open", "bricked-up"),
    terminal=frozenset({"bricked-up"}),
    rules=(
        Rule("open", ("shut",), "open", who="porter"),
        Rule("close", ("open",), "shut"),
        Rule("knock", ("shut",), "shut"),
        Rule("brick-up", ("shut", "open"), "bricked-up", who="mason"),
    ),
)


def test_the_docstring_tells_the_truth() -> None:
    assert doctest.testmod(states).failed == 0
    assert doctest.testmod(states).attempted > 3


@pytest.mark.parametrize(
    ("state", "verb", "after"),
    [
        ("shut", "open", "open"),
        ("open", "close", "shut"),
        ("shut", "knock", "shut"),
        ("shut", "brick-up", "bricked-up"),
        ("open", "brick-up", "bricked-up"),
    ],
)
def test_a_legal_verb_leads_on(state: str, verb: str, after: str) -> None:
    assert apply(DOOR, state, verb) == after


@pytest.mark.parametrize("verb", ["close", "dance", ""])
def test_an_illegal_verb_is_a_conflict_that_names_the_legal_ones(verb: str) -> None:
    with pytest.raises(Conflict) as caught:
        apply(DOOR, "shut", verb)

    assert isinstance(caught.value, IllegalVerb)
    assert caught.value.legal == ("open", "knock", "brick-up")
    assert caught.value.code == "illegal-verb"
    assert (caught.value.state, caught.value.verb) == ("shut", verb)


def test_a_terminal_state_allows_nothing() -> None:
    assert legal(DOOR, "bricked-up") == ()
    with pytest.raises(IllegalVerb, match="possible: nothing"):
        apply(DOOR, "bricked-up", "open")


def test_a_step_carries_its_guard() -> None:
    assert step(DOOR, "open", "brick-up").who == "mason"
    assert step(DOOR, "open", "close").who == ""


def test_live_states_are_those_that_are_not_terminal() -> None:
    assert DOOR.live == {"shut", "open"}
    assert DOOR.verbs == ("open", "close", "knock", "brick-up")


Change = Callable[[Machine], Machine]
WRONG: list[tuple[str, Change]] = [
    ("cellar is unreachable", lambda m: replace(m, states=(*m.states, "cellar"))),
    ("open is ambiguous while shut", lambda m: _with(m, Rule("open", ("shut",), "bricked-up"))),
    ("close names cellar", lambda m: _with(m, Rule("close", ("cellar",), "shut"))),
    ("fall names cellar", lambda m: _with(m, Rule("fall", ("open",), "cellar"))),
    (
        "is terminal, yet something leaves it",
        lambda m: _with(m, Rule("x", ("bricked-up",), "open")),
    ),
    ("nothing leaves state bricked-up", lambda m: replace(m, terminal=frozenset())),
    ("initial state ajar is not a state", lambda m: replace(m, initial="ajar")),
    ("state shut stands twice", lambda m: replace(m, states=("shut", *m.states))),
    ("terminal state gone is not", lambda m: replace(m, terminal=m.terminal | {"gone"})),
    ("vanish starts nowhere", lambda m: _with(m, Rule("vanish", (), "open"))),
]


def _with(machine: Machine, rule: Rule) -> Machine:
    return replace(machine, rules=(*machine.rules, rule))


@pytest.mark.parametrize(("fault", "change"), WRONG, ids=[fault for fault, _change in WRONG])
def test_a_wrong_table_cannot_be_constructed(fault: str, change: Change) -> None:
    with pytest.raises(WrongMachine, match=fault) as caught:
        change(DOOR)

    assert isinstance(caught.value, Misconfigured)
    assert caught.value.place == "door"


@given(st.lists(st.sampled_from(DOOR.verbs), max_size=12))
def test_no_sequence_of_verbs_leaves_the_table(verbs: list[str]) -> None:
    state = DOOR.initial
    for verb in verbs:
        allowed = legal(DOOR, state)
        if verb in allowed:
            state = apply(DOOR, state, verb)
        else:
            with pytest.raises(IllegalVerb):
                apply(DOOR, state, verb)
        assert state in DOOR.states


def test_the_drawing_is_the_same_every_time_and_well_formed() -> None:
    assert draw(DOOR) == draw(replace(DOOR))
    words = [
        "".join(node.toxml() for node in element.childNodes)
        for element in _parsed(DOOR).getElementsByTagName("text")
    ]
    for word in (*DOOR.states, *DOOR.verbs, "mason", "porter"):
        assert word in words


def test_the_drawing_has_a_dot_for_every_step_and_one_for_the_beginning() -> None:
    dots = _parsed(DOOR).getElementsByTagName("circle")

    assert len(dots) == len(list(DOOR.steps())) + 1


def _parsed(machine: Machine) -> minidom.Document:
    return minidom.parseString(draw(machine))  # noqa: S318 - our own drawing


def test_a_changed_table_changes_the_drawing_and_the_table() -> None:
    other = replace(DOOR, rules=(*DOOR.rules[:-1], replace(DOOR.rules[-1], who="owner")))

    assert draw(other) != draw(DOOR)
    assert table_of(other) != table_of(DOOR)


def test_the_table_says_the_same_in_words() -> None:
    assert "| brick-up | shut, open | bricked-up | mason |" in table_of(DOOR)
    assert "Begins as **shut**; ends as **bricked-up**." in table_of(DOOR)


def test_a_name_cannot_break_out_of_the_drawing() -> None:
    hostile = replace(DOOR, name='"><script>')

    assert "<script>" not in draw(hostile)
    _parsed(hostile)
