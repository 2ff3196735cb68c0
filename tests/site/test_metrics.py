import urllib.error
import urllib.request
from collections.abc import Iterator
from http.server import ThreadingHTTPServer

import pytest
from django.test import Client
from prometheus_client import generate_latest
from prometheus_client.parser import text_string_to_metric_families

from fairlead.kernel.access.context import Context
from fairlead.kernel.jobs.queueing import enqueue
from fairlead.site import metrics
from tests.kernel.jobs import samples

TOKEN = "token-of-the-tests"


@pytest.fixture
def server() -> Iterator[ThreadingHTTPServer]:
    made = metrics.serve("127.0.0.1", 0, TOKEN)
    assert made is not None
    yield made
    made.shutdown()
    made.server_close()


def fetch(server: ThreadingHTTPServer, path: str, shown: str) -> tuple[int, str]:
    url = f"http://127.0.0.1:{server.server_address[1]}{path}"
    request = urllib.request.Request(url, headers={"Authorization": shown})
    try:
        with urllib.request.urlopen(request) as answer:  # noqa: S310 - our own address
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


@pytest.mark.parametrize("shown", ["", "Bearer wrong", f"Basic {TOKEN}", f"Bearer {TOKEN}x"])
def test_without_the_token_nothing_is_shown(server: ThreadingHTTPServer, shown: str) -> None:
    assert fetch(server, "/metrics", shown) == (401, "")


@pytest.mark.django_db(transaction=True)
def test_with_the_token_the_figures_are_shown(server: ThreadingHTTPServer) -> None:
    status, text = fetch(server, "/metrics", f"Bearer {TOKEN}")

    assert status == 200
    assert "fairlead_database_up 1.0" in text
    assert fetch(server, "/else", f"Bearer {TOKEN}")[0] == 404


def test_a_taken_port_stops_nothing(server: ThreadingHTTPServer) -> None:
    assert metrics.serve("127.0.0.1", server.server_address[1], "") is None


@pytest.fixture
def _one_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    """The test's own transaction would be lost with its connection."""
    monkeypatch.setattr("django.db.connections.close_all", lambda: None)


@pytest.mark.django_db
@pytest.mark.usefixtures("_one_connection")
def test_requests_are_counted_by_their_pattern() -> None:
    client = Client(raise_request_exception=False)
    for number in range(30):
        client.get(f"/Zyxgar-{number}?name=Zyxgar")
        client.generic(f"ZYXGAR{number}", "/")

    text = generate_latest(metrics.REGISTRY).decode()
    assert "zyxgar" not in text.lower()
    assert 'method="OTHER"' in text


@pytest.mark.django_db
@pytest.mark.usefixtures("_one_connection")
def test_the_queue_is_told() -> None:
    enqueue(samples.write_row, context=Context.duty("operation"))

    families = text_string_to_metric_families(generate_latest(metrics.REGISTRY).decode())
    jobs = next(family for family in families if family.name == "fairlead_jobs")

    assert {sample.labels["state"]: sample.value for sample in jobs.samples} == {
        "waiting": 1,
        "delayed": 0,
        "running": 0,
        "dead": 0,
    }
