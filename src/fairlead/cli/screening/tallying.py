"""What ``fairlead scores`` does: how often the hits of an operator's own traffic were false."""

import json
from collections.abc import Iterator
from pathlib import Path

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from fairlead.cli.screening.reading import Told, opened
from fairlead.core.errors import BadInput
from fairlead.core.screening.tally import Count, read_judged, tally


def scores(file: Path, *, as_json: bool) -> None:
    """Print the share of false hits: of all, by list, by band, by script."""
    with opened(file) as stream:
        told = Told(file)
        counts = tally(told.only(read_judged(stream)))
        told.close()
    if not counts:
        raise BadInput("There is no judged hit in this file.", code="judged.none", place=str(file))
    if as_json:
        typer.echo(json.dumps([_row(*key, count) for key, count in counts.items()]))
        return
    Console().print(_table(counts))


def _row(kind: str, label: str, count: Count) -> dict[str, object]:
    return {
        "by": kind,
        "label": label,
        "people": len(count.people),
        "hits": count.hits,
        "decided": count.decided,
        "false": count.other,
        "false_share": count.false_share,
        "interval": count.interval,
    }


def _table(counts: dict[tuple[str, str], Count]) -> Table:
    table = Table(box=None, pad_edge=False)
    for heading in ("by", ""):
        table.add_column(heading)
    for heading in ("people", "hits", "decided", "false", "share of decided", "95 % interval"):
        table.add_column(heading, justify="right")
    for (kind, label), count in counts.items():
        numbers = (len(count.people), count.hits, count.decided, count.other)
        table.add_row(kind, Text(label), *(f"{number:,}" for number in numbers), *_shares(count))
    return table


def _shares(count: Count) -> Iterator[str]:
    share, interval = count.false_share, count.interval
    if share is None or interval is None:
        yield from ("–", "–")
    else:
        yield f"{share:.1%}"
        yield f"{interval[0]:.1%} – {interval[1]:.1%}"
