"""Answers: for every question its hits, each with its score, its two names and its reasons."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from fairlead.core.screening.calibration import Band, Lines, calibration, lines_of
from fairlead.core.screening.edges import Edges, find_edges
from fairlead.core.screening.engine import Found, ask_roll
from fairlead.core.screening.explanation import Piece, explain
from fairlead.core.screening.index import ListIndex, Roll, enroll
from fairlead.core.screening.reading import Entity
from fairlead.core.screening.shelf import Part, Shelf
from fairlead.core.screening.weights import Weights, standard
from fairlead.core.screening.wishes import Explain

__all__ = ["Answer", "Explain", "Hit", "screen", "screen_roll"]


class Hit(NamedTuple):
    """One entry that the person asked about may be."""

    id: str
    list: str
    total: int  # the sum of the evidence, in millinats
    score: float  # the probability that it is the same person
    band: Band
    names: tuple[str, str]  # the name asked about, the name of the list
    pieces: tuple[Piece, ...] = ()


class Answer(NamedTuple):
    """What the lists say about one question, best first."""

    id: str
    hits: tuple[Hit, ...] = ()


def screen(
    questions: Sequence[Entity],
    shelf: Shelf,
    *,
    explained: Explain = Explain.ALERTS,
    weights: Weights | None = None,
) -> list[Answer]:
    """Ask all lists on the shelf about a batch of people."""
    weights = weights or standard()
    return screen_roll(enroll(questions, weights), shelf, explained=explained, weights=weights)


def screen_roll(
    roll: Roll, shelf: Shelf, *, explained: Explain = Explain.ALERTS, weights: Weights | None = None
) -> list[Answer]:
    """Ask about people already made into arrays."""
    weights = weights or standard()
    hits: list[list[Hit]] = [[] for _ in roll.ids]
    for part in shelf.parts:
        for question, hit in _hits(roll, part, explained, weights):
            hits[question].append(hit)
    if len(shelf.parts) > 1:
        for some in hits:
            some.sort(key=lambda hit: (-hit.total, hit.list, hit.id))
    return [Answer(one, tuple(some)) for one, some in zip(roll.ids, hits, strict=True)]


def _hits(roll: Roll, part: Part, explained: Explain, weights: Weights) -> list[tuple[int, Hit]]:
    edges = find_edges(roll.tokens.forms, part.index.vocabulary, weights)
    found = ask_roll(roll, part.index, weights, edges)
    lines = part.lines or lines_of(weights)
    found = found.only(part.stands[found.entity] & (found.total >= lines.floor))
    hits = hits_of(roll, part.index, found, edges, explained=explained, lines=lines)
    return list(zip(found.question.tolist(), hits, strict=True))


def hits_of(
    roll: Roll, index: ListIndex, found: Found, edges: Edges, *, explained: Explain, lines: Lines
) -> list[Hit]:
    """Return what was found as hits, in the same order, with the reasons that are wanted."""
    wanted = _wanted(found, explained, lines)
    pieces = explain(roll, index, found.only(wanted), edges, index.weights)
    reasons = dict(zip(wanted.tolist(), pieces, strict=True))
    judged = _judged(found.total, lines)
    rows = zip(
        found.entity.tolist(),
        found.total.tolist(),
        found.asked_name.tolist(),
        found.listed_name.tolist(),
        strict=True,
    )
    return [
        Hit(
            index.roll.ids[entity],
            index.label,
            total,
            *judged[total],
            (roll.names[asked], index.roll.names[name]),
            reasons.get(row, ()),
        )
        for row, (entity, total, asked, name) in enumerate(rows)
    ]


def _judged(totals: NDArray[np.int64], lines: Lines) -> dict[int, tuple[float, Band]]:
    """Return the probability and the band of every sum that occurs."""
    curve = calibration()
    return {total: (curve.probability(total), lines.band(total)) for total in set(totals.tolist())}


def _wanted(found: Found, explained: Explain, lines: Lines) -> NDArray[np.int64]:
    """Return the rows of the hits that are to say why."""
    if explained is Explain.NONE:
        return np.zeros(0, np.int64)
    if explained is Explain.ALL:
        return np.arange(len(found.total))
    return np.flatnonzero(found.total >= lines.alert)
