"""Making and upgrading an installation."""

import os
import secrets
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from fairlead.site import catalogues, configuration

talk = Console(stderr=True)


def migrate(
    *,
    check: Annotated[bool, typer.Option(help="Change nothing; fail if steps are missing.")] = False,
) -> None:
    """Bring the database to this version, step by step; safe to repeat."""
    import django
    from django.core.management import call_command

    from fairlead.kernel.audit import keys as ledger_keys

    chosen = configuration.from_process()
    prepare_folders(chosen)
    create_site_secret(chosen.keys)
    django.setup()
    if check:
        call_command("migrate", check_unapplied=True, verbosity=0)
        return
    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    ledger_keys.create()
    from fairlead.kernel.access.adoption import adopt_policy

    adopt_policy()
    talk.print("The database is up to date.")


def prepare_folders(chosen: configuration.Configuration) -> None:
    """Make the data and key folders, for their owner only, and the translations."""
    for folder in (chosen.data, chosen.data / "database", chosen.data / "static", chosen.keys):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    catalogues.compile_stale()


def create_site_secret(keys: Path) -> None:
    """Write the secret that signs sessions, unless it is there already."""
    path = keys / configuration.SITE_SECRET
    if path.exists():
        return
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as stream:
        stream.write(secrets.token_hex(32) + "\n")
