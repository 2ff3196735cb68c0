"""PNRGOV: how fast passenger name records are understood, and what cannot be measured in a test."""

import importlib
import io
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from rich.console import Console  # noqa: E402 - the path comes first
from rich.table import Table  # noqa: E402

from bench.measuring import best  # noqa: E402 - the path comes first
from fairlead.core.formats import edifact, pnrgov, pnrgov_xml  # noqa: E402
from fairlead.core.travel.sensitive import find, places  # noqa: E402
from tests.core.formats.specimens import push, specimen  # noqa: E402
from tests.servers import shared  # noqa: E402

MEGABYTE = 1_000_000
RECORDS = 127
Row = tuple[str, str, str]


def long_message() -> bytes:
    """Return the published message of 127 records, or one made of the specimen."""
    folder = shared()
    if folder:
        return (folder / "data" / "travel" / "pnrgov" / "pnrWithBags.txt").read_bytes()
    whole = specimen("records-13.edi").replace(b"\n", b"")
    begin, end = whole.index(b"SRC'"), whole.index(b"SRC'RCI+ZZ:SOLO77")
    return whole[:begin] + whole[begin:end] * RECORDS + whole[whole.index(b"UNT+") :]


def split_only(data: bytes) -> None:
    """Split at the three separators and let go: what nothing in Python can be faster than."""
    for segment in data.decode("latin-1").split("'"):
        [element.split(":") for element in segment.split("+")]


def read_split(data: bytes) -> None:
    for item in edifact.read(io.BytesIO(data)):
        if isinstance(item, edifact.Message):
            for _segment in item.stream():
                pass


def peer(data: bytes) -> str:
    """Say how fast pydifact only splits the same message, if it is there."""
    try:
        segments = importlib.import_module("pydifact.segmentcollection")
    except ImportError:
        return "not installed"
    text = data.decode()
    seconds = best(lambda: segments.Interchange.from_str(text), 3)
    return f"{RECORDS / seconds:,.0f} records/s, {len(data) / seconds / MEGABYTE:.2f} MB/s"


def first_message() -> float:
    """Return the milliseconds from import to the first message understood, in a new process."""
    program = (
        "import time,io,sys; from fairlead.core.formats import pnrgov;"
        "began=time.process_time(); list(pnrgov.read(io.BytesIO(sys.stdin.buffer.read())));"
        "print((time.process_time()-began)*1000)"
    )
    times = []
    for _ in range(3):
        done = subprocess.run(
            [sys.executable, "-c", program],
            input=specimen("records-13.edi"),
            capture_output=True,
            check=True,
        )
        times.append(float(done.stdout))
    return min(times)


def rows() -> list[Row]:
    data = long_message()
    size = len(data) / MEGABYTE
    bare = best(lambda: split_only(data), 15)
    split = best(lambda: read_split(data), 15)
    understood = best(lambda: list(pnrgov.read(io.BytesIO(data))), 15)
    document = specimen("records.xml")
    xml = best(lambda: [list(pnrgov_xml.read(io.BytesIO(document))) for _ in range(20)], 15) / 20
    told = push(data)
    searched = best(lambda: places(list(told.segments)), 3)  # type: ignore[arg-type]
    remark = "PAX REQ WINDOW SEAT NEAR FRONT AND SPOKE TO AGENT ABOUT THE MISSING BAG " * 1000
    text = best(lambda: find(remark), 3)
    speed = f"{RECORDS / understood:,.0f} records/s, {size / understood:.1f} MB/s"
    return [
        ("str.split, three levels, nothing kept", "", f"{size / bare:.1f} MB/s"),
        ("found and split into segments", "", f"{size / split:.1f} MB/s"),
        ("PNRGOV understood, with problems and places", "≥ 4 000 records/s, ≥ 8 MB/s", speed),
        ("the same, pydifact, split only", "", peer(data)),
        ("PNRGOV XML, one small document", "", f"{xml * 1000:.2f} ms"),
        ("first message after import", "≤ 50 ms", f"{first_message():.1f} ms"),
        ("searched for what may not be kept", "", f"{RECORDS / searched:,.0f} records/s"),
        ("free text searched", "", f"{len(remark) / text / MEGABYTE:.2f} MB/s"),
    ]


def main() -> None:
    table = Table(title="Passenger name records: one core, processor time")
    for name in ("what", "goal", "measured"):
        table.add_column(name)
    for row in rows():
        table.add_row(*row)
    Console().print(table)


if __name__ == "__main__":
    main()
