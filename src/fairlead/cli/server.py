"""The two processes of an installation."""

from typing import Annotated

import typer


def serve(
    address: Annotated[str, typer.Option(help="Where to listen; default: the setting.")] = "",
    port: Annotated[int, typer.Option(help="The port; default: the setting.")] = 0,
    threads: Annotated[int, typer.Option(help="Requests answered at the same time.")] = 8,
) -> None:
    """Start the web server in the foreground; Ctrl-C stops it."""
    from granian import Granian
    from granian.constants import Interfaces

    from fairlead.site import catalogues, configuration

    chosen = configuration.from_process()
    catalogues.compile_stale()
    Granian(
        "fairlead.site.wsgi:application",
        address=address or chosen.address,
        port=port or chosen.port,
        interface=Interfaces.WSGI,
        blocking_threads=threads,
        log_level="warning",  # type: ignore[arg-type]  # granian takes the name or the enum
        respawn_failed_workers=True,
    ).serve()


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
    import signal

    import django

    django.setup()
    from fairlead.kernel.jobs.worker import Process

    process = Process()
    signal.signal(signal.SIGTERM, process.stop)
    signal.signal(signal.SIGINT, process.stop)
    process.run(until_empty=until_empty)
