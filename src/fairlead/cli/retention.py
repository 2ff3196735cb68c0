"""Retention from the console: what is due, doing it, holds, certificates, the law in force."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Column, Table

from fairlead.core.errors import BadInput

if TYPE_CHECKING:
    from fairlead.kernel.retention.models import LegalHold, PersonalRecord, Run

talk = Console(stderr=True)
data = Console()
app = typer.Typer(
    help="See and do what is due by the terms of the law, hold records, read certificates.",
    no_args_is_help=True,
)
hold_app = typer.Typer(
    help="List and place legal holds. A hold is released on the approvals page, by two persons.",
    no_args_is_help=True,
)
app.add_typer(hold_app, name="hold")
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, for a program to read.")]


@app.command()
def run(*, as_json: AsJson = False) -> None:
    """Do everything that is due, destroy the keys whose month has ended, and certify it."""
    _set_up()
    from fairlead.kernel.retention.actions.runs import run_due

    with _progress() as told:
        finished = run_due(told=told)
    if as_json:
        typer.echo(finished.certificate)
        return
    _print_certificate(finished)


@app.command()
def due(
    *,
    at: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="On this day; default: now.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """List what is due, by class and action."""
    _set_up()
    from django.db import transaction

    from fairlead.kernel.clock import now
    from fairlead.kernel.retention import queries, writing

    moment = at.replace(tzinfo=UTC) if at else now()
    with transaction.atomic():
        found = sorted(queries.due(moment, writing.house()), key=lambda one: one.earliest)
    if as_json:
        typer.echo(json.dumps([asdict(one) for one in found], default=str))
        return
    table = Table("Class", "Action", "Records", "Since")
    for one in found:
        table.add_row(one.record_class, one.action, str(one.count), f"{one.earliest:%Y-%m-%d}")
    data.print(table if found else "Nothing is due.")


@app.command()
def certificate(
    run_id: Annotated[str, typer.Argument(help="The id of a run; default: the last one.")] = "",
    *,
    as_json: AsJson = False,
) -> None:
    """Show the certificate of a run; status 1 when it is not the one that the ledger knows."""
    _set_up()
    from fairlead.kernel.retention import certificates, queries

    found = queries.run_of(run_id) if run_id else queries.last_run()
    if found is None:
        raise BadInput("There is no such run, or none that has finished.", place=run_id)
    genuine = certificates.is_genuine(found)
    if as_json:
        typer.echo(found.certificate)
    else:
        _print_certificate(found)
    if not genuine:
        talk.print("[bold red]This is not the certificate that the ledger speaks of.[/bold red]")
        sys.exit(1)


@app.command()
def law(*, as_json: AsJson = False) -> None:
    """Show the terms in force, with the law that each comes from and what is doubtful in it."""
    _set_up()
    from django.db import transaction

    from fairlead.kernel.retention.adoption import current_law

    with transaction.atomic():
        adopted = current_law()
    rules = [
        rule
        for name in sorted(adopted.law.record_classes)
        for rule in adopted.law.schedule(name).rules(name)
    ]
    if as_json:
        rows = [
            {
                "record_class": rule.record_class,
                "action": rule.action,
                "term": str(rule.term),
                "clock": rule.clock,
                "when": sorted(rule.when),
                "unless": sorted(rule.unless),
                "citation": rule.citation,
                "valid_from": rule.valid_from,
                "valid_until": rule.valid_until,
                "doubt": rule.doubt,
            }
            for rule in rules
        ]
        typer.echo(json.dumps({"law": str(adopted.law), "rules": rows}, default=str))
        return
    table = Table("Class", "Action", "Term", "From", "By", "In doubt", title=str(adopted.law))
    for rule in rules:
        table.add_row(
            rule.record_class,
            rule.action,
            str(rule.term),
            rule.clock,
            rule.citation,
            rule.doubt,
        )
    data.print(table)


@hold_app.command("list")
def list_holds(*, as_json: AsJson = False) -> None:
    """List the holds in force."""
    _set_up()
    from fairlead.kernel.retention import queries

    holds = queries.holds_in_force()
    if as_json:
        typer.echo(json.dumps([_hold_row(hold) for hold in holds], default=str))
        return
    table = Table(
        Column("Hold", no_wrap=True), "Reason", "By order of", "Records", "Placed", "Until"
    )
    for hold in holds:
        row = _hold_row(hold)
        table.add_row(
            row["hold"],
            row["reason"],
            row["citation"],
            str(row["records"]),
            f"{hold.placed_at:%Y-%m-%d}",
            f"{hold.until:%Y-%m-%d}" if hold.until else "released",
        )
    data.print(table if holds else "No hold is in force.")


@hold_app.command("place")
def place(
    records: Annotated[list[str], typer.Argument(help="Records, as “booking:0192…”.")],
    *,
    reason: Annotated[str, typer.Option(help="investigation, proceeding, redress or oversight.")],
    citation: Annotated[str, typer.Option(help="The order or law that the hold rests on.")],
    until: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="When it ends by itself.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Keep records from being erased while a proceeding lasts."""
    _set_up()
    from django.db import transaction

    from fairlead.kernel.retention import queries, writing
    from fairlead.kernel.retention.actions.holds import place_hold

    with transaction.atomic():
        context = writing.house()
        held: list[PersonalRecord] = [queries.record_of(one, context) for one in records]
        hold = place_hold(
            context=context,
            records=held,
            reason=reason,
            citation=citation,
            until=until.replace(tzinfo=UTC) if until else None,
        )
    if as_json:
        typer.echo(json.dumps({"hold": str(hold.pk), "records": len(held)}))
        return
    data.print(f"Hold {hold.pk} lies on {len(held)} records.")


def _hold_row(hold: "LegalHold") -> dict[str, Any]:
    return {
        "hold": str(hold.pk),
        "reason": hold.reason,
        "citation": hold.citation,
        "records": hold.records.count(),
        "placed_at": hold.placed_at,
        "until": hold.until,
    }


def _print_certificate(run: "Run") -> None:
    said = json.loads(run.certificate)
    table = Table("Class", "Action", "Records", "By", title=f"Run {run.pk}")
    for line in said["done"]:
        table.add_row(line["record_class"], line["action"], str(line["count"]), line["by"])
    data.print(table if said["done"] else f"Run {run.pk}: nothing was due.")
    for key in said["keys_destroyed"]:
        data.print(f"Key destroyed: {key['bucket']} ({key['key']})")
    data.print(f"Law: {said['law']['profiles']}. Copies older than {said['copies_end']} are gone.")
    data.print(said["proves"], style="dim")


@contextmanager
def _progress() -> Iterator[Any]:
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=talk, transient=True) as progress:
        task, done = progress.add_task("Looking for what is due …"), 0

        def told(record_class: str, number: int) -> None:
            nonlocal done
            done += number
            progress.update(task, description=f"{done:,} records, now {record_class} …")

        yield told


def _set_up() -> None:
    import django

    django.setup()
