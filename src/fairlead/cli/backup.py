"""Backing up an installation, and bringing one back."""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn

from fairlead.cli.installation import create_site_secret, prepare_folders
from fairlead.core.backups import read_keys
from fairlead.core.errors import BadInput, Conflict
from fairlead.site import configuration

if TYPE_CHECKING:
    from fairlead.desks.administration.actions.restore import Restored

talk = Console(stderr=True)
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, for a program to read.")]


def backup(
    target: Annotated[Path, typer.Argument(help="The folder that gets the backup.")],
    *,
    as_json: AsJson = False,
) -> None:
    """Write a verified backup of database and files while everybody works; prints its folder.

    Keys are never in it: back them up apart, with “fairlead keys export”.
    """
    import django

    django.setup()
    from fairlead.desks.administration import actions
    from fairlead.kernel.access.context import Context

    with _progress() as told:
        folder = actions.make_backup(
            Context.duty("operation"), target=target.expanduser().absolute(), told=told
        )
    size = sum(path.stat().st_size for path in folder.iterdir())
    if as_json:
        typer.echo(json.dumps({"folder": str(folder), "bytes": size}))
        return
    typer.echo(str(folder))
    talk.print(f"Backed up and verified: {size / 1024**2:.1f} MiB. The keys are not in it.")


def restore(
    source: Annotated[Path, typer.Argument(help="The folder of one backup.")],
    *,
    keys: Annotated[
        Path | None, typer.Option(help="A copy from “keys export”, for a machine without keys.")
    ] = None,
    private_key: Annotated[
        Path | None, typer.Option(help="The private key of the copy's recipient.")
    ] = None,
    passphrase_file: Annotated[
        Path | None, typer.Option(help="A file whose first line is the copy's passphrase.")
    ] = None,
    without_keys: Annotated[
        bool, typer.Option("--without-keys", help="The keys are lost; restore what needs none.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Restore keys and a backup into an empty installation, and verify the whole ledger.

    What the keys do not open stays sealed, and is named.
    """
    import django

    chosen = configuration.from_process()
    prepare_folders(chosen)
    if keys:
        _put_keys_back(chosen.keys, keys, private_key, passphrase_file)
    elif without_keys:
        create_site_secret(chosen.keys)
    elif not (chosen.keys / configuration.SITE_SECRET).exists():
        raise BadInput(
            "holds no keys: give a copy of them with --keys, or --without-keys if they are lost",
            place=str(chosen.keys),
        )
    django.setup()
    from fairlead.desks.administration import actions
    from fairlead.kernel.access.context import Context

    with _progress() as told:
        restored = actions.restore_backup(
            Context.duty("operation"), source=source.expanduser().absolute(), told=told
        )
    _report(restored, as_json=as_json)


def _put_keys_back(
    folder: Path, file: Path, private_key: Path | None, passphrase_file: Path | None
) -> None:
    """Write a copy of the keys into a folder that has none; destroyed ones are not in it."""
    from fairlead.core.sealing import unlock
    from fairlead.kernel.retention import keyfiles

    if any(path.is_file() for path in folder.rglob("*")):
        raise Conflict("holds keys already: leave --keys away", place=str(folder))
    if private_key:
        private = bytes.fromhex(private_key.read_text(encoding="ascii").strip())
        plain = unlock(file.read_bytes(), private=private)
    else:
        plain = unlock(file.read_bytes(), passphrase=_passphrase(passphrase_file))
    for name, content in sorted(read_keys(plain).items()):
        for parent in reversed(Path(name).parents):
            keyfiles.make_folder(folder / parent)
        keyfiles.create(folder / name, content)


def _passphrase(file: Path | None) -> str:
    if file is not None:
        return file.read_text(encoding="utf-8").splitlines()[0]
    asked: str = typer.prompt("Passphrase of the keys", hide_input=True, err=True)
    return asked


def _report(restored: "Restored", *, as_json: bool) -> None:
    wrong = bool(restored.missing_keys or restored.ledger_problems)
    if as_json:
        told = {
            "backup": restored.manifest.id,
            "made_at": restored.manifest.made_at.isoformat(),
            "signed": restored.signed,
            "missing_keys": restored.missing_keys,
            "ledger_problems": restored.ledger_problems,
        }
        typer.echo(json.dumps(told, ensure_ascii=False))
        sys.exit(1 if wrong else 0)
    made = f"{restored.manifest.made_at:%Y-%m-%d %H:%M} UTC"
    talk.print(f"Restored what {restored.manifest.node} was at {made}.")
    if not restored.signed:
        talk.print("[yellow]No key of this node signed the backup:[/yellow] is it the right one?")
    for bucket in restored.missing_keys:
        talk.print(f"[red]No key for[/red] {bucket}: its records stay sealed.")
    for problem in restored.ledger_problems:
        talk.print(f"[red]Ledger:[/red] {problem}")
    if not wrong:
        talk.print("The ledger is verified, and every key is there.")
    talk.print("Start “fairlead serve” and “fairlead worker”, then ask “fairlead doctor”.")
    sys.exit(1 if wrong else 0)


@contextmanager
def _progress() -> Iterator[Callable[[str, int, int], None]]:
    columns = (TextColumn("{task.description}"), BarColumn())
    with Progress(*columns, console=talk, transient=True) as bar:
        tasks: dict[str, TaskID] = {}

        def told(words: str, done: int, total: int) -> None:
            if words not in tasks:
                tasks[words] = bar.add_task(words, total=total or None)
            bar.update(tasks[words], completed=done, total=total or None)

        yield told
