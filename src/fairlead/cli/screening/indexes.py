"""What ``fairlead index`` does: make a list ready once, and ask it as often as you like."""

import json
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import typer
from rich.console import Console
from rich.table import Table

from fairlead.cli.screening.reading import index_of, label_of, talk
from fairlead.cli.screening.writing import apart
from fairlead.core.screening.storage import open_index, save
from fairlead.core.screening.weights import standard


def build(file: Path, out: Path, label: str, after: Path | None) -> None:
    """Build an index, and put it in place when it is whole."""
    apart(out, file)
    began = time.monotonic()
    weights = standard()
    counted = open_index(after, weights).counted if after else None
    index = replace(index_of(file, weights, counted), label=label or label_of(file))
    save(index, out)
    talk.print(
        f"{len(index.roll.ids):,} entries with {len(index.roll.names):,} names "
        f"in {time.monotonic() - began:.1f} s: {out}",
        highlight=False,
        soft_wrap=True,
    )


def info(file: Path, *, as_json: bool) -> None:
    """Print what an index holds."""
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
