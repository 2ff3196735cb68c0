"""Every import contract is shown to bite: one violation is planted in a copy of the house."""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.servers import ROOT

PACKAGE = Path("src/fairlead")


@dataclass(frozen=True)
class Plant:
    contract: str
    file: str
    line: str


PLANTS = (
    Plant("Stairs only go down", "kernel/audit/models.py", "import fairlead.site.urls"),
    Plant("Stairs only go down", "upstairs.py", ""),
    Plant(
        "Desks never import one another",
        "desks/reception/queries.py",
        "import fairlead.desks.administration.apps",
    ),
    Plant(
        "Inside a desk, files stand in order, and there are no others",
        "desks/reception/queries.py",
        "import fairlead.desks.reception.views",
    ),
    Plant(
        "Inside a desk, files stand in order, and there are no others",
        "desks/reception/helpers.py",
        "",
    ),
    Plant(
        "Kernel rooms stand in order",
        "kernel/audit/models.py",
        "import fairlead.kernel.access.context",
    ),
    Plant("Kernel rooms stand in order", "kernel/attic/__init__.py", ""),
    Plant(
        "Core knows no framework, network, database, clock or settings",
        "core/errors.py",
        "import django",
    ),
    Plant(
        "Core knows no framework, network, database, clock or settings",
        "core/errors.py",
        "import socket",
    ),
    Plant(
        "No cycles anywhere",
        "core/ledger/entries.py",
        "import fairlead.core.registration",
    ),
    Plant(
        "Settings are reached only through django.conf",
        "kernel/access/middleware.py",
        "import fairlead.site.settings",
    ),
)


def broken_contracts(root: Path) -> set[str]:
    """Run the contracts over a copy of the house, and return the names of the broken ones."""
    done = subprocess.run(
        [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"],
        cwd=root,
        env=os.environ | {"PYTHONPATH": str(root / "src"), "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
    )
    lines = [line.strip() for line in done.stdout.splitlines()]
    assert any(line.startswith("Contracts:") for line in lines), done.stdout + done.stderr
    return {line.removesuffix(" BROKEN") for line in lines if line.endswith(" BROKEN")}


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("house")
    shutil.copytree(
        ROOT / PACKAGE, root / PACKAGE, ignore=shutil.ignore_patterns("locale", "__pycache__")
    )
    shutil.copy(ROOT / ".importlinter", root)
    return root


def test_the_house_keeps_its_contracts(house: Path) -> None:
    assert broken_contracts(house) == set()


@pytest.mark.parametrize("plant", PLANTS, ids=lambda plant: f"{plant.file}: {plant.line}")
def test_a_planted_violation_is_found(house: Path, plant: Plant) -> None:
    path = house / PACKAGE / plant.file
    original = path.read_text(encoding="utf-8") if path.exists() else None
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"{original or ''}\n{plant.line}\n", encoding="utf-8")
    try:
        assert plant.contract in broken_contracts(house)
    finally:
        if original is None:
            path.unlink()
        else:
            path.write_text(original, encoding="utf-8")
