"""Is anybody lost in the search? Every pair compared by brute force, against what asking finds.

Questions are invented people, half of them listed people with a promised error (a slip, another
order, words joined, a letter misread). Each batch compares every question with every entry, without
any search, and looks whether each pair that reaches review was found with the same sum.
"""

import argparse
import random
import time
from dataclasses import replace

import numpy as np

from fairlead.core.screening.agreement import names_between
from fairlead.core.screening.assignment import compare
from fairlead.core.screening.candidates import NamePairs
from fairlead.core.screening.edges import find_edges
from fairlead.core.screening.engine import ask_roll, best, grade_facts, total
from fairlead.core.screening.index import ListIndex, Roll, build, enroll
from fairlead.core.screening.reading import Entity
from fairlead.core.screening.weights import Weights, standard
from tests.core.screening.invented import PROMISED, people

BATCH = 100
Pairs = dict[tuple[int, int], int]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--questions", type=int, default=20_000)
    parser.add_argument("--entries", type=int, default=300)
    chosen = parser.parse_args()
    weights, listed = standard(), people(chosen.entries, seed=1)
    index = build("invented", listed, weights)
    due = missed = 0
    began = time.process_time()
    for start in range(0, chosen.questions, BATCH):
        roll = enroll(_questions(listed, start), weights)
        wanted = _by_force(roll, index, weights)
        found = _by_asking(roll, index, weights)
        due += len(wanted)
        missed += sum(found.get(pair) != value for pair, value in wanted.items())
    seconds = time.process_time() - began
    print(f"{chosen.questions:,} questions, {due:,} pairs due, {missed:,} missed, {seconds:.0f} s")


def _questions(listed: list[Entity], seed: int) -> list[Entity]:
    rng = random.Random(seed)
    slipped = []
    for entity in rng.sample(listed, BATCH // 2):
        name = rng.choice(PROMISED)(entity.properties["name"][0], rng)
        slipped.append(replace(entity, properties={**entity.properties, "name": (name,)}))
    return slipped + people(BATCH - len(slipped), seed=seed + 7)


def _by_force(roll: Roll, index: ListIndex, weights: Weights) -> Pairs:
    left = np.repeat(np.arange(len(roll.ids)), len(index.roll.ids))
    right = np.tile(np.arange(len(index.roll.ids)), len(roll.ids))
    one, other = names_between(left, right, roll.bearer, index.roll.bearer)
    nothing = np.zeros(len(one), np.int64)
    pairs = NamePairs(one, other, nothing, nothing)
    edges = find_edges(roll.tokens.forms, index.vocabulary, weights)
    scores = compare(pairs, roll.tokens, index.roll.tokens, edges, weights)
    facts = grade_facts(roll, index.roll, roll.bearer[one], index.roll.bearer[other])
    found = best(roll, index.roll, pairs, total(scores, pairs, facts, index.roll, weights))
    found = found.only(found.total >= weights.number("bands", "review"))
    pair = zip(found.question.tolist(), found.entity.tolist(), strict=True)
    return dict(zip(pair, found.total.tolist(), strict=True))


def _by_asking(roll: Roll, index: ListIndex, weights: Weights) -> Pairs:
    found = ask_roll(roll, index, weights)
    pair = zip(found.question.tolist(), found.entity.tolist(), strict=True)
    return dict(zip(pair, found.total.tolist(), strict=True))


if __name__ == "__main__":
    main()
