"""The two processes of an installation."""

import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console

from fairlead.cli import processes
from fairlead.site import catalogues, configuration, logs

if TYPE_CHECKING:
    from granian.server.common import AbstractServer

talk = Console(stderr=True)

CONNECTIONS = 512  # kept open at the same time; further ones wait in the kernel's queue
LONGEST_HEADERS = 64 * 1024  # bytes
HEADER_SECONDS = 10


def serve(
    address: Annotated[str, typer.Option(help="Where to listen; default: the setting.")] = "",
    port: Annotated[int, typer.Option(help="The port; default: the setting.")] = 0,
    threads: Annotated[
        int, typer.Option(help="Requests answered at the same time; default: by processors.")
    ] = 0,
) -> None:
    """Start the web server in the foreground; Ctrl-C stops it.

    Put a proxy with TLS in front of it, and say so with FAIRLEAD_PROXIES=1.
    """
    chosen = configuration.from_process()
    address, port = address or chosen.address, port or chosen.port
    catalogues.compile_stale()
    (chosen.data / "static").mkdir(mode=0o700, parents=True, exist_ok=True)
    processes.require_free_port(address, port)
    talk.print(f"Web server at http://{address}:{port}", highlight=False)
    _server(chosen, address, port, threads).serve(target_loader=_application)


def worker(
    *,
    until_empty: Annotated[
        bool, typer.Option("--until-empty", help="Stop when nothing waits any more.")
    ] = False,
) -> None:
    """Start the worker in the foreground: jobs, schedules and the ledger's sequencer.

    A stop (Ctrl-C or SIGTERM) lets the present job end or gives it back, within 10 seconds.
    Several workers may run at the same time, on one machine or on several.
    """
    import django

    chosen = configuration.from_process()
    django.setup()
    logs.install_hooks()
    from fairlead.kernel.jobs.worker import Process

    _serve_metrics(chosen, chosen.metrics_worker_port)
    process = Process()
    signal.signal(signal.SIGTERM, process.stop)
    signal.signal(signal.SIGINT, process.stop)
    process.run(until_empty=until_empty)


def _server(
    chosen: configuration.Configuration, address: str, port: int, threads: int
) -> "AbstractServer[Any]":
    from granian import Granian
    from granian.constants import Interfaces
    from granian.http import HTTP1Settings
    from granian.log import LogLevels

    processors = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 2
    return Granian(
        "fairlead.site.wsgi:application",
        address=address,
        port=port,
        interface=Interfaces.WSGI,
        blocking_threads=threads or min(8, 2 * processors + 1),
        backpressure=CONNECTIONS,
        http1_settings=HTTP1Settings(
            header_read_timeout=HEADER_SECONDS * 1000, max_buffer_size=LONGEST_HEADERS
        ),
        # Its own lines name addresses and senders; ours name patterns.
        log_access=False,
        log_level=LogLevels.warning,
        log_dictconfig=logs.dictionary(
            level=chosen.log_level, readable=chosen.mode != "production"
        ),
        respawn_failed_workers=True,
        workers_kill_timeout=6,
    )


def _application(_target: str) -> Callable[..., Any]:
    """Load the application in the process that serves it."""
    processes.follow_parent()
    from fairlead.site.wsgi import application

    logs.install_hooks()
    chosen = configuration.from_process()
    _serve_metrics(chosen, chosen.metrics_port)
    return application


def _serve_metrics(chosen: configuration.Configuration, port: int) -> None:
    from fairlead.site import metrics

    if port:
        path = chosen.metrics_token_file
        token = configuration.secret(Path(path).parent, path.name) if path else ""
        metrics.serve(chosen.metrics_address, port, token)
