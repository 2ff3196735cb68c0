"""``fairlead index``: make a list ready once, and ask it as often as you like."""

import json
import time
from pathlib import Path
from typing import Annotated

import numpy as np
import typer
from rich.console import Console
from rich.table import Table

from fairlead.cli.screening.reading import entities_of, talk
from fairlead.core.screening import container
from fairlead.core.screening.index import build as build_index
from fairlead.core.screening.storage import open_index, save
from fairlead.core.screening.weights import standard

app = typer.Typer(
    help="Lists made ready to be asked: built once, opened in milliseconds.", no_args_is_help=True
)
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, for a program to read.")]


@app.command()
def build(
    file: Annotated[Path, typer.Argument(help="A list: JSON lines, CSV or XLSX.")],
    out: Annotated[Path, typer.Option(help="Where the index goes.")],
    *,
    label: Annotated[str, typer.Option(help="What hits call the list; default: its name.")] = "",
) -> None:
    """Build the index of a list. The old index stays until the new one is whole."""
    began = time.monotonic()
    with talk.status(f"Building the index of {file} …"), entities_of(file) as entities:
        index = build_index(label or file.name.split(".")[0], entities)
    save(index, out)
    talk.print(
        f"{len(index.roll.ids):,} entries with {len(index.roll.names):,} names "
        f"in {time.monotonic() - began:.1f} s: {out}",
        highlight=False,
    )


@app.command()
def info(
    file: Annotated[Path, typer.Argument(help="An index.")],
    *,
    verify: Annotated[bool, typer.Option(help="Read it all and compare the digest.")] = False,
    as_json: AsJson = False,
) -> None:
    """Say what an index holds."""
    if verify:
        container.verify(file)
    index = open_index(file, standard())
    told = {
        "label": index.label,
        "entries": len(index.roll.ids),
        "names": len(index.roll.names),
        "weak_names": int(np.count_nonzero(index.roll.weak)),
        "words": int(np.count_nonzero(~index.vocabulary.joined)),
        "bytes": file.stat().st_size,
        "content": index.digest,
        "weights": index.weights.digest,
    }
    if as_json:
        typer.echo(json.dumps(told))
        return
    table = Table(show_header=False, box=None)
    for name, value in told.items():
        shown = f"{value:,}" if isinstance(value, int) else str(value)
        table.add_row(name.replace("_", " "), shown)
    Console().print(table)
