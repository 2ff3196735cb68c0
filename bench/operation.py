"""What running it costs: jobs, idle processes, limits, a backup of a million rows and back.

With FAIRLEAD_TEST_DATABASE=postgres the same on PostgreSQL. Takes some minutes.
"""

import os
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))
os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"

import django  # noqa: E402 - the path comes first

django.setup()

from django.http import HttpResponse  # noqa: E402
from django.test import RequestFactory  # noqa: E402
from rich.console import Console  # noqa: E402
from rich.table import Table  # noqa: E402

from fairlead.site import limits  # noqa: E402
from tests.installations import (  # noqa: E402
    Installation,
    empty_installation,
    installation,
    wait_until,
)

JOBS, RECORDS, IDLE = 3000, 1_000_000, 60.0
Row = tuple[str, str, str]

ENQUEUE = """
import sys, time
from django.db import transaction
from fairlead.kernel.access.context import Context
from fairlead.kernel.jobs.queueing import enqueue
from tests.kernel.jobs import samples
samples.make_table()
context = Context.duty("operation")
started = time.perf_counter()
with transaction.atomic():
    for number in range(int(sys.argv[1])):
        enqueue(samples.write_row, context=context, number=number)
print((time.perf_counter() - started) / int(sys.argv[1]) * 1e6)
"""
# One real job, repeated: a row of the queue and a row of ours each.
MULTIPLY = """
import sys
from django.db import connection
from fairlead.kernel.access.context import Context
from fairlead.kernel.clock import new_id
from fairlead.kernel.jobs.queueing import enqueue
from fairlead.kernel.jobs.models import Run, Task
from tests.kernel.jobs import samples
samples.make_table()
enqueue(samples.write_row, context=Context.duty("operation"))
task, run = Task.objects.get(), Run.objects.get()
task.run_after = task.run_after.replace(year=9000)
left = int(sys.argv[1]) // 2
while left:
    some = min(left, 5000)
    keys = [new_id() for _ in range(some)]
    fields = lambda row: {f.attname: getattr(row, f.attname) for f in row._meta.concrete_fields}
    Task.objects.bulk_create(Task(**fields(task) | {"id": key}) for key in keys)
    Run.objects.bulk_create(Run(**fields(run) | {"task_id": key}) for key in keys)
    left -= some
"""


def jobs(site: Installation) -> Iterator[Row]:
    cost = float(site.ask(ENQUEUE, str(JOBS)).splitlines()[-1])
    yield "enqueue one job", "", f"{cost:.0f} µs"
    for workers in (1, 2):
        if workers > 1:
            site.ask(ENQUEUE, str(JOBS))
        started = time.perf_counter()
        running = [site.start("worker", "--until-empty") for _worker in range(workers)]
        for process in running:
            process.communicate()
        seconds = time.perf_counter() - started
        yield f"jobs done by {workers} worker(s)", "", f"{JOBS / seconds:.0f} / s"


def idle(site: Installation) -> Iterator[Row]:
    site.extra["FAIRLEAD_PORT"] = "8137"
    web, worker = site.start("serve"), site.start("worker")
    try:
        wait_until(lambda: _answers("http://127.0.0.1:8137/health/ready"))
        for _request in range(100):
            _answers("http://127.0.0.1:8137/account/login/")
        time.sleep(5)
        family = [web.pid, *_children(web.pid)]
        before = {"web": _cpu(family), "worker": _cpu([worker.pid])}
        time.sleep(IDLE)
        for name, pids in (("web", family), ("worker", [worker.pid])):
            share = (_cpu(pids) - before[name]) / IDLE * 100
            yield f"idle {name}, processor", "≤ 1 %", f"{share:.2f} %"
        for name, pids in (("web", family), ("worker", [worker.pid])):
            yield f"{name}, memory", "", f"{_rss(pids):.0f} MB"
        yield "web and worker, memory", "≤ 300 MB", f"{_rss([*family, worker.pid]):.0f} MB"
    finally:
        for process in (web, worker):
            process.terminate()
            process.communicate(timeout=20)


def limiting() -> Iterator[Row]:
    answer = HttpResponse()
    middleware = limits.AddressLimitMiddleware(lambda _request: answer)
    request = RequestFactory().get("/", headers={"authorization": "Bearer something"})
    started = time.perf_counter()
    for _request in range(20_000):
        middleware(request)
    yield "limit by address and key", "≤ 50 µs", f"{(time.perf_counter() - started) / 0.02:.1f} µs"


def backup(site: Installation, spare: Installation, folder: Path) -> Iterator[Row]:
    site.ask(MULTIPLY, str(RECORDS))
    started = time.perf_counter()
    made = Path(site.run("backup", str(folder)).stdout.strip())
    seconds = time.perf_counter() - started
    size = sum(path.stat().st_size for path in made.iterdir()) / 1024**2
    yield f"back up {RECORDS:,} rows, {size:.0f} MiB", "≤ 600 s", f"{seconds:.1f} s"
    for path in site.keys.rglob("*"):
        target = spare.keys / path.relative_to(site.keys)
        if path.is_file():
            target.parent.mkdir(mode=0o700, exist_ok=True)
            target.write_bytes(path.read_bytes())
            target.chmod(0o600)
    started = time.perf_counter()
    spare.run("restore", str(made))
    yield "restore, migrate and verify it", "≤ 600 s", f"{time.perf_counter() - started:.1f} s"


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:  # noqa: S310 - our own address
            return bool(answer.status == 200)
    except OSError:
        return False


def _children(process: int) -> list[int]:
    listed = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    return [int(pid) for pid in listed]


def _cpu(processes: list[int]) -> float:
    ticks = 0
    for pid in processes:
        fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def _rss(processes: list[int]) -> float:
    """Return what they hold; pages that they share are counted once, by proportion."""
    kilobytes = 0
    for pid in processes:
        rollup = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
        kilobytes += int(next(line for line in rollup if line.startswith("Pss:")).split()[1])
    return kilobytes / 1024


def main() -> None:
    engine = os.environ.get("FAIRLEAD_TEST_DATABASE", "sqlite")
    table = Table("operation", "target", "measured", title=f"Operation on {engine}")
    with tempfile.TemporaryDirectory() as folder:
        base = Path(folder)
        with installation(base / "jobs") as site:
            for row in (*jobs(site), *idle(site), *limiting()):
                table.add_row(*row)
        with (
            installation(base / "large") as site,
            empty_installation(base / "spare") as spare,
        ):
            for row in backup(site, spare, base / "backups"):
                table.add_row(*row)
    Console().print(table)


if __name__ == "__main__":
    main()
