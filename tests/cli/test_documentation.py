"""Every command teaches, and every command is in the documentation for those who type it."""

from collections.abc import Iterator
from typing import Any

import click
import pytest
import typer

from fairlead.cli.main import app
from tests.servers import ROOT

Command = tuple[str, Any]  # of click, or of the click inside typer


def commands(command: Any, name: str = "fairlead") -> Iterator[Command]:
    """Return every command that does something, with the words that call it."""
    for word, inner in getattr(command, "commands", {}).items():
        yield from commands(inner, f"{name} {word}")
    if not hasattr(command, "commands"):
        yield name, command


def undocumented(found: list[Command], text: str) -> list[str]:
    return [name for name, _command in found if name not in text]


def unexplained(found: list[Command]) -> list[str]:
    return [
        f"{name} {parameter.name}"
        for name, command in found
        for parameter in command.params
        if not getattr(parameter, "help", None)
    ]


ALL = list(commands(typer.main.get_command(app)))
DOCUMENTS = [*(ROOT / "docs").rglob("*.md"), ROOT / "README.md"]


@pytest.mark.parametrize(("name", "command"), ALL, ids=[name for name, _command in ALL])
def test_every_command_says_what_it_does(name: str, command: Any) -> None:
    words = (command.help or "").strip()

    assert len(words.split()) >= 4, name
    assert words.splitlines()[0].rstrip().endswith((".", ":"))


def test_the_commands_are_found() -> None:
    assert {"fairlead demo", "fairlead ledger verify", "fairlead user add"} <= {n for n, _c in ALL}


def test_every_option_is_explained() -> None:
    assert unexplained(ALL) == []


def test_every_command_is_documented() -> None:
    text = "\n".join(path.read_text(encoding="utf-8") for path in DOCUMENTS)

    assert undocumented(ALL, " ".join(text.split())) == []


def test_a_command_that_is_not_documented_or_explained_is_found() -> None:
    bare = click.Command("bare", params=[click.Option(["--secret"])])
    planted = list(commands(click.Group("fairlead", {"bare": bare})))

    assert undocumented(planted, "fairlead demo") == ["fairlead bare"]
    assert unexplained(planted) == ["fairlead bare secret"]
