"""Files on the command line: lists in any form that is read, and what is wrong with them."""

import os
import stat
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from io import BufferedReader
from pathlib import Path
from typing import TypeVar, cast

from rich.console import Console

from fairlead.cli.quoting import quoted
from fairlead.cli.screening.settings import Wanted
from fairlead.core.errors import BadInput
from fairlead.core.problems import Problem, Severity
from fairlead.core.screening.bearers import Bearers
from fairlead.core.screening.container import MAGIC
from fairlead.core.screening.index import ListIndex, build
from fairlead.core.screening.reading import (
    Entity,
    Format,
    Options,
    documents_of,
    format_of,
    read,
)
from fairlead.core.screening.reading.documents import Documents
from fairlead.core.screening.shelf import Shelf
from fairlead.core.screening.storage import open_index
from fairlead.core.screening.weights import Weights

_Item = TypeVar("_Item")
talk = Console(stderr=True)
SHOWN = 20
"""Problems of a file that are printed one by one; of the rest, how many of which code."""
_START = 512


class Told:
    """Tells the problems of one file, the first one by one and the rest as counts."""

    def __init__(self, file: Path | str, passing: frozenset[str] = frozenset()) -> None:
        self.file = file
        self.passing = passing  # codes that mean nothing here
        self.counts: Counter[str] = Counter()

    def only_entities(self, items: Iterable[Entity | Problem]) -> Iterator[Entity]:
        """Pass on entities, and tell problems on the way."""
        return self.only(items)

    def only(self, items: Iterable[_Item | Problem]) -> Iterator[_Item]:
        """Pass on everything but problems, which are told on the way."""
        for item in items:
            if isinstance(item, Problem):
                self._tell(item)
            else:
                yield item

    def _tell(self, problem: Problem) -> None:
        if problem.code in self.passing:
            return
        self.counts[problem.code] += 1
        if problem.severity is Severity.NOTE or self.counts.total() > SHOWN:
            return
        facts = " ".join(f"{name}={value}" for name, value in problem.facts)
        place = f"{self.file}:{problem.line}"
        say(f"{place}: {problem.code} {problem.segment} {facts}".rstrip())

    def close(self) -> None:
        """Tell how many problems of each kind there were, when not all were printed."""
        if self.counts.total() > SHOWN:
            counts = ", ".join(f"{count} × {code}" for code, count in self.counts.most_common())
            say(f"{self.file}: {counts}")


def say(words: str) -> None:
    """Say something on standard error; what a file holds never steers the terminal."""
    talk.print(quoted(words), soft_wrap=True)


@contextmanager
def entities_of(file: Path, options: Options | None = None) -> Iterator[Iterator[Entity]]:
    """Return the entities of a file, or of standard input where the file is ``-``."""
    with opened(file) as stream:
        yield from _entities(file, stream, options or Options())


def _entities(file: Path, stream: BufferedReader, options: Options) -> Iterator[Iterator[Entity]]:
    told = Told("standard input" if str(file) == "-" else file)
    shape = format_of(file.name, stream.peek(_START)[:_START])
    yield told.only_entities(read(stream, shape, options))
    told.close()


@contextmanager
def opened(file: Path) -> Iterator[BufferedReader]:
    """Open a file once: what is a pipe cannot be opened again."""
    if str(file) == "-":
        yield cast("BufferedReader", sys.stdin.buffer)
        return
    try:
        stream = file.open("rb")
    except (OSError, ValueError) as error:  # a name may hold a zero byte
        words = getattr(error, "strerror", None) or "cannot be read"
        raise BadInput(words, code="file.unreadable", place=str(file)) from error
    with stream:
        yield stream


def shelf_of(wanted: list[Wanted], weights: Weights) -> Shelf:
    """Return the lists that were named, with their settings; what is no index is built."""
    shelf = Shelf()
    for one in wanted:
        index = index_of(one.file, weights)
        index = replace(index, label=one.label or index.label)
        if any(part.index.label == index.label for part in shelf.parts):
            raise BadInput(
                f"Two lists are called {index.label}; give one another label "
                f"({one.file},label=another).",
                code="list.same-label",
                place=str(one.file),
            )
        shelf = shelf.put(index, one.lines(weights))
    return shelf


def index_of(file: Path, weights: Weights, counted: Bearers | None = None) -> ListIndex:
    """Return the index in a file, or that of the list in it.

    ``counted`` are the counts of an older version of the list, which is to keep its scores.
    """
    with opened(file) as stream:
        if stream.peek(_START).startswith(MAGIC):
            return open_index(_regular(file, stream), weights)
        with waiting(f"Building the index of {file} …"):
            options = Options(documents=_documents(file, stream))
            (entities,) = [list(some) for some in _entities(file, stream, options)]
            if not entities:
                raise BadInput(
                    "There is no entry in this list, so nobody would ever be found.",
                    code="list.empty",
                    place=str(file),
                )
            return build(label_of(file), entities, weights, counted)


def _documents(file: Path, stream: BufferedReader) -> Documents:
    """Return numbers of documents that stand apart from their holders; a pipe is read only once."""
    start = stream.peek(_START)[:_START]
    if format_of(file.name, start) is not Format.LINES or not stream.seekable():
        return {}
    found = documents_of(stream)
    stream.seek(0)
    return found


def label_of(file: Path) -> str:
    """Return what hits call a list: the name of its file up to the first point."""
    return file.name.split(".")[0] or file.name


def waiting(words: str) -> "nullcontext[None]":
    """Say what is being waited for, where a person is looking."""
    return cast("nullcontext[None]", talk.status(words)) if talk.is_terminal else nullcontext()


def _regular(file: Path, stream: BufferedReader) -> Path:
    """Return the file if it can be mapped into memory, as an index must be."""
    if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
        raise BadInput("An index must be a file.", code="index.no-file", place=str(file))
    return file
