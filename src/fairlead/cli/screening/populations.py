"""What ``fairlead population`` does: store people once, and ask them about a change of a list."""

import gc
import json
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import typer
from rich.console import Console
from rich.table import Table

from fairlead.cli.screening.reading import entities_of, index_of, say, talk
from fairlead.cli.screening.writing import apart, counting, dumped, hit_text, written
from fairlead.core.screening.answers import Explain, Hit
from fairlead.core.screening.changes import Change, changes, difference
from fairlead.core.screening.index import ListIndex
from fairlead.core.screening.population import open_population, store
from fairlead.core.screening.reading import Options
from fairlead.core.screening.weights import standard


def build(people: Path, out: Path) -> None:
    """Store people in a folder, which takes its name when it is whole."""
    began = time.monotonic()
    gc.disable()
    with counting() as count, entities_of(people, Options(unique=False)) as entities:
        found = store(count.passing(entities), out, standard())
    talk.print(
        f"{found.people:,} people in {len(found.shards)} files "
        f"in {time.monotonic() - began:.1f} s: {out}",
        highlight=False,
    )


def info(folder: Path, *, verify: bool, as_json: bool) -> None:
    """Print what a stored population holds."""
    found = open_population(folder)
    if verify:
        found.verify()
    told = {
        "people": found.people,
        "files": len(found.shards),
        "bytes": sum((folder / name).stat().st_size for name in found.shards),
        "weights": found.weights,
        "usable": found.weights == standard().digest,
    }
    if as_json:
        typer.echo(json.dumps(told))
        return
    table = Table(show_header=False, box=None)
    for name, value in told.items():
        table.add_row(name, f"{value:,}" if type(value) is int else str(value))
    Console().print(table)


def change(folder: Path, before: Path, after: Path, out: Path, *, explained: Explain) -> None:
    """Write what a change of a list changes for a stored population, one line for each hit."""
    apart(out, before, after)
    weights = standard()
    population = open_population(folder)
    old = index_of(before, weights)
    between = difference(old, _version(after, old))
    turns: Counter[str] = Counter()
    gc.disable()
    with written(out) as stream, counting() as count:
        for people in population.files(weights):
            for each in changes(people, between, explained=explained):
                turns[each.turn.value] += 1
                stream.write(dumped(_row(each)) + "\n")
            count(len(people.roll.ids))
    counts = ", ".join(f"{turns[name]:,} {name}" for name in ("added", "changed", "gone"))
    say(f"{between.old} entries of {before} and {between.new} of {after} were asked: {counts}.")


def _version(file: Path, old: ListIndex) -> ListIndex:
    """Return the new version of a list, under the label and the counts of the old one.

    An index that was built anew has its own counts; then entries whose words became rarer or
    commoner on the list are asked about too.
    """
    new = index_of(file, old.weights, old.counted)
    return replace(new, label=old.label)


def _row(change: Change) -> dict[str, Any]:
    return {
        "qid": change.question,
        "change": change.turn.value,
        "id": change.entry,
        "list": change.list,
        "before": _side(change.before),
        "after": _side(change.after),
    }


def _side(hit: Hit | None) -> dict[str, Any] | None:
    if hit is None:
        return None
    row = json.loads(hit_text(hit))
    del row["id"], row["list"]
    return {"total": hit.total, **row}
