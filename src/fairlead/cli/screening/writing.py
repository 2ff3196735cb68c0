"""Answers as lines of JSON, the file they go to, and how far the work is."""

import contextlib
import json
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO, TypeVar

from rich.progress import MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from fairlead.cli.screening.reading import talk
from fairlead.core.errors import BadInput
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
    """Return the answers' file; it takes its name when it is whole, and is not there otherwise."""
    if str(out) == "-":
        yield sys.stdout
        sys.stdout.flush()
        return
    beside = out.with_name(f".{out.name}.{os.getpid()}.part")
    try:
        with beside.open("w", encoding="utf-8", errors="surrogatepass", newline="\n") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        _put(beside, out)
    except OSError as error:
        if error.filename not in {None, str(beside)}:
            raise
        raise unwritable(out, error) from error
    finally:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)


def _put(beside: Path, out: Path) -> None:
    """Move a whole file to its place; into what is no file (a pipe, a device) it is copied."""
    if out.exists() and not out.is_file():
        if out.is_dir():
            raise IsADirectoryError(None, "is a directory")
        with beside.open("rb") as whole, out.open("wb") as place:
            while piece := whole.read(1 << 20):
                place.write(piece)
        return
    beside.replace(out)


def unwritable(out: Path, error: OSError) -> BadInput:
    """Return what to say of a file that cannot be written: a full disk, a folder that is not there."""
    return BadInput(error.strerror or "cannot be written", code="file.unwritable", place=str(out))


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
