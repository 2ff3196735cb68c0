"""How fast the engine is, in processor time: a batch, single questions, opening, memory.

Each figure comes from a process of its own, so that one does not warm another's caches and the
memory is its own. The batch is 100,000 people of whom nearly all are innocent.
"""

import argparse
import csv
import json
import random
import subprocess
import sys
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bench.screening import cultures, peer
from bench.screening.entities import (
    ROOT,
    Query,
    evaluation_folder,
    read_queries,
    shared_data,
    write_lines,
)
from bench.screening.queries import default_path

PEER = {"batch": "86 – 88", "p50": "2.9", "p99": "94", "open": "15 – 16", "memory": "860"}


def travellers(count: int, seed: int = 71) -> list[Query]:
    """Return people as they travel: invented names of the world, each seldom seen twice.

    The file has 50,000 people; whoever comes after them has the given names of one and the family
    name of another. One in ten is of a culture that fills the lists; one in a thousand is listed.
    """
    rng = random.Random(seed)
    listed = [q for q in read_queries(default_path(evaluation_folder(), "large")[1]) if q.expect]
    path = shared_data() / "screening" / "labelled" / "synthetic_people_us.csv"
    with path.open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    made = []
    for number in range(count):
        row = rows[number % len(rows)]
        name = row["full_name"]
        if number >= len(rows):
            name = f"{row['first_name']} {rng.choice(rows)['last_name']}"
        if number % 10 == 9:
            name = cultures.invent(rng.choice(cultures.HARD), rng)
        properties = {"name": [name], "birthDate": [row["date_of_birth"]]}
        if number % 1000 == 998:
            properties = rng.choice(listed).properties
        made.append(Query(f"t{number}", "travellers", "Person", properties, []))
    return made


def travellers_path(count: int) -> Path:
    path = evaluation_folder() / "speed" / f"travellers-{count}.jsonl"
    if not path.exists():
        write_lines(path, travellers(count))
    return path


def probe(kind: str, *arguments: object) -> dict[str, float]:
    """Run one measurement of ``speed_probe`` in a fresh process."""
    command = [sys.executable, "-m", "bench.screening.speed_probe", kind, *map(str, arguments)]
    done = subprocess.run(command, check=True, cwd=ROOT, capture_output=True, text=True)
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=100_000)
    parser.add_argument("--single", type=int, default=2000)
    parser.add_argument("--parts", default="index,batch,single")
    chosen = parser.parse_args()
    parts, table = chosen.parts.split(","), Table("what", "goal", "measured", "peer")
    folder = evaluation_folder()
    large, small = default_path(folder, "large")[0], default_path(folder, "test")[0]
    index = folder / "speed" / "large.index"
    if "index" in parts or not index.exists():
        built = probe("build", large, index)
        table.add_row(
            "index of 35,000 entities: built", "", f"{built['seconds']:.1f} s", "9 – 10 s"
        )
        opened = probe("open", index)
        table.add_row("… opened", "≤ 1 s", f"{opened['seconds']:.3f} s", f"{PEER['open']} s")
        table.add_row("… memory", "≤ 200 MB", f"{opened['memory']:.0f} MB", f"{PEER['memory']} MB")
    if "batch" in parts:
        batch = probe("batch", index, travellers_path(chosen.people))
        table.add_row("batch, people / s", "≥ 25,000", f"{batch['rate']:,.0f}", PEER["batch"])
        table.add_row("… memory at most", "", f"{batch['memory']:.0f} MB", "")
    if "single" in parts:
        single = probe("single", small, default_path(folder, "test")[1], chosen.single)
        for key, goal in (("p50", "≤ 0.5 ms"), ("p99", "≤ 4 ms")):
            table.add_row(f"one question, {key}", goal, f"{single[key]:.2f} ms", f"{PEER[key]} ms")
    kept = peer.kept("test")
    if kept:
        print("the peer on the test set:", kept[0])
    Console(width=100).print(table)


if __name__ == "__main__":
    main()
