"""Files on the command line: lists in any form that is read, and what is wrong with them."""

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from rich.console import Console

from fairlead.core.errors import BadInput
from fairlead.core.problems import Problem, Severity
from fairlead.core.screening.container import MAGIC
from fairlead.core.screening.index import ListIndex, build
from fairlead.core.screening.reading import Entity, Options, format_of, read
from fairlead.core.screening.shelf import Shelf
from fairlead.core.screening.storage import open_index
from fairlead.core.screening.weights import Weights

talk = Console(stderr=True)
SHOWN = 20
"""Problems of a file that are printed one by one; of the rest, how many of which code."""


class Told:
    """Tells the problems of one file, the first one by one and the rest as counts."""

    def __init__(self, file: Path | str, passing: frozenset[str] = frozenset()) -> None:
        self.file = file
        self.passing = passing  # codes that mean nothing here
        self.counts: Counter[str] = Counter()

    def only_entities(self, items: Iterable[Entity | Problem]) -> Iterator[Entity]:
        """Pass on entities, and tell problems on the way."""
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
        talk.print(f"{place}: {problem.code} {problem.segment} {facts}".rstrip(), highlight=False)

    def close(self) -> None:
        """Tell how many problems of each kind there were, when not all were printed."""
        if self.counts.total() > SHOWN:
            counts = ", ".join(f"{count} × {code}" for code, count in self.counts.most_common())
            talk.print(f"{self.file}: {counts}", highlight=False)


@contextmanager
def entities_of(file: Path, options: Options | None = None) -> Iterator[Iterator[Entity]]:
    """Return the entities of a file, or of standard input where the file is ``-``."""
    told = Told(file)
    options = options or Options()
    if str(file) == "-":
        shape = format_of("stdin.jsonl")
        yield told.only_entities(read(sys.stdin.buffer, shape, options))
    else:
        with _opened(file) as stream:
            shape = format_of(file.name, stream.read(512))
            stream.seek(0)
            yield told.only_entities(read(stream, shape, options))
    told.close()


@contextmanager
def _opened(file: Path) -> Iterator[BinaryIO]:
    try:
        stream = file.open("rb")
    except OSError as error:
        raise BadInput(
            error.strerror or "cannot be read", code="file.unreadable", place=str(file)
        ) from error
    with stream:
        yield stream


def shelf_of(files: list[Path], weights: Weights) -> Shelf:
    """Return the lists that were named; those that are no index are built."""
    shelf = Shelf()
    labels: Counter[str] = Counter()
    for file in files:
        index = _index_of(file, weights)
        labels[index.label] += 1
        if labels[index.label] > 1:
            raise BadInput(
                f"Two lists are called {index.label}.", code="list.same-label", place=str(file)
            )
        shelf = shelf.put(index)
    return shelf


def _index_of(file: Path, weights: Weights) -> ListIndex:
    with _opened(file) as stream:
        is_index = stream.read(len(MAGIC)) == MAGIC
    if is_index:
        return open_index(file, weights)
    with talk.status(f"Building the index of {file} …"), entities_of(file) as entities:
        return build(file.name.split(".")[0], entities, weights)
