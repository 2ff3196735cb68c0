"""One trial of the tuner: the engine with changed weights, on questions made ready once."""

import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import resources

import numpy as np
from numpy.typing import NDArray

from bench.screening.entities import Query, evaluation_folder, read_entities
from bench.screening.inner import subject
from bench.screening.pairs import Pair, read_pairs
from bench.screening.queries import default_path
from bench.screening.tune import NOTHING, Floats, Scores, Sections, as_toml
from fairlead.core.screening.engine import Found, ask_roll
from fairlead.core.screening.index import ListIndex, Roll, build, enroll
from fairlead.core.screening.reading import Entity
from fairlead.core.screening.weights import Weights, read_weights

OPEN = -9000  # the information line while tuning: everything that may matter stays in sight


@dataclass
class Side:
    """A list and the questions about it, enrolled; made anew only when rarities change."""

    listed: Sequence[Entity]
    asked: Sequence[Entity]
    made_with: str = ""
    index: ListIndex | None = None
    roll: Roll | None = None

    def ask(self, weights: Weights) -> Found:
        stamp = str(weights.sections["rarity"])
        if self.index is None or self.roll is None or self.made_with != stamp:
            self.index = build("tune", self.listed, weights)
            self.roll = enroll(self.asked, weights)
            self.made_with = stamp
        return ask_roll(self.roll, self.index, weights)

    def best(self, weights: Weights, expect: Sequence[frozenset[str]]) -> Floats:
        """Return for each question the best score of an entry it means (any, if none)."""
        found = self.ask(weights)
        ids = self.index.roll.ids if self.index else []
        best = np.full(len(self.asked), NOTHING)
        for question, entity, total in zip(
            found.question.tolist(), found.entity.tolist(), found.total.tolist(), strict=True
        ):
            if total > best[question] and (not expect[question] or ids[entity] in expect[question]):
                best[question] = total
        return best


@dataclass
class Runs:
    """The questions of the tuning set and the pairs of its half, as the engine wants them."""

    groups: Mapping[str, Sequence[Query]]
    pairs: Sequence[Pair] = field(default_factory=lambda: read_pairs("tune"))

    def __post_init__(self) -> None:
        self.queries = [query for some in self.groups.values() for query in some]
        self.expect = [frozenset(query.expect) for query in self.queries]
        listed = read_entities(default_path(evaluation_folder(), "tune")[0])
        self.names = Side(
            [subject(e.id, e.schema, e.properties) for e in listed],
            [subject(q.qid, q.schema, q.properties) for q in self.queries],
        )
        self.twos = Side(
            [subject(f"r{n:04d}", p.schema, {"name": [p.right]}) for n, p in enumerate(self.pairs)],
            [subject(f"l{n:04d}", p.schema, {"name": [p.left]}) for n, p in enumerate(self.pairs)],
        )
        self.partners = [frozenset({f"r{n:04d}"}) for n in range(len(self.pairs))]
        self.same: NDArray[np.bool_] = np.array([pair.same for pair in self.pairs], np.bool_)

    def run(self, sections: Sections) -> Scores:
        opened = sections | {"bands": {"alert": 0, "review": OPEN, "information": OPEN}}
        weights = read_weights(as_toml(opened))
        best = self.names.best(weights, self.expect)
        made: dict[str, Floats] = {}
        start = 0
        for group, queries in self.groups.items():
            made[group] = best[start : start + len(queries)]
            start += len(queries)
        return Scores(made, self.twos.best(weights, self.partners), self.same)


def runner(groups: Mapping[str, Sequence[Query]]) -> tuple[Sections, Callable[[Sections], Scores]]:
    """Return the engine's own weights, and what tries others."""
    text = resources.files("fairlead.core.screening").joinpath("weights.toml").read_text("utf-8")
    return tomllib.loads(text), Runs(groups).run
