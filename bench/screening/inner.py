"""The engine within this process: one index, many trials of weights, no command between.

What is asked is exactly what ``fairlead screen`` asks; only the reading and the writing of lines
are left out. Scores are evidence in millinats, not probabilities, so that a line can be moved.
"""

import os
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path

from bench.screening.entities import Properties, Query, read_entities
from bench.screening.metrics import Hit
from fairlead.core.screening.engine import Found, ask_roll
from fairlead.core.screening.index import ListIndex, build, enroll
from fairlead.core.screening.reading import Entity
from fairlead.core.screening.weights import Weights, read_weights, standard

STEP = 2000  # questions at a time: what they meet must fit into memory


def subject(id_: str, schema: str, properties: Properties) -> Entity:
    """Return an entry or a question as the engine knows it."""
    return Entity(id_, schema, {key: tuple(values) for key, values in properties.items()})


@lru_cache(maxsize=1)
def weights() -> Weights:
    """Return the engine's weights, or those of the file that ``FAIRLEAD_TRIAL_WEIGHTS`` names."""
    named = os.environ.get("FAIRLEAD_TRIAL_WEIGHTS")
    return read_weights(Path(named).read_text("utf-8")) if named else standard()


@lru_cache(maxsize=2)
def index_of(path: Path) -> ListIndex:
    listed = (subject(e.id, e.schema, e.properties) for e in read_entities(path))
    return build(path.stem, listed, weights())


def by_engine(list_path: Path, queries: Sequence[Query]) -> dict[str, list[Hit]]:
    return answers(index_of(list_path), queries, weights())


def answers(index: ListIndex, queries: Sequence[Query], weights: Weights) -> dict[str, list[Hit]]:
    found: dict[str, list[Hit]] = {}
    for start in range(0, len(queries), STEP):
        found |= _some(index, queries[start : start + STEP], weights)
    return found


def _some(index: ListIndex, queries: Sequence[Query], weights: Weights) -> dict[str, list[Hit]]:
    roll = enroll([subject(q.qid, q.schema, q.properties) for q in queries], weights)
    hits = ask_roll(roll, index, weights)
    made: dict[str, list[Hit]] = {query.qid: [] for query in queries}
    for question, hit in _hits(hits, roll.names, index, weights):
        made[queries[question].qid].append(hit)
    return made


def _hits(
    found: Found, asked: Sequence[str], index: ListIndex, weights: Weights
) -> Iterable[tuple[int, Hit]]:
    alert, review = weights.number("bands", "alert"), weights.number("bands", "review")
    for question, entity, total, one, other in zip(
        found.question.tolist(),
        found.entity.tolist(),
        found.total.tolist(),
        found.asked_name.tolist(),
        found.listed_name.tolist(),
        strict=True,
    ):
        band = "alert" if total >= alert else "review" if total >= review else "information"
        names = (asked[one], index.roll.names[other])
        yield question, Hit(index.roll.ids[entity], float(total), band, names)
