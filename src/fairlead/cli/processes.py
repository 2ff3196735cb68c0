"""Processes that belong together: they start together, and none outlives the others unnoticed."""

import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

import structlog

from fairlead.core.errors import Unavailable

log = structlog.get_logger("fairlead.processes")

STOP = 10.0  # seconds that a process has to stop
_PR_SET_PDEATHSIG = 1  # of linux/prctl.h


class ProcessEnded(Unavailable):
    """A process that must run has ended."""

    code = "process-ended"


def require_free_port(address: str, port: int) -> None:
    """Say clearly that a port is taken, because the web server would share it silently."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, port))
        except OSError as error:
            raise Unavailable(
                f"cannot be listened on ({error.strerror}); choose another with --port",
                code="port-taken",
                place=f"{address}:{port}",
            ) from error


def follow_parent() -> None:
    """End this process when its parent ends, however it ended; only Linux can."""
    if sys.platform != "linux":
        return
    parent = os.getppid()
    ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:  # it ended just before
        os._exit(1)


class Group:
    """Children of this process, in process groups of their own so that Ctrl-C reaches us only."""

    def __init__(self) -> None:
        self._children: dict[str, subprocess.Popen[bytes]] = {}

    def start(self, commands: Mapping[str, Sequence[str]]) -> None:
        """Start each of these ``fairlead`` commands."""
        for name, words in commands.items():
            self._children[name] = subprocess.Popen(
                [sys.executable, "-m", "fairlead.cli", *words],
                process_group=0,
                preexec_fn=follow_parent,  # noqa: PLW1509 - no other thread runs yet
            )

    def check(self) -> None:
        """Raise when one of them has ended."""
        for name, child in self._children.items():
            if child.poll() is not None:
                raise ProcessEnded(
                    f"ended with status {child.returncode}; its last words are above", place=name
                )

    def watch(self) -> None:
        """Look after them until one ends, or until this process is told to stop."""
        while True:
            self.check()
            time.sleep(0.3)

    def stop(self) -> None:
        """Let all of them stop at the same time, and end those that do not."""
        for child in self._children.values():
            child.terminate()
        deadline = time.monotonic() + STOP
        for name, child in self._children.items():
            try:
                child.wait(timeout=max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                log.warning("process.killed", process=name)
                os.killpg(child.pid, signal.SIGKILL)
                child.wait()


@contextmanager
def running(commands: Mapping[str, Sequence[str]]) -> Iterator[Group]:
    """Run these ``fairlead`` commands; all are stopped at the end."""
    group = Group()
    try:
        group.start(commands)
        yield group
    finally:
        group.stop()


@contextmanager
def stoppable() -> Iterator[None]:
    """Let Ctrl-C and SIGTERM end what is inside, without a traceback."""

    def stop(_signal: int, _frame: object) -> None:
        raise KeyboardInterrupt

    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    except KeyboardInterrupt:
        pass
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
