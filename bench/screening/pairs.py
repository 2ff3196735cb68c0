"""Labelled name pairs: is the second the same as the first? F1, precision, recall.

One name of each pair becomes an entry of a list, the other a question; the pair's score is that
of the hit, 0 when the engine does not name the entry. The pairs are split by hash: a threshold is
chosen on four fifths and judged on the fifth, in turn; ``--half`` restricts to the pairs that may
be looked at while tuning (``tune``) or not (``test``).
"""

import argparse
import csv
import hashlib
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bench.screening.engine import ENGINES, Engine
from bench.screening.entities import Entity, Query, shared_data, write_lines
from bench.screening.metrics import Table as Scores
from bench.screening.metrics import at_threshold, best_threshold

FOLDS = 5


@dataclass(frozen=True, slots=True)
class Pair:
    schema: str
    left: str
    right: str
    same: bool
    quality: str
    group: str
    notes: str

    def _hash(self, salt: str) -> int:
        return hashlib.sha256(f"{salt}|{self.left}|{self.right}".encode()).digest()[0]

    @property
    def half(self) -> str:
        """The half it belongs to; pairs of the same right-hand name stay together."""
        return ("tune", "test")[hashlib.sha256(self.right.encode()).digest()[0] % 2]

    @property
    def fold(self) -> int:
        return self._hash("fold") % FOLDS


def read_pairs(half: str = "all") -> list[Pair]:
    path = shared_data() / "screening" / "labelled" / "name_pairs_half_a.csv"
    with path.open(encoding="utf-8") as lines:
        rows = [
            Pair(
                schema=row["schema"],
                left=row["name1"],
                right=row["name2"],
                same=row["is_match"] == "true",
                quality=row["quality"],
                group=row["case_group"],
                notes=row["notes"],
            )
            for row in csv.DictReader(lines)
        ]
    return [pair for pair in rows if half in ("all", pair.half)]


def scored(engine: Engine, pairs: Sequence[Pair]) -> list[tuple[float, str]]:
    """Return the score and the band of every pair."""
    entries = [Entity(f"r{n}", p.schema, {"name": [p.right]}) for n, p in enumerate(pairs)]
    asked = [
        Query(f"l{n}", "pairs", p.schema, {"name": [p.left]}, [f"r{n}"])
        for n, p in enumerate(pairs)
    ]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "list.jsonl"
        write_lines(path, entries)
        answers = engine(path, asked)
    found = []
    for number in range(len(pairs)):
        hits = [hit for hit in answers[f"l{number}"] if hit.id == f"r{number}"]
        found.append((hits[0].score, hits[0].band) if hits else (0.0, ""))
    return found


def cross_validated(pairs: Sequence[Pair], scores: Sequence[float]) -> Scores:
    """Return precision and recall when each fold is judged at the threshold of the others."""
    good = hits = 0
    for fold in range(FOLDS):
        others = [(s, p.same) for p, s in zip(pairs, scores, strict=True) if p.fold != fold]
        threshold = best_threshold(others).threshold
        mine = [
            p.same for p, s in zip(pairs, scores, strict=True) if p.fold == fold and s >= threshold
        ]
        hits += len(mine)
        good += sum(mine)
    wanted = sum(pair.same for pair in pairs)
    return Scores(-1, good / max(1, hits), good / max(1, wanted))


def at_band(pairs: Sequence[Pair], bands: Sequence[str], allowed: tuple[str, ...]) -> Scores:
    marked = [(float(band in allowed), pair.same) for pair, band in zip(pairs, bands, strict=True)]
    return at_threshold(marked, 0.5)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--engine", default="within", choices=tuple(ENGINES))
    parser.add_argument("--half", default="all", choices=("all", "tune", "test"))
    parser.add_argument("--failures", type=int, default=0)
    chosen = parser.parse_args()
    pairs = read_pairs(chosen.half)
    results = scored(ENGINES[chosen.engine], pairs)
    scores, bands = [s for s, _b in results], [b for _s, b in results]
    labelled = [(score, pair.same) for score, pair in zip(scores, pairs, strict=True)]
    table = Table("line", "threshold", "precision", "recall", "F1", title=f"{len(pairs)} pairs")
    best = best_threshold(labelled)
    for label, row in (
        ("alert band (goal F1 ≥ 0.88)", at_band(pairs, bands, ("alert",))),
        ("alert or review band", at_band(pairs, bands, ("alert", "review"))),
        ("best threshold, seen", best),
        ("five-fold, unseen", cross_validated(pairs, scores)),
    ):
        threshold = "" if row.threshold in (-1, 0.5) else f"{row.threshold:.3f}"
        table.add_row(label, threshold, *(f"{x:.3f}" for x in (row.precision, row.recall, row.f1)))
    Console(width=120).print(table)
    wrong = [
        (score, band, pair)
        for score, band, pair in zip(scores, bands, pairs, strict=True)
        if (score >= best.threshold) != pair.same
    ]
    for score, band, pair in sorted(wrong, key=lambda row: (row[2].same, -row[0]))[
        : chosen.failures
    ]:
        print(f"{score:9.3f} {band:12}{pair.same!s:6}{pair.left}  |  {pair.right}   ({pair.notes})")


if __name__ == "__main__":
    main()
