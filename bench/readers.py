"""How readers get on with one another and with a writer, through the server as it is served.

Each signed-in page that shows protected data is one transaction with an entry in the ledger; on
SQLite one of them at a time. With FAIRLEAD_TEST_DATABASE=postgres the same on PostgreSQL. The
figures are of the clock on the wall and include the readers themselves on the same machine.
"""

import http.client
import os
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))
os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"

import django  # noqa: E402 - the path comes first

django.setup()

from rich.console import Console  # noqa: E402
from rich.table import Table  # noqa: E402

from bench.operation import _answers, _children, _cpu  # noqa: E402
from tests.installations import Installation, installation, wait_until  # noqa: E402

PORT, SECONDS = 8138, 8.0
PAGES = (("without protected data", "/"), ("with an entry", "/administration/agencies/"))
LIMITS = {f"FAIRLEAD_LIMIT_{name}": "1000000" for name in ("ADDRESS", "ACCOUNT", "KEY")}
SIGN_IN = """
import sys
from django.conf import settings
from django.test import Client
from tests.people import make_account, make_agency, sign_in
for number in range(40):
    make_agency(f"office-{number}")
for number in range(int(sys.argv[1])):
    client = Client(headers={"host": "localhost"})
    sign_in(client, make_account("administrator"))
    client.post("/purpose/", {"purpose": "administration.operation"})
    print(client.cookies[settings.SESSION_COOKIE_NAME].value)
"""
# One small transaction after another, as the sequencer or a person who saves makes them.
WRITE = """
import sys, time
from django.db import transaction
from fairlead.core.ledger import Authority, Verb
from fairlead.kernel.audit.actions import record
end, waits = time.monotonic() + float(sys.argv[1]), []
while time.monotonic() < end:
    began = time.perf_counter()
    with transaction.atomic():
        record(act="bench.row.written", verb=Verb.OPERATE, authority=Authority(actor="duty:bench"))
    waits.append(time.perf_counter() - began)
    time.sleep(0.05)
waits.sort()
print(waits[len(waits) // 2], waits[int(len(waits) * 0.95)], waits[-1])
"""


class Reader(threading.Thread):
    """One person who opens a page again as soon as it is there."""

    def __init__(self, cookie: str, path: str, until: float) -> None:
        super().__init__()
        self.cookie, self.path, self.until = cookie, path, until
        self.spans: list[float] = []
        self.failures = 0

    def run(self) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=60)
        while time.monotonic() < self.until:
            began = time.perf_counter()
            connection.request("GET", self.path, headers={"Cookie": f"session={self.cookie}"})
            answer = connection.getresponse()
            answer.read()
            self.spans.append(time.perf_counter() - began)
            self.failures += answer.status != 200
        connection.close()


def measure(
    site: Installation, server: list[int], cookies: list[str], path: str, readers: int
) -> tuple[str, ...]:
    before, until = _cpu(server), time.monotonic() + SECONDS
    writer = site.python(WRITE, str(SECONDS))
    threads = [Reader(cookie, path, until) for cookie in cookies[:readers]]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    waited = [float(word) * 1000 for word in writer.communicate()[0].split()[-3:]]
    spans = sorted(span for one in threads for span in one.spans)
    each = [len(one.spans) for one in threads]
    cost = (_cpu(server) - before) / len(spans)
    return (
        str(readers),
        f"{len(spans) / SECONDS:.0f} / s",
        " · ".join(f"{spans[int(len(spans) * part)] * 1000:.0f}" for part in (0.5, 0.95, 0.999)),
        f"{min(each)} to {max(each)}",
        str(sum(one.failures for one in threads)),
        f"{cost * 1000:.1f} ms",
        " · ".join(f"{wait:.0f}" for wait in waited),
    )


def rows(site: Installation) -> Iterator[tuple[str, ...]]:
    cookies = site.ask(SIGN_IN, "32").split()[-32:]
    server = site.start("serve")
    try:
        wait_until(lambda: _answers(f"http://127.0.0.1:{PORT}/health/ready"))
        family = [server.pid, *_children(server.pid)]
        for name, path in PAGES:
            for readers in (1, 8, 32):
                yield (name, *measure(site, family, cookies, path, readers))
    finally:
        server.terminate()
        server.communicate(timeout=20)


def main() -> None:
    engine = os.environ.get("FAIRLEAD_TEST_DATABASE", "sqlite")
    table = Table(
        *("page", "readers", "pages", "ms: half · 95 % · 99.9 %", "pages of one reader"),
        *("failed", "processor, a page", "a writer waits, ms: half · 95 % · longest"),
        title=f"Readers on {engine}",
    )
    with tempfile.TemporaryDirectory() as folder:
        options = {"FAIRLEAD_PORT": str(PORT), "FAIRLEAD_LOG_LEVEL": "ERROR", **LIMITS}
        with installation(Path(folder), **options) as site:
            for row in rows(site):
                table.add_row(*row)
    Console().print(table)


if __name__ == "__main__":
    main()
