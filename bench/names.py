"""What taking names apart costs: CPU time for one name, one word, and the tables."""

import subprocess
import sys
import time
from collections.abc import Callable

from rich.console import Console
from rich.table import Table

from fairlead.core.names import Kind, nicknames, parse
from fairlead.core.text import fold

NAMES = (
    ("plain, three words", "Nora Maria Lindqvist", Kind.PERSON, "≤ 6 µs"),
    ("plain, in Cyrillic", "Пётр Ильич Зимин", Kind.PERSON, "≤ 6 µs"),
    ("Arab, six words", "Abdul Rahman bin Saleh al-Obaid", Kind.PERSON, "≤ 40 µs"),
    ("in Arabic script", "عبد الرحمن بن صالح العبيد", Kind.PERSON, "≤ 40 µs"),
    ("from a carrier", "HARKNESS/TOMWILLIAMMR", Kind.PERSON, "≤ 40 µs"),
    ("organization", "Brindle Trading & Shipping Co., Ltd.", Kind.ORGANIZATION, "≤ 60 µs"),
    ("ten thousand letters", "ab " * 3333, Kind.PERSON, "≤ 5 ms"),
)
LOADING = """import time
from fairlead.core.names import Kind, nicknames, parse
begin = time.process_time()
parse('Ünal Abd-Foo'); parse('Ünal Ltd', Kind.ORGANIZATION); nicknames('bill')
print((time.process_time() - begin) * 1000)"""


def microseconds(work: Callable[[], object], times: int) -> float:
    """Return the CPU time of one call, the best of five runs."""
    best = float("inf")
    for _run in range(5):
        begin = time.process_time()
        for _time in range(times):
            work()
        best = min(best, time.process_time() - begin)
    return best / times * 1e6


def loading() -> float:
    done = subprocess.run([sys.executable, "-c", LOADING], capture_output=True, check=True)
    return float(done.stdout)


def main() -> None:
    table = Table("what", "goal", "CPU time")
    for label, text, kind, goal in NAMES:
        parse(text, kind)
        cost = microseconds(lambda text=text, kind=kind: parse(text, kind), 2000)  # type: ignore[misc]
        table.add_row(label, goal, f"{cost:.1f} µs")
    cost = microseconds(lambda: fold("Lindqvist"), 20_000)
    table.add_row("fold, Latin word", "≤ 1 µs", f"{cost:.2f} µs")
    cost = microseconds(lambda: fold("Þórðarson"), 20_000)
    table.add_row("fold, accented word", "≤ 10 µs", f"{cost:.2f} µs")
    cost = microseconds(lambda: nicknames("bill"), 20_000)
    table.add_row("nicknames", "≤ 1 µs", f"{cost:.2f} µs")
    table.add_row("all tables, once", "≤ 100 ms", f"{loading():.0f} ms")
    Console().print(table)


if __name__ == "__main__":
    main()
