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


def worker() -> None:
    """Start the worker in the foreground: jobs, schedules and the ledger's sequencer."""
    import django
    from django.core.management import call_command

    django.setup()
    call_command("db_worker", queue_name="*", interval=0.5, verbosity=1)
