"""One measurement of speed, in a process of its own; ``speed`` starts it and reads its line."""

import json
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

from bench.screening.entities import Query, read_entities, read_queries
from bench.screening.inner import subject
from fairlead.core.screening.answers import Explain, screen
from fairlead.core.screening.index import build
from fairlead.core.screening.reading import Entity
from fairlead.core.screening.shelf import Shelf
from fairlead.core.screening.storage import open_index, save
from fairlead.core.screening.weights import standard

STEP = 5000  # people handed over at a time


def memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def own_memory() -> float:
    """Return what the process holds, in MB, with the pages that it has touched of mapped files."""
    for line in Path("/proc/self/status").read_text("ascii").splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    return memory()


def entities(queries: list[Query]) -> list[Entity]:
    return [subject(q.qid, q.schema, q.properties) for q in queries]


def measure_build(list_path: str, index_path: str) -> dict[str, float]:
    listed = [subject(e.id, e.schema, e.properties) for e in read_entities(Path(list_path))]
    started = time.process_time()
    index = build("list", listed, standard())
    Path(index_path).parent.mkdir(parents=True, exist_ok=True)
    save(index, Path(index_path))
    seconds = time.process_time() - started
    size = Path(index_path).stat().st_size / 1024**2
    return {"seconds": seconds, "memory": memory(), "size": size}


def shelf_of(index_path: str) -> Shelf:
    return Shelf(()).put(open_index(Path(index_path), standard()))


def measure_open(index_path: str) -> dict[str, float]:
    """Open and ask one question, so that nothing is left undone; memory less the bare process."""
    before = own_memory()
    started = time.process_time()
    shelf = shelf_of(index_path)
    opened = time.process_time() - started
    screen([subject("q", "Person", {"name": ["Utopio Marinho Alcazar"]})], shelf)
    seconds = time.process_time() - started
    return {
        "seconds": opened,
        "first": seconds,
        "memory": own_memory() - before,
        "whole": own_memory(),
    }


def measure_batch(index_path: str, people_path: str) -> dict[str, float]:
    shelf = shelf_of(index_path)
    people = entities(read_queries(Path(people_path)))
    started = time.process_time()
    alerts = 0
    for start in range(0, len(people), STEP):
        answers = screen(people[start : start + STEP], shelf, explained=Explain.ALERTS)
        alerts += sum(any(hit.band == "alert" for hit in answer.hits) for answer in answers)
    spent = time.process_time() - started
    return {"rate": len(people) / spent, "memory": memory(), "alerts": alerts / len(people)}


def measure_single(list_path: str, query_path: str, count: str) -> dict[str, float]:
    listed = [subject(e.id, e.schema, e.properties) for e in read_entities(Path(list_path))]
    shelf = Shelf(()).put(build("list", listed, standard()))
    people = entities(read_queries(Path(query_path))[: int(count)])
    for person in people[:50]:
        screen([person], shelf)
    times = []
    for person in people:
        started = time.process_time()
        screen([person], shelf)
        times.append(time.process_time() - started)
    times.sort()
    return {
        "p50": 1e3 * times[len(times) // 2],
        "p99": 1e3 * times[int(len(times) * 0.99)],
        "worst": 1e3 * times[-1],
    }


MEASURES: dict[str, Callable[..., dict[str, float]]] = {
    "build": measure_build,
    "open": measure_open,
    "batch": measure_batch,
    "single": measure_single,
}


if __name__ == "__main__":
    measure = MEASURES[sys.argv[1]]
    print(json.dumps(measure(*sys.argv[2:])))
