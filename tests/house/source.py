"""Reads the source as text and as trees, for the rules that no linter knows."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.servers import ROOT

PACKAGE = ROOT / "src" / "fairlead"

Function = ast.FunctionDef | ast.AsyncFunctionDef


def modules(package: Path = PACKAGE) -> Iterator[tuple[Path, ast.Module]]:
    """Return every module below the package, but no migration."""
    for path in sorted(package.rglob("*.py")):
        if "migrations" not in path.parts:
            yield path.relative_to(package), ast.parse(path.read_text(encoding="utf-8"))


def functions(tree: ast.AST) -> Iterator[Function]:
    for node in ast.walk(tree):
        if isinstance(node, Function):
            yield node


def called_names(tree: ast.AST) -> set[str]:
    """Return the last name of every call: ``audit.record(…)`` gives ``record``."""
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            match node.func:
                case ast.Name(id=name) | ast.Attribute(attr=name):
                    names.add(name)
    return names


def room_of(path: Path) -> str:
    """Return the room of a file: ``desks/travel/views.py`` gives ``travel``."""
    floors_with_rooms = {"desks", "kernel"}
    return (
        path.parts[1]
        if path.parts[0] in floors_with_rooms and len(path.parts) > 1
        else path.parts[0]
    )
