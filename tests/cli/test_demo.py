"""The demonstration as a person runs it: real processes, a real Ctrl-C, a real crash."""

import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.installations import kill, wait_until
from tests.servers import ROOT

pytestmark = pytest.mark.slow


def clean_environment() -> dict[str, str]:
    """Return what a person's shell has: nothing of this test run."""
    kept = {name: value for name, value in os.environ.items() if "FAIRLEAD" not in name}
    kept.pop("DJANGO_SETTINGS_MODULE", None)
    return kept | {"PYTHONPATH": str(ROOT / "src")}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class Demo:
    """A demonstration in a folder of its own; its second start is quick."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = free_port()
        self.process = self.start()

    def start(self) -> "subprocess.Popen[str]":
        words = ["demo", "--port", str(self.port), "--folder", str(self.folder)]
        self.process = subprocess.Popen(
            [sys.executable, "-m", "fairlead.cli", *words],
            env=clean_environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            process_group=0,
            # A shell that starts a command in the background lets it ignore Ctrl-C.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),  # noqa: PLW1509 - no thread runs
        )
        wait_until(self.is_ready, seconds=60)
        return self.process

    def is_ready(self) -> bool:
        if self.process.poll() is not None:
            raise AssertionError(self.process.communicate()[0])
        try:
            url = f"http://localhost:{self.port}/health/ready"
            with urllib.request.urlopen(url, timeout=5) as answer:
                return bool(answer.status == 200)
        except OSError:
            return False

    def children(self) -> list[int]:
        """Every process of this demonstration, by what it was started with."""
        found = []
        for entry in Path("/proc").glob("[0-9]*"):
            try:
                words = (entry / "environ").read_bytes()
            except OSError:
                continue
            if f"FAIRLEAD_DATA={self.folder}/".encode() in words:
                found.append(int(entry.name))
        return found

    def child(self, name: str) -> int:
        for pid in self.children():
            if name in Path(f"/proc/{pid}/cmdline").read_text().split("\0"):
                return pid
        raise AssertionError(f"no {name}")

    def end(self) -> str:
        said, _none = self.process.communicate(timeout=20)
        return said


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    made = Demo(tmp_path_factory.mktemp("demo"))
    yield made
    if made.process.poll() is None:
        kill(made.process)


def test_a_second_demonstration_on_the_port_says_so(demo: Demo) -> None:
    words = ["demo", "--port", str(demo.port), "--folder", str(demo.folder)]
    second = subprocess.run(
        [sys.executable, "-m", "fairlead.cli", *words],
        capture_output=True,
        text=True,
        check=False,
        env=clean_environment(),
        timeout=20,
    )

    assert second.returncode == 2
    assert re.search(rf"port-taken .*{demo.port}.*--port", " ".join(second.stderr.split()))
    assert "Traceback" not in second.stderr


def test_ctrl_c_stops_everything_without_a_word_too_many(demo: Demo) -> None:
    before = demo.children()
    os.killpg(demo.process.pid, signal.SIGINT)
    said = demo.end()

    assert len(before) >= 3
    assert demo.process.returncode == 0
    assert "Stopped. The data is kept" in said
    assert [word for word in ("Traceback", "Warning", "WARNING", "Error:") if word in said] == []
    assert demo.children() == []


@pytest.mark.parametrize("name", ["worker", "serve"])
def test_when_one_process_dies_the_demonstration_says_so_and_stops(demo: Demo, name: str) -> None:
    demo.start()
    os.kill(demo.child(name), signal.SIGKILL)
    said = " ".join(demo.end().split())

    assert demo.process.returncode == 2
    assert f"process-ended {'web server' if name == 'serve' else name}: ended with status" in said
    wait_until(lambda: demo.children() == [], seconds=5)


def test_nothing_outlives_a_killed_demonstration(demo: Demo) -> None:
    demo.start()
    kill(demo.process)

    wait_until(lambda: demo.children() == [], seconds=10)
