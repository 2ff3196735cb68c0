"""What the evidence beside the name costs: dates, numbers, and reading entities. CPU time."""

import io
import json
import sys
import time
from collections import deque
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from pathlib import Path

import numpy as np
from rich.console import Console
from rich.table import Table

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "src"))

from fairlead.core import dates, identifiers, places  # noqa: E402
from fairlead.core.dates.written import _parse  # noqa: E402
from fairlead.core.screening.reading import Format, Options, read  # noqa: E402

PAIRS = 1_000_000
LINES = 20_000
Row = tuple[str, float, str]


def seconds(work: Callable[[], object]) -> float:
    """Return the best of five runs: the others measure what else the machine did."""
    best = float("inf")
    for _run in range(5):
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
    return best


def days(count: int) -> list[dates.Date]:
    first = date(1940, 1, 1)
    found = (first + timedelta(days=(7919 * number) % 22_000) for number in range(count))
    return [dates.Date(day.year, day.month, day.day) for day in found]


def each(work: Callable[[], object], times: int = 1000) -> float:
    """Return the seconds of one call."""
    return seconds(lambda: [work() for _ in range(times)]) / times


def grades() -> list[Row]:
    values = days(10_000)
    packed = np.array([dates.pack(day) for day in values], np.int32)
    left, right = np.resize(packed, PAIRS), np.resize(packed[::-1], PAIRS)
    vague = right.copy()
    vague[::3] |= 1 << 9
    one, other = values[:1], values[5:6]
    numbers = [
        identifiers.numbers_of({"passportNumber": [text]}) for text in ("X4830917", "X4830918")
    ]
    return [
        ("pairs of dates, an array", seconds(lambda: dates.grade_many(left, right)) / PAIRS, "0.3"),
        ("… a third of them vague", seconds(lambda: dates.grade_many(left, vague)) / PAIRS, "0.3"),
        ("one pair of dates", each(lambda: dates.grade(one, other)), ""),
        ("one pair of countries", each(lambda: places.grade(["fr"], ["iq"])), ""),
        ("one pair of numbers", each(lambda: identifiers.grade(*numbers)), ""),
    ]


def texts() -> list[Row]:
    iso = [str(day) for day in days(5000)]
    written = [f"{day.day} May {day.year}" for day in days(5000)]
    first = _parse.__wrapped__
    return [
        ("reading an ISO date", seconds(lambda: [first(one, None) for one in iso]) / 5000, ""),
        ("… met before", seconds(lambda: [dates.parse(one) for one in iso]) / 5000, ""),
        ("a written date", seconds(lambda: [first(one, None) for one in written]) / 5000, ""),
    ]


def drain(found: Iterable[object]) -> None:
    """Take everything and keep nothing, as whoever streams does."""
    deque(found, maxlen=0)


def lines() -> list[Row]:
    rows = [
        json.dumps({
            "id": f"u-{number}",
            "schema": "Person",
            "properties": {
                "name": [f"Ada Amaurot {number}"],
                "alias": ["Ada A.", "A. Amaurot"],
                "birthDate": [str(day)],
                "nationality": ["fr"],
                "idNumber": [f"X{number:07d}"],
            },
        }).encode() + b"\n"
        for number, day in enumerate(days(LINES))
    ]  # fmt: skip
    content = b"".join(rows)
    bare = seconds(lambda: drain(map(json.loads, rows))) / LINES
    whole = seconds(lambda: drain(read(io.BytesIO(content), Format.LINES))) / LINES
    plain = Options(unique=False)
    free = seconds(lambda: drain(read(io.BytesIO(content), Format.LINES, plain)))
    return [
        ("json.loads of a line", bare, ""),
        ("an entity from a line, over that", whole - bare, "6"),
        ("… without remembering ids", free / LINES - bare, "6"),
    ]


def main() -> None:
    table = Table(title="Evidence beside the name, µs of CPU time")
    for heading in ("what", "µs", "goal ≤"):
        table.add_column(heading, justify="left" if heading == "what" else "right")
    for what, cost, goal in (*grades(), *texts(), *lines()):
        table.add_row(what, f"{cost * 1e6:.3f}", goal)
    Console().print(table)


if __name__ == "__main__":
    main()
