"""Ask the engine: through the command that a person types, or a stub while there is none."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import Protocol

from rapidfuzz import fuzz, process

from bench.screening.entities import NAMES, ROOT, Query, folded, read_entities, write_lines
from bench.screening.metrics import Answers, Hit


class Engine(Protocol):
    """Answers many questions about one list, best hit first."""

    def __call__(self, list_path: Path, queries: Sequence[Query]) -> Answers: ...


def read_answers(lines: Iterable[str]) -> dict[str, list[Hit]]:
    """Read the output of ``fairlead screen``: one line for each question."""
    answers = {}
    for line in lines:
        row = json.loads(line)
        answers[row["qid"]] = [
            Hit(hit["id"], hit["score"], hit["band"], tuple(hit.get("names") or ("", "")))
            for hit in row["hits"]
        ]
    return answers


def by_command(
    list_path: Path, queries: Sequence[Query], *, options: Sequence[str] = ()
) -> Answers:
    """Run ``fairlead screen`` in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        asked, out = Path(folder) / "queries.jsonl", Path(folder) / "out.jsonl"
        write_lines(asked, queries)
        paths = ["--list", str(list_path), "--queries", str(asked), "--out", str(out)]
        command = [sys.executable, "-m", "fairlead.cli", "screen", *paths]
        subprocess.run([*command, "--explain", "none", *options], check=True, cwd=ROOT)
        with out.open(encoding="utf-8") as lines:
            return read_answers(lines)


def stub(list_path: Path, queries: Sequence[Query]) -> Answers:
    """Answer by one ratio over sorted words: the floor that any engine must beat."""
    owners, names = [], []
    for entity in read_entities(list_path):
        for name in entity.names(NAMES):
            owners.append(entity.id)
            names.append(folded(name))
    search = partial(process.extract, choices=names, scorer=fuzz.token_sort_ratio, limit=10)
    answers: dict[str, list[Hit]] = {}
    for query in queries:
        best: dict[str, Hit] = {}
        for name, score, at in search(folded(query.name), score_cutoff=75):
            band = "alert" if score >= 90 else "review" if score >= 82 else "information"
            best.setdefault(
                owners[at], Hit(owners[at], round(score / 100, 3), band, (query.name, name))
            )
        answers[query.qid] = list(best.values())
    return answers


def within(list_path: Path, queries: Sequence[Query]) -> Answers:
    """Ask the engine in this process; scores are evidence, not probabilities."""
    from bench.screening.inner import by_engine

    return by_engine(list_path, queries)


ENGINES: dict[str, Engine] = {"within": within, "fairlead": by_command, "stub": stub}
