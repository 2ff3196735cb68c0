"""What ``fairlead screen``, ``match`` and ``explain`` do."""

import gc
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from io import BytesIO
from itertools import islice
from pathlib import Path

import typer
from rich.console import Console

from fairlead.cli.screening import showing
from fairlead.cli.screening.reading import Told, entities_of, shelf_of
from fairlead.cli.screening.settings import wanted
from fairlead.cli.screening.speaking import speaking
from fairlead.cli.screening.writing import Count, answer_line, apart, counting, dumped, written
from fairlead.core.errors import BadInput
from fairlead.core.screening.answers import Answer, Explain, screen_roll
from fairlead.core.screening.answers import screen as ask
from fairlead.core.screening.calibration import lines_of
from fairlead.core.screening.index import enroll
from fairlead.core.screening.population import open_population
from fairlead.core.screening.reading import Entity, Format, Options, read
from fairlead.core.screening.shelf import Shelf
from fairlead.core.screening.storage import open_roll
from fairlead.core.screening.weights import standard
from fairlead.core.screening.why import why

BATCH = 16_384


def screen(
    lists: list[str],
    queries: Path | None,
    population: Path | None,
    out: Path,
    *,
    explained: Explain,
) -> None:
    """Answer a file of questions, or a stored population."""
    if (queries is None) == (population is None):
        raise BadInput(
            "Say who is asked about: either --queries or --population.", code="query.which"
        )
    named = list(map(wanted, lists))
    apart(out, queries, *(one.file for one in named))
    shelf = shelf_of(named, standard())
    # The arrays hold what is large; looking for cycles among millions of rows finds none.
    gc.disable()
    with written(out) as stream, counting() as count, _batches(queries, population) as batches:
        for batch in batches:
            answers = _answers(batch, shelf, explained, count)
            stream.writelines(map(answer_line, answers))


@contextmanager
def _batches(
    queries: Path | None, population: Path | None
) -> Iterator[Iterator[list[Entity] | Path]]:
    """Return questions in batches, or the files of a population."""
    if population is not None:
        found = open_population(population)
        yield (population / name for name in found.shards)
    elif queries is not None:
        with entities_of(queries, Options(unique=False)) as questions:
            yield iter(lambda: list(islice(questions, BATCH)), [])


def _answers(
    batch: list[Entity] | Path, shelf: Shelf, explained: Explain, count: Count
) -> list[Answer]:
    weights = standard()
    roll = open_roll(batch, weights) if isinstance(batch, Path) else enroll(batch, weights)
    answers = screen_roll(roll, shelf, explained=explained, weights=weights)
    count(len(answers))
    return answers


def explain(
    lists: list[str], query: str, entry: str, *, as_json: bool, language: str | None
) -> None:
    """Print the reasons of one question and one entry."""
    weights = standard()
    question = _question(query)
    for part in shelf_of(list(map(wanted, lists)), weights).parts:
        if entry in part.index.numbers:
            lines = part.lines or lines_of(weights)
            reason = why(enroll([question], weights), part.index, entry, weights)
            reason = replace(reason, band=reason.band and lines.band(reason.total))
            if as_json:
                typer.echo(dumped(showing.reason_as_row(reason, part.index.label, entry)))
                return
            with speaking(language):
                showing.print_reason(reason, entry, lines.alert, Console(highlight=False))
            return
    raise BadInput("No list has this entry.", code="entry.unknown", place=entry)


def match(
    lists: list[str],
    schema: str,
    properties: dict[str, list[str]],
    *,
    as_json: bool,
    language: str | None,
) -> None:
    """Print what lists say about one person."""
    document = {"id": "asked", "schema": schema, "properties": properties}
    question = _question(json.dumps(document), "the question")
    if "name" not in question.properties:
        raise BadInput("There is no letter in this name.", code="query.no-name")
    shelf = shelf_of(list(map(wanted, lists)), standard())
    answer = ask([question], shelf, explained=Explain.ALL)[0]
    if as_json:
        typer.echo(answer_line(answer), nl=False)
        return
    with speaking(language):
        showing.print_answer(answer, Console(highlight=False))


def _question(text: str, place: str = "--query") -> Entity:
    told = Told(place, passing=frozenset({"entity.no-id"}))
    content = text.encode(errors="replace").replace(b"\n", b" ")
    found = list(told.only_entities(read(BytesIO(content), Format.LINES)))
    if len(found) != 1:
        raise BadInput("The question is not one entity in JSON.", code="query.unreadable")
    return found[0]
