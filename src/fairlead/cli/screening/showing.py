"""Hits and reasons as a person at a terminal reads them."""

from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from fairlead.core.screening.answers import Answer, Hit
from fairlead.core.screening.calibration import Band, band, calibration
from fairlead.core.screening.explanation import Piece, recompute
from fairlead.core.screening.weights import standard
from fairlead.core.screening.why import Reason

_COLOURS = {Band.ALERT: "bold red", Band.REVIEW: "yellow", Band.INFORMATION: "dim"}
_NATS = 1000


def print_answer(answer: Answer, console: Console) -> None:
    """Print the hits of one answer."""
    if not answer.hits:
        console.print("No entry comes near.")
        return
    table = Table(box=None, pad_edge=False)
    for heading in ("band", "probability", "list", "entry", "name", "because"):
        table.add_column(heading, justify="right" if heading == "probability" else "left")
    for hit in answer.hits:
        table.add_row(
            Text(hit.band.value, _COLOURS[hit.band]),
            f"{hit.score:.2%}",
            hit.list,
            hit.id,
            hit.names[1],
            _because(hit),
        )
    console.print(table)


def _because(hit: Hit) -> str:
    told = [piece for piece in hit.pieces if piece.asked or piece.listed]
    return ", ".join(f"{_values(piece)} {piece.weight / _NATS:+.1f}" for piece in told)


def _values(piece: Piece) -> str:
    code = piece.code.rsplit(".", 1)[-1]
    if piece.asked == piece.listed:
        return piece.asked
    return f"{piece.asked or '–'} ~ {piece.listed or '–'} ({code})"


def print_reason(reason: Reason, entry: str) -> None:
    """Print every piece of evidence and their sum."""
    console = Console()
    found = band(reason.total, standard())
    console.print(f"{reason.names[0]}  ~  {reason.names[1]}  ({entry})", highlight=False)
    table = Table(box=None, pad_edge=False)
    for heading in ("evidence", "asked", "listed"):
        table.add_column(heading)
    table.add_column("weight", justify="right")
    for piece in reason.pieces:
        table.add_row(piece.code, piece.asked, piece.listed, f"{piece.weight / _NATS:+.3f}")
    table.add_row("sum", "", "", f"{recompute(reason.pieces) / _NATS:+.3f}", style="bold")
    console.print(table)
    probability = calibration().probability(reason.total)
    console.print(Text(f"{found.value}, probability {probability:.2%}", _COLOURS[found]))


def reason_as_row(reason: Reason, label: str, entry: str) -> dict[str, Any]:
    """Return the same for a program."""
    return {
        "id": entry,
        "list": label,
        "score": calibration().probability(reason.total),
        "total": reason.total,
        "band": band(reason.total, standard()).value,
        "names": reason.names,
        "parts": [
            {
                "code": piece.code,
                "weight": piece.weight,
                "query": piece.asked,
                "entry": piece.listed,
            }
            for piece in reason.pieces
        ],
    }
