"""What RIGHTS.md promises is tested where it says."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.servers import ROOT

_REFERENCE = re.compile(r"`([a-z_/]+/test_\w+\.py)(?:::(\w+))?`")


def broken_references(text: str, tests: Path) -> Iterator[str]:
    """Find what is named as a proof and does not exist."""
    for file, name in _REFERENCE.findall(text):
        path = tests / file
        if not path.is_file():
            yield file
        elif name:
            tree = ast.parse(path.read_text(encoding="utf-8"))
            if name not in {getattr(node, "name", "") for node in ast.walk(tree)}:
                yield f"{file}::{name}"


def test_every_proof_that_is_named_exists() -> None:
    text = (ROOT / "RIGHTS.md").read_text(encoding="utf-8")

    assert len(_REFERENCE.findall(text)) > 30
    assert list(broken_references(text, ROOT / "tests")) == []


def test_a_proof_that_does_not_exist_is_found() -> None:
    text = "`house/test_promises.py::test_nothing` and `house/test_gone.py`"

    assert list(broken_references(text, ROOT / "tests")) == [
        "house/test_promises.py::test_nothing",
        "house/test_gone.py",
    ]
