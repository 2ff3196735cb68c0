"""What a list of cases and a case page cost among 100,000 cases. ``--small`` takes seconds."""

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

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
    # Casework rests on a law: here on that of Utopia.
    "FAIRLEAD_PROFILE": str(ROOT / "src" / "fairlead" / "site" / "demonstration" / "utopia.toml"),
}
SMALL = "--small" in sys.argv
STORED = 2_000 if SMALL else 100_000
TIMES = 10 if SMALL else 60
PAGE_ROWS = 20  # notes, tasks and entries of the case that is opened

import django  # noqa: E402 - the environment comes first

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import transaction  # noqa: E402
from rich.console import Console  # noqa: E402
from rich.table import Table  # noqa: E402

from fairlead.core.cases.moments import Moment, Precision  # noqa: E402
from fairlead.kernel.access.context import Context  # noqa: E402
from fairlead.kernel.cases.actions.case import open_case  # noqa: E402
from fairlead.kernel.cases.actions.note import add_note  # noqa: E402
from fairlead.kernel.cases.actions.subject import add_subject  # noqa: E402
from fairlead.kernel.cases.actions.task import add_task  # noqa: E402
from fairlead.kernel.cases.actions.timeline import add_entry  # noqa: E402
from fairlead.kernel.cases.models import Case  # noqa: E402
from fairlead.kernel.cases.queries.history import as_of  # noqa: E402
from fairlead.kernel.cases.queries.page import case_page  # noqa: E402
from fairlead.kernel.cases.queries.register import PAGE, Wanted, counts, first_page  # noqa: E402
from fairlead.kernel.cases.queries.relations import related  # noqa: E402
from fairlead.kernel.clock import now  # noqa: E402
from fairlead.kernel.people.models import Account, Agency  # noqa: E402
from tests.contexts import context_of  # noqa: E402
from tests.kernel.cases.conftest import particulars  # noqa: E402
from tests.kernel.cases.many import multiply  # noqa: E402
from tests.people import give_role  # noqa: E402

MOMENT = Moment.of(datetime(2026, 5, 17, tzinfo=UTC), Precision.DAY)


def main() -> None:
    table = Table(
        *("measure", "target", "processor p50", "wall p50", "wall p95"),
        title=f"Cases, {STORED:,} stored",
        title_justify="left",
    )
    with Console(stderr=True).status("Measuring …"):
        call_command("migrate", verbosity=0)
        context = analyst()
        case = fill(context)
        for name, target, act in measures(context, case):
            table.add_row(name, target, *timed(act))
    Console().print(table)


def analyst() -> Context:
    agency = Agency.objects.create(code="piu", name="Passenger Information Unit", state="UTO")
    account = Account.objects.create(email="a@utopia.example", name="Amal", agency=agency)
    give_role(account, "analyst")
    return context_of(account, "cases.work")


def fill(context: Context) -> Case:
    """Store many cases; the most urgent page of them is real, and one case has a full page."""
    case = open_case(context, title="A full case", deadline=now() - timedelta(days=9_000))
    with transaction.atomic():
        multiply(case, STORED)
    for number in range(PAGE - 1):
        open_case(context, title=f"Case {number}", deadline=now() - timedelta(days=8_000))
    for number in range(PAGE_ROWS):
        add_note(context, case=case.pk, words=f"Note {number}")
        add_task(context, case=case.pk, words=f"Task {number}", assignee=context.account)
        add_entry(context, case=case.pk, begins=MOMENT, words=f"Entry {number}", source="x")
    for number in range(5):
        held = particulars(f"Amal {number}", f"UTO{number}")
        add_subject(context, case=case.pk, particulars=held)
    return case


def measures(context: Context, case: Case) -> Iterator[tuple[str, str, Callable[[], object]]]:
    """Yield name, target and act; the targets are those of the workbench."""
    moment = now()
    page = "≤ 150 ms"
    yield f"first {PAGE} cases with titles", page, lambda: first_page(context)
    mine = Wanted(owner=context.account)
    yield "first 50 of mine (none)", page, lambda: first_page(context, mine)
    found = Wanted(found_by=("passport", "UTO3"))
    yield "cases of a passport number", page, lambda: first_page(context, found)
    yield "counts above the list", page, lambda: counts(context)
    yield "case page, covered", "≤ 300 ms", lambda: case_page(context, case.pk)
    yield "case page, opened", "≤ 300 ms", lambda: case_page(context, case.pk, unmask=True)
    yield "related cases", "≤ 300 ms", lambda: related(context, case.pk)
    yield "as of a past date", "≤ 300 ms", lambda: as_of(context, Case, case.pk, moment)
    yield "open a case", "", lambda: open_case(context, title="Another")
    yield "write a note", "", lambda: add_note(context, case=case.pk, words="Another")


def timed(act: Callable[[], object]) -> tuple[str, str, str]:
    processor, wall = [], []
    for _ in range(TIMES):
        begun, worked = time.perf_counter(), time.process_time()
        with transaction.atomic():
            act()
        wall.append(time.perf_counter() - begun)
        processor.append(time.process_time() - worked)
    p95 = sorted(wall)[int(len(wall) * 0.95) - 1]
    shown = (statistics.median(processor), statistics.median(wall), p95)
    return tuple(f"{seconds * 1000:.1f} ms" for seconds in shown)  # type: ignore[return-value]


if __name__ == "__main__":
    main()
