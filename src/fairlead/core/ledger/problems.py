"""What a verifier has to say: which check failed, and where."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

MOST_KEPT = 1_000  # of a broken ledger more would be noise; the count goes on


class Check(StrEnum):
    """The checks, in the words of docs/formats/ledger-export.md."""

    FORMAT = "format"  # a line is not in the only form in which it is written
    ORDER = "order"  # an index is missing, doubled or out of its place
    LEAF = "leaf"  # header or commitment do not hash to the leaf that stands beside them
    HEADER = "header"  # the header is not one that the ledger writes
    PAYLOAD = "payload"  # a disclosed payload is not the one that was committed to
    ROOT = "root"  # the entries do not hash to the root of a signed checkpoint
    SIGNATURE = "signature"  # a signature is wrong, or by a key that is not listed
    KEY = "key"  # a key is not trusted, or signs nothing
    ORIGIN = "origin"  # a checkpoint of another ledger
    TAIL = "tail"  # entries are missing at the end
    WITNESS = "witness"  # a witness saw something else
    INDEX = "index"  # a search column says something else than the header
    NODE = "node"  # a stored subtree hash is not the one that the leaves give
    COMPLETE = "complete"  # an entry is neither in the tree nor waiting for it


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding; ``entry`` and ``line`` are None where they have no meaning."""

    check: Check
    words: str
    entry: int | None = None
    line: int | None = None

    def __str__(self) -> str:
        places = []
        if self.entry is not None:
            places.append(f"entry {self.entry}")
        if self.line is not None:
            places.append(f"line {self.line}")
        place = f" at {', '.join(places)}" if places else ""
        return f"{self.check}{place}: {self.words}"


@dataclass(slots=True)
class Problems:
    """Findings in the order of their discovery; beyond a thousand only their number."""

    kept: list[Problem] = field(default_factory=list)
    count: int = 0

    def add(
        self, check: Check, words: str, *, entry: int | None = None, line: int | None = None
    ) -> None:
        self.count += 1
        if self.count <= MOST_KEPT:
            self.kept.append(Problem(check, words, entry, line))

    def __bool__(self) -> bool:
        return self.count > 0

    def __iter__(self) -> Iterator[Problem]:
        return iter(self.kept)
