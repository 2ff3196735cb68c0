"""The drawings of the state machines in the documentation are those of the tables that run."""

import importlib.util
from types import ModuleType

from fairlead.kernel.rooms import rooms
from tests.servers import ROOT

SCRIPT = ROOT / "docs" / "developers" / "draw_machines.py"


def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("draw_machines", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_what_is_committed_is_what_would_be_drawn() -> None:
    drawing = script()
    expected = dict(drawing.drawings())
    committed = {path.name: path.read_text(encoding="utf-8") for path in drawing.FOLDER.iterdir()}

    assert committed == expected, f"run {SCRIPT.relative_to(ROOT)}"
    assert len(expected) >= 14


def test_no_two_machines_have_one_name() -> None:
    names = [machine.name for room in rooms().values() for machine in room.machines]

    assert len(names) == len(set(names))


def test_every_machine_is_shown_in_the_documentation() -> None:
    pages = "".join(
        path.read_text(encoding="utf-8") for path in (ROOT / "docs" / "developers").glob("*.md")
    )
    for room in rooms().values():
        for machine in room.machines:
            assert f"machines/{machine.name}.svg" in pages, machine.name
            assert f"machines/{machine.name}.txt" in pages, machine.name
