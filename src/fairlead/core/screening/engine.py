"""Asking lists about people: from a batch of questions to hits, each with its score.

One path for one question and for a million: what follows are sums of integers over arrays.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fairlead.core.screening.agreement import names_between
from fairlead.core.screening.assignment import NameScores, compare
from fairlead.core.screening.attributes import NAMES, grade_pairs, together
from fairlead.core.screening.candidates import Amount, NamePairs, name_pairs
from fairlead.core.screening.edges import Edges, find_edges
from fairlead.core.screening.index import OTHER, ListIndex, Roll, enroll
from fairlead.core.screening.papers import PAPERS, grade_papers
from fairlead.core.screening.reading import Entity
from fairlead.core.screening.weights import Weights, standard

NEVER = -(1 << 40)


@dataclass(frozen=True, slots=True)
class Found:
    """The hits of a batch in one list as arrays, best first within each question."""

    question: NDArray[np.int64]
    entity: NDArray[np.int64]
    total: NDArray[np.int64]
    asked_name: NDArray[np.int64]
    listed_name: NDArray[np.int64]

    def only(self, keep: NDArray[np.generic]) -> "Found":
        """Return the hits that a mask or an order selects."""
        return Found(
            self.question[keep],
            self.entity[keep],
            self.total[keep],
            self.asked_name[keep],
            self.listed_name[keep],
        )


def ask(questions: Sequence[Entity], index: ListIndex, weights: Weights | None = None) -> Found:
    """Ask one list about a batch."""
    weights = weights or standard()
    return ask_roll(enroll(questions, weights), index, weights)


def ask_roll(roll: Roll, index: ListIndex, weights: Weights, edges: Edges | None = None) -> Found:
    """Ask one list about people already made into arrays; edges, where they are known already."""
    edges = edges or find_edges(roll.tokens.forms, index.vocabulary, weights)
    pairs = name_pairs(roll.tokens, index.roll.tokens, index.bearers, edges, weights)
    pairs = _with_agreeing(roll, index.roll, pairs, weights)
    pairs = pairs.only(_comparable(roll, index.roll, pairs))
    facts = grade_facts(roll, index.roll, roll.bearer[pairs.asked], index.roll.bearer[pairs.listed])
    alone = by_number(roll, index.roll, pairs, facts, weights)
    bound = np.maximum(pairs.bound + telling(facts, weights), alone)
    chosen = _chosen(roll, pairs, bound, weights)
    pairs, facts, alone = pairs.only(chosen), facts[chosen], alone[chosen]
    scores = compare(pairs, roll.tokens, index.roll.tokens, edges, weights)
    totals = np.maximum(total(scores, pairs, facts, index.roll, weights), alone)
    told = np.flatnonzero(totals >= weights.number("bands", "information"))
    return best(roll, index.roll, pairs.only(told), totals[told])


def total(
    scores: NameScores, pairs: NamePairs, facts: NDArray[np.int64], listed: Roll, weights: Weights
) -> NDArray[np.int64]:
    """Return what names and facts bring together; a weak name alone never brings an alert."""
    name = scores.score
    weak = listed.weak[pairs.listed]
    capped = np.minimum(name, weights.number("weak", "most"))
    return np.asarray(np.where(weak, capped, name) + telling(facts, weights))


def telling(facts: Amount, weights: Weights) -> Amount:
    """Return what facts tell of the one person who is asked about, among the many of a list.

    In a list of thousands some entry shares a year of birth, a nationality, even a day of birth
    with anybody. So agreement counts in part, until it is more than such a coincidence; what
    contradicts counts in full.
    """
    part = facts * weights.number("facts", "share") // 1000
    beyond = facts - weights.number("facts", "coincidence")
    return np.minimum(facts, np.maximum(part, beyond))


def by_number(
    asked: Roll, listed: Roll, pairs: NamePairs, facts: Amount, weights: Weights
) -> Amount:
    """Return what an equal number brings whatever the names are: people and ships change those.

    What else is known may speak against it; without a number that agrees it is out of the question.
    """
    left, right = asked.bearer[pairs.asked], listed.bearer[pairs.listed]
    numbers = grade_papers("number", asked.papers["number"], listed.papers["number"], left, right)
    others = np.minimum(0, facts - numbers)
    found = numbers + others + weights.number("number", "base")
    return np.where(numbers > 0, found, NEVER)


def grade_facts(
    asked: Roll, listed: Roll, left: NDArray[np.int64], right: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Return what the facts bring for each pair of entities."""
    facts = together({
        name: grade_pairs(name, asked.columns[name], listed.columns[name], left, right)
        for name in NAMES
    })  # fmt: skip
    for name in PAPERS:
        facts += grade_papers(name, asked.papers[name], listed.papers[name], left, right)
    return facts


