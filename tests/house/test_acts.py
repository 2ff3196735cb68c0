"""The ledger act of an action follows from its name: ``open_case`` writes ``cases.case.opened``.

``tests/house/test_actions.py`` sees to it that every action records; this sees to it under which
name. The rule is ``fairlead.core.acts``. A room that has not adopted it yet is listed.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

from fairlead.core.acts import act_of
from tests.house.source import Function, modules, room_of
from tests.house.test_actions import is_action_file

ADOPTED = {"cases"}


def acts_in(node: ast.AST) -> set[str]:
    """Return every literal act that a function names, to ``record`` or to a function beside it."""
    return {
        each.value
        for each in ast.walk(node)
        if isinstance(each, ast.Constant)
        and isinstance(each.value, str)
        and each.value.count(".") == 2
    }


def misnamed(package: Path | None = None, adopted: set[str] = ADOPTED) -> Iterator[str]:
    for path, tree in modules(*([package] if package else [])):
        room = room_of(path)
        if not is_action_file(path) or room not in adopted:
            continue
        for node in tree.body:
            if not isinstance(node, Function) or node.name.startswith("_"):
                continue
            if "_" not in node.name:
                continue  # a single verb is a part of others' actions: ``adopt``
            expected = act_of(room, node.name)
            found = acts_in(node)
            if found and expected not in found:
                yield f"{path}: {node.name} writes {', '.join(sorted(found))}, not {expected}"


def test_every_act_follows_from_the_name_of_its_action() -> None:
    assert list(misnamed()) == []


def test_the_rooms_that_adopted_the_rule_have_actions() -> None:
    """Otherwise the test above would look at nothing."""
    rooms = {room_of(path) for path, _tree in modules() if is_action_file(path)}

    assert rooms >= ADOPTED


def test_a_misnamed_act_is_found(tmp_path: Path) -> None:
    desk = tmp_path / "desks" / "travel"
    desk.mkdir(parents=True)
    (desk / "actions.py").write_text(
        "def send_push(): record(act='travel.push.received')\n"
        "def deny_push(): record(act='travel.push.denied')\n",
        encoding="utf-8",
    )

    assert list(misnamed(tmp_path, {"travel"})) == [
        "desks/travel/actions.py: send_push writes travel.push.received, not travel.push.sent"
    ]
