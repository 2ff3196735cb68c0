"""How often the spelling of a name is found in another script, by models that have not seen it.

Every tenth native word, by its hash, is kept apart; the models are learned from the others, and
asked for the spellings of those. ``--pairs`` is the folder of pair files.
"""

import argparse
import time
from collections import defaultdict
from hashlib import blake2b
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from rich.console import Console
from rich.table import Table

from fairlead.core.scripts import training
from fairlead.core.scripts.alphabets import LATIN, alphabet
from fairlead.core.scripts.lattice import distances
from fairlead.core.scripts.retrieval import key, native_sketches
from fairlead.core.scripts.sounds import sketches
from fairlead.core.scripts.training import Pair, Recipe
from fairlead.core.scripts.weights import Weights, array_of

GOALS = {"arabic": 0.94, "hebrew": 0.94, "cyrillic": 0.95, "hangul": 0.85, "han": 0.70, LATIN: 0.0}
VOCABULARY = 30_000
SHARE_APART = 26  # of 256
FLAWED = 8000


def lot(word: str) -> int:
    return int.from_bytes(blake2b(word.encode(), digest_size=8).digest())


def apart(pair: Pair) -> bool:
    return lot(pair[0]) % 256 < SHARE_APART


def split(folder: Path, recipe: Recipe) -> tuple[list[Pair], list[Pair]]:
    """Return the pairs to learn from and those kept apart."""
    found = [p for p in training.pairs(folder, recipe) if p[0] and p[1]]
    hand = [p for p in training.by_hand(recipe.code) if not apart(p)]
    return [p for p in found if not apart(p)] + hand, [p for p in found if apart(p)]


def split_latin(folder: Path) -> tuple[list[Pair], list[Pair]]:
    """The same for Latin words; the words of pairs kept apart are not in any pair learned from."""
    recipes = [r for r in training.RECIPES if r.code in training.LATIN_SOURCES]
    parts = [split(folder, recipe) for recipe in recipes]
    asked = [p for p in training.variants(part for _, part in parts) if p[0] != p[1] and p[2] > 0.5]
    return list(training.variants(part for part, _ in parts)), asked


def vocabulary(folder: Path, recipe: Recipe, asked: list[Pair]) -> list[str]:
    wanted = {latin for _, latin, _ in asked}
    recipes = training.RECIPES if recipe.code == LATIN else (recipe,)
    others = {latin for r in recipes for _, latin, _ in training.pairs(folder, r)} - wanted
    chosen = sorted(others, key=lot)[: max(0, VOCABULARY - len(wanted))]
    return sorted(word for word in wanted | set(chosen) if 0 < len(word) <= training.LONGEST_WORD)


class Asked:
    """One alphabet under test: its weights, and the Latin words to find."""

    def __init__(self, recipe: Recipe, learned: list[Pair], words: list[str]) -> None:
        self.recipe, self.words = recipe, words
        self.page = training.page_of(learned, recipe)
        self.weights: Weights = array_of(self.page, alphabet(recipe.code))
        self.rights = [self.weights.pieces(word) for word in words]
        self.buckets: dict[int, set[str]] = defaultdict(set)
        for word in words:
            for sketch in sketches(word):
                self.buckets[key(sketch)].add(word)

    def costs(self, form: str) -> NDArray[np.int32]:
        left = self.weights.places(form)
        found = [
            distances(self.weights.cells, 0, self.weights.barred, [left] * len(part), part)
            for part in (self.rights[at : at + 2048] for at in range(0, len(self.rights), 2048))
        ]
        return np.concatenate(found)

    def candidates(self, form: str) -> set[str]:
        if self.recipe.code == LATIN:
            found = sketches(form)
        else:
            found = native_sketches(form, self.weights.alphabet, self.page)
        return set().union(*(self.buckets[key(sketch)] for sketch in found))


def ask(asked: Asked, pairs: list[Pair], queries: int, *, misses: int) -> list[str]:
    """Return a row of the table."""
    wanted: dict[str, set[str]] = defaultdict(set)
    for native, latin, _ in pairs:
        wanted[native].add(latin)
    place = {word: at for at, word in enumerate(asked.words)}
    ranks, among, sizes = [], [], []
    for form in sorted(wanted, key=lot)[:queries]:
        costs = asked.costs(form)
        if form in place:
            costs[place[form]] = 1 << 20
        spellings = [word for word in wanted[form] if word in place]
        if not spellings:
            continue
        least = min(costs[place[word]] for word in spellings)
        rank = int((costs < least).sum())
        found = asked.candidates(form)
        ranks.append(rank)
        sizes.append(len(found))
        among.append(any(word in found for word in spellings))
        if misses and (rank >= 10 or not among[-1]):
            best = [asked.words[at] for at in np.argsort(costs, kind="stable")[:3]]
            print(form, sorted(spellings)[:4], rank, least, among[-1], best)
    places, met = np.array(ranks), np.array(among)
    both = (places < 10) & met
    return [
        asked.recipe.code, f"{(places < 1).mean():.3f}", f"{(places < 10).mean():.3f}",
        f"{GOALS[asked.recipe.code]:.2f}", f"{met.mean():.3f}", f"{both.mean():.3f}",
        f"{np.mean(sizes):.0f}", str(len(asked.words)), str(len(ranks)),
    ]  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=Path, required=True)
    parser.add_argument("--queries", type=int, default=200)
    parser.add_argument("--misses", type=int, default=0)
    parser.add_argument("--only", nargs="*")
    chosen = parser.parse_args()
    heads = "script|recall@1|recall@10|goal|in candidates|both|candidates|words|asked|CPU s"
    table = Table(*heads.split("|"), title="Spellings found by models that have not seen them")
    for recipe in (*training.RECIPES, training.LATIN_RECIPE):
        if chosen.only and recipe.code not in chosen.only:
            continue
        began = time.process_time()
        folder = chosen.pairs
        parts = split_latin(folder) if recipe.code == LATIN else split(folder, recipe)
        asked = Asked(recipe, parts[0], vocabulary(folder, recipe, parts[1]))
        trained = time.process_time() - began
        row = ask(asked, parts[1], chosen.queries, misses=chosen.misses)
        table.add_row(*row, f"{trained:.1f}")
        print(row, flush=True)
    Console().print(table)


if __name__ == "__main__":
    main()
