"""What a page of the ledger costs among 1,000,000 entries. ``--small`` takes seconds."""

import os
import random
import sys
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from hashlib import sha256
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
}
SMALL = "--small" in sys.argv
STORED = 5_000 if SMALL else 1_000_000
TIMES = 5 if SMALL else 20
BATCH = 5_000

import django  # noqa: E402 - the environment comes first

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import transaction  # noqa: E402
from django.http import QueryDict  # noqa: E402
from rich.console import Console  # noqa: E402
from rich.table import Table as Shown  # noqa: E402

from fairlead.core.ledger import Authority, EntryHeader, Verb, merkle, sampling  # noqa: E402
from fairlead.desks.oversight.models import Sample  # noqa: E402
from fairlead.desks.oversight.queries import conduct, samples, statistics  # noqa: E402
from fairlead.desks.oversight.queries.ledger import LEDGER_TABLE  # noqa: E402
from fairlead.kernel.access.context import Context  # noqa: E402
from fairlead.kernel.audit import tree  # noqa: E402
from fairlead.kernel.audit.models import Entry, Leaf, Mention, Node, Waiting  # noqa: E402
from fairlead.kernel.clock import now  # noqa: E402
from fairlead.kernel.tables.reading import page  # noqa: E402
from fairlead.kernel.tables.states import read_state  # noqa: E402
from tests.contexts import make_context  # noqa: E402

CHANCE = random.Random(1516)
ACTORS = [f"account:{uuid.UUID(int=CHANCE.getrandbits(128))}" for _ in range(400)]
RARE = f"account:{uuid.UUID(int=5)}"  # looked three times in a year
CASES = [f"case:{uuid.UUID(int=CHANCE.getrandbits(128))}" for _ in range(20_000)]
ACTS = (
    ("cases.case.consulted", Verb.CONSULT, 70),
    ("screening.hit.decided", Verb.ALTER, 20),
    ("tables.row.disclosed", Verb.DISCLOSE, 6),
    ("people.session.opened", Verb.SIGN_IN, 3),
    ("access.case.denied", Verb.DENY, 1),
)
BEGAN = datetime(2026, 1, 1, tzinfo=UTC)


def main() -> None:
    """Fill a ledger, and print one table."""
    table = Shown("page", "target", "processor, p95", title="Oversight", title_justify="left")
    with Console(stderr=True).status("Filling the ledger …"):
        call_command("migrate", verbosity=0)
        context = make_context("oversight", purpose="oversight.inspection")
        fill()
    with Console(stderr=True).status("Measuring …"):
        for measured in measures(context):
            table.add_row(*measured)
    Console().print(table)


def measures(context: Context) -> Iterator[tuple[str, str, str]]:
    """Yield what each page costs."""
    last = (BEGAN + timedelta(days=180)).date()
    asked = {
        "newest 50": "",
        "one person": f"f.actor={ACTORS[7]}",
        "a person who looked thrice": f"f.actor={RARE}",
        "one object": f"f.object={CASES[11]}",
        "denied": "f.verb=deny",
        "every look, half a year ago": f"f.verb=consult&f.time.to={last}",
        "one week": f"f.time.from={last - timedelta(days=7)}&f.time.to={last}",
        "a person, a week, an act": (
            f"f.actor={ACTORS[3]}&f.act=cases.case.consulted"
            f"&f.time.from={last - timedelta(days=7)}&f.time.to={last}"
        ),
        "an object, a person": f"f.actor={ACTORS[3]}&f.object={CASES[12]}",
    }
    for name, query in asked.items():
        yield row(name, "150", lambda query=query: shown(context, query))  # type: ignore[misc]
    yield row("who looks most", "", conduct.lookers, times=3)
    yield row("draw 50 of all looks", "", drawn, times=3)
    yield row("report of a year", "", lambda: reported(context), times=2)


def shown(context: Context, query: str) -> None:
    """Read one page as the view does."""
    with transaction.atomic():
        state = read_state(LEDGER_TABLE, context, QueryDict(query))
        found = page(LEDGER_TABLE, context, state)
        for line in found.rows:
            for column in found.columns:
                column.value(line)


def reported(context: Context) -> None:
    """Count everything that the report of a year says."""
    with transaction.atomic():
        statistics.report(context, BEGAN.year)


def drawn() -> None:
    """Count the population and find fifty of it."""
    sample = Sample(first=0, behind=STORED, purposes=["cases.work"], size=50)
    found = samples.population(sample)
    wanted = set(sampling.draw(bytes(32), found.count(), sample.size))
    rows = found.values_list("index", "entry_id").iterator(chunk_size=5_000)
    assert [each for rank, each in enumerate(rows) if rank in wanted]


def row(
    name: str, target: str, work: Callable[[], object], *, times: int = TIMES
) -> tuple[str, str, str]:
    """Measure one page often, and say what the slow ones took."""
    taken = []
    for _time in range(times + 1):
        began = time.process_time()
        work()
        taken.append(time.process_time() - began)
    slow = sorted(taken[1:])[max(round(times * 0.95) - 1, 0)]
    return name, f"≤ {target} ms" if target else "", f"{slow * 1e3:.0f} ms"


# ---------------------------------------------------------------- filling
def fill() -> None:
    """Write entries and their leaves as the sequencer does, without its waiting rows."""
    frontier = tree.frontier()
    step = timedelta(days=320) / STORED
    for start in range(0, STORED, BATCH):
        headers = [header(place, BEGAN + step * place) for place in range(start, start + BATCH)]
        with transaction.atomic():
            store(headers, frontier)


def header(place: int, moment: datetime) -> EntryHeader:
    """Return what one entry says."""
    act, verb, _weight = CHANCE.choices(ACTS, [weight for *_rest, weight in ACTS])[0]
    actor = RARE if place % (STORED // 3) == 1 else CHANCE.choice(ACTORS)
    return EntryHeader(
        id=uuid.UUID(int=place + 1),
        time=moment,
        act=act,
        verb=verb,
        authority=Authority(actor=actor, purpose="cases.work", policy="p", session="s"),
        objects=(CHANCE.choice(CASES),),
    )


def store(headers: list[EntryHeader], frontier: merkle.Frontier) -> None:
    """Insert entries, what they name, and their leaves."""
    same = [
        {
            "act": one.act,
            "verb": one.verb.value,
            "actor": one.authority.actor,
            "purpose": one.authority.purpose,
        }
        for one in headers
    ]
    Entry.objects.bulk_create(
        Entry(id=one.id, time=one.time, header=one.encode(), commitment=bytes(32), **fields)
        for one, fields in zip(headers, same, strict=True)
    )
    Mention.objects.bulk_create(
        Mention(entry_id=one.id, role=Mention.OBJECT, reference=one.objects[0]) for one in headers
    )
    leaves, nodes = [], []
    for one, fields in zip(headers, same, strict=True):
        hash_ = sha256(one.id.bytes).digest()
        leaves.append(Leaf(index=frontier.size, entry_id=one.id, hash=hash_, **fields))
        nodes += frontier.append(hash_)[1:]
    Leaf.objects.bulk_create(leaves)
    Node.objects.bulk_create(
        Node(level=node.level, position=node.position, hash=node.hash) for node in nodes
    )
    Waiting.objects.filter(entry__in=[one.id for one in headers]).delete()


if __name__ == "__main__":
    began = now()
    main()
    Console(stderr=True).print(f"took {now() - began}")
