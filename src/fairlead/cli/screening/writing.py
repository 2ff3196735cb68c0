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
from fairlead.core.screening.answers import Answer, Hit
from fairlead.core.screening.explanation import Piece

_Item = TypeVar("_Item")

dumped = json.JSONEncoder(ensure_ascii=False, check_circular=False).encode


def answer_line(answer: Answer) -> str:
    """Return one line: the question, and its hits."""
    return dumped({"qid": answer.id, "hits": [hit_row(hit) for hit in answer.hits]}) + "\n"


def hit_row(hit: Hit) -> dict[str, Any]:
    """Return a hit in codes and numbers."""
    row: dict[str, Any] = {
        "id": hit.id,
        "list": hit.list,
        "score": hit.score,
        "band": hit.band.value,
        "names": hit.names,
    }
    if hit.pieces:
        row["parts"] = [piece_row(piece) for piece in hit.pieces]
    return row


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
