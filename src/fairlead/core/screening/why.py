"""Why, and why not: one question and one entry, whatever the search would have made of them."""

from dataclasses import dataclass

import numpy as np

from fairlead.core.screening.agreement import names_between
from fairlead.core.screening.assignment import compare
from fairlead.core.screening.calibration import Band, band, calibration
from fairlead.core.screening.candidates import NamePairs
from fairlead.core.screening.edges import find_edges
from fairlead.core.screening.engine import best, by_number, comparable, grade_facts, total
from fairlead.core.screening.explanation import Piece, explain
from fairlead.core.screening.index import ListIndex, Roll
from fairlead.core.screening.weights import Weights


@dataclass(frozen=True, slots=True)
class Reason:
    """What one question and one entry say of each other.

    ``band`` is empty where the sum is too small to be shown at all. ``comparable`` is false of a
    person and a ship: asking never compares them, whatever they would say of each other.
    """

    total: int
    score: float
    band: Band | None
    comparable: bool
    names: tuple[str, str]
    pieces: tuple[Piece, ...]


def why(roll: Roll, index: ListIndex, entry: str, weights: Weights) -> Reason:
    """Compare the first question with one entry, by all their names."""
    number = np.array([index.numbers[entry]], np.int64)
    one, other = names_between(np.zeros(1, np.int64), number, roll.bearer, index.roll.bearer)
    nothing = np.zeros(len(one), np.int64)
    pairs = NamePairs(one, other, nothing, nothing)
    edges = find_edges(roll.tokens.forms, index.vocabulary, weights)
    scores = compare(pairs, roll.tokens, index.roll.tokens, edges, weights)
    facts = grade_facts(roll, index.roll, roll.bearer[one], index.roll.bearer[other])
    alone = by_number(roll, index.roll, pairs, facts, weights)
    totals = np.maximum(total(scores, pairs, facts, index.roll, weights), alone)
    found = best(roll, index.roll, pairs, totals)
    pieces = explain(roll, index, found, edges, weights)[0]
    names = (roll.names[int(found.asked_name[0])], index.roll.names[int(found.listed_name[0])])
    value = int(found.total[0])
    shown = value >= weights.number("bands", "information")
    return Reason(
        value,
        calibration().probability(value),
        band(value, weights) if shown else None,
        bool(comparable(roll, index.roll, pairs).all()),
        names,
        pieces,
    )
