"""Is a stated probability what happens? The error, the curve, and the table fitted from it.

    python -m bench.screening.calibration --set test             judge what the engine states
    python -m bench.screening.calibration --fit                  a new table, from the tuning set

An answer is one (question, entry) pair that the engine names. It is true when the entry is meant,
or is the same person under another entry (they share a strong name of two parts or more and no
birth year speaks against it). Labelled pairs are judged apart: there a pair that the engine does
not name counts as a stated probability of 0.
"""

import argparse
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bench.screening.accuracy import chosen_queries
from bench.screening.drawing import reliability_picture
from bench.screening.engine import ENGINES
from bench.screening.entities import Entity, Query, evaluation_folder, read_entities, same_key
from bench.screening.metrics import Answers, Bin, calibration_error, isotonic, reliability
from bench.screening.pairs import read_pairs, scored
from bench.screening.queries import default_path

Stated = tuple[float, bool]
PICTURES = Path("docs/developers/screening")


class SamePerson:
    """Which entries are one person: linked when they share a strong name and no year differs."""

    def __init__(self, entities: Iterable[Entity]) -> None:
        self.head: dict[str, str] = {}
        bearers: dict[str, list[Entity]] = {}
        for entity in entities:
            for key in {same_key(name) for name in entity.names()}:
                if " " in key:
                    for other in bearers.setdefault(key, []):
                        if not _years_differ(entity, other):
                            self._join(entity.id, other.id)
                    bearers[key].append(entity)

    def of(self, id_: str) -> str:
        while (above := self.head.get(id_, id_)) != id_:
            id_ = above
        return id_

    def _join(self, one: str, other: str) -> None:
        self.head[self.of(one)] = self.of(other)

    def means(self, query: Query, id_: str) -> bool:
        return self.of(id_) in {self.of(meant) for meant in query.expect}


def _years_differ(one: Entity, other: Entity) -> bool:
    years = [{d[:4] for d in e.properties.get("birthDate", ())} for e in (one, other)]
    return bool(years[0] and years[1] and not years[0] & years[1])


def stated(
    queries: Iterable[Query], answers: Answers, same: SamePerson, number: Callable[[float], float]
) -> list[Stated]:
    """Return (what is stated, whether it is so) for every answer to a name of the list."""
    return [
        (number(hit.score), same.means(query, hit.id))
        for query in queries
        if query.group != "weak_alias"
        for hit in answers[query.qid]
    ]


def fitted(evidence: Sequence[Stated], step: float) -> list[tuple[float, float, int]]:
    """Return a non-decreasing table: (lower bound of evidence, probability, answers).

    Each step borrows half an answer of either kind, so that no step says 0 or 1.
    """
    groups: dict[int, list[bool]] = {}
    for value, true in evidence:
        groups.setdefault(int(value // step), []).append(true)
    steps = sorted(groups)
    shares = [(sum(groups[s]) + 0.5) / (len(groups[s]) + 1) for s in steps]
    level = isotonic(shares, [len(groups[s]) for s in steps])
    return [(s * step, p, len(groups[s])) for s, p in zip(steps, level, strict=True)]


def bins_table(title: str, bins: Sequence[Bin]) -> Table:
    table = Table("answers", "stated", "true", "gap", title=title)
    for one in bins:
        gap = f"{one.said - one.true:+.3f}"
        table.add_row(str(one.count), f"{one.said:.3f}", f"{one.true:.3f}", gap)
    table.add_row("", "", "error", f"{calibration_error(bins):.4f} (goal ≤ 0.03)")
    return table


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--set", default="test", choices=("tune", "test", "large"))
    parser.add_argument("--engine", default="within", choices=tuple(ENGINES))
    parser.add_argument("--limit", type=int, default=0)
    parser.add_argument("--draw", action="store_true", help="write the pictures of the docs")
    parser.add_argument("--fit", type=float, default=0, metavar="STEP", help="on the tuning set")
    chosen = parser.parse_args()
    name = "tune" if chosen.fit else chosen.set
    engine = ENGINES[chosen.engine]
    list_path = default_path(evaluation_folder(), name)[0]
    queries = chosen_queries(name, (), chosen.limit)
    same = SamePerson(read_entities(list_path))
    found = stated(queries, engine(list_path, queries), same, float)
    console = Console(width=100)
    if chosen.fit:
        for low, share, count in fitted(found, chosen.fit):
            console.print(f"{low:9.3f} {share:.4f} {count}")
        return
    pairs = read_pairs(name if name in ("tune", "test") else "all")
    results = scored(engine, pairs)
    pair_stated = [(s, p.same) for (s, _band), p in zip(results, pairs, strict=True)]
    for title, rows in (("questions", found), ("labelled pairs", pair_stated)):
        bins = reliability(rows)
        console.print(bins_table(f"{title}, {name} set", bins))
        if chosen.draw:
            PICTURES.mkdir(parents=True, exist_ok=True)
            picture = reliability_picture(f"Calibration: {title}", bins)
            (PICTURES / f"calibration-{title.replace(' ', '-')}.svg").write_text(picture)


if __name__ == "__main__":
    main()
