"""Run the peer (nomenklatura) over an evaluation set, once, and keep what it answered.

It lives in an environment of its own, found in ``FAIRLEAD_PEER`` (default ``../peer/env``):
``nomenklatura==4.17.4 rapidfuzz scipy pandas``. Its answers are kept beside it as JSON, so that
``accuracy`` shows both without running it again.
"""

import argparse
import json
import subprocess
import tempfile
from collections.abc import Iterable
from pathlib import Path

from bench.screening.entities import (
    Query,
    evaluation_folder,
    peer_folder,
    read_queries,
    write_lines,
)
from bench.screening.metrics import Answers, Hit, by_group
from bench.screening.queries import default_path

LINE = 0.7  # the peer's own threshold
REVIEW = 0.6  # it has no second line; one a little below the first, for comparison


def band(score: float) -> str:
    return "alert" if score >= LINE else "review" if score >= REVIEW else "information"


def results_path(name: str) -> Path:
    return peer_folder() / "results" / f"{name}.json"


def kept(name: str) -> tuple[dict[str, float | str], Answers] | None:
    """Return the figures and answers of an earlier run; None when there was none."""
    path = results_path(name)
    if not path.exists():
        return None
    found = json.loads(path.read_text(encoding="utf-8"))
    answers = {
        qid: [Hit(id_, score, band(score)) for id_, score in hits]
        for qid, hits in found["answers"].items()
    }
    return found["figures"], answers


def run(name: str, list_path: Path, queries: Iterable[Query], algorithm: str) -> None:
    python = peer_folder() / "env" / "bin" / "python"
    if not python.exists():
        raise SystemExit(f"the peer's environment is not at {python}")
    with tempfile.TemporaryDirectory() as folder:
        asked = Path(folder) / "queries.jsonl"
        write_lines(asked, queries)
        worker = Path(__file__).with_name("peer_worker.py")
        out = results_path(name)
        out.parent.mkdir(parents=True, exist_ok=True)
        command = [python, worker, list_path, asked, out, "--algorithm", algorithm]
        subprocess.run([str(part) for part in command], check=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sets", nargs="*", default=["test"])
    parser.add_argument("--limit", type=int, default=200, help="questions of a group")
    parser.add_argument("--algorithm", default="logic-v2")
    chosen = parser.parse_args()
    for name in chosen.sets:
        list_path, query_path = default_path(evaluation_folder(), name)
        groups = by_group(read_queries(query_path))
        some = [query for group in groups.values() for query in group[: chosen.limit]]
        run(name, list_path, some, chosen.algorithm)
        found = kept(name)
        print(name, len(some), found[0] if found else "")


if __name__ == "__main__":
    main()
