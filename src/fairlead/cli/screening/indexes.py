"""What ``fairlead index`` does: make a list ready once, and ask it as often as you like."""

import json
import time
from pathlib import Path

import numpy as np
import typer
from rich.console import Console
from rich.table import Table

from fairlead.cli.screening.reading import entities_of, talk
from fairlead.core.screening import container
from fairlead.core.screening.index import build as build_index
from fairlead.core.screening.storage import open_index, save
from fairlead.core.screening.weights import standard


def build(file: Path, out: Path, label: str) -> None:
    """Build an index, and put it in place when it is whole."""
    began = time.monotonic()
    with talk.status(f"Building the index of {file} …"), entities_of(file) as entities:
        index = build_index(label or file.name.split(".")[0], entities)
    save(index, out)
    talk.print(
        f"{len(index.roll.ids):,} entries with {len(index.roll.names):,} names "
        f"in {time.monotonic() - began:.1f} s: {out}",
        highlight=False,
    )


def info(file: Path, *, verify: bool, as_json: bool) -> None:
    """Print what an index holds."""
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
