"""Answers as lines of JSON, the file they go to, and how far the work is."""

import io
import json
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, TextIO, TypeVar

from rich.progress import MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from fairlead.cli.screening.reading import talk
from fairlead.core.errors import BadInput
from fairlead.core.screening.answers import Answer, Hit
from fairlead.core.screening.explanation import Piece

_Item = TypeVar("_Item")

dumped = json.JSONEncoder(ensure_ascii=False, check_circular=False).encode
_quoted = json.encoder.encode_basestring


def answer_line(answer: Answer) -> str:
    """Return one line: the question, and its hits. There may be millions, so no rows are made."""
    hits = ", ".join([hit_text(hit) for hit in answer.hits])
    return f'{{"qid": {_quoted(answer.id)}, "hits": [{hits}]}}\n'


def hit_text(hit: Hit) -> str:
    """Return a hit in codes and numbers, as JSON."""
    asked, listed = hit.names
    parts = f', "parts": {dumped(list(map(piece_row, hit.pieces)))}' if hit.pieces else ""
    return (
        f'{{"id": {_quoted(hit.id)}, "list": {_quoted(hit.list)}, "score": {hit.score!r}, '
        f'"band": {_quoted(hit.band)}, "names": [{_quoted(asked)}, {_quoted(listed)}]{parts}}}'
    )


def piece_row(piece: Piece) -> dict[str, Any]:
    """Return a piece of evidence in codes and numbers."""
    return {
        "code": piece.code,
        "weight": piece.weight,
        "query": piece.asked,
        "entry": piece.listed,
    }


@contextmanager
def written(out: Path) -> Iterator[TextIO]:
    """Return the answers' file; it takes its name when it is whole, and is not there otherwise.

    What is no file, as a pipe or a device, is written to as it is. A lone surrogate in an id is
    written as JSON writes it.
    """
    if str(out) == "-":
        if isinstance(sys.stdout, io.TextIOWrapper):
            sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
        yield sys.stdout
        sys.stdout.flush()
    elif out.exists() and not out.is_file():
        with _opened(out) as stream:
            yield stream
    else:
        with _beside(out) as stream:
            yield stream


@contextmanager
def _beside(out: Path) -> Iterator[TextIO]:
    beside = out.with_name(f".{out.name}.{os.getpid()}.part")
    try:
        with _opened(beside) as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        beside.replace(out)
    finally:
        with suppress(OSError):
            beside.unlink(missing_ok=True)


def _opened(file: Path) -> TextIO:
    return file.open("w", encoding="utf-8", errors="backslashreplace", newline="\n")


def apart(out: Path, *inputs: Path | None) -> None:
    """Refuse to write over what is read."""
    for file in inputs:
        if file and out.is_file() and file.exists() and out.samefile(file):
            raise BadInput("This is read, and would be lost.", code="file.same", place=str(out))


class Count:
    """How many people were asked about; shown while it grows, if a person is looking."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._task = progress.add_task("", total=None)

    def __call__(self, number: int) -> None:
        """Count some more."""
        self._progress.advance(self._task, number)

    def passing(self, items: Iterable[_Item]) -> Iterator[_Item]:
        """Pass items on, and count them in thousands."""
        for number, item in enumerate(items, 1):
            yield item
            if number % 1000 == 0:
                self(1000)


@contextmanager
def counting() -> Iterator[Count]:
    """Show progress on standard error, where that is a terminal."""
    columns = (SpinnerColumn(), TextColumn("people"), MofNCompleteColumn(), TimeElapsedColumn())
    quiet = not talk.is_terminal
    with Progress(*columns, console=talk, transient=True, disable=quiet) as progress:
        yield Count(progress)
