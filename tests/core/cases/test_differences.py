import doctest
from typing import Any

from hypothesis import given

from fairlead.core.cases import differences as module
from fairlead.core.cases.differences import Difference, differences
from tests.core.cases.test_snapshots import contents


def test_the_docstring_tells_the_truth() -> None:
    assert doctest.testmod(module).failed == 0


@given(contents)
def test_nothing_is_different_from_itself(content: dict[str, Any]) -> None:
    assert differences(content, content) == ()


@given(contents, contents)
def test_the_other_way_round_is_the_mirror(one: dict[str, Any], other: dict[str, Any]) -> None:
    def bag(found: tuple[Difference, ...]) -> list[str]:
        return sorted(repr(each) for each in found)

    mirrored = tuple(
        Difference(each.path, each.after, each.before) for each in differences(other, one)
    )

    assert bag(differences(one, other)) == bag(mirrored)


def test_nested_values_lists_and_what_came_and_went() -> None:
    before = {"names": [{"text": "A"}, {"text": "B"}], "deadline": None, "at": {"x": 1, "y": 2}}
    after = {"names": [{"text": "B"}, {"text": "C"}], "deadline": "2026", "at": {"x": 1, "y": 3}}

    found = differences(before, after)

    assert [(each.kind, each.path, each.before, each.after) for each in found] == [
        ("changed", "at.y", 2, 3),
        ("added", "deadline", None, "2026"),
        ("removed", "names", {"text": "A"}, None),
        ("added", "names", None, {"text": "C"}),
    ]


def test_the_same_thing_twice_is_more_than_once() -> None:
    assert differences({"tags": ["a"]}, {"tags": ["a", "a"]}) == (Difference("tags", None, "a"),)
