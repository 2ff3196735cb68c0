"""Messages of travel: how fast they are read, and that broken ones harm nobody.

``--mutations 1000000`` reads that many broken messages, ``--seed 7`` others than last time;
``--gigabytes 2`` streams sources of that size. ``--fuzz`` hands the readers to atheris, if it is
installed, until it is stopped.
"""

import argparse
import importlib
import io
import json
import random
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from rich.console import Console  # noqa: E402 - the path comes first
from rich.table import Table  # noqa: E402

from bench.measuring import best  # noqa: E402 - the path comes first
from fairlead.core.errors import BadInput  # noqa: E402
from fairlead.core.formats import cusres, edifact, paxlst  # noqa: E402
from fairlead.core.formats.recognition import WRITTEN, readings  # noqa: E402
from fairlead.core.formats.sources import with_source, written  # noqa: E402
from tests.core.formats.mutations import SEEDS, mutated  # noqa: E402
from tests.core.formats.specimens import specimen  # noqa: E402
from tests.core.formats.streams import SOURCES, peak  # noqa: E402
from tests.servers import shared  # noqa: E402

PERSONS = 300
MEGABYTE = 1_000_000
Row = tuple[str, str, str]


def flight(persons: int) -> bytes:
    """Make a list of one flight from a specimen: other names, dates and numbers for each."""
    whole = specimen("passengers-15b.edi").replace(b"\n", b"")
    begin, end = whole.index(b"NAD+FL"), whole.index(b"NAD+FL+++O?'MORE:MARGARET")
    tail, person = whole[whole.index(b"CNT+") :], whole[begin:end]
    people = (
        person.replace(b"THOMAS", b"T%d" % number)
        .replace(b"780207", b"%02d%02d%02d" % (number % 100, number % 12 + 1, number % 28 + 1))
        .replace(b"U0000001", b"U%07d" % number)
        .replace(b"ZZ0001", b"ZZ%04d" % number)
        for number in range(persons)
    )
    tail = tail.replace(b"CNT+42:2", b"CNT+42:%d" % persons)
    return whole[:begin] + b"".join(people) + tail


def read_whole(data: bytes) -> int:
    count = 0
    for item in edifact.read(io.BytesIO(data)):
        if isinstance(item, edifact.Message):
            count += sum(1 for _segment in item.stream())
    return count


def peer(data: bytes) -> str:
    """Say how fast pydifact only splits the same message, if it is there."""
    try:
        segments = importlib.import_module("pydifact.segmentcollection")
    except ImportError:
        return "pydifact is not installed"
    text = data.decode()
    seconds = best(lambda: segments.Interchange.from_str(text), 3)
    return f"{len(data) / seconds / MEGABYTE:.2f} MB/s"


def first_message() -> float:
    """Return the milliseconds from import to the first list understood, in a new process."""
    program = (
        "import time,io,sys; began=time.process_time(); from fairlead.core.formats import paxlst;"
        "imported=time.process_time(); list(paxlst.read(io.BytesIO(sys.stdin.buffer.read())));"
        "print((time.process_time()-imported)*1000)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        input=specimen("passengers-15b.edi"),
        capture_output=True,
        check=True,
    )
    return float(done.stdout)


def long_message() -> bytes:
    """Return a PNRGOV of a quarter of a megabyte, or where it is missing a list of one flight."""
    folder = shared()
    file = folder / "data" / "travel" / "pnrgov" / "pnrWithBags.txt" if folder else None
    return file.read_bytes() if file else flight(PERSONS)


def speeds() -> list[Row]:
    data, long = flight(PERSONS), long_message()
    answer = specimen("answer.edi")
    split = best(lambda: read_whole(long), 7)
    understood = best(lambda: list(paxlst.read(io.BytesIO(data))), 7)
    answered = best(lambda: [list(cusres.read(io.BytesIO(answer))) for _ in range(100)], 7) / 100
    return [
        ("EDIFACT found and split", "≥ 15 MB/s", f"{len(long) / split / MEGABYTE:.1f} MB/s"),
        ("the same, pydifact", "", peer(long)),
        ("PAXLST understood", "≥ 8 000 persons/s", f"{PERSONS / understood:,.0f} persons/s"),
        ("CUSRES, two answers", "≤ 1 ms", f"{answered * 1000:.3f} ms"),
        ("first message after import", "≤ 50 ms", f"{first_message():.1f} ms"),
    ]


def streamed(kind: str, size: int, *options: str) -> Row:
    """Read a source that is made while it is read, in a process of its own."""
    command = [sys.executable, "-m", "tests.core.formats.streams", kind, str(size // MEGABYTE)]
    done = subprocess.run([*command, *options], capture_output=True, check=True, cwd=ROOT)
    count, grown, seconds = map(float, done.stdout.split())
    did = "cut" if options else "understood"
    name = f"{size / 1e9:.1f} GB {kind.replace('-', ' ')}: {count:,.0f} messages {did}"
    speed = f"{size / seconds / MEGABYTE:.1f} MB/s"
    return name, "flat memory", f"{speed}, {grown:+.1f} MB of memory in the second half"


def streams(size: int) -> list[Row]:
    """Cut a long source of every kind, and understand a tenth of it."""
    cut = [streamed(kind, size, "found") for kind in SOURCES if "document" not in kind]
    return [*cut, *(streamed(kind, size // 10) for kind in SOURCES)]


def handle(data: bytes) -> None:
    """Do with bytes all that is ever done: read, show, and write again from what was shown."""
    shown = [json.loads(json.dumps(with_source(push))) for push in readings(io.BytesIO(data))]
    for one in shown:
        if one["format"] in WRITTEN:
            with suppress(BadInput):  # a zone of passports has no letters for some names
                b"".join(written([one]))


def broken(count: int, seed: int) -> Row:
    """Read broken messages; every twentieth is shown and written again too."""
    chance, slowest = random.Random(seed), 0.0
    before = peak()
    for number in range(count):
        data = mutated(chance, SEEDS)
        began = time.process_time()
        try:
            if number % 20:
                for _push in readings(io.BytesIO(data)):
                    pass
            else:
                handle(data)
        except Exception:
            print(f"seed {seed}, message {number}: {data!r}", file=sys.stderr)
            raise
        slowest = max(slowest, time.process_time() - began)
    found = f"no exception, slowest {slowest * 1e3:.0f} ms, {peak() - before:+.0f} MB of memory"
    return f"{count:,} broken messages (seed {seed})", "none ≥ 1 s", found


def fuzz() -> None:
    """Hand every reader and writer to atheris, with the specimens to begin with."""
    atheris = importlib.import_module("atheris")
    with tempfile.TemporaryDirectory() as folder:
        for number, seed in enumerate(SEEDS):
            Path(folder, str(number)).write_bytes(seed)
        atheris.instrument_all()
        atheris.Setup([sys.argv[0], folder], handle)
        atheris.Fuzz()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mutations", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--gigabytes", type=float, default=2.0)
    parser.add_argument("--fuzz", action="store_true")
    options = parser.parse_args()
    if options.fuzz:
        fuzz()
        return
    table = Table(title="Messages of travel: one core, processor time")
    for name in ("what", "goal", "measured"):
        table.add_column(name)
    rows = speeds()
    rows += streams(int(options.gigabytes * 1e9)) if options.gigabytes else []
    rows += [broken(options.mutations, options.seed)] if options.mutations else []
    for row in rows:
        table.add_row(*row)
    Console().print(table)


if __name__ == "__main__":
    main()
