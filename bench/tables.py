"""What a page of a table and its export cost among 1,000,000 rows. ``--small``, ``--rows=N``."""

import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from resource import RUSAGE_SELF, getrusage

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))
FOLDER = tempfile.TemporaryDirectory(prefix="fairlead-bench-")
for _name in ("data/database", "keys"):
    (Path(FOLDER.name) / _name).mkdir(parents=True, mode=0o700)
os.environ |= {
    "DJANGO_SETTINGS_MODULE": "fairlead.site.settings",
    "FAIRLEAD_MODE": "test",
    "FAIRLEAD_DATA": f"{FOLDER.name}/data",
    "FAIRLEAD_KEYS": f"{FOLDER.name}/keys",
    "FAIRLEAD_PROFILE": str(ROOT / "src" / "fairlead" / "site" / "demonstration" / "utopia.toml"),
}
SMALL = "--small" in sys.argv
ROWS = [int(word.removeprefix("--rows=")) for word in sys.argv if word.startswith("--rows=")]
STORED = ROWS[0] if ROWS else 5_000 if SMALL else 1_000_000
EXPORTED = 2_000 if SMALL else 100_000
TIMES = 5 if SMALL else 20

import django  # noqa: E402 - the environment comes first

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from rich.console import Console  # noqa: E402
from rich.table import Table as Shown  # noqa: E402

from fairlead.core.sheets import FORMATS  # noqa: E402
from fairlead.kernel.access.context import Context  # noqa: E402
from fairlead.kernel.cases.actions.case import open_case  # noqa: E402
from fairlead.kernel.cases.looking import values_of  # noqa: E402
from fairlead.kernel.cases.machines import CASE  # noqa: E402
from fairlead.kernel.cases.models import Case  # noqa: E402
from fairlead.kernel.clock import now  # noqa: E402
from fairlead.kernel.people.models import Account, Agency  # noqa: E402
from fairlead.kernel.tables.columns import Column, Row, sealed  # noqa: E402
from fairlead.kernel.tables.declarations import Table  # noqa: E402
from fairlead.kernel.tables.filters import Choice, Starts  # noqa: E402
from fairlead.kernel.tables.reading import every_row, page  # noqa: E402
from fairlead.kernel.tables.states import State  # noqa: E402
from fairlead.kernel.tables.writing import written  # noqa: E402
from tests.contexts import context_of  # noqa: E402
from tests.kernel.cases.many import multiply  # noqa: E402
from tests.people import give_role  # noqa: E402

CASES = Table(
    code="bench.cases",
    label="Cases",
    source=lambda context: Case.objects.for_context(context).filter(
        purpose=context.purpose, closed_at=None
    ),
    data_class="case",
    columns=(
        Column(
            "number", "Number", lambda row: row.record.number, "code", ("number",), Starts("number")
        ),
        Column("title", "Title", sealed("title"), "name"),
        Column("deadline", "Deadline", lambda row: row.record.deadline, "deadline", ("order_at",)),
        Column(
            "status",
            "State",
            lambda row: row.record.status,
            filter=Choice("status", [(s, s) for s in CASE.states]),
        ),
    ),
    order="deadline",
    search=("number",),
    filled=("number",),
)
# What a table needs that is sorted so, or filtered by what is rare.
INDEXED = ("by number, downwards", "filter: a state that nothing has")
INDEXES = tuple(
    f"CREATE INDEX bench_{name} ON cases_case (agency_id, purpose, {columns}, id)"
    " WHERE closed_at IS NULL"
    for name, columns in (("number", "number"), ("status", "status, order_at"))
)
WITH_TITLES = Table(**{**vars(CASES), "values": values_of})


def main() -> None:
    shown = Shown(
        *("measure", "target", "processor p50", "wall p50", "wall p95"),
        title=f"A table of {STORED:,} rows, {connection.vendor}",
        title_justify="left",
    )
    with Console(stderr=True).status("Measuring …"):
        call_command("migrate", verbosity=0)
        context = fill()
        for name, act in measures(context):
            shown.add_row(name, "150 ms", *timed(act))
        with connection.cursor() as cursor:
            for index in INDEXES:
                cursor.execute(index)
        for name, act in measures(context):
            if name in INDEXED:
                shown.add_row(f"{name}, with an index", "150 ms", *timed(act))
        for kind in FORMATS:
            shown.add_row(*exported(context, kind))
    Console().print(shown)


def fill() -> Context:
    agency = Agency.objects.create(code="piu", name="Passenger Information Unit", state="UTO")
    account = Account.objects.create(email="a@utopia.example", name="Amal", agency=agency)
    give_role(account, "analyst")
    context = context_of(account, "cases.work")
    case = open_case(context, title="A case", deadline=now() - timedelta(days=9_000))
    with transaction.atomic():
        multiply(case, STORED)
    for number in range(60):
        open_case(context, title=f"Case {number}", deadline=now() - timedelta(days=8_000))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return context


def measures(context: Context) -> Iterator[tuple[str, Callable[[], object]]]:
    def look(table: Table, state: State) -> Callable[[], object]:
        def read() -> object:
            with transaction.atomic():
                return page(table, context, state)

        return read

    last = State(sort="-deadline")
    deep = look(CASES, last)()
    yield "first page, titles opened", look(WITH_TITLES, State())
    yield "last page (the other way round)", look(CASES, last)
    yield "the page before it", look(CASES, State(sort="-deadline", place=deep.after))  # type: ignore[attr-defined]
    yield "by number, downwards", look(CASES, State(sort="-number"))
    yield "filter: state", look(CASES, State(filters={"status": {"": ["new"]}}))
    yield (
        "filter: a state that nothing has",
        look(CASES, State(filters={"status": {"": ["review"]}})),
    )
    yield "search that finds one", look(CASES, State(search="COPY-5012"))
    yield "search that finds nothing", look(CASES, State(search="nothing"))


def timed(act: Callable[[], object]) -> tuple[str, str, str]:
    processor, wall = [], []
    act()
    for _round in range(TIMES):
        began, started = time.perf_counter(), time.process_time()
        act()
        wall.append(time.perf_counter() - began)
        processor.append(time.process_time() - started)
    wall.sort()
    middle = sorted(processor)[len(processor) // 2]
    return _ms(middle), _ms(wall[len(wall) // 2]), _ms(wall[int(len(wall) * 0.95)])


def exported(context: Context, kind: str) -> tuple[str, ...]:
    def rows() -> Iterator[Row]:
        count = 0
        for read in every_row(CASES, context, State()):
            with transaction.atomic():
                found = read()
            yield from found
            count += len(found)
            if count >= EXPORTED:
                return

    before = getrusage(RUSAGE_SELF).ru_maxrss
    began, started = time.perf_counter(), time.process_time()
    size = sum(map(len, written(CASES, CASES.columns, rows(), kind)))
    wall, processor = time.perf_counter() - began, time.process_time() - started
    grown = (getrusage(RUSAGE_SELF).ru_maxrss - before) / 1024
    name = (
        f"export of {EXPORTED:,} rows, {kind}, {size / 1024**2:.1f} MB, {grown:.1f} MB more memory"
    )
    return name, "60 s", f"{processor:.1f} s", f"{wall:.1f} s", ""


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.1f} ms"


if __name__ == "__main__":
    main()
