"""The demonstration: everything made, filled and started with one command."""

import os
import shutil
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from fairlead.core.errors import Unavailable
from fairlead.site import configuration

talk = Console(stderr=True)
PATIENCE = 60.0  # seconds until the server must answer


def demo(
    *,
    port: Annotated[int, typer.Option(help="The port of the web server.")] = 8000,
    folder: Annotated[Path, typer.Option(help="Where data and keys are kept.")] = Path(
        "var/demonstration"
    ),
    reset: Annotated[
        bool, typer.Option(help="Throw the earlier demonstration away first.")
    ] = False,
    check: Annotated[
        bool, typer.Option(help="Start, sign in as every role, say what was seen, and stop.")
    ] = False,
) -> None:
    """Make, fill and start the State of Utopia; Ctrl-C stops it, and the data is kept."""
    if reset and folder.exists():
        shutil.rmtree(folder)
    _choose(folder.absolute(), port)
    log_ins = _prepare()
    with _running(port) as address:
        _wait_until_healthy(address)
        if check:
            sys.exit(0 if _check(address, log_ins) else 1)
        _welcome(address, log_ins)
        _sleep_until_told()


def _choose(folder: Path, port: int) -> None:
    os.environ |= {
        "FAIRLEAD_MODE": "demonstration",
        "FAIRLEAD_DATA": str(folder / "data"),
        "FAIRLEAD_KEYS": str(folder / "keys"),
        "FAIRLEAD_NODE": "utopia",
        "FAIRLEAD_ORIGIN": f"http://localhost:{port}",
        "FAIRLEAD_PORT": str(port),
    }


def _prepare() -> list[dict[str, str]]:
    from fairlead.cli.installation import create_site_secret, migrate, prepare_folders

    chosen = configuration.from_process()
    with talk.status("Making folders, keys and translations …"):
        prepare_folders(chosen)
        (chosen.keys / configuration.DEMONSTRATION_MARK).touch()
        create_site_secret(chosen.keys)
    with talk.status("Making the database …"):
        migrate(check=False)
    with talk.status("Loading the State of Utopia …"):
        from fairlead.site import demonstration

        return demonstration.load(chosen.data / "log-ins.json")


@contextmanager
def _running(port: int) -> Iterator[str]:
    command = [sys.executable, "-m", "fairlead.cli"]
    processes = [
        subprocess.Popen([*command, "serve", "--port", str(port)]),
        subprocess.Popen([*command, "worker"]),
    ]
    try:
        yield f"http://localhost:{port}"
    finally:
        for process in processes:
            process.send_signal(signal.SIGTERM)
        for process in processes:
            try:
                process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                process.kill()
        talk.print("Stopped. The data is kept; start again with the same command.")


def _wait_until_healthy(address: str) -> None:
    deadline = time.monotonic() + PATIENCE
    with talk.status("Waiting for the server …"):
        while time.monotonic() < deadline:
            try:
                with urllib.request.urlopen(f"{address}/health/ready", timeout=2) as answer:  # noqa: S310 - our own address
                    if answer.status == 200:  # noqa: PLR2004 - HTTP
                        return
            except (urllib.error.URLError, ConnectionError, TimeoutError):
                time.sleep(0.2)
    raise Unavailable(f"the server did not answer within {PATIENCE:.0f} s", place=address)


def _check(address: str, log_ins: list[dict[str, str]]) -> bool:
    from fairlead.cli.visitor import visit

    well = True
    for log_in in log_ins:
        seen = visit(address, log_in)
        well = well and seen.well
        talk.print(f"{'✓' if seen.well else '✗'} {log_in['role']}: {seen.words}")
    return well


def _welcome(address: str, log_ins: list[dict[str, str]]) -> None:
    table = Table(title="Demonstration log-ins", title_justify="left")
    for heading in ("role", "address", "password"):
        table.add_column(heading)
    for log_in in log_ins:
        table.add_row(log_in["role"], log_in["email"], log_in["password"])
    talk.print(table)
    talk.print("The second step asks for a code: the page shows it, in the demonstration only.")
    talk.print(f"Fairlead runs at [bold]{address}[/bold]. Ctrl-C stops it.")


def _sleep_until_told() -> None:
    def stop(_signal: int, _frame: object) -> None:
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, stop)
    try:
        signal.pause()
    except KeyboardInterrupt:
        talk.print("Stopping …")
