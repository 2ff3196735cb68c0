"""The same input gives the same bytes, whatever order a process keeps its sets and hashes in."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.servers import ROOT

WORK = """
import hashlib, sys
from pathlib import Path
from fairlead.core.screening.answers import Explain, screen
from fairlead.core.screening.index import build
from fairlead.core.screening.population import store
from fairlead.core.screening.shelf import Shelf
from fairlead.core.screening.storage import save
from fairlead.core.screening.weights import standard
from tests.core.screening.invented import people

folder = Path(sys.argv[1])
index = build("watch", people(150, seed=61))
save(index, folder / "watch.index")
store(people(90, seed=62), folder / "people", standard())
answers = screen(people(150, seed=61)[::2], Shelf().put(index), explained=Explain.ALL)
(folder / "answers").write_text(repr(answers))
for file in sorted(folder.rglob("*")):
    if file.is_file():
        print(file.name, hashlib.sha256(file.read_bytes()).hexdigest())
"""


def others() -> list[str]:
    """Return this Python, and those that whoever runs the tests names: environments of others."""
    return [sys.executable, *filter(None, os.environ.get("OTHER_PYTHONS", "").split(os.pathsep))]


@pytest.mark.parametrize("python", others())
def test_the_same_input_gives_the_same_bytes(tmp_path: Path, python: str) -> None:
    told = set()
    for number, seed in enumerate(("0", "2026")):
        folder = tmp_path / f"{number}"
        folder.mkdir()
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"}
        done = subprocess.run(
            [python if seed == "0" else sys.executable, "-c", WORK, str(folder)],
            env=environment, check=True, capture_output=True, text=True,
        )  # fmt: skip
        told.add(done.stdout)
    assert len(told) == 1
    assert len(told.pop().splitlines()) == 4
