"""The keys from the console: make, list, check, copy out of the house, put back, destroy."""

import json
import os
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from fairlead.core.errors import BadInput

talk = Console(stderr=True)
data = Console()
app = typer.Typer(
    help="Make, check, copy and destroy the keys under which records are sealed.",
    no_args_is_help=True,
)
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, for a program to read.")]
PassphraseFile = Annotated[
    Path | None, typer.Option(help="A file whose first line is the passphrase.")
]


@app.command()
def create() -> None:
    """Make the node's master key. Done once; a key that is there is left alone."""
    _set_up()
    from fairlead.kernel.retention.keystore import keystore

    made = keystore().create_master()
    talk.print(
        "The master key was made. Copy it out of the house: fairlead keys export."
        if made
        else "The master key is there already; nothing was changed."
    )


@app.command("list")
def list_(*, as_json: AsJson = False) -> None:
    """List the keys that live and those that were destroyed."""
    _set_up()
    from fairlead.kernel.retention.keystore import keystore

    store = keystore()
    living = {str(bucket): store.key_id(bucket) for bucket in store.buckets()}
    destroyed = {name: asdict(stone) for name, stone in store.destroyed().items()}
    if as_json:
        typer.echo(json.dumps({"living": living, "destroyed": destroyed}))
        return
    table = Table("Bucket", "Key", "Destroyed")
    for name, key in living.items():
        table.add_row(name, key, "")
    for name, stone in destroyed.items():
        table.add_row(name, stone["key_id"], stone["destroyed_at"][:10], style="dim")
    data.print(table)


@app.command()
def check(*, as_json: AsJson = False) -> None:
    """Compare keys, records and decisions; status 1 when something is wrong."""
    _set_up()
    from fairlead.kernel.retention.checking import key_problems

    problems = [(one.code, one.bucket, str(one.words)) for one in key_problems()]
    if as_json:
        rows = [dict(zip(("code", "bucket", "words"), one, strict=True)) for one in problems]
        typer.echo(json.dumps(rows, ensure_ascii=False))
    elif problems:
        table = Table("Problem", "Bucket", "")
        for one in problems:
            table.add_row(*one)
        data.print(table)
    else:
        data.print("Keys, records and decisions agree.")
    sys.exit(1 if problems else 0)


@app.command()
def recipient(
    file: Annotated[Path, typer.Argument(help="Where the private key goes: a machine apart.")],
) -> None:
    """Make a pair of keys for copies, and print the public one."""
    from fairlead.core.sealing import recipient_of
    from fairlead.kernel.retention import keyfiles

    private = os.urandom(32)
    keyfiles.create(file.absolute(), private.hex().encode() + b"\n")
    typer.echo(recipient_of(private).hex())


@app.command()
def export(
    file: Annotated[Path, typer.Argument(help="The file to write; it must not exist.")],
    *,
    recipient: Annotated[str, typer.Option(help="A public key from “keys recipient”.")] = "",
    passphrase_file: PassphraseFile = None,
) -> None:
    """Copy every key out of the house, locked. Keep it apart from copies of the data.

    A copy of the keys undoes destruction: what was destroyed after it was made can be opened
    with it and an old copy of the data. Replace it every time, and keep none longer than the
    backup window.
    """
    _set_up()
    from fairlead.core.sealing import lock_for_passphrase, lock_for_recipient
    from fairlead.kernel.retention import keyfiles, writing
    from fairlead.kernel.retention.actions.backups import export_keys

    if recipient:
        public = _hexadecimal(recipient, "recipient")

        def lock(plain: bytes) -> bytes:
            return lock_for_recipient(plain, public, os.urandom)
    else:
        passphrase = _passphrase(passphrase_file, confirm=True)

        def lock(plain: bytes) -> bytes:
            return lock_for_passphrase(plain, passphrase, os.urandom)

    keyfiles.create(file.absolute(), export_keys(context=writing.house(), lock=lock))
    talk.print(f"The keys were copied to {file}.")


