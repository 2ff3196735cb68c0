"""People who are asked about again and again, stored as arrays: a folder of files, each mapped.

    population.json   how many people, in which files, made with which weights
    000001.people …   up to ``SHARD`` people each (`fairlead.core.screening.storage`)

A folder is written beside its place and takes its name when it is whole. Whoever goes through it
holds one file at a time, so memory does not grow with the population.
"""

import json
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, Final

from fairlead.core.errors import BadInput, Conflict
from fairlead.core.screening import container
from fairlead.core.screening.index import Roll, enroll
from fairlead.core.screening.reading import Entity
from fairlead.core.screening.storage import VERSION, open_roll, save_roll
from fairlead.core.screening.weights import Weights

SHARD: Final = 16_384
"""People in one file: few enough for what they meet in a list to fit into memory."""
_MANIFEST: Final = "population.json"


@dataclass(frozen=True, slots=True)
class Population:
    """A stored population: where it is, how many people, in which files, whose weights."""

    folder: Path
    people: int
    shards: tuple[str, ...]
    weights: str

    def rolls(self, weights: Weights) -> Iterator[Roll]:
        """Map one file after another."""
        for name in self.shards:
            yield open_roll(self.folder / name, weights)

    def verify(self) -> None:
        """Read every file whole and compare it with its digest."""
        for name in self.shards:
            container.verify(self.folder / name)


def store(people: Iterable[Entity], folder: Path, weights: Weights) -> Population:
    """Store people in a new folder; it is there when it is whole, or not at all."""
    if folder.exists():
        raise Conflict(
            "There is something of this name already; name another folder, or remove it.",
            code="population.exists",
        )
    beside = folder.with_name(f".{folder.name}.part")
    shutil.rmtree(beside, ignore_errors=True)
    beside.mkdir(parents=True)
    try:
        found = _filled(iter(people), beside, weights)
        beside.rename(folder)
    except BaseException:
        shutil.rmtree(beside, ignore_errors=True)
        raise
    return Population(folder, *found)


def _filled(
    people: Iterator[Entity], folder: Path, weights: Weights
) -> tuple[int, tuple[str, ...], str]:
    count = 0
    shards: list[str] = []
    while batch := list(islice(people, SHARD)):
        shards.append(f"{len(shards) + 1:06}.people")
        save_roll(enroll(batch, weights), weights, folder / shards[-1])
        count += len(batch)
    manifest = {
        "version": VERSION,
        "weights": weights.digest,
        "people": count,
        "shards": shards,
    }
    (folder / _MANIFEST).write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")
    return count, tuple(shards), weights.digest


def open_population(folder: Path) -> Population:
    """Read what a folder holds; its files are looked at when their turn comes."""
    try:
        found: Any = json.loads((folder / _MANIFEST).read_text("utf-8"))
        return Population(folder, int(found["people"]), _names(found["shards"]), found["weights"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BadInput(
            "This is no population, or a damaged one; build it anew.",
            code="population.unreadable",
            place=str(folder),
        ) from error


def _names(shards: list[str]) -> tuple[str, ...]:
    """Return names of files of this folder, and of no other."""
    if any(Path(name).name != name for name in shards):
        raise ValueError(shards)
    return tuple(shards)
