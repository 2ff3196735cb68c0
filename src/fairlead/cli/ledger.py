"""The ledger from the console: verify it, hand it out, prove an entry, mind its witnesses."""

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from fairlead.core.errors import BadInput

if TYPE_CHECKING:
    from fairlead.core.ledger.checkpoints import Signed
    from fairlead.core.ledger.problems import Problem

talk = Console(stderr=True)
data = Console()
app = typer.Typer(
    help="Verify, export and prove the ledger. An auditor does the same without Fairlead: "
    "script/verify-ledger.",
    no_args_is_help=True,
)
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, for a program to read.")]
Told = Callable[[int, int], None]


@app.command()
def verify(
    export: Annotated[
        Path | None, typer.Argument(help="An export to verify instead of the database.")
    ] = None,
    *,
    witness: Annotated[
        list[Path] | None, typer.Option(help="A folder or file with copies of checkpoints.")
    ] = None,
    key: Annotated[list[str] | None, typer.Option(help="A public key that you trust.")] = None,
    as_json: AsJson = False,
) -> None:
    """Read every entry and every signature again; status 1 when something is wrong."""
    _set_up()
    found = _verify_file(export, witness or [], key or []) if export else _verify_database()
    problems = found.pop("problems")
    if as_json:
        told = {"good": not problems, "problems": [_as_row(one) for one in problems]}
        typer.echo(json.dumps(found | told, ensure_ascii=False))
    else:
        _print_findings(found, problems)
    sys.exit(1 if problems else 0)


@app.command()
def export(
    file: Annotated[Path | None, typer.Argument(help="Where to; default: standard output.")] = None,
    *,
    payloads: Annotated[
        bool, typer.Option("--payloads", help="Disclose the payloads too: personal values.")
    ] = False,
    recipient: Annotated[
        str, typer.Option(help="Who gets it, as a reference, for example agency:court.")
    ] = "",
) -> None:
    """Write the whole ledger as JSON lines; that it was handed out is an entry of its own."""
    _set_up()
    from fairlead.kernel.audit import actions, checkpoints, exporting, sequencing
    from fairlead.kernel.people.authority import of_console

    actions.disclose_ledger(
        authority=of_console(),
        payloads_too=payloads,
        recipients=(recipient,) if recipient else (),
    )
    sequencing.sequence()
    checkpoints.sign(force=True)
    with _progress("Writing") as told, _opened(file) as write:
        for line in exporting.lines(disclose=payloads, progress=told):
            write(line)


@app.command()
def prove(
    entry: Annotated[UUID, typer.Argument(help="The id of the entry.")],
    *,
    as_json: AsJson = False,
) -> None:
    """Print the proof that an entry is in the ledger, for script/verify-ledger."""
    _set_up()
    from fairlead.kernel.audit import queries

    proof = queries.prove(entry)
    if as_json:
        state = proof.signed.checkpoint
        header = json.loads(proof.header)
        told = {"index": proof.index, "size": state.size, "header": header, "proof": str(proof)}
        typer.echo(json.dumps(told, ensure_ascii=False))
    else:
        typer.echo(str(proof), nl=False)


@app.command()
def growth(
    since: Annotated[int, typer.Argument(help="The size of the checkpoint that you have.")],
) -> None:
    """Print the proof that the ledger only grew since a checkpoint that you have kept."""
    _set_up()
    from fairlead.kernel.audit import queries

    typer.echo(str(queries.growth(since)), nl=False)


