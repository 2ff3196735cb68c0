"""Figures for Prometheus, on an address of their own: no personal values, no endless labels.

A label is a method, a status, a pattern of an address or a code of the house, all of which are
finite lists. The server is a thread of its own in the process that it describes, listens on
loopback unless told otherwise, and then wants a bearer token.
"""

import hmac
import threading
from collections.abc import Iterable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import structlog
from django.db import DatabaseError, connections
from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from prometheus_client.process_collector import ProcessCollector
from prometheus_client.registry import Collector

log = structlog.get_logger("fairlead.metrics")

REGISTRY = CollectorRegistry()
ProcessCollector(registry=REGISTRY)
REQUESTS = Counter(
    "fairlead_requests",
    "Requests answered.",
    ("method", "route", "status"),
    registry=REGISTRY,
)
SECONDS = Histogram(
    "fairlead_request_seconds",
    "Time to answer.",
    ("route",),
    buckets=(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
    registry=REGISTRY,
)
LIMITED = Counter(
    "fairlead_requests_limited", "Requests refused with 429.", ("limit",), registry=REGISTRY
)


def observe(method: str, route: str, status: int, seconds: float) -> None:
    """Count one answered request."""
    REQUESTS.labels(method, route, str(status)).inc()
    SECONDS.labels(route).observe(seconds)


class House(Collector):
    """What the database says of the whole installation, asked at each scrape."""

    def collect(self) -> Iterable[Metric]:
        try:
            yield from _of_jobs()
            up = 1
        except DatabaseError:
            up = 0
        finally:
            connections.close_all()
        yield GaugeMetricFamily("fairlead_database_up", "Whether it answered.", value=up)

    def describe(self) -> Iterable[Metric]:
        return ()


def _of_jobs() -> Iterable[Metric]:
    from fairlead.kernel.jobs import queries

    queue = queries.queue()
    jobs = GaugeMetricFamily("fairlead_jobs", "Jobs by state.", labels=("state",))
    for state in ("waiting", "delayed", "running", "dead"):
        jobs.add_metric((state,), getattr(queue, state))
    yield jobs
    yield GaugeMetricFamily(
        "fairlead_job_oldest_seconds",
        "How long the first waiting job has been waiting.",
        value=queue.oldest.total_seconds(),
    )
    yield GaugeMetricFamily(
        "fairlead_workers", "Workers whose heart beats.", value=queries.living_workers().count()
    )
    late = GaugeMetricFamily(
        "fairlead_schedule_late_seconds", "How late a schedule is.", labels=("schedule",)
    )
    for beat in queries.beats():
        late.add_metric((beat.code,), beat.late.total_seconds())
    yield late


REGISTRY.register(House())


def serve(address: str, port: int, token: str) -> ThreadingHTTPServer | None:
    """Serve the figures in a thread of their own; a taken port is said, and stops nothing."""
    try:
        server = ThreadingHTTPServer((address, port), _handler(token))
    except OSError as error:
        log.error("metrics.unavailable", port=port, error=type(error).__name__)  # noqa: TRY400 - no trace needed
        return None
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, name="metrics", daemon=True).start()
    log.info("metrics.served", port=server.server_address[1])
    return server


def _handler(token: str) -> type[BaseHTTPRequestHandler]:
    expected = f"Bearer {token}".encode()

    class Handler(BaseHTTPRequestHandler):
        server_version, sys_version = "Fairlead", ""
        timeout = 5

        def do_GET(self) -> None:
            given = self.headers.get("Authorization", "").encode()
            if token and not hmac.compare_digest(given, expected):
                return self._answer(401, b"", {"WWW-Authenticate": 'Bearer realm="metrics"'})
            if self.path != "/metrics":
                return self._answer(404, b"", {})
            text = generate_latest(REGISTRY)
            return self._answer(200, text, {"Content-Type": CONTENT_TYPE_LATEST})

        def _answer(self, status: int, body: bytes, headers: dict[str, str]) -> None:
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name of the standard library
            """Say nothing: a path may hold anything."""

    return Handler
