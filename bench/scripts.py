"""Spellings: how fast they are compared and, with pairs, how often models find what they never saw.

With ``--pairs FOLDER`` (pair files, see docs/developers/scripts.md) every tenth native word, by its
hash, is kept apart; the models are learned from the others, and asked for the spellings of those.
"""

import argparse
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from hashlib import blake2b
from importlib.resources import files
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from rich.console import Console
from rich.table import Table

from fairlead.core.scripts import costs, keys, training
from fairlead.core.scripts.alphabets import ALPHABETS, LATIN, alphabet
from fairlead.core.scripts.atlas import bind
from fairlead.core.scripts.lattice import Columns, Places, distances
from fairlead.core.scripts.matching import AT_ONCE, HOPELESS, evidence
from fairlead.core.scripts.retrieval import key, native_sketches
from fairlead.core.scripts.sounds import sketches
from fairlead.core.scripts.training import Pair, Recipe
from fairlead.core.scripts.weights import Weights, array_of, page

GOALS = {"arabic": 0.94, "hebrew": 0.94, "cyrillic": 0.95, "hangul": 0.85, "han": 0.70}
VOCABULARY = 30_000
APART = 26  # of 256 words
STEPS = (0, 1000, 2000, 3000, 4000, 5000, 6000, 7000, 8000, 10_000, 12_000, 15_001)
FOREIGN = ("محمد", "عبدالله", "сергеи", "александр", "משה", "민수", "王", "约翰")


def lot(word: str) -> int:
    return int.from_bytes(blake2b(word.encode(), digest_size=8).digest())


def seconds(work: Callable[[], object], times: int) -> float:
    """Return CPU seconds of one time; the best of five."""
    found = []
    for _ in range(5):
        began = time.process_time()
        for _ in range(times):
            work()
        found.append((time.process_time() - began) / times)
    return min(found)


def speed(words: Sequence[str]) -> Table:
    table = Table(
        "measure", "goal", "here", title=f"Speed, and {len(words):,} Latin tokens as a list"
    )
    written = sum(len(page(of.code).write("").encode()) for of in ALPHABETS)
    counted = sum(len(said) for of in ALPHABETS for said in page(of.code).lines.values())
    table.add_row("all pages", "≤ 1 MB", f"{written / 1e6:.2f} MB, {counted:,} weights")
    words = list(words)
    near, far = words[:60], words[60:120]
    costs(near, far)
    table.add_row("60 pairs", "≤ 300 µs", f"{seconds(lambda: costs(near, far), 100) * 1e6:.0f} µs")
    many = (words[:20] * 200, words[20:40] * 200)
    table.add_row("a pair of 4,000", "", f"{seconds(lambda: costs(*many), 1) / 4000 * 1e6:.1f} µs")
    fresh = seconds(lambda: fresh_keys(words[:2000]), 1) / 2000
    table.add_row("keys of a Latin token, first time", "", f"{fresh * 1e6:.0f} µs")
    fresh = seconds(lambda: fresh_keys(FOREIGN), 5)
    table.add_row("keys of a foreign token", "", f"{fresh / len(FOREIGN) * 1e6:.0f} µs")
    buckets: dict[int, set[str]] = defaultdict(set)
    for word in words:
        for number in keys(word):
            buckets[number].add(word)
    sizes = [
        len(set().union(*(buckets[n] for n in keys(w)))) for w in sorted(words, key=lot)[:1000]
    ]
    table.add_row("candidates of a Latin token", "≤ 60", f"{np.mean(sizes):.0f}")
    return table


def fresh_keys(words: Sequence[str]) -> None:
    keys.cache_clear()
    for word in words:
        keys(word)


def known_words() -> list[str]:
    text = (files("fairlead.core.names") / "frequencies" / "latin.txt").read_text("utf-8")
    lines = [line.partition("\t")[2] for line in text.splitlines() if line[0] != "#"]
    return sorted((word for line in lines for word in line.split() if len(word) > 1), key=lot)[
        :40_000
    ]


def split(folder: Path, recipe: Recipe) -> tuple[list[Pair], list[Pair]]:
    """Return the pairs to learn from and those kept apart."""
    found = [pair for pair in training.pairs(folder, recipe) if pair[0] and pair[1]]
    found += training.by_hand(recipe.code)
    apart = [lot(native) % 256 < APART for native, _, _ in found]
    return (
        [pair for pair, away in zip(found, apart, strict=True) if not away],
        [pair for pair, away in zip(found, apart, strict=True) if away],
    )


