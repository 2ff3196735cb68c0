"""Invented traffic from the console: whole days of it, with the truth beside."""

import tomllib
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from fairlead.core.errors import BadInput

if TYPE_CHECKING:
    from fairlead.core.generator import Day, Plan

talk = Console(stderr=True)
app = typer.Typer(
    help="Make invented data for demonstration, load and training.", no_args_is_help=True
)
TRUTH = "truth.jsonl"


@app.callback()
def generate() -> None:
    """Make invented data; nobody in it exists."""


@app.command()
def travel(
    out: Annotated[Path, typer.Argument(help="The folder to write to; new, or empty.")],
    *,
    plan: Annotated[
        Path | None, typer.Option(help="A TOML file with these settings; options go before it.")
    ] = None,
    seed: Annotated[
        int | None, typer.Option(help="The same seed gives the same bytes. Default: 7.")
    ] = None,
    day: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The first day.")
    ] = None,
    days: Annotated[int | None, typer.Option(help="How many days. Default: 1.")] = None,
    flights: Annotated[
        int | None, typer.Option(help="Flights a day, both directions. Default: 40.")
    ] = None,
    ships: Annotated[int | None, typer.Option(help="Calls of ships a day. Default: 2.")] = None,
    faults: Annotated[
        float | None, typer.Option(help="The share of messages with a fault. Default: none.")
    ] = None,
    load: Annotated[
        float | None, typer.Option(help="The share of seats that are taken. Default: 0.78.")
    ] = None,
    seats: Annotated[
        int | None, typer.Option(help="At most so many seats in each aircraft, for small data.")
    ] = None,
    formats: Annotated[
        str | None,
        typer.Option(help="Only these: pnr, ackres, govreq, api, crew, interactive, sea, mrz."),
    ] = None,
) -> None:
    """Write invented days of flights and ships, and the truth about them.

    One folder for each day, in it one for each movement with its messages, and truth.jsonl: who
    travelled, which message names whom, which faults were planted and what must tell of each.
    """
    from fairlead.core.generator import days as days_of
    from fairlead.core.generator import plan_of

    given = _settings(plan) | {
        name: value
        for name, value in {
            "seed": seed,
            "day": day.date() if day else None,
            "days": days,
            "flights": flights,
            "ships": ships,
            "faults": faults,
            "load": load,
            "seats": seats,
            "formats": formats,
        }.items()
        if value is not None
    }
    made: Plan = plan_of(given)
    _prepare(out)
    counts: Counter[str] = Counter()
    for each in days_of(made):
        counts.update(_write_day(each, out / each.day.isoformat()))
    _show(counts)


def _settings(plan: Path | None) -> dict[str, Any]:
    if plan is None:
        return {}
    try:
        return tomllib.loads(plan.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise BadInput(f"cannot be read: {error}", place=str(plan)) from error


def _prepare(out: Path) -> None:
    """Make the folder, and refuse one in which something lies."""
    try:
        out.mkdir(parents=True, exist_ok=True)
        if any(out.iterdir()):
            raise BadInput("is not empty", place=str(out))
    except OSError as error:
        raise BadInput(f"cannot be written to: {error.strerror}", place=str(out)) from error


def _write_day(day: "Day", folder: Path) -> Iterator[str]:
    """Write a day as it comes, and yield what was written for the count."""
    from fairlead.core.generator import Transmission

    folder.mkdir()
    with (folder / TRUTH).open("w", encoding="utf-8", newline="\n") as truth:
        for item in day:
            if isinstance(item, Transmission):
                file = folder / item.name
                file.parent.mkdir(exist_ok=True)
                file.write_bytes(item.content)
                yield item.format
            else:
                truth.write(item.line() + "\n")
                if item.kind in {"movement", "journey", "fault"}:
                    yield item.kind


_WORDS = {"movement": "Movements", "journey": "Journeys of travellers", "fault": "Faults planted"}


def _show(counts: Counter[str]) -> None:
    table = Table(title="Written")
    table.add_column("what")
    table.add_column("number", justify="right")
    for name in sorted(counts, key=lambda name: (name not in _WORDS, name)):
        table.add_row(_WORDS.get(name, f"{name} messages"), f"{counts[name]:,}")
    talk.print(table)
