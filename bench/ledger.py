"""What the ledger costs: writing, ordering, proving, verifying. ``--small`` takes seconds."""

import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from hashlib import sha256
from pathlib import Path

ROOT = Path(__file__).parent.parent
FOLDER = tempfile.TemporaryDirectory(prefix="fairlead-bench-")
os.environ |= {
    "DJANGO_SETTINGS_MODULE": "fairlead.site.settings",
    "FAIRLEAD_MODE": "test",
    "FAIRLEAD_DATA": f"{FOLDER.name}/data",
    "FAIRLEAD_KEYS": f"{FOLDER.name}/keys",
}
SMALL = "--small" in sys.argv
REQUESTS = 300 if SMALL else 2_000
STORED = 5_000 if SMALL else 100_000
EXPORTED = 50_000 if SMALL else 1_000_000

import django  # noqa: E402 - the environment comes first

django.setup()

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import transaction  # noqa: E402
from rich.console import Console  # noqa: E402
from rich.table import Table  # noqa: E402

from fairlead.core.ledger import (  # noqa: E402
    Authority,
    EntryHeader,
    Verb,
    checkpoints,
    entries,
    export,
    merkle,
    notes,
)
from fairlead.kernel.audit import checkpoints as signing  # noqa: E402
from fairlead.kernel.audit import (  # noqa: E402
    exporting,
    keys,
    queries,
    sequencing,
    verification,
)
from fairlead.kernel.audit.actions import record  # noqa: E402
from fairlead.kernel.audit.models import Leaf, WitnessStanding  # noqa: E402
from fairlead.kernel.clock import now  # noqa: E402

AUTHORITY = Authority(
    actor=f"account:{uuid.UUID(int=5)}",
    agency=f"agency:{uuid.UUID(int=6)}",
    session="session-of-a-bench",
    purpose="travel.screening",
    legal_basis="eu-pnr:6.2",
    case=f"case:{uuid.UUID(int=7)}",
    request="request-of-a-bench",
)


def main() -> None:
    table = Table("measure", "target", "processor", "wall", title="Ledger", title_justify="left")
    with Console(stderr=True).status("Measuring …"):
        for measured in measures():
            table.add_row(*measured)
    Console().print(table)


def measures() -> Iterator[tuple[str, ...]]:
    make_database()
    yield from requests()
    yield row("entry, in a batch", "", fill(), 1e6 / STORED, "µs")
    yield rate("give entries their place", "", timed(sequencing.sequence), STORED)
    yield row("sign a checkpoint", "", timed(lambda: signing.sign(force=True)), 1e3, "ms")
    yield row(f"prove one of {STORED:,}, median", "≤ 1 ms", proofs(), 1e3, "ms")
    yield rate("verify the database", "", timed(verification.read_all), STORED)
    yield rate("export", "", timed(lambda: sum(1 for _ in exporting.lines())), STORED)
    yield from stand_alone()


Times = tuple[float, float]  # seconds of processor, and by the clock on the wall


def row(words: str, target: str, times: Times, factor: float, unit: str) -> tuple[str, ...]:
    cpu, wall = (f"{one * factor:,.2f} {unit}" for one in times)
    return words, target, cpu, wall


def rate(words: str, target: str, times: Times, count: int) -> tuple[str, ...]:
    cpu, wall = (f"{count / one:,.0f} /s" for one in times)
    return words, target, cpu, wall


def make_database() -> None:
    for name in ("data/database", "keys"):
        (Path(FOLDER.name) / name).mkdir(parents=True, mode=0o700)
    call_command("migrate", verbosity=0)
    keys.create()


def timed(work: Callable[[], object]) -> Times:
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    return time.process_time() - cpu, time.perf_counter() - wall


def median(times: list[Times]) -> Times:
    cpu, wall = zip(*times, strict=True)
    return statistics.median(cpu), statistics.median(wall)


