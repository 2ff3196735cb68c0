"""Hits and reasons as a person at a terminal reads them: in the words of the pages."""

from typing import Any

from babel.numbers import format_percent
from django.utils.translation import gettext, pgettext
from rich.console import Console
from rich.table import Table
from rich.text import Text

from fairlead.cli.quoting import quoted
from fairlead.cli.screening.writing import piece_row
from fairlead.core.screening.answers import Answer, Hit
from fairlead.core.screening.calibration import Band
from fairlead.core.screening.why import Reason
from fairlead.ui.explanation import Told, Written, explained
from fairlead.ui.explanation.values import locale

_COLOURS = {Band.ALERT: "bold red", Band.REVIEW: "yellow", Band.INFORMATION: "dim", None: "dim"}
_TOLD = 3
"""Pieces of evidence that a line of a table says: those that weigh most."""


def print_answer(answer: Answer, console: Console) -> None:
    """Print the hits of one answer."""
    if not answer.hits:
        console.print(gettext("No entry comes near."))
        return
    table = Table(box=None, pad_edge=False)
    table.add_column(pgettext("heading of hits", "Band"), no_wrap=True)
    table.add_column(pgettext("heading of hits", "Probability"), justify="right", no_wrap=True)
    table.add_column(pgettext("heading of hits", "List"), overflow="fold")
    table.add_column(pgettext("heading of hits", "Entry"), overflow="fold")
    table.add_column(gettext("Name of the entry"), overflow="fold")
    table.add_column(pgettext("heading of hits", "Because"), overflow="fold", ratio=1)
    for hit in answer.hits:
        told = explained(hit)
        table.add_row(
            Text(told.band, _COLOURS[hit.band]),
            str(format_percent(hit.score, "0.00%", locale=locale())),
            quoted(hit.list),
            quoted(hit.id),
            quoted(hit.names[1]),
            quoted("\n".join(_because(hit, told))),
        )
    console.print(table)


def _because(hit: Hit, told: Told) -> list[str]:
    """Return the sentences that weigh most, each with its points."""
    lines = [
        line
        for line, piece in zip(told.lines, hit.pieces, strict=True)
        if piece.asked or piece.listed
    ]
    lines.sort(key=lambda line: -abs(line.weight))
    return [f"{line.points} {line.text}" for line in lines[:_TOLD]]


def print_reason(reason: Reason, entry: str, alert_line: int, console: Console) -> None:
    """Print every piece of evidence and their sum, and what follows from it."""
    told = explained(reason, alert_line=alert_line)
    names = Table(show_header=False, box=None, pad_edge=False)
    for label, name in (
        (gettext("Name asked about"), told.asked),
        (gettext("Name of the entry"), told.listed),
        (pgettext("heading of hits", "Entry"), Written(entry, "", "")),
    ):
        names.add_row(label, quoted(name.text), Text(name.script, "dim"))
    console.print(names)
    table = Table(box=None, pad_edge=False)
    table.add_column(gettext("Points"), justify="right", no_wrap=True)
    table.add_column(pgettext("what a piece of evidence says", "It speaks"), no_wrap=True)
    table.add_column(gettext("Evidence"), overflow="fold", ratio=1)
    for line in told.lines:
        table.add_row(line.points, line.effect, quoted(line.text))
    table.add_row(told.points, "", pgettext("of evidence", "Sum"), style="bold")
    console.print(table)
    console.print(Text(f"{told.band}", _COLOURS[reason.band]), Text(told.demand))
    for sentence in filter(None, (told.gap, told.likelihood, told.caution)):
        console.print(Text(sentence))


def reason_as_row(reason: Reason, label: str, entry: str) -> dict[str, Any]:
    """Return the same for a program: codes and numbers alone."""
    return {
        "id": entry,
        "list": label,
        "score": reason.score,
        "total": reason.total,
        "band": reason.band.value if reason.band else None,
        "comparable": reason.comparable,
        "names": reason.names,
        "parts": list(map(piece_row, reason.pieces)),
    }
