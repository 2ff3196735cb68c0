"""What ``fairlead screen``, ``match`` and ``explain`` do."""

import gc
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from itertools import islice
from pathlib import Path
from typing import Any, TextIO

import typer
from rich.console import Console
from rich.progress import MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from fairlead.cli.screening import showing
from fairlead.cli.screening.reading import Told, entities_of, shelf_of, talk
from fairlead.core.errors import BadInput
from fairlead.core.screening.answers import Answer, Explain, Hit
from fairlead.core.screening.answers import screen as ask
from fairlead.core.screening.explanation import Piece
from fairlead.core.screening.index import enroll
from fairlead.core.screening.reading import Entity, Format, Options, read
from fairlead.core.screening.weights import standard
from fairlead.core.screening.why import why

BATCH = 16_384


def screen(lists: list[Path], queries: Path, out: Path, *, explained: Explain) -> None:
    """Answer a file of questions."""
    shelf = shelf_of(lists, standard())
    options = Options(unique=False)
    # The arrays hold what is large; looking for cycles among millions of rows finds none.
    gc.disable()
    with _written(out) as stream, _counting() as count, entities_of(queries, options) as questions:
        while batch := list(islice(questions, BATCH)):
            answers = ask(batch, shelf, explained=explained)
            stream.write("".join([_line(answer) for answer in answers]))
            count(len(batch))


def explain(lists: list[Path], query: str, entry: str, *, as_json: bool) -> None:
    """Print the reasons of one question and one entry."""
    weights = standard()
    question = _question(query)
    for part in shelf_of(lists, weights).parts:
        if entry in part.index.numbers:
            reason = why(enroll([question], weights), part.index, entry, weights)
            if reason is None:
                raise BadInput("One of the two has no name.", code="query.no-name")
            if as_json:
                typer.echo(_dumped(showing.reason_as_row(reason, part.index.label, entry)))
            else:
                showing.print_reason(reason, entry)
            return
    raise BadInput("No list has this entry.", code="entry.unknown", place=entry)


def match(
    lists: list[Path], schema: str, properties: dict[str, tuple[str, ...]], *, as_json: bool
) -> None:
    """Print what lists say about one person."""
    shelf = shelf_of(lists, standard())
    answer = ask([Entity("asked", schema, properties)], shelf, explained=Explain.ALL)[0]
    if as_json:
        typer.echo(_line(answer), nl=False)
    else:
        showing.print_answer(answer, Console())


def _question(text: str) -> Entity:
    told = Told("--query")
    found = list(told.only_entities(read(BytesIO(text.encode()), Format.LINES)))
    if len(found) != 1:
        raise BadInput("The question is not one entity in JSON.", code="query.unreadable")
    return found[0]


def _line(answer: Answer) -> str:
    """Return the JSON of an answer. It is put together by hand: there may be millions of hits."""
    hits = ", ".join([_hit(hit) for hit in answer.hits])
    return f'{{"qid": {_quoted(answer.id)}, "hits": [{hits}]}}\n'


def _hit(hit: Hit) -> str:
    asked, listed = hit.names
    parts = f', "parts": {_dumped(list(map(_piece, hit.pieces)))}' if hit.pieces else ""
    return (
        f'{{"id": {_quoted(hit.id)}, "list": {_quoted(hit.list)}, "score": {hit.score!r}, '
        f'"band": {_quoted(hit.band)}, "names": [{_quoted(asked)}, {_quoted(listed)}]{parts}}}'
    )


def _piece(piece: Piece) -> dict[str, Any]:
    return {
        "code": piece.code,
        "weight": piece.weight,
        "query": piece.asked,
        "entry": piece.listed,
    }


_dumped = json.JSONEncoder(ensure_ascii=False, check_circular=False).encode
_quoted = json.encoder.encode_basestring


@contextmanager
def _written(out: Path) -> Iterator[TextIO]:
    """Return the answers' file; it takes its name when it is whole."""
    if str(out) == "-":
        yield sys.stdout
        return
    beside = out.with_name(f".{out.name}.part")
    with beside.open("w", encoding="utf-8", errors="surrogatepass", newline="\n") as stream:
        yield stream
    beside.replace(out)


@contextmanager
def _counting() -> Iterator[Any]:
    columns = (SpinnerColumn(), TextColumn("people asked about"), MofNCompleteColumn())
    with Progress(*columns, TimeElapsedColumn(), console=talk, transient=True) as progress:
        task = progress.add_task("", total=None)
        yield lambda count: progress.advance(task, count)
