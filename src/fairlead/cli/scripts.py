"""Making what screening knows of spellings and frequencies, from files of pairs."""

from importlib.resources import files
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from fairlead.core.errors import BadInput

talk = Console(stderr=True)
app = typer.Typer(help="How names are spelled across scripts.", no_args_is_help=True)
Pairs = Annotated[
    Path, typer.Option(help="The folder of pair files: Latin word, native letters, count.")
]
Target = Annotated[Path | None, typer.Option("--to", help="Where to write; default: in place.")]


@app.command()
def train(pairs: Pairs, to: Target = None) -> None:
    """Learn how the letters of each alphabet are spelled in Latin; prints the pages written."""
    from fairlead.core.scripts import training

    target = _folder(to, "fairlead.core.scripts", "weights")
    _some(pairs)
    for code, page in training.train(pairs):
        path = target / f"{code}.txt"
        path.write_text(page, encoding="utf-8")
        typer.echo(str(path))
        talk.print(f"{code}: {page.count(':')} weights, {len(page.encode()) / 1024:.0f} KiB.")


@app.command()
def count(pairs: Pairs, to: Target = None) -> None:
    """Count how common the tokens of names are; prints the tables written."""
    from fairlead.core.names import counting

    _some(pairs)
    beside = _folder(None, "fairlead.core.names", "frequencies")
    for name, table in counting.build(pairs, beside).items():
        path = (to or beside) / name
        path.write_text(table, encoding="utf-8")
        typer.echo(str(path))
        talk.print(f"{name}: {path.stat().st_size / 1024:.0f} KiB.")


def _folder(chosen: Path | None, package: str, name: str) -> Path:
    return chosen or Path(str(files(package) / name))


def _some(pairs: Path) -> None:
    if not any(pairs.glob("wd_*")):
        raise BadInput("holds no pair files (wd_arabic, wd_russian, …)", place=str(pairs))
