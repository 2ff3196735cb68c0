"""What the gateway adds to a call, beside a plain JSON view behind the same middleware.

All are called in turn in one process, so that what slows one slows all; the ratio is what counts.
Time is that of the processor, without waiting for the disk or for other processes.
``--small`` takes seconds.
"""

import os
import statistics
import sys
import tempfile
import time
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

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
    "FAIRLEAD_LOG_LEVEL": "ERROR",
    "FAIRLEAD_LIMIT_ADDRESS": "100000000",
    "FAIRLEAD_LIMIT_ACCOUNT": "100000000",
    "FAIRLEAD_LIMIT_KEY": "100000000",
}
SMALL = "--small" in sys.argv
ROUNDS = 30 if SMALL else 400

import django  # noqa: E402 - the environment comes first

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import transaction  # noqa: E402
from django.http import HttpRequest, JsonResponse  # noqa: E402
from django.test import Client, override_settings  # noqa: E402
from django.urls import include, path  # noqa: E402
from ninja import Schema  # noqa: E402
from rich.console import Console  # noqa: E402
from rich.table import Table  # noqa: E402

from fairlead.kernel.access.requests import HouseRequest  # noqa: E402
from fairlead.kernel.gateway.interface import Interface  # noqa: E402
from fairlead.kernel.gateway.operations import ANY_KEY, SIGNED_IN, Operations  # noqa: E402
from fairlead.kernel.gateway.requests import ApiRequest  # noqa: E402
from fairlead.kernel.people.models import Agency  # noqa: E402
from tests.apis import Program, machine  # noqa: E402
from tests.people import make_account, sign_in  # noqa: E402

ROWS = [{"id": number, "name": f"Agency {number} of Utopia"} for number in range(20)]
operations = Operations("Bench")


class Row(Schema):
    """One row of twenty."""

    id: int
    name: str


class AgencyIn(Schema):
    """An agency to be made."""

    code: str
    name: str


@operations.read("/rows", door=SIGNED_IN, scope=ANY_KEY, answer=list[Row])
def list_rows(request: ApiRequest) -> list[dict[str, object]]:
    """List twenty rows."""
    return ROWS


@operations.create("/agencies", door=SIGNED_IN, scope=ANY_KEY, answer=AgencyIn)
def open_agency(request: ApiRequest, message: AgencyIn) -> Agency:
    """Open an agency."""
    return Agency.objects.create(code=message.code, name=message.name, state="UTO")


def plain_rows(request: HouseRequest) -> JsonResponse:
    """The same rows from a view without a door."""
    return JsonResponse(ROWS, safe=False)


@transaction.atomic
def plain_agency(request: HttpRequest) -> JsonResponse:
    """The same effect from a view without a door."""
    import json

    message = json.loads(request.body)
    made = Agency.objects.create(code=message["code"], name=message["name"], state="UTO")
    return JsonResponse({"code": made.code, "name": made.name}, status=201)


interface = Interface(title="Bench", version="bench", description="", root="/api/v1/")
interface.collect([operations])
urlpatterns = [
    path("plain/rows", plain_rows),
    path("plain/agencies", plain_agency),
    path("api/", include(interface.addresses("v1/"))),
    path("", include("fairlead.site.urls")),
]


def calls() -> dict[str, Callable[[], Any]]:
    """Return the calls that are compared."""
    client = Client()
    sign_in(client, make_account("analyst"))
    person, service = Program(client), machine("oversight.read")
    tag = {"If_None_Match": person.get("rows").headers["ETag"]}
    repeated = {"Idempotency_Key": str(uuid.uuid4())}
    first = new_agency()
    person.post("agencies", first, **repeated)
    return {
        "read: plain view": lambda: client.get("/plain/rows"),
        "read: operation": lambda: person.get("rows"),
        "read: operation, unchanged (304)": lambda: person.get("rows", **tag),
        "read: operation, by key": lambda: service.get("rows"),
        "write: plain view": lambda: client.post(
            "/plain/agencies", new_agency(), content_type="application/json"
        ),
        "write: operation": lambda: person.post("agencies", new_agency()),
        "write: operation, repeated": lambda: person.post("agencies", first, **repeated),
    }


def new_agency() -> dict[str, str]:
    return {"code": f"agency-{uuid.uuid4().hex[:20]}", "name": "An agency of Utopia"}


def main() -> None:
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    with override_settings(ROOT_URLCONF="__main__", ALLOWED_HOSTS=["*"]):
        times = measure(calls())
    table = Table(title=f"The API: {ROUNDS} calls of each, in turn", title_justify="left")
    for heading in ("call", "median CPU ms", "ratio"):
        table.add_column(heading, justify="left" if heading == "call" else "right")
    for name, taken in times.items():
        plain = times[f"{name.split(':')[0]}: plain view"]
        median, beside = statistics.median(taken), statistics.median(plain)
        table.add_row(name, f"{median * 1000:.2f}", f"{median / beside:.2f}")
    Console().print(table)


def measure(compared: dict[str, Callable[[], Any]]) -> dict[str, list[float]]:
    times: dict[str, list[float]] = {name: [] for name in compared}
    for number in range(ROUNDS + 10):
        for name, call in compared.items():
            started = time.process_time()
            answer = call()
            taken = time.process_time() - started
            assert answer.status_code < 400, (name, answer.content)
            if number >= 10:  # the first ten warm up
                times[name].append(taken)
    return times


if __name__ == "__main__":
    main()
