"""How often hits were false, counted from what people decided, each share with its interval.

A share of a few judged hits is known badly, and a table that hides it misleads. So every share
stands with the interval in which it lies nineteen times of twenty (Wilson, 1927), and a hit that
nobody decided is counted and never guessed.
"""

import json
import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from fairlead.core.problems import Problem
from fairlead.core.text import script_of

SAME, OTHER, OPEN = "same", "other", "open"
DECISIONS: Final = (SAME, OTHER, OPEN)
BY: Final = ("all", "list", "band", "script")
_Z: Final = 1.959964  # of a normal distribution, 95 % lie within


@dataclass(frozen=True, slots=True)
class Judged:
    """A hit and what was decided: the same person, another one, or nothing yet."""

    question: str
    list: str
    band: str
    script: str
    decision: str


def read_judged(lines: Iterable[bytes]) -> Iterator[Judged | Problem]:
    """Read hits as ``fairlead screen`` writes them, one on a line, each with its decision."""
    for number, line in enumerate(lines, 1):
        if not line.isspace():
            yield _judged(line, number)


def _judged(line: bytes, number: int) -> Judged | Problem:
    try:
        row: Any = json.loads(line)
        found = Judged(
            str(row["qid"]), row["list"], row["band"], script_of(row["names"][0]), row["decision"]
        )
    except (ValueError, KeyError, TypeError, IndexError, RecursionError):
        return Problem("judged.unreadable", line=number, raw=line[:200])
    if found.decision not in DECISIONS or {type(found.list), type(found.band)} != {str}:
        return Problem("judged.unknown-decision", line=number, raw=line[:200])
    return found


@dataclass(slots=True)
class Count:
    """How many hits of a kind there were, on how many people, and what was decided."""

    hits: int = 0
    same: int = 0
    other: int = 0
    people: set[str] = field(default_factory=set)

    def add(self, judged: Judged) -> None:
        """Count a hit."""
        self.hits += 1
        self.same += judged.decision == SAME
        self.other += judged.decision == OTHER
        self.people.add(judged.question)

    @property
    def decided(self) -> int:
        """How many were decided."""
        return self.same + self.other

    @property
    def false_share(self) -> float | None:
        """Which share of the decided hits was another person; nothing where none was decided."""
        return self.other / self.decided if self.decided else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """Where that share lies, nineteen times of twenty."""
        return wilson(self.other, self.decided) if self.decided else None


def tally(judged: Iterable[Judged]) -> dict[tuple[str, str], Count]:
    """Count hits: all of them, by list, by band, and by the script of the name asked about."""
    found: dict[tuple[str, str], Count] = {}
    for one in judged:
        labels = ("", one.list, one.band, one.script)
        for kind, label in zip(BY, labels, strict=True):
            found.setdefault((kind, label), Count()).add(one)
    return dict(sorted(found.items(), key=lambda item: (BY.index(item[0][0]), item[0][1])))


def wilson(count: int, of: int) -> tuple[float, float]:
    """Return the interval of a share that was counted."""
    share, square = count / of, _Z * _Z
    middle = (share + square / (2 * of)) / (1 + square / of)
    spread = _Z * math.sqrt(share * (1 - share) / of + square / (4 * of * of)) / (1 + square / of)
    low = 0.0 if count == 0 else max(0.0, middle - spread)
    return low, 1.0 if count == of else min(1.0, middle + spread)
