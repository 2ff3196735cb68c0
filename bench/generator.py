"""Invented days: how fast they are made, and that memory does not grow with them.

``--flights 520`` makes a national day of a hundred thousand travellers.
"""

import argparse
import resource
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from rich.console import Console  # noqa: E402 - the path comes first
from rich.table import Table  # noqa: E402

from fairlead.core.generator import Plan, Transmission, days  # noqa: E402

SIZES = (10, 40)


def row(flights: int) -> tuple[str, ...]:
    """Make a day and write its truth, and say what it took."""
    began = time.process_time()
    journeys = messages = size = 0
    for day in days(Plan(flights=flights, ships=2, faults=0.02)):
        for item in day:
            if isinstance(item, Transmission):
                messages += 1
                size += len(item.content)
            else:
                item.line()
                journeys += item.kind == "journey"
    took = time.process_time() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return (
        str(flights),
        f"{journeys:,}",
        f"{messages:,}",
        f"{size / 1e6:.1f}",
        f"{took:.1f}",
        f"{journeys / took:,.0f}",
        f"{peak:.0f}",
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--flights", type=int, action="append")
    sizes = parser.parse_args().flights or SIZES
    table = Table(title="Invented days, all formats, one processor")
    for name in ("flights", "journeys", "messages", "MB", "seconds", "journeys/s", "MB of memory"):
        table.add_column(name, justify="right")
    for flights in sizes:
        table.add_row(*row(flights))
    Console().print(table)


if __name__ == "__main__":
    main()