@app.command()
def checkpoint(
    *,
    fresh: Annotated[
        bool, typer.Option("--fresh", help="Sign now, and bring it to the witnesses.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Print the newest signed checkpoint, with the cosignatures of its witnesses."""
    _set_up()
    from fairlead.kernel.audit import checkpoints, sequencing, witnessing

    if fresh:
        sequencing.sequence()
        checkpoints.sign(force=True)
        witnessing.deliver()
    newest = checkpoints.latest()
    if newest is None:
        raise BadInput("there is no checkpoint yet; make one with --fresh", place="ledger")
    note = checkpoints.cosigned(newest)
    if as_json:
        told = {"size": newest.size, "root": bytes(newest.root).hex(), "time": str(newest.time)}
        typer.echo(json.dumps(told | {"note": str(note)}, ensure_ascii=False))
    else:
        typer.echo(str(note), nl=False)


@app.command()
def witnesses(*, as_json: AsJson = False) -> None:
    """Say which witnesses keep our checkpoints, up to where, and what they complain of."""
    _set_up()
    from fairlead.kernel.audit.queries import witness_rows

    rows = witness_rows()
    if as_json:
        typer.echo(json.dumps(rows, ensure_ascii=False))
        return
    if not rows:
        talk.print("No witness is configured; docs/operators/witnesses.md says how.")
        return
    table = Table("witness", "has entries", "since", "failures", "complaint")
    for row in rows:
        table.add_row(*(str(value) for value in row.values()))
    data.print(table)


@app.command()
def keys(
    *,
    rotate: Annotated[
        str, typer.Option(help="Replace this key by a new one: signing or witness.")
    ] = "",
    name: Annotated[
        str, typer.Option(help="Let the new key have another name: witnesses begin anew.")
    ] = "",
) -> None:
    """Make the keys that are missing, and print the public keys for auditors and partners."""
    _set_up()
    from fairlead.core.ledger.notes import Kind
    from fairlead.kernel.audit import actions
    from fairlead.kernel.audit import keys as ledger_keys
    from fairlead.kernel.people.authority import of_console

    kinds = {"signing": Kind.LOG, "witness": Kind.WITNESS}
    if rotate and rotate not in kinds:
        raise BadInput("is signing or witness", place="--rotate")
    for made in ledger_keys.create():
        talk.print(f"Made the key of {made.name}.")
    if rotate:
        actions.rotate_key(authority=of_console(), kind=kinds[rotate], name=name)
        talk.print("Give the new public key to auditors and partners; the old one stays valid.")
    for key in ledger_keys.public_keys():
        typer.echo(str(key))


@app.command()
def grant(role: Annotated[str, typer.Argument(help="A PostgreSQL role that exists.")]) -> None:
    """Let a PostgreSQL role run the application, and only add to the ledger."""
    _set_up()
    from django.db import connection

    from fairlead.kernel.audit import guards

    if connection.vendor != "postgresql":
        raise BadInput("only PostgreSQL has roles", place=role)
    guards.grant_application_role(role)
    talk.print(f"{role} may now work with the house, and only add to the ledger.")


# ---------------------------------------------------------------- verifying


def _verify_database() -> dict[str, Any]:
    from fairlead.kernel.audit import keys as ledger_keys
    from fairlead.kernel.audit import verification

    with _progress("Reading") as told:
        outcome = verification.read_all(told)
    return {
        "origin": ledger_keys.origin(),
        "entries": outcome.size,
        "covered": outcome.covered,
        "problems": list(outcome.problems),
    }


def _verify_file(path: Path, witnesses: Sequence[Path], keys: Sequence[str]) -> dict[str, Any]:
    from fairlead.core.ledger import notes
    from fairlead.core.ledger.verify import by_size, verify_export

    trusted = [notes.parse_key(one) for one in keys]
    copies = by_size(one for place in witnesses for one in _copies(place))
    with path.open("rb") as stream:
        report = verify_export(stream, trusted=trusted, copies=copies)
    if not report.anchored:
        talk.print("Nothing outside this file vouches for it: give --key or --witness.")
    return {
        "origin": report.origin,
        "entries": report.size,
        "covered": report.covered,
        "problems": list(report.problems),
    }


def _copies(place: Path) -> Iterator["Signed"]:
    from fairlead.core.ledger import checkpoints

    for path in sorted(place.rglob("*.note")) if place.is_dir() else [place]:
        yield checkpoints.read(path.read_text(encoding="utf-8"))


def _as_row(problem: "Problem") -> dict[str, Any]:
    return {
        "check": str(problem.check),
        "entry": problem.entry,
        "line": problem.line,
        "words": problem.words,
    }


def _print_findings(found: dict[str, Any], problems: Sequence["Problem"]) -> None:
    for problem in problems:
        data.print(f"[bold red]wrong[/bold red]  {problem}", highlight=False)
    typer.echo(" · ".join(f"{name}: {value}" for name, value in found.items()))
    good = "[bold green]Nothing wrong was found.[/bold green]"
    talk.print(f"[bold red]{len(problems)} things are wrong.[/bold red]" if problems else good)


# ---------------------------------------------------------------- around


def _set_up() -> None:
    import django

    django.setup()


@contextmanager
def _progress(words: str) -> Iterator[Told]:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, TimeRemainingColumn(), console=talk, transient=True) as bar:
        task = bar.add_task(words, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


@contextmanager
def _opened(file: Path | None) -> Iterator[Callable[[bytes], object]]:
    if file is None:
        yield sys.stdout.buffer.write
        sys.stdout.buffer.flush()
        return
    with file.open("xb") as stream:
        yield stream.write
