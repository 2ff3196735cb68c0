"""What asking first costs: a decision, a bounded query, a door, four eyes."""

import sys
import timeit
from collections.abc import Callable
from itertools import count
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

import os  # noqa: E402 - the path comes first

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"

import django  # noqa: E402

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.db.models import QuerySet  # noqa: E402
from django.http import HttpResponse  # noqa: E402
from django.test import RequestFactory  # noqa: E402
from rich.console import Console  # noqa: E402
from rich.table import Table  # noqa: E402

from fairlead.core.ledger import Verb  # noqa: E402
from fairlead.core.policy import Resource, Subject  # noqa: E402
from fairlead.kernel.access import approvals, policy  # noqa: E402
from fairlead.kernel.access.decisions import decide  # noqa: E402
from fairlead.kernel.access.doors import door  # noqa: E402
from fairlead.kernel.access.requests import HouseRequest  # noqa: E402
from fairlead.kernel.people.models import Account, Agency  # noqa: E402
from tests.contexts import context_of  # noqa: E402
from tests.lodge.models import Closure, Guest  # noqa: E402
from tests.people import make_account  # noqa: E402

ROWS = 50
Row = tuple[str, str, float, str]


def microseconds(work: Callable[[], object], times: int) -> float:
    """Return the best of five runs: the others measure what else the machine did."""
    return min(timeit.repeat(work, number=times, repeat=5)) / times * 1e6


def decisions(account: Account, guest: Guest) -> list[Row]:
    table, context = policy.table(), context_of(account, "lodge.keeping")
    subject = Subject(context.roles, context.agencies)
    resource = Resource("guest", account.agency_id)
    lines = len(table.lines())
    return [
        (
            f"decide(), {lines} lines of policy",
            "≤ 5 µs",
            microseconds(
                lambda: table.decide(subject, Verb.CONSULT, resource, "lodge.keeping"), 50_000
            ),
            "µs",
        ),
        (
            "decide(), denied",
            "≤ 5 µs",
            microseconds(lambda: table.decide(subject, Verb.ERASE, resource, "none"), 50_000),
            "µs",
        ),
        (
            "decide() of a context and a class",
            "≤ 5 µs",
            microseconds(lambda: decide(context, Verb.CONSULT, "guest"), 50_000),
            "µs",
        ),
        (
            "decide() of a context and a record",
            "≤ 10 µs",
            microseconds(lambda: decide(context, Verb.CONSULT, guest), 20_000),
            "µs",
        ),
    ]


def queries(account: Account) -> list[Row]:
    context = context_of(account, "lodge.keeping")

    def bounded() -> None:
        with transaction.atomic():
            list(Guest.objects.for_context(context)[:ROWS])

    def plain() -> None:
        with transaction.atomic():
            list(QuerySet(Guest)[:ROWS])

    unbounded, with_bounds = microseconds(plain, 100), microseconds(bounded, 100)
    return [
        (f"{ROWS} rows as an open table would give them", "", unbounded, "µs"),
        (f"{ROWS} rows for a context", "≤ + 500 µs", with_bounds, "µs"),
    ]


def doors(account: Account) -> list[Row]:
    def view(request: HouseRequest) -> HttpResponse:
        return HttpResponse(request.path)

    guarded = door(verb=Verb.CONSULT, data_class="guest")(view)
    request: HouseRequest = RequestFactory().get("/")  # type: ignore[assignment]
    request.user, request.context = account, context_of(account, "lodge.keeping")
    written = count()

    def one_row() -> None:
        with transaction.atomic():
            Closure(closed_for=f"test {next(written)}").save()

    through = microseconds(lambda: guarded(request), 100)
    return [
        ("one row written and committed, for comparison", "", microseconds(one_row, 100), "µs"),
        ("a door: a decision, an entry, and the commit", "≤ + 1,000 µs", through, "µs"),
    ]


def four_eyes(agency: Agency) -> list[Row]:
    one, two = (context_of(make_account("supervisor", agency=agency)) for _ in range(2))
    proposer = context_of(make_account("analyst", agency=agency), "lodge.keeping")

    def all_steps() -> None:
        made = approvals.propose(proposer, kind="lodge.close", payload={"reason": "winter"})
        approvals.approve(one, made)
        approvals.approve(two, made)

    return [
        ("propose, approve twice, carry out", "≤ 50 ms", microseconds(all_steps, 5) / 1e3, "ms")
    ]


def main() -> None:
    """Print one table, target beside measured."""
    Path(settings.DATABASES["default"].get("NAME", "")).parent.mkdir(parents=True, exist_ok=True)
    call_command("migrate", verbosity=0)
    account = make_account("analyst")
    with transaction.atomic():
        guests = Guest.objects.for_context(context_of(account, "lodge.keeping"))
        guests.bulk_create([Guest(name=f"Guest {n}", agency=account.agency) for n in range(500)])
        guest = guests.first()
    assert guest is not None
    rows = [*decisions(account, guest), *queries(account), *doors(account)]
    rows += four_eyes(account.agency)
    table = Table(title=f"access, on {connection.vendor}", title_justify="left")
    for heading in ("what", "target", "measured"):
        table.add_column(heading, justify="left" if heading == "what" else "right")
    for words, target, figure, unit in rows:
        table.add_row(words, target, f"{figure:,.1f} {unit}")
    Console(width=100).print(table)


if __name__ == "__main__":
    main()
