"""Is a stated probability what happens? The error, the curve, and the table fitted from it.

    python -m bench.screening.calibration --set test             judge what the engine states
    python -m bench.screening.calibration --fit                  a new table, from the tuning set

An answer is one (question, entry) pair that the engine names. It is true when the entry is meant,
or is the same person under another entry (see ``SamePerson``). Labelled pairs are judged apart:
there a pair that the engine does not name counts as a stated probability of 0.
"""

import argparse
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bench.screening.accuracy import chosen_queries
from bench.screening.drawing import reliability_picture
from bench.screening.engine import ENGINES, Engine
from bench.screening.entities import Query, evaluation_folder, read_entities
from bench.screening.metrics import Answers, Bin, calibration_error, isotonic, reliability
from bench.screening.pairs import read_pairs, scored
from bench.screening.queries import default_path
from bench.screening.twins import SamePerson

Stated = tuple[float, bool]
Knot = tuple[int, int]
Number = Callable[[float], float]
WHOLE = 10_000
PICTURES = Path("docs/developers/screening")


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


def fitted(evidence: Sequence[Stated], least: int = 60, width: float = 250) -> list[Knot]:
    """Return a table that never falls: (sum of evidence, how many of 10,000 are the same).

    Answers are taken in order of their evidence, in runs of at least ``least`` answers and
    ``width`` millinats. Each run borrows half an answer of either kind, so that none says 0 or 1;
    then neighbours that would fall are pooled (isotonic regression), and what is level becomes
    one point at its mean.
    """
    runs = _runs(sorted(evidence), least, width)
    shares = [(sum(true for _v, true in run) + 0.5) / (len(run) + 1) for run in runs]
    level = isotonic(shares, [float(len(run)) for run in runs])
    points: dict[float, list[float]] = {}
    for run, share in zip(runs, level, strict=True):
        points.setdefault(share, []).extend(value for value, _true in run)
    return [
        (round(sum(values) / len(values)), min(WHOLE - 1, max(1, round(share * WHOLE))))
        for share, values in points.items()
    ]


def _runs(ordered: Sequence[Stated], least: int, width: float) -> list[list[Stated]]:
    runs: list[list[Stated]] = [[]]
    for value, true in ordered:
        run = runs[-1]
        if len(run) >= least and value - run[0][0] >= width and value != run[-1][0]:
            runs.append(run := [])
        run.append((value, true))
    if len(runs) > 1 and len(runs[-1]) < least:
        runs[-2:] = [runs[-2] + runs[-1]]
    return runs


def as_table(knots: Sequence[Knot]) -> str:
    """Return the two lines of the engine's file of the curve."""
    sums, shares = [knot[0] for knot in knots], [knot[1] for knot in knots]
    return f"sums = {sums}\nshares = {shares}\n"


def bins_table(title: str, bins: Sequence[Bin]) -> Table:
    table = Table("answers", "stated", "true", "gap", title=title)
    for one in bins:
        gap = f"{one.said - one.true:+.3f}"
        table.add_row(str(one.count), f"{one.said:.3f}", f"{one.true:.3f}", gap)
    table.add_row("", "", "error", f"{calibration_error(bins):.4f} (goal ≤ 0.03)")
    return table


def _stating(name: str, engine: Engine, number: Number, limit: int) -> dict[str, list[Stated]]:
    list_path = default_path(evaluation_folder(), name)[0]
    queries = chosen_queries(name, (), limit)
    same = SamePerson(read_entities(list_path))
    pairs = read_pairs(name if name in ("tune", "test") else "all")
    results = scored(engine, pairs)
    return {
        "questions": stated(queries, engine(list_path, queries), same, number),
        "labelled pairs": [
            (number(score) if band else 0.0, pair.same)
            for (score, band), pair in zip(results, pairs, strict=True)
        ],
    }


def _probability(score: float) -> float:
    from fairlead.core.screening.calibration import calibration

    return calibration().probability(int(score))


def _as_they_are(score: float) -> float:
    return score


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--set", default="test", choices=("tune", "test", "large"))
    parser.add_argument("--engine", default="within", choices=tuple(ENGINES))
    parser.add_argument("--limit", type=int, default=0)
    parser.add_argument("--draw", action="store_true", help="write the pictures of the docs")
    parser.add_argument("--fit", action="store_true", help="a new curve, from the tuning set")
    chosen = parser.parse_args()
    engine = ENGINES[chosen.engine]
    if chosen.fit:
        found = _stating("tune", engine, _as_they_are, chosen.limit)
        named = [row for row in found["labelled pairs"] if row[0]]
        print(as_table(fitted(found["questions"] + named)))
        return
    number = _probability if chosen.engine == "within" else _as_they_are
    console = Console(width=100)
    for title, rows in _stating(chosen.set, engine, number, chosen.limit).items():
        bins = reliability(rows)
        console.print(bins_table(f"{title}, {chosen.set} set", bins))
        if chosen.draw:
            PICTURES.mkdir(parents=True, exist_ok=True)
            picture = reliability_picture(f"Calibration: {title}", bins)
            (PICTURES / f"calibration-{title.replace(' ', '-')}.svg").write_text(picture)


if __name__ == "__main__":
    main()