@app.command()
def restore(
    file: Annotated[Path, typer.Argument(help="A copy from “keys export”.")],
    *,
    private_key: Annotated[
        Path | None, typer.Option(help="The private key of the recipient.")
    ] = None,
    passphrase_file: PassphraseFile = None,
) -> None:
    """Put back the keys that are missing. What was destroyed stays destroyed."""
    _set_up()
    from fairlead.core.sealing import unlock
    from fairlead.kernel.retention import writing
    from fairlead.kernel.retention.actions.backups import restore_keys

    locked = file.read_bytes()
    if private_key:
        private = _hexadecimal(private_key.read_text(encoding="ascii").strip(), str(private_key))
        plain = unlock(locked, private=private)
    else:
        plain = unlock(locked, passphrase=_passphrase(passphrase_file, confirm=False))
    count = restore_keys(context=writing.house(), plain=plain)
    talk.print(f"{count} files were put back.")


@app.command()
def destroy(
    bucket: Annotated[str, typer.Argument(help="The name of a bucket, from “keys list”.")],
    *,
    proposer: Annotated[
        str,
        typer.Option(help="Your e-mail address; your password and a code are asked."),
    ],
) -> None:
    """Propose to destroy a key before its time. A second person approves it on the site.

    The code is of your authenticator app, or a recovery code.
    """
    _set_up()
    from fairlead.core.retention import Bucket
    from fairlead.kernel.access.context import Context
    from fairlead.kernel.clock import now
    from fairlead.kernel.people import actions, authority
    from fairlead.kernel.people.queries import roles_of
    from fairlead.kernel.retention.keystore import keystore
    from fairlead.kernel.retention.proposals import propose_key_destruction

    wanted = Bucket.parse(bucket)
    if wanted not in keystore().buckets():
        raise BadInput("There is no living key of this name.", place=bucket)
    account = actions.prove_at_console(
        authority=authority.of_console(),
        email=proposer,
        password=typer.prompt("Password", hide_input=True, err=True),
        code=typer.prompt("Code", hide_input=True, err=True),
    )
    context = Context(
        actor=f"account:{account.pk}",
        account=account.pk,
        agency=account.agency_id,
        agencies=frozenset({account.agency_id}),
        roles=roles_of(account, now()),
    )
    approval = propose_key_destruction(context, wanted)
    typer.echo(str(approval.pk))
    talk.print("Proposed. It is destroyed when a second person has approved it on the site.")


@app.command()
def replace_secret() -> None:
    """Replace the secret of the site: every session ends; authenticator apps go on working.

    Restart every process afterwards, then type “fairlead keys retire-secret”.
    """
    _set_up()
    from fairlead.desks.administration import actions
    from fairlead.kernel.access.context import Context

    actions.replace_secret(Context.duty("operation"))
    talk.print("Replaced. Restart every process now, then: fairlead keys retire-secret.")


@app.command()
def retire_secret(
    *,
    restarted: Annotated[
        bool, typer.Option(help="Say that every process was restarted since it was replaced.")
    ] = False,
) -> None:
    """Seal second factors under the present secret, and destroy the earlier one."""
    if not restarted:
        raise BadInput("restart every process first, then say so", place="--restarted")
    _set_up()
    from fairlead.desks.administration import actions
    from fairlead.kernel.access.context import Context

    count = actions.retire_secret(Context.duty("operation"))
    talk.print(f"{count} were sealed anew; the earlier secret is destroyed.")


def _passphrase(file: Path | None, *, confirm: bool) -> str:
    if file is not None:
        return file.read_text(encoding="utf-8").splitlines()[0]
    asked: str = typer.prompt("Passphrase", hide_input=True, err=True, confirmation_prompt=confirm)
    return asked


def _hexadecimal(text: str, place: str) -> bytes:
    try:
        found = bytes.fromhex(text)
    except ValueError:
        found = b""
    if len(found) != 32:  # noqa: PLR2004 - an X25519 key
        raise BadInput("This is not a key of 64 hexadecimal digits.", place=place)
    return found


def _set_up() -> None:
    import django

    django.setup()
