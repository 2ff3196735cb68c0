"""Runs nomenklatura over one list and one file of queries; executed in the peer's environment.

    python peer_worker.py LIST QUERIES OUT [--algorithm logic-v2]

Needs nothing of Fairlead. Times are processor time. Ids of queries are made unique, because the
peer keeps parsed names by entity id.
"""

import argparse
import importlib
import json
import logging
import resource
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

FLOOR = 0.3  # what scores less is not worth keeping


def lines(path: str) -> list[dict[str, Any]]:
    with Path(path).open(encoding="utf-8") as rows:
        return [json.loads(row) for row in rows]


class Peer:
    """The peer's own blocking index over a list, and one of its scoring algorithms."""

    def __init__(self, rows: Iterable[dict[str, Any]], algorithm: str) -> None:
        ftm = importlib.import_module("followthemoney")
        self.make_entity = ftm.StatementEntity.from_data
        self.datasets = [ftm.Dataset.make({"name": n, "title": n}) for n in ("bench", "queries")]
        self.algorithm = importlib.import_module("nomenklatura.matching").get_algorithm(algorithm)
        self.settings = self.algorithm.default_config()
        linker = importlib.import_module("nomenklatura.resolver").Linker({})
        store = importlib.import_module("nomenklatura.store.memory").MemoryStore(
            self.datasets[0], linker
        )
        self.entities: dict[str, Any] = {}
        with store.writer() as writer:
            for row in rows:
                made = self.entity(0, row["id"], row)
                self.entities[made.id] = made
                writer.add_entity(made)
        started = time.process_time()
        index = importlib.import_module("nomenklatura.blocker.index").Index
        self.index = index(
            store.default_view(),
            Path(tempfile.mkdtemp(prefix="peer")),
            {"max_candidates": 75, "max_bucket_size": 60},
        )
        self.index.build()
        self.build_seconds = time.process_time() - started

    def entity(self, dataset: int, id_: str, row: dict[str, Any]) -> Any:  # noqa: ANN401 - theirs
        empty = {"id": id_, "schema": row["schema"], "properties": {}}
        made = self.make_entity(self.datasets[dataset], empty, cleaned=False)
        for key, values in row["properties"].items():
            if key in made.schema.properties:
                for value in values:
                    made.add(key, value, quiet=True)
        return made

    def compare(self, query: Any, entry: Any) -> float:  # noqa: ANN401 - theirs
        return float(self.algorithm.compare(query, entry, self.settings).score)


def answer(peer: Peer, queries: list[dict[str, Any]]) -> tuple[dict[str, Any], dict[str, float]]:
    asked = {row["qid"]: peer.entity(1, f"q-{row['qid']}", row) for row in queries}
    started = time.process_time()
    found = {
        identifier.id[2:]: [match.id for match, _score in matches]
        for identifier, matches in peer.index.match_entities(asked.values())
    }
    share = (time.process_time() - started) / max(1, len(queries))
    answers: dict[str, Any] = {}
    times: dict[str, float] = {}
    for row in queries:
        query = asked[row["qid"]]
        started = time.process_time()
        hits = [
            (entry.id, round(peer.compare(query, entry), 4))
            for entry in (peer.entities[id_] for id_ in found.get(row["qid"], ()))
            if query.schema.can_match(entry.schema)
        ]
        times[row["qid"]] = time.process_time() - started + share
        answers[row["qid"]] = sorted((h for h in hits if h[1] >= FLOOR), key=lambda h: -h[1])
    return answers, times


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("list")
    parser.add_argument("queries")
    parser.add_argument("out", type=Path)
    parser.add_argument("--algorithm", default="logic-v2")
    chosen = parser.parse_args()
    logging.disable(logging.CRITICAL)
    peer = Peer(lines(chosen.list), chosen.algorithm)
    first = next(iter(peer.entities.values()))
    peer.compare(first, first)  # loads its reference data
    answers, times = answer(peer, lines(chosen.queries))
    ordered = sorted(times.values())
    figures = {
        "algorithm": chosen.algorithm,
        "build_seconds": peer.build_seconds,
        "memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "p50_ms": 1e3 * ordered[len(ordered) // 2],
        "p99_ms": 1e3 * ordered[int(len(ordered) * 0.99)],
        "per_second": len(ordered) / sum(ordered),
    }
    chosen.out.write_text(json.dumps({"figures": figures, "answers": answers}), encoding="utf-8")


if __name__ == "__main__":
    main()