def split_latin(folder: Path) -> tuple[list[Pair], list[Pair]]:
    """The same for Latin words, by the native word that they share."""
    recipes = [recipe for recipe in training.RECIPES if recipe.code in training.LATIN_SOURCES]
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
        self.atlas = bind([self.weights])
        starts = range(0, len(words), AT_ONCE)
        self.rights = [self._laid(words[start : start + AT_ONCE]) for start in starts]
        self.place = {word: at for at, word in enumerate(words)}
        self.buckets: dict[int, set[str]] = defaultdict(set)
        for word in words:
            for sketch in sketches(word):
                self.buckets[key(sketch)].add(word)

    def _laid(self, words: Sequence[str]) -> tuple[Columns, Places]:
        pages = np.zeros(len(words), np.intp)
        return self.atlas.columns_of(pages, words), np.array([len(word) for word in words], np.intp)

    def distances(self, form: str) -> NDArray[np.int32]:
        rows, _units = self.atlas.rows(np.zeros(1, np.intp), [form])
        found = [
            distances(self.atlas.cells, rows.repeat(len(lengths), 1), columns, lengths)
            for columns, lengths in self.rights
        ]
        return np.concatenate(found)

    def candidates(self, form: str) -> set[str]:
        if self.recipe.code == LATIN:
            found = sketches(form)
        else:
            found = native_sketches(form, self.weights.alphabet, self.page)
        return set().union(*(self.buckets[key(sketch)] for sketch in found))


class Answers:
    """What came of asking: ranks, candidates, and who lies how far."""

    def __init__(self) -> None:
        self.ranks: list[int] = []
        self.met: list[bool] = []
        self.sizes: list[int] = []
        self.strangers = np.zeros(len(STEPS) - 1)
        self.spellings = np.zeros(len(STEPS) - 1)
        self.beyond = 0

    def add(self, asked: Asked, form: str, wanted: set[str]) -> None:
        apart = asked.distances(form)
        if form in asked.place:
            apart[asked.place[form]] = HOPELESS * 10
        true = [asked.place[word] for word in sorted(wanted) if word in asked.place]
        if not true:
            return
        found = asked.candidates(form)
        self.ranks.append(int((apart < apart[true].min()).sum()))
        self.met.append(any(asked.words[at] in found for at in true))
        self.sizes.append(len(found))
        self.spellings += np.histogram(apart[true], STEPS)[0]
        self.beyond += int((apart[true] > HOPELESS).sum())
        self.strangers += np.histogram(np.delete(apart, true), STEPS)[0]

    def recall(self, asked: Asked) -> list[str]:
        ranks, met = np.array(self.ranks), np.array(self.met)
        shares = [(ranks < 1).mean(), (ranks < 10).mean(), met.mean(), ((ranks < 10) & met).mean()]
        goal = GOALS.get(asked.recipe.code)
        return [
            *(f"{share:.3f}" for share in shares),
            f"{goal:.2f}" if goal else "",
            f"{np.mean(self.sizes):.0f}",
            str(len(ranks)),
        ]

    def line(self, asked: Asked) -> tuple[list[str], list[str]]:
        """Return ln(strangers / share of spellings), and what the engine takes it for."""
        strangers = self.strangers / len(self.ranks)
        share = self.spellings / (self.spellings.sum() + self.beyond)
        measured = [
            f"{np.log(n / p):.1f}" if n and p else "" for n, p in zip(strangers, share, strict=True)
        ]
        middles = np.array([(low + high) // 2 for low, high in pairwise(STEPS)], np.int32)
        page = [of.code for of in ALPHABETS].index(asked.recipe.code)
        taken = evidence(middles, np.full(len(middles), page, np.intp)) / 1000
        return measured, [f"{cost:.1f}" for cost in taken]


def ask(folder: Path, recipe: Recipe, queries: int) -> tuple[Asked, Answers, float]:
    began = time.process_time()
    learned, apart = split_latin(folder) if recipe.code == LATIN else split(folder, recipe)
    asked = Asked(recipe, learned, vocabulary(folder, recipe, apart))
    spent = time.process_time() - began
    wanted: dict[str, set[str]] = defaultdict(set)
    for native, latin, _ in apart:
        wanted[native].add(latin)
    answers = Answers()
    for form in sorted(wanted, key=lot)[:queries]:
        answers.add(asked, form, wanted[form])
    return asked, answers, spent


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=Path, help="the folder of pair files")
    parser.add_argument("--queries", type=int, default=150, help="words asked for, per script")
    parser.add_argument("--only", nargs="*", help="alphabets")
    chosen = parser.parse_args()
    console = Console()
    console.print(speed(known_words()))
    if not chosen.pairs:
        return
    heads = "script|recall@1|@10|by a key|both|goal|candidates|asked|learned in"
    recall = Table(*heads.split("|"), title=f"Spellings of unseen words among {VOCABULARY:,}")
    steps = [f"{low / 1000:g}-{high // 1000}" for low, high in pairwise(STEPS)]
    lines = Table("script", *steps, title="Evidence lost by distance (nats): measured, and taken")
    for recipe in (*training.RECIPES, training.LATIN_RECIPE):
        if not chosen.only or recipe.code in chosen.only:
            asked, answers, spent = ask(chosen.pairs, recipe, chosen.queries)
            recall.add_row(recipe.code, *answers.recall(asked), f"{spent:.0f} s")
            measured, taken = answers.line(asked)
            lines.add_row(recipe.code, *measured)
            lines.add_row("", *taken)
    console.print(recall)
    console.print(lines)


if __name__ == "__main__":
    main()
