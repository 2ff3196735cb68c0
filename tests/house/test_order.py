"""Names, sizes and purity: what a newcomer relies on."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.house.source import functions, modules

BANNED_NAMES = {"common", "utils", "helpers", "misc", "base", "extras", "util", "tools", "shared"}
LONGEST_FILE = 500
LONGEST_FUNCTION = 60
DESK_FILES = {
    *("__init__", "apps", "models", "queries", "rules", "actions", "intake"),
    *("forms", "views", "api", "jobs", "urls"),
}
# What reads the clock, the environment or chance; core receives all three as arguments.
IMPURE_CALLS = {"now", "today", "utcnow", "getenv", "urandom", "token_bytes", "token_hex", "sleep"}
IMPURE_ATTRIBUTES = {"environ"}


def banned_names(package: Path | None = None) -> Iterator[str]:
    for path, _tree in modules(*([package] if package else [])):
        if set(path.with_suffix("").parts) & BANNED_NAMES:
            yield str(path)


def long_things(package: Path | None = None) -> Iterator[str]:
    for path, tree in modules(*([package] if package else [])):
        last = max((getattr(node, "end_lineno", 0) or 0 for node in ast.walk(tree)), default=0)
        if last > LONGEST_FILE:
            yield f"{path}: {last} lines"
        for function in functions(tree):
            length = (function.end_lineno or 0) - function.lineno + 1
            if length > LONGEST_FUNCTION:
                yield f"{path}: {function.name}: {length} lines"


def impure_core(package: Path | None = None) -> Iterator[str]:
    for path, tree in modules(*([package] if package else [])):
        if path.parts[0] != "core":
            continue
        for node in ast.walk(tree):
            match node:
                case ast.Call(func=ast.Attribute(attr=name)) if name in IMPURE_CALLS:
                    yield f"{path}:{node.lineno} {name}()"
                case ast.Attribute(attr=name) if name in IMPURE_ATTRIBUTES:
                    yield f"{path}:{node.lineno} {name}"


def silent_desks(package: Path | None = None) -> Iterator[str]:
    wanted = ("What it does", "For whom", "On what legal footing", "What it must never do")
    for path, tree in modules(*([package] if package else [])):
        if path.parts[0] == "desks" and len(path.parts) == 3 and path.name == "__init__.py":
            words = " ".join((ast.get_docstring(tree) or "").split())
            yield from (f"{path}: does not say: {part}" for part in wanted if part not in words)


def test_no_module_has_a_name_that_says_nothing() -> None:
    assert list(banned_names()) == []


def test_a_name_that_says_nothing_is_found(tmp_path: Path) -> None:
    (tmp_path / "desks").mkdir()
    (tmp_path / "desks" / "utils.py").touch()

    assert list(banned_names(tmp_path)) == ["desks/utils.py"]


def test_files_and_functions_are_short() -> None:
    assert list(long_things()) == []


def test_a_long_function_and_a_long_file_are_found(tmp_path: Path) -> None:
    body = "    x = 1\n" * 500
    (tmp_path / "long.py").write_text(f"def endless():\n{body}", encoding="utf-8")

    assert list(long_things(tmp_path)) == ["long.py: 501 lines", "long.py: endless: 501 lines"]


def test_core_reads_no_clock_no_environment_and_no_chance() -> None:
    assert list(impure_core()) == []


def test_an_impure_core_is_found(tmp_path: Path) -> None:
    (tmp_path / "core").mkdir()
    (tmp_path / "core" / "dates.py").write_text(
        "import os, datetime\nos.environ['X']\ndatetime.datetime.now()\n", encoding="utf-8"
    )

    assert sorted(impure_core(tmp_path)) == ["core/dates.py:2 environ", "core/dates.py:3 now()"]


def test_every_desk_says_what_it_may_never_do() -> None:
    assert list(silent_desks()) == []


def test_a_silent_desk_is_found(tmp_path: Path) -> None:
    (tmp_path / "desks" / "mute").mkdir(parents=True)
    (tmp_path / "desks" / "mute" / "__init__.py").write_text('"""What it does: x."""')

    assert len(list(silent_desks(tmp_path))) == 3