def requests() -> Iterator[tuple[str, ...]]:
    """Time requests that change one row, every other one with its entry."""
    WitnessStanding.objects.create(witness="bench", tried_at=now())
    times: dict[bool, list[Times]] = {False: [], True: []}
    for _ in range(REQUESTS):
        for with_entry, seen in times.items():
            seen.append(timed(partial(request, with_entry=with_entry)))
    without, together = median(times[False]), median(times[True])
    added = (together[0] - without[0], together[1] - without[1])
    yield row("request that changes a row, SQLite, median", "", without, 1e6, "µs")
    yield row("added to it by its entry", "≤ 150 µs", added, 1e6, "µs")


@transaction.atomic
def request(*, with_entry: bool) -> None:
    WitnessStanding.objects.filter(witness="bench").update(tried_at=now())
    if with_entry:
        write(0)


def write(number: int) -> None:
    record(
        act="travel.traveller.shown",
        verb=Verb.CONSULT,
        authority=AUTHORITY,
        objects=(f"traveller:{uuid.UUID(int=number)}",),
    )


def fill() -> Times:
    """Write entries in transactions of a thousand."""

    def thousand() -> None:
        with transaction.atomic():
            for number in range(1000):
                write(number)

    sequencing.sequence()

    def all_of_them() -> None:
        for _ in range(STORED // 1000):
            thousand()

    return timed(all_of_them)


def proofs() -> Times:
    luck = random.Random(1)
    last = Leaf.objects.count() - 1
    wanted = [Leaf.objects.get(index=luck.randint(0, last)).entry_id for _ in range(200)]
    return median([timed(partial(queries.prove, key)) for key in wanted])


def stand_alone() -> Iterator[tuple[str, ...]]:
    path = Path(FOLDER.name) / "ledger.jsonl"
    key = invent(path)
    command = [sys.executable, str(ROOT / "script" / "verify-ledger"), str(path), "--json"]
    before, started = os.times(), time.perf_counter()
    memory = 0
    with subprocess.Popen([*command, "--key", key], stdout=subprocess.PIPE) as process:
        while process.poll() is None:
            memory = max(memory, resident(process.pid))
            time.sleep(0.01)
        assert process.stdout is not None
        told = json.load(process.stdout)
    times = (os.times().children_user - before.children_user, time.perf_counter() - started)
    assert (told["good"], told["entries"]) == (True, EXPORTED)
    size = path.stat().st_size / 1e6
    yield row(f"stand-alone: {EXPORTED:,} entries, {size:,.0f} MB", "≤ 10 s", times, 1, "s")
    yield rate("the same", "≥ 100,000 /s", times, EXPORTED)
    yield "the same: memory at most", "flat", f"{memory / 1e6:.0f} MB", ""


def resident(process: int) -> int:
    """Return the bytes of memory that a process holds; 0 when it has ended."""
    try:
        pages = Path(f"/proc/{process}/statm").read_text().split()[1]
    except (OSError, IndexError):
        return 0
    return int(pages) * os.sysconf("SC_PAGE_SIZE")


def invent(path: Path) -> str:
    """Write an export of invented entries, with a checkpoint for every thousand."""
    private = Ed25519PrivateKey.from_private_bytes(sha256(b"bench").digest())
    signer = notes.Signer("bench.example/ledger", notes.Kind.LOG, private)
    start, tree = datetime(2026, 11, 20, tzinfo=UTC), merkle.Frontier()
    with path.open("wb") as stream:
        head = export.head_line(origin=signer.key.name, size=EXPORTED, keys=[signer.key])
        stream.write(head)
        for number in range(EXPORTED):
            time = start + timedelta(milliseconds=number)
            header = EntryHeader(
                id=uuid.UUID(int=number),
                time=time,
                act="travel.traveller.shown",
                verb=Verb.CONSULT,
                authority=AUTHORITY,
                objects=(f"traveller:{uuid.UUID(int=number)}",),
            ).encode()
            committed = sha256(header).digest()
            leaf = entries.leaf_hash(header, committed)
            tree.append(leaf)
            stream.write(export.entry_line(export.Line(number, leaf.hex(), committed, header)))
            if tree.size % 1000 == 0:
                state = checkpoints.Checkpoint(signer.key.name, tree.size, tree.root(), time)
                stream.write(export.checkpoint_line(str(state.sign(signer))))
    return str(signer.key)


if __name__ == "__main__":
    main()
