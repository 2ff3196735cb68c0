"""Cross-script tokens: is the Latin spelling among the first ten that a native token names?

Two ways. ``engine``: every Latin token is an entry of a list, every native token a question, so
that retrieval, costs and scoring are all in it. ``model``: the model of scripts alone ranks every
Latin token that shares a key. The vocabulary is drawn from the pair files by hash and holds tokens
that training has mostly seen, so it flatters by a little; ``bench/scripts.py`` has the unseen.
"""

import argparse
import hashlib
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bench.screening.cultures import wikidata
from bench.screening.engine import ENGINES, Engine
from bench.screening.entities import Entity, Query, write_lines

GOALS = {"arabic": 0.94, "hebrew": 0.94, "russian": 0.95, "korean": 0.85, "chinese": 0.70}
PEER = {"arabic": 0.69, "hebrew": 0.60, "russian": 0.83, "korean": 0.58, "chinese": 0.48}


def drawn(script: str, size: int, ask: int) -> tuple[list[str], list[tuple[str, frozenset[str]]]]:
    """Return a vocabulary of Latin tokens and (native token, its Latin spellings) to ask for."""

    def order(row: tuple[str, str, int]) -> bytes:
        return hashlib.sha256(f"{row[0]}|{row[1]}".encode()).digest()

    rows = sorted((r for r in wikidata(script) if len(r[0]) > 2 and len(r[1]) > 1), key=order)
    vocabulary = sorted({latin for latin, _native, _count in rows[:size]})
    meant: dict[str, set[str]] = {}
    for latin, native, _count in rows[:size]:
        meant.setdefault(native, set()).add(latin)
    return vocabulary, [(native, frozenset(meant[native])) for native in list(meant)[:ask]]


def through_engine(
    engine: Engine, vocabulary: Sequence[str], asked: Sequence[tuple[str, frozenset[str]]]
) -> list[list[str]]:
    """Return for each native token the Latin tokens that the engine names, best first."""
    entries = [Entity(token, "Person", {"name": [token]}) for token in vocabulary]
    queries = [
        Query(str(n), "tokens", "Person", {"name": [native]}, sorted(meant))
        for n, (native, meant) in enumerate(asked)
    ]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "list.jsonl"
        write_lines(path, entries)
        answers = engine(path, queries)
    return [[hit.id for hit in answers[query.qid]] for query in queries]


def through_model(
    vocabulary: Sequence[str], asked: Sequence[tuple[str, frozenset[str]]]
) -> list[list[str]]:
    """Return for each native token the Latin tokens that share a key, by the model's cost."""
    from fairlead.core import scripts

    holders: dict[int, list[str]] = {}
    for token in vocabulary:
        for key in scripts.keys(token):
            holders.setdefault(key, []).append(token)
    ranked = []
    for native, _meant in asked:
        near = sorted({token for key in scripts.keys(native) for token in holders.get(key, ())})
        costs = scripts.costs([native] * len(near), near)
        order = sorted(zip(costs.tolist(), near, strict=True))
        ranked.append([token for cost, token in order if cost < 2**20])
    return ranked


def recall_at(
    first: int, asked: Sequence[tuple[str, frozenset[str]]], ranked: Sequence[Sequence[str]]
) -> float:
    found = sum(
        bool(meant & set(tokens[:first]))
        for (_native, meant), tokens in zip(asked, ranked, strict=True)
    )
    return found / max(1, len(asked))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scripts", default=",".join(GOALS))
    parser.add_argument("--engine", default="model", choices=("model", *ENGINES))
    parser.add_argument("--vocabulary", type=int, default=15000)
    parser.add_argument("--ask", type=int, default=500)
    chosen = parser.parse_args()
    table = Table("script", "Latin tokens", "asked", "@1", "@10", "goal @10", "peer @10", "ms each")
    for script in chosen.scripts.split(","):
        vocabulary, asked = drawn(script, chosen.vocabulary, chosen.ask)
        started = time.process_time()
        if chosen.engine == "model":
            ranked = through_model(vocabulary, asked)
        else:
            ranked = through_engine(ENGINES[chosen.engine], vocabulary, asked)
        spent = 1e3 * (time.process_time() - started) / len(asked)
        table.add_row(
            script,
            str(len(vocabulary)),
            str(len(asked)),
            f"{recall_at(1, asked, ranked):.3f}",
            f"{recall_at(10, asked, ranked):.3f}",
            f"≥ {GOALS[script]}",
            str(PEER[script]),
            f"{spent:.1f}",
        )
    Console(width=120).print(table)


if __name__ == "__main__":
    main()
