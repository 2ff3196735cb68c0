"""What the server does with bytes that are not quite HTTP: a message ends in one place only."""

import re
import socket
from collections.abc import Iterator

import pytest

from tests.installations import installation, wait_until

HEAD = "Host: localhost\r\nAccept: application/json\r\n"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    chosen = free_port()
    with installation(tmp_path_factory.mktemp("wire"), FAIRLEAD_LOG_LEVEL="ERROR") as site:
        server = site.start("serve", "--port", str(chosen), "--threads", "2")
        try:
            wait_until(lambda: b" 200 " in said(chosen, "GET /health/alive HTTP/1.1", ""))
            yield chosen
        finally:
            server.terminate()
            server.communicate(timeout=20)


def said(port: int, line: str, headers: str, body: str = "", *, host: str = HEAD) -> bytes:
    """Send these bytes, and return everything that comes back until the server is silent."""
    received = b""
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=5) as connection:
            connection.sendall(f"{line}\r\n{host}{headers}\r\n{body}".encode("latin-1"))
            connection.settimeout(1)
            while piece := connection.recv(65536):
                received += piece
    except (TimeoutError, ConnectionError):
        pass
    return received


def answers(received: bytes) -> list[int]:
    """Return the status of every answer in what was received."""
    return [int(part.split(b" ")[0]) for part in received.split(b"HTTP/1.1 ")[1:]]


SMUGGLED = "GET /api/v1/smuggled HTTP/1.1\r\nHost: localhost\r\n\r\n"


def test_an_honest_request_is_answered_once(port: int) -> None:
    assert answers(said(port, "GET /health/alive HTTP/1.1", "")) == [200]


@pytest.mark.parametrize(
    "headers",
    [
        f"Content-Length: {len(SMUGGLED) + 5}\r\nTransfer-Encoding: chunked\r\n",
        f"Transfer-Encoding: chunked\r\nContent-Length: {len(SMUGGLED) + 5}\r\n",
    ],
)
def test_a_length_beside_chunks_hides_no_second_request(port: int, headers: str) -> None:
    received = said(port, "POST /api/v1/me HTTP/1.1", headers, f"0\r\n\r\n{SMUGGLED}")

    assert b"/api/problems/not-found" not in received or answers(received)[0] == 400
    assert len(answers(received)) <= 1, received


@pytest.mark.parametrize(
    "headers",
    [
        "Content-Length: 5\r\nContent-Length: 6\r\n",
        "Content-Length: 5, 6\r\n",
        "Content-Length: +5\r\n",
        "Content-Length: -1\r\n",
        "Content-Length: 0x5\r\n",
        "Content-Length: 5\r\nTransfer-Encoding: identity, chunked, identity\r\n",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: xchunked\r\n",
        "Transfer-Encoding: xchunked\r\n",
        "Content-Length : 5\r\n",
        "X-Folded: a\r\n b\r\n",
        "X-Bare: a\rb\r\n",
        "X-Null: a\0b\r\n",
        "No colon at all\r\n",
    ],
)
def test_what_could_be_read_in_two_ways_is_not_read(port: int, headers: str) -> None:
    received = said(port, "POST /api/v1/me HTTP/1.1", headers, "hello")

    assert all(status in (400, 405, 411, 501) for status in answers(received)), received
    assert len(answers(received)) <= 1, received


@pytest.mark.parametrize(
    "line",
    ["GET /health/alive HTTP/9.9", "GET  /health/alive HTTP/1.1", "GET /\0 HTTP/1.1", "nonsense"],
)
def test_a_line_that_is_no_request_is_refused(port: int, line: str) -> None:
    received = said(port, line, "")

    assert all(status >= 400 for status in answers(received)), received


def test_endless_headers_are_cut(port: int) -> None:
    received = said(port, "GET /health/alive HTTP/1.1", f"X-Long: {'a' * 200_000}\r\n")

    assert 200 not in answers(received)


def test_no_version_of_anything_is_told(port: int) -> None:
    head = said(port, "GET /account/login/ HTTP/1.1", "").lower().split(b"\r\n\r\n")[0]

    for name in (b"x-powered-by:", b"x-generator:", b"python", b"django", b"via:"):
        assert name not in head, name
    assert not re.search(rb"\r\nserver: .*\d", head)


def test_the_server_lives_on(port: int) -> None:
    assert answers(said(port, "GET /health/alive HTTP/1.1", "")) == [200]
