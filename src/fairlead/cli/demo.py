"""The demonstration: everything made, filled and started with one command."""

import os
import shutil
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from fairlead.cli import processes
from fairlead.core.errors import Unavailable
from fairlead.site import configuration

talk = Console(stderr=True)
PROFILE = Path(configuration.__file__).parent / "demonstration" / "utopia.toml"
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
    processes.require_free_port("127.0.0.1", port)
    if reset and folder.exists():
        shutil.rmtree(folder)
    _choose(folder.absolute(), port)
    well = True
    with processes.stoppable():
        log_ins = _prepare()
        commands = {"web server": ["serve", "--port", str(port)], "worker": ["worker"]}
        address = f"http://localhost:{port}"
        with processes.running(commands) as group:
            _wait_until_healthy(address, group)
            if check:
                well = _check(address, log_ins)
            else:
                _welcome(address, log_ins)
                group.watch()
    talk.print("Stopped. The data is kept; start again with the same command.")
    sys.exit(0 if well else 1)


def _choose(folder: Path, port: int) -> None:
    witness = folder / "witness"
    witness.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.environ |= {
        "FAIRLEAD_MODE": "demonstration",
        "FAIRLEAD_DATA": str(folder / "data"),
        "FAIRLEAD_KEYS": str(folder / "keys"),
        "FAIRLEAD_NODE": "utopia",
        "FAIRLEAD_ORIGIN": f"http://localhost:{port}",
        "FAIRLEAD_PORT": str(port),
        "FAIRLEAD_WITNESSES": f"folder:{witness}",
        "FAIRLEAD_PROFILE": str(PROFILE),
    }
    os.environ.setdefault("FAIRLEAD_LOG_LEVEL", "WARNING")


def _prepare() -> list[dict[str, str]]:
    from fairlead.cli.installation import create_site_secret, migrate, prepare_folders

    chosen = configuration.from_process()
    with talk.status("Making folders, keys and translations …"):
        prepare_folders(chosen)
        (chosen.keys / configuration.DEMONSTRATION_MARK).touch(mode=0o600)
        create_site_secret(chosen.keys)
    with talk.status("Making the database …"):
        migrate(check=False)
    with talk.status("Loading the State of Utopia …"):
        from fairlead.site import demonstration

        return demonstration.load(chosen.data / "log-ins.json")


def _wait_until_healthy(address: str, group: processes.Group) -> None:
    deadline = time.monotonic() + PATIENCE
    with talk.status("Waiting for the server …"):
        while time.monotonic() < deadline:
            group.check()
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
