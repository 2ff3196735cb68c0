"""The web server as a process: what it prints, what it refuses, how it stops."""

import http.client
import json
import os
import re
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.installations import Installation, installation, wait_until

CANARY = "Zyxgar"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@dataclass
class Server:
    site: Installation
    process: "subprocess.Popen[str]"
    port: int
    metrics: int

    def ask(
        self, path: str, *, method: str = "GET", body: bytes | None = None, **headers: str
    ) -> http.client.HTTPResponse:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, body, named)
        answer = connection.getresponse()
        answer.read()
        connection.close()
        return answer

    def raw(self, words: bytes) -> bytes:
        with socket.create_connection(("127.0.0.1", self.port), timeout=10) as stream:
            stream.sendall(words)
            return stream.recv(4096)

    def is_ready(self) -> bool:
        assert self.process.poll() is None, self.process.communicate()
        try:
            return self.ask("/health/ready").status == 200
        except OSError:
            return False

    def stop(self, number: int = signal.SIGTERM) -> tuple[float, str]:
        started = time.monotonic()
        self.process.send_signal(number)
        out, talk = self.process.communicate(timeout=15)
        return time.monotonic() - started, out + talk


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    with installation(tmp_path_factory.mktemp("server")) as made:
        token = made.keys / "metrics-token"
        token.write_text("t" * 40)
        token.chmod(0o600)
        yield made


@pytest.fixture
def server(site: Installation) -> Iterator[Server]:
    port, metrics = free_port(), free_port()
    site.extra |= {
        "FAIRLEAD_METRICS_PORT": str(metrics),
        "FAIRLEAD_METRICS_TOKEN_FILE": str(site.keys / "metrics-token"),
        "FAIRLEAD_LARGEST_REQUEST": "100000",
    }
    made = Server(site, site.start("serve", "--port", str(port)), port, metrics)
    wait_until(made.is_ready, seconds=60)
    yield made
    if made.process.poll() is None:
        made.stop()


def test_nothing_of_what_was_sent_is_printed(server: Server) -> None:
    server.ask(f"/{CANARY}?name={CANARY}", user_agent=CANARY, cookie=f"session={CANARY}")
    form = f"login={CANARY}@utopia.example&password={CANARY}".encode()
    kind = "application/x-www-form-urlencoded"
    server.ask("/account/login/", method="POST", body=form, content_type=kind)
    server.ask("/", host=f"{CANARY}.example")
    server.ask("/api/v1/jobs", authorization=f"Bearer {CANARY}", x_request_id=CANARY)
    server.ask("/account/login/", method="POST", body=b"\xff" + CANARY.encode())
    server.raw(f"{CANARY} / HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
    server.raw(f"GET /{CANARY}\x00 HTTP/9.9\r\n\r\n".encode())
    server.raw(b"GET / HTTP/1.1\r\nHost: localhost\r\nX: " + CANARY.encode() * 50_000)
    _seconds, said = server.stop()

    assert CANARY not in said
    assert said.count("request.ended") >= 5
    assert "Traceback" not in said
    assert "Warning" not in said


def test_it_answers_with_a_number_and_says_nothing_of_itself(server: Server) -> None:
    answer = server.ask("/no-such-address")

    assert re.fullmatch(r"[0-9a-f-]{36}", answer.headers["X-Request-Id"])
    assert answer.status == 404
    shown = " ".join(f"{name}: {value}" for name, value in answer.headers.items()).lower()
    assert [word for word in ("granian", "python", "django") if word in shown] == []


def test_what_is_too_large_is_refused(server: Server) -> None:
    body = b"x" * 200_000

    assert server.ask("/account/login/", method="POST", body=body).status == 413
    assert server.is_ready()


def test_metrics_have_an_address_of_their_own(server: Server) -> None:
    def metrics(shown: str) -> int:
        connection = http.client.HTTPConnection("127.0.0.1", server.metrics, timeout=10)
        connection.request("GET", "/metrics", headers={"Authorization": shown})
        return connection.getresponse().status

    assert server.ask("/metrics").status == 404
    assert metrics("") == 401
    assert metrics("Bearer " + "t" * 40) == 200


def test_a_second_server_on_the_port_says_so(server: Server) -> None:
    done = server.site.run("serve", "--port", str(server.port), check=False)

    assert done.returncode == 2
    assert f"127.0.0.1:{server.port}" in done.stderr
    assert "--port" in done.stderr


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_stops_within_ten_seconds_although_browsers_stay_connected(
    server: Server, number: int
) -> None:
    idle = [socket.create_connection(("127.0.0.1", server.port)) for _browser in range(3)]
    kept = http.client.HTTPConnection("127.0.0.1", server.port)
    kept.request("GET", "/health/alive")
    kept.getresponse().read()
    seconds, said = server.stop(number)
    kept.close()
    for browser in idle:
        browser.close()

    assert seconds < 10
    assert server.process.returncode == 0
    assert "Traceback" not in said


def test_it_does_not_outlive_its_parent(server: Server) -> None:
    children = _children(server.process.pid)
    os.kill(server.process.pid, signal.SIGKILL)
    server.process.communicate()

    assert children
    wait_until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in children), seconds=5)


def _children(process: int) -> list[str]:
    return Path(f"/proc/{process}/task/{process}/children").read_text().split()


def test_production_logs_are_lines_of_json(tmp_path: Path) -> None:
    with installation(tmp_path) as site:
        site.extra |= {
            "FAIRLEAD_MODE": "production",
            "FAIRLEAD_ORIGIN": "https://fairlead.example",
            "FAIRLEAD_PROXIES": "1",
        }
        (site.keys / "site-secret").write_text("s" * 64)
        (site.keys / "site-secret").chmod(0o600)
        worker = site.start("worker")
        wait_until(lambda: "[(1,)]" in site.sql("SELECT count(*) FROM jobs_worker"))
        worker.terminate()
        _out, talk = worker.communicate(timeout=15)

    lines = [json.loads(line) for line in talk.splitlines()]
    assert {"worker.started", "worker.stopped"} <= {line["event"] for line in lines}
