"""What sealing, opening and ending cost. ``--small`` takes seconds."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "src")]
os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
SMALL = "--small" in sys.argv
RECORDS = 5_000 if SMALL else 1_000_000
FEW = 1_000 if SMALL else 50_000
ROUNDS = 2_000 if SMALL else 20_000

if "--child" not in sys.argv:
    FOLDER = tempfile.TemporaryDirectory(prefix="fairlead-bench-")
    os.environ["FAIRLEAD_TEST_FOLDER"] = FOLDER.name
    (Path(FOLDER.name) / "data" / "database").mkdir(parents=True)

import django  # noqa: E402 - the environment comes first

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from rich.console import Console  # noqa: E402
from rich.table import Table  # noqa: E402

from fairlead.core import sealing  # noqa: E402
from fairlead.core.retention import Bucket  # noqa: E402
from fairlead.kernel.access.context import Context  # noqa: E402
from fairlead.kernel.clock import now  # noqa: E402
from fairlead.kernel.people.models import Agency  # noqa: E402
from fairlead.kernel.retention.actions.runs import run_due  # noqa: E402
from fairlead.kernel.retention.keystore import keystore  # noqa: E402
from fairlead.kernel.retention.records import keep_many  # noqa: E402
from tests.contexts import make_context  # noqa: E402
from tests.people import make_agency  # noqa: E402
from tests.registry.models import Booking  # noqa: E402

Row = tuple[str, str, str]
VALUES = {f"field-{number:02}": "Thomas More of Utopia, 1478." for number in range(14)}
BUCKET = Bucket.parse("travel.pnr.open.2099-05")


def main() -> None:
    if "--child" in sys.argv:
        child()
        return
    table = Table("measure", "target", "measured", title="Retention", title_justify="left")
    with Console(stderr=True).status("Measuring …") as status:
        for measured in measures(status.update):
            table.add_row(*measured)
    Console().print(table)


def measures(say: Callable[[str], None]) -> Iterator[Row]:
    yield from sealing_rows()
    say("Making an installation …")
    call_command("migrate", verbosity=0)
    agency = make_agency()
    context = make_context("supervisor", purpose="registry.keeping", agency=agency)
    yield from run_rows(say, agency, context, FEW)
    yield from run_rows(say, agency, context, RECORDS)


# ---------------------------------------------------------------- one record


def sealing_rows() -> Iterator[Row]:
    plain = sealing.encode_identity(VALUES)
    place = sealing.Place("travel.pnr", "0190b2c4-0000-7000-8000-000000000001")
    memory = sealing.BucketKey(str(BUCKET), os.urandom(32), os.urandom)
    disk = keystore().prepared(BUCKET)
    size = f"{len(plain)} bytes"

    def seal(bucket: sealing.Wrapping) -> sealing.Sealed:
        return sealing.seal(plain, place=place, bucket=bucket, random=os.urandom)

    for words, bucket in (("key in memory", memory), ("key store asked each time", disk)):
        sealed = seal(bucket)
        yield f"seal {size}, {words}", "≤ 10 µs", per_call(lambda: seal(bucket))  # noqa: B023
        yield (
            f"open {size}, {words}",
            "≤ 10 µs",
            per_call(lambda: sealing.open_sealed(sealed, place=place, bucket=bucket)),  # noqa: B023
        )
    yield "values to bytes", "–", per_call(lambda: sealing.encode_identity(VALUES))
    yield "bytes to values", "–", per_call(lambda: sealing.decode_identity(plain))
    yield "one search token", "–", per_call(lambda: keystore().token(BUCKET, "name", "Thomas"))
    yield "content of a file, sealed", "–", stream_rate(place)


def per_call(work: Callable[[], object]) -> str:
    """The best of five rounds, in time of the processor: others may be at work."""
    best = float("inf")
    for _ in range(5):
        start = time.process_time()
        for _ in range(ROUNDS):
            work()
        best = min(best, (time.process_time() - start) / ROUNDS)
    return f"{best * 1e6:.1f} µs"


def stream_rate(place: sealing.Place) -> str:
    pieces = [os.urandom(65_536)] * (64 if SMALL else 1024)
    start = time.perf_counter()
    for _ in sealing.seal_stream(pieces, place=place, record_key=os.urandom(32), random=os.urandom):
        pass
    return f"{len(pieces) / 16 / (time.perf_counter() - start):,.0f} MiB/s"


# ---------------------------------------------------------------- a run


def run_rows(
    say: Callable[[str], None], agency: Agency, context: Context, count: int
) -> Iterator[Row]:
    label = f"{count:,} records"
    say(f"Keeping {label} …")
    moment = now() - timedelta(days=200)
    start = time.process_time()
    pairs = (
        (
            Booking(agency=agency, clock_start=moment, country="UTO"),
            VALUES,
            {"name": [f"Utopian {number}"]},
        )
        for number in range(count)
    )
    keep_many(Booking, pairs, context=context)
    seconds = time.process_time() - start
    yield f"keep {label}, each with a token", "–", f"{count / seconds:,.0f} a second"
    for action in ("seal", "erase"):
        if action == "erase":
            make_overdue()
        say(f"A run that {action}s {label} …")
        wall, seconds, peak = run_in_child()
        rate = f"{seconds:,.0f} s of a processor ({count / seconds:,.0f} a second); {wall:,.0f} s"
        yield f"run: {action} {label}", "–", rate
        yield "… and the peak of its memory", "flat", f"{peak:.0f} MiB"


def make_overdue() -> None:
    past = now() - timedelta(days=6 * 366)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE registry_booking SET clock_start = %s, next_action_at = %s", [past, past]
        )


def run_in_child() -> tuple[float, float, float]:
    """Run in a fresh process, whose peak of memory is of this run alone."""
    connection.close()
    done = subprocess.run(
        [sys.executable, __file__, "--child"], capture_output=True, text=True, check=True
    )
    wall, seconds, peak = map(float, done.stdout.split())
    return wall, seconds, peak


def child() -> None:
    wall, processor = time.perf_counter(), time.process_time()
    run_due()
    print(time.perf_counter() - wall, time.process_time() - processor, peak_memory())


def peak_memory() -> float:
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
