"""A change of a list asked of a stored population: how long, how much memory, and is it exact?

Of a list of 35,000 entries, 100 are added, 100 changed and 100 removed. The people are travellers
as in `speed`. What the change gives is compared with two full runs, hit by hit, on some of them.

    python -m bench.screening.delta --people 1000000 --compare 50000
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bench.screening.entities import ROOT, evaluation_folder, read_entities
from bench.screening.inner import subject
from bench.screening.queries import default_path
from bench.screening.speed import travellers_path
from fairlead.core.problems import Problem
from fairlead.core.screening.answers import Explain, screen_roll
from fairlead.core.screening.calibration import Band
from fairlead.core.screening.changes import changes, difference
from fairlead.core.screening.index import build
from fairlead.core.screening.population import open_population, store
from fairlead.core.screening.reading import Entity, Format, Options, read
from fairlead.core.screening.shelf import Shelf
from fairlead.core.screening.storage import open_index, save
from fairlead.core.screening.weights import standard

MEGABYTE = 1024  # of what the system counts in


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=100_000)
    parser.add_argument("--compare", type=int, default=20_000)
    parser.add_argument("--step", default="")
    parser.add_argument("--folder", type=Path)
    chosen = parser.parse_args()
    if chosen.step:
        print(json.dumps(STEPS[chosen.step](chosen.folder, chosen.people, chosen.compare)))
        return
    with tempfile.TemporaryDirectory() as folder:
        made = {step: _apart(step, folder, chosen) for step in STEPS}
    table = Table("what", "measured")
    table.add_row(f"{chosen.people:,} people stored, once", f"{made['store']['seconds']:.1f} s")
    table.add_row("… on disk", f"{made['store']['bytes'] / 1e6:.0f} MB")
    table.add_row("300 changed entries asked of them", f"{made['ask']['seconds']:.1f} s")
    table.add_row("… memory at most, with two lists of 35,000", f"{made['ask']['memory']:.0f} MB")
    table.add_row("… hits added, changed or gone", f"{made['ask']['changes']:,}")
    compared = made["compare"]
    table.add_row(
        f"{compared['people']:,} people, two full runs", f"{compared['differing']:,} differ"
    )
    table.add_row("… of which the change tells otherwise", f"{compared['missed']:,}")
    Console(width=100).print(table)


def _apart(step: str, folder: str, chosen: argparse.Namespace) -> dict[str, float]:
    """Run a step in a process of its own, whose memory and caches are its own."""
    command = [sys.executable, "-m", "bench.screening.delta", "--step", step, "--folder", folder]
    command += ["--people", str(chosen.people), "--compare", str(chosen.compare)]
    done = subprocess.run(command, check=True, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def _store(folder: Path, people: int, _compare: int) -> dict[str, float]:
    source = _people(people)
    began = time.process_time()
    stored = store(source, folder / "people", standard())
    seconds = time.process_time() - began
    _save_lists(folder)
    size = sum((stored.folder / name).stat().st_size for name in stored.shards)
    return {"seconds": seconds, "bytes": size}


def _people(count: int) -> Iterator[Entity]:
    with travellers_path(count).open("rb") as stream:
        for one in read(stream, Format.LINES, Options(unique=False)):
            if not isinstance(one, Problem):
                yield one


def _save_lists(folder: Path) -> None:
    path = default_path(evaluation_folder(), "large")[0]
    listed = [subject(e.id, e.schema, e.properties) for e in read_entities(path)]
    born = ("1970-01-02",)
    moved = [replace(e, properties={**e.properties, "birthDate": born}) for e in listed[100:200]]
    before = build("large", listed[100:])
    after = build("large", [*listed[:100], *moved, *listed[300:]], counted=before.counted)
    save(before, folder / "before")
    save(after, folder / "after")


def _ask(folder: Path, _people: int, _compare: int) -> dict[str, float]:
    began = time.process_time()
    before, after = (open_index(folder / name, standard()) for name in ("before", "after"))
    between = difference(before, after)
    files = open_population(folder / "people").files(standard())
    count = sum(1 for people in files for _change in changes(people, between))
    seconds = time.process_time() - began
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MEGABYTE
    return {"seconds": seconds, "memory": memory, "changes": count}


def _compare(folder: Path, _people: int, compare: int) -> dict[str, float]:
    before, after = (open_index(folder / name, standard()) for name in ("before", "after"))
    stored = open_population(folder / "people")
    between = difference(before, after)
    due, given, seen = set(), set(), 0
    for roll, people in zip(stored.rolls(standard()), stored.files(standard()), strict=True):
        runs = [
            screen_roll(roll, Shelf().put(index), explained=Explain.NONE)
            for index in (before, after)
        ]
        for old, new in zip(*runs, strict=True):
            hits = [{h for h in a.hits if h.band is not Band.INFORMATION} for a in (old, new)]
            due |= {(old.id, hit) for hit in hits[0] ^ hits[1]}
        for one in changes(people, between):
            given |= {(one.question, hit) for hit in (one.before, one.after) if hit}
        seen += len(roll.ids)
        if seen >= compare:
            break
    return {"people": seen, "differing": len(due), "missed": len(due ^ given)}


STEPS = {"store": _store, "ask": _ask, "compare": _compare}

if __name__ == "__main__":
    main()
