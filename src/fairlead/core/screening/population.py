"""People who are asked about again and again, stored as arrays: a folder of files, each mapped.

    population.json   how many people, in which files, made with which weights
    000001.people …   up to ``SHARD`` people each (`fairlead.core.screening.storage`)

A folder is written beside its place and takes its name when it is whole. Whoever goes through it
holds one file at a time, so memory does not grow with the population.

A change of a list concerns few of their words. So each file also holds what its people are looked
up by: the keys of neighbouring words taken for one, of which there are most and hardly any comes
twice, and those of numbers. Only words that have a key in common with the change are weighed.
"""

import json
import os
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Any, Final

import numpy as np

from fairlead.core.errors import BadInput, Conflict
from fairlead.core.screening import container
from fairlead.core.screening.deletions import remainders
from fairlead.core.screening.edges import Edges, find_edges
from fairlead.core.screening.index import ListIndex, Roll, enroll
from fairlead.core.screening.papers import Register
from fairlead.core.screening.reading import Entity
from fairlead.core.screening.storage import (
    VERSION,
    Arrays,
    LazyForms,
    arrays_to_roll,
    open_arrays,
    open_roll,
    save_roll,
)
from fairlead.core.screening.tokens import SINGLE
from fairlead.core.screening.vocabulary import alike_keys
from fairlead.core.screening.weights import Weights

SHARD: Final = 65_536
"""People in one file: few enough for what they meet in a list to fit into memory."""
_MANIFEST: Final = "population.json"


@dataclass(frozen=True)
class People:
    """The people of one file, and what they are looked up by."""

    arrays: Arrays

    @cached_property
    def forms(self) -> LazyForms:
        """Their words, alone and joined."""
        return LazyForms(self.arrays)

    @cached_property
    def roll(self) -> Roll:
        """The people, without making the words of all of them."""
        roll = arrays_to_roll(self.arrays, self.forms)
        register = Register(self.arrays["numbers.keys"], self.arrays["numbers.owners"])
        roll.papers["number"].__dict__["register"] = register
        roll.tokens.__dict__["joints"] = self.arrays["forms.joint"][roll.tokens.form]
        return roll

    def edges(self, index: ListIndex) -> Edges:
        """Return all edges from the words of these people to those of an index."""
        arrays = self.arrays
        some = arrays["forms.joint"] <= SINGLE
        joined = np.flatnonzero(~some)
        for drawer, name in ((index.vocabulary.edits, "edits"), (index.vocabulary.alike, "alike")):
            some[joined[np.isin(arrays[f"joined.{name}"], drawer.keys)]] = True
        numbers = np.flatnonzero(some)
        found = find_edges(self.forms.some(numbers), index.vocabulary, index.weights)
        return replace(found, form=numbers[found.form])


def _lookups(roll: Roll) -> Arrays:
    """Return what people are looked up by, besides their words."""
    joined = [form.word for form in roll.tokens.forms if form.joint > SINGLE]
    register = roll.papers["number"].register
    return {
        "joined.edits": remainders(joined, np.zeros(len(joined), np.int32))[0],
        "joined.alike": alike_keys(joined)[0],
        "numbers.keys": register.keys,
        "numbers.owners": register.owners,
    }


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

    def files(self, weights: Weights) -> Iterator[People]:
        """Map one file after another, to be asked about a change."""
        for name in self.shards:
            yield People(open_arrays(self.folder / name, weights))

    def verify(self) -> None:
        """Open every file, which compares it with its digest."""
        for name in self.shards:
            container.read(self.folder / name)


def store(people: Iterable[Entity], folder: Path, weights: Weights) -> Population:
    """Store people in a new folder; it is there when it is whole, or not at all."""
    if folder.exists():
        raise Conflict(
            "There is something of this name already; name another folder, or remove it.",
            code="population.exists",
        )
    beside = folder.with_name(f".{folder.name}.{os.getpid()}.part")
    shutil.rmtree(beside, ignore_errors=True)
    beside.mkdir()
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
        roll = enroll(batch, weights)
        save_roll(roll, weights, folder / shards[-1], _lookups(roll))
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
