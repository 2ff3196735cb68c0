"""The ``fairlead`` command."""

import os
import sys

import typer
from rich.console import Console
from rich.text import Text

from fairlead.cli import (
    backup,
    demo,
    doctor,
    generate,
    installation,
    keys,
    ledger,
    messages,
    retention,
    screening,
    scripts,
    server,
    travel,
    user,
)
from fairlead.cli.quoting import quoted
from fairlead.core.errors import FairleadError

talk = Console(stderr=True)
app = typer.Typer(
    name="fairlead",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Lawful, explained and accountable information systems against terrorism. "
    "Try it with [bold]fairlead demo[/bold].",
    rich_markup_mode="rich",
)
app.command()(demo.demo)
app.command()(server.serve)
app.command()(server.worker)
app.command()(installation.migrate)
app.command()(doctor.doctor)
app.command()(backup.backup)
app.command()(backup.restore)
app.command()(screening.screen)
app.command()(screening.match)
app.command()(screening.explain)
app.command()(screening.scores)
app.add_typer(screening.app, name="index")
app.add_typer(screening.population, name="population")
app.add_typer(scripts.app, name="scripts")
app.command()(travel.read)
app.command()(travel.validate)
app.command()(travel.write)
app.add_typer(generate.app, name="generate")
app.add_typer(keys.app, name="keys")
app.add_typer(ledger.app, name="ledger")
app.add_typer(messages.app, name="messages")
app.add_typer(retention.app, name="retention")
app.add_typer(user.app, name="user")


def main() -> None:
    """Run a command; an error that was foreseen is one line, not a traceback."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fairlead.site.settings")
    try:
        app()
    except KeyboardInterrupt:
        sys.exit(130)
    except FairleadError as error:
        # What a message quotes may hold anything: it is neither markup nor a command.
        talk.print(Text(error.code, "bold red"), quoted(str(error)), soft_wrap=True)
        sys.exit(2)