def _with_agreeing(roll: Roll, listed: Roll, pairs: NamePairs, weights: Weights) -> NamePairs:
    """Return the pairs found by name, and those of people whose facts agree."""
    days = np.stack(listed.calendar.find(roll.calendar))
    enough = grade_facts(roll, listed, *days) >= weights.number("retrieval", "facts")
    numbers = np.stack(listed.papers["number"].register.find(roll.papers["number"].register))
    left, right = np.concatenate([days[:, enough], numbers], 1)
    if not len(left):
        return pairs
    asked, names = names_between(left, right, roll.bearer, listed.bearer)
    size = np.int64(len(listed.names))
    concerned = np.zeros(len(roll.names), np.bool_)
    concerned[asked] = True
    found = np.flatnonzero(concerned[pairs.asked])  # few, so that only these are looked through
    new = np.setdiff1d(asked * size + names, pairs.asked[found] * size + pairs.listed[found])
    bound = np.full(len(new), weights.number("retrieval", "unknown_name"), np.int64)
    return NamePairs.joined([pairs, NamePairs(new // size, new % size, bound)])


def _comparable(asked: Roll, listed: Roll, pairs: NamePairs) -> NDArray[np.bool_]:
    one = asked.kinds[asked.bearer[pairs.asked]]
    other = listed.kinds[listed.bearer[pairs.listed]]
    return np.asarray((one == other) | (one == OTHER) | (other == OTHER))


def _chosen(
    roll: Roll, pairs: NamePairs, bound: NDArray[np.int64], weights: Weights
) -> NDArray[np.int64]:
    """All pairs that may reach review, and of the others the best few of each question.

    Whoever is as good as the last of these few stays as well, so that no order decides.
    """
    possible = np.flatnonzero(bound >= weights.number("bands", "information"))
    question, bound = roll.bearer[pairs.asked[possible]], bound[possible]
    order = np.argsort(question * _SPREAD - bound)
    possible, question, bound = possible[order], question[order], bound[order]
    begins = np.flatnonzero(np.r_[True, question[1:] != question[:-1]][: len(question)])
    counts = np.diff(np.r_[begins, len(question)])
    last = begins + np.minimum(counts, weights.number("retrieval", "information")) - 1
    least = np.minimum(bound[last], weights.number("bands", "review"))
    return possible[bound >= np.repeat(least, counts)]


_SPREAD = 1 << 32
"""More than any two scores differ by, so that one number orders questions and, within, scores."""


def best(roll: Roll, listed: Roll, pairs: NamePairs, totals: NDArray[np.int64]) -> Found:
    """Return the best pair of names of each question and entry; the best entry first."""
    question, entity = roll.bearer[pairs.asked], listed.bearer[pairs.listed]
    order = np.lexsort((pairs.asked, pairs.listed, -totals, entity, question))
    question, entity = question[order], entity[order]
    first = np.ones(len(order), np.bool_)
    first[1:] = (question[1:] != question[:-1]) | (entity[1:] != entity[:-1])
    order, question, entity = order[first], question[first], entity[first]
    rank = np.lexsort((entity, -totals[order], question))
    order = order[rank]
    return Found(
        question[rank], entity[rank], totals[order], pairs.asked[order], pairs.listed[order]
    )
