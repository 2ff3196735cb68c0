"""Every public action writes its ledger entry, under a name that follows from its own.

``kernel/cases/actions.py: open_case`` writes ``cases.case.opened``: the entry's act begins with
the room. A function counts when it records itself, or calls a function beside it that does.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.house.source import Function, called_names, modules, room_of

RECORDING = {"record"}


def is_action_file(path: Path) -> bool:
    return path.parts[0] in {"desks", "kernel"} and "actions" in path.with_suffix("").parts


def recorders(trees: list[ast.Module]) -> set[str]:
    """Return the names of the functions that record, directly or through one another."""
    calls = {
        node.name: called_names(node)
        for tree in trees
        for node in tree.body
        if isinstance(node, Function)
    }
    found = set(RECORDING)
    while more := {name for name, called in calls.items() if called & found} - found:
        found |= more
    return found


def unrecorded(package: Path | None = None) -> Iterator[str]:
    by_room: dict[str, list[tuple[Path, ast.Module]]] = {}
    for path, tree in modules(*([package] if package else [])):
        if is_action_file(path):
            by_room.setdefault(room_of(path), []).append((path, tree))
    for room_modules in by_room.values():
        found = recorders([tree for _path, tree in room_modules])
        for path, tree in room_modules:
            for node in tree.body:
                if (
                    isinstance(node, Function)
                    and not node.name.startswith("_")
                    and node.name not in found
                ):
                    yield f"{path}: {node.name}"


def misnamed_acts(package: Path | None = None) -> Iterator[str]:
    """Find ``act="…"`` words in action files that do not begin with the room's own name."""
    for path, tree in modules(*([package] if package else [])):
        if not is_action_file(path):
            continue
        for node in ast.walk(tree):
            match node:
                case ast.keyword(arg="act", value=ast.Constant(value=str(act))):
                    if len(act.split(".")) != 3 or act.split(".")[0] != room_of(path):
                        yield f"{path}: {act}"


def test_every_action_writes_its_entry() -> None:
    assert list(unrecorded()) == []


def test_every_act_is_named_after_its_room() -> None:
    assert list(misnamed_acts()) == []


def test_an_action_without_an_entry_and_a_misnamed_act_are_found(tmp_path: Path) -> None:
    desk = tmp_path / "desks" / "travel"
    desk.mkdir(parents=True)
    (desk / "actions.py").write_text(
        "def open_case(): _write()\n"
        "def _write(): record(act='finance.case.opened')\n"
        "def forget_case(): pass\n",
        encoding="utf-8",
    )

    assert list(unrecorded(tmp_path)) == ["desks/travel/actions.py: forget_case"]
    assert list(misnamed_acts(tmp_path)) == ["desks/travel/actions.py: finance.case.opened"]
