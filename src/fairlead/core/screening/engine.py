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
from fairlead.core.screening.filed import Filed
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
    pairs = pairs.only(comparable(roll, index.roll, pairs))
    facts = grade_facts(roll, index.roll, roll.bearer[pairs.asked], index.roll.bearer[pairs.listed])
    alone = by_number(roll, index.roll, pairs, facts, weights)
    bound = np.maximum(pairs.bound + telling(facts, weights), alone)
    chosen = _chosen(
        roll, index.roll, pairs, (bound, pairs.shared + telling(facts, weights)), weights
    )
    pairs, facts, alone = pairs.only(chosen), facts[chosen], alone[chosen]
    scores = compare(pairs, roll.tokens, index.roll.tokens, edges, weights)
    totals = np.maximum(total(scores, pairs, facts, index.roll, weights), alone)
    near = scores.brought >= weights.number("retrieval", "shared")
    near |= totals >= weights.number("bands", "information")
    told = np.flatnonzero(near)
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
    filed = Filed.of(np.unique(asked * size + names))
    new = np.ones(len(filed.numbers), np.bool_)
    new[filed.places(pairs.asked[found] * size + pairs.listed[found])[1]] = False
    asked, names = np.divmod(filed.numbers[new], size)
    bound = np.full(len(asked), weights.number("retrieval", "unknown_name"), np.int64)
    return NamePairs.joined([pairs, NamePairs(asked, names, bound, np.zeros_like(bound))])


def comparable(asked: Roll, listed: Roll, pairs: NamePairs) -> NDArray[np.bool_]:
    """Say which pairs are of kinds that can be one: never a person and a ship."""
    one = asked.kinds[asked.bearer[pairs.asked]]
    other = listed.kinds[listed.bearer[pairs.listed]]
    return np.asarray((one == other) | (one == OTHER) | (other == OTHER))


def _chosen(
    roll: Roll,
    listed: Roll,
    pairs: NamePairs,
    worth: tuple[NDArray[np.int64], NDArray[np.int64]],
    weights: Weights,
) -> NDArray[np.int64]:
    """All pairs that may reach review, and a few entries more that share most with each question.

    ``worth`` says for each pair the most it can come to, and what it shares. Below review the
    second is the better guide: who bears an unknown alias contradicts in the other words. Entries
    that are as good as the last of these few stay as well, so that no order decides.
    """
    bound, shared = worth
    question, entity = roll.bearer[pairs.asked], listed.bearer[pairs.listed]
    order = np.argsort(question * _QUESTION - shared * _SHARED - bound)
    of = question[order] * np.int64(len(listed.ids)) + entity[order]
    first = np.sort(np.unique(of, return_index=True)[1])  # the best pair of each entry
    asking = question[order][first]
    begins = np.flatnonzero(np.r_[True, asking[1:] != asking[:-1]][: len(asking)])
    counts = np.diff(np.r_[begins, len(asking)])
    last = order[first[begins + np.minimum(counts, weights.number("retrieval", "information")) - 1]]
    least = np.zeros(len(roll.ids), np.int64)
    least[asking[begins]] = shared[last] * _SHARED + bound[last]
    few = shared * _SHARED + bound >= least[question]
    return np.flatnonzero(few | (bound >= weights.number("bands", "review")))


_SHARED, _QUESTION = 1 << 20, 1 << 40
"""More than any two scores differ by, and more than these two together, so that one number orders
questions and, within them, what is shared and how much it can come to."""


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
