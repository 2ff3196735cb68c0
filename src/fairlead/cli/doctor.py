"""One page that says whether all is well."""

import json
import sys
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.table import Table

if TYPE_CHECKING:
    from fairlead.desks.administration.queries.doctor import Finding

talk = Console(stderr=True)
data = Console()

STATUS = {"good": 0, "warning": 1, "bad": 2}
SIGNS = {
    "good": "[green]✓ good[/green]",
    "warning": "[yellow]! warning[/yellow]",
    "bad": "[red]✗ bad[/red]",
}


def doctor(
    *,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print JSON, for a program to read.")
    ] = False,
) -> None:
    """Say whether all is well: exit status 0 if so, 1 with warnings, 2 if something is wrong."""
    import django

    django.setup()
    from fairlead.desks.administration.queries import doctor as queries

    found = queries.examine()
    state = queries.worst(found)
    if as_json:
        plain = {"state": state, "findings": [each.plain() for each in found]}
        sys.stdout.write(json.dumps(plain, ensure_ascii=False, indent=1, default=str) + "\n")
    else:
        data.print(_table(found))
        data.print(_verdict(found, state))
    raise typer.Exit(STATUS[state])


def _table(found: "list[Finding]") -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0))
    for heading in ("room", "question", "state", "finding"):
        table.add_column(heading, overflow="fold")
    before = ""
    for each in found:
        room = str(each.room_label)
        table.add_row(
            room if room != before else "",
            str(each.label),
            SIGNS[each.health.state],
            str(each.health.words),
        )
        before = room
    return table


def _verdict(found: "list[Finding]", state: str) -> str:
    counts = {name: sum(each.health.state == name for each in found) for name in STATUS}
    words = ", ".join(f"{count} {name}" for name, count in counts.items() if count)
    return f"\n{SIGNS[state]}: {words}."
