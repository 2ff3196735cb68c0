"""Draws every state machine that a room declares, from the table that the code runs.

    PYTHONPATH=src .venv/bin/python docs/developers/draw_machines.py

writes ``docs/developers/machines/<name>.svg`` and ``.txt``; ``tests/house/test_machines_drawn.py``
fails when what is committed is not what this writes.
"""

import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

FOLDER = Path(__file__).parent / "machines"


def drawings() -> Iterator[tuple[str, str]]:
    """Yield the name and the content of every file; Django must be set up."""
    from fairlead.core.states import draw, tabulate
    from fairlead.kernel.rooms import rooms

    for room in rooms().values():
        for machine in room.machines:
            yield f"{machine.name}.svg", draw(machine)
            yield f"{machine.name}.txt", tabulate(machine)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {
            "DJANGO_SETTINGS_MODULE": "fairlead.site.settings",
            "FAIRLEAD_MODE": "test",
            "FAIRLEAD_DATA": f"{folder}/data",
            "FAIRLEAD_KEYS": f"{folder}/keys",
        }
        import django

        django.setup()
        FOLDER.mkdir(exist_ok=True)
        for path in FOLDER.iterdir():
            path.unlink()
        for name, content in drawings():
            (FOLDER / name).write_text(content, encoding="utf-8")
            sys.stderr.write(f"{name}\n")


if __name__ == "__main__":
    main()
