"""What a queue of hits, its counts and one hit cost among 100,000. ``--small`` takes seconds."""

import os
import sys
import tempfile
from collections.abc import Callable
from datetime import timedelta
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
TIMES = 5 if SMALL else 40

import django  # noqa: E402 - the environment comes first

django.setup()

import statistics  # noqa: E402
import time  # noqa: E402

from django.core.management import call_command  # noqa: E402
from django.db import transaction  # noqa: E402
from rich.console import Console  # noqa: E402
from rich.table import Table  # noqa: E402

from fairlead.desks.casework.queries.hits import HITS  # noqa: E402
from fairlead.kernel.access.context import Context  # noqa: E402
from fairlead.kernel.clock import new_id, now  # noqa: E402
from fairlead.kernel.screening.actions.recording import record_hits  # noqa: E402
from fairlead.kernel.screening.models import Hit  # noqa: E402
from fairlead.kernel.screening.queries.figures import figures  # noqa: E402
from fairlead.kernel.screening.queries.page import hit_page  # noqa: E402
from fairlead.kernel.screening.queries.queue import counts, next_hit  # noqa: E402
from fairlead.kernel.tables.reading import page  # noqa: E402
from fairlead.kernel.tables.states import State  # noqa: E402
from tests.contexts import make_context  # noqa: E402
from tests.kernel.screening.conftest import meetings  # noqa: E402

BATCH = 1_000


def fill(context: Context) -> Hit:
    """Record one hit, and multiply its row: two of three are decided."""
    (pattern,) = record_hits(context, meetings=meetings()).new
    columns = [
        field.name
        for field in Hit._meta.concrete_fields
        if not field.generated and field.name not in {"id", "pair"}
    ]
    moment = now()
    for start in range(0, STORED, BATCH):
        rows = []
        for place in range(start, min(start + BATCH, STORED)):
            copy = Hit(**{name: getattr(pattern, name) for name in columns})
            copy.pk, copy.pair = new_id(), f"{place:064d}"
            copy.unit = ("air", "sea", "land")[place % 3]
            copy.deadline = moment + timedelta(minutes=place % 4_000 - 60)
            copy.recorded_at = moment - timedelta(hours=place % 900)
            if place % 3:
                copy.status, copy.outcome = "decided", "different"
                copy.decided_at = copy.recorded_at + timedelta(hours=place % 20)
            rows.append(copy)
        with transaction.atomic():
            Hit.objects.for_context(context).bulk_create(rows)
    return pattern


def measured(act: Callable[[], object]) -> tuple[float, float]:
    """Return the middle and the ninety-fifth hundredth, in milliseconds of the processor."""
    took = []
    for _ in range(TIMES):
        begun = time.process_time()
        with transaction.atomic():
            act()
        took.append(1000 * (time.process_time() - begun))
    ordered = sorted(took)
    return statistics.median(ordered), ordered[int(0.95 * (len(ordered) - 1))]


def main() -> None:
    call_command("migrate", verbosity=0)
    context = make_context("analyst", purpose="cases.work")
    hit = fill(context)
    table = Table(title=f"Hits: {STORED:,} recorded, a third of them waiting")
    for heading in ("what", "median ms", "p95 ms"):
        table.add_column(heading, justify="left" if heading == "what" else "right")
    asked: dict[str, Callable[[], object]] = {
        "queue, 50 rows": lambda: page(HITS, context, State(), {"queue": "all"}),
        "queue, by points": lambda: page(HITS, context, State(sort="-points"), {"queue": "all"}),
        "counts of all queues": lambda: counts(context),
        "next hit": lambda: next_hit(context),
        "one hit": lambda: hit_page(context, hit.pk),
        "figures of 30 days": lambda: figures(context),
    }
    for name, act in asked.items():
        middle, late = measured(act)
        table.add_row(name, f"{middle:.1f}", f"{late:.1f}")
    Console().print(table)


if __name__ == "__main__":
    main()
