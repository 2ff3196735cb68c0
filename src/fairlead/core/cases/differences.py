"""Compares two states of a record, for "as of", "compare two dates" and "what changed".

Lists are compared as bags: names, numbers and roles have no order that means anything, so a
moved line is no change.

>>> before = {"state": "new", "tags": ["a", "b"]}
>>> for found in differences(before, {"state": "open", "tags": ["b"]}):
...     print(found.kind, found.path, found.before, found.after)
changed state new open
removed tags a None
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from fairlead.core.cases.snapshots import canonical


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is otherwise; ``None`` means that it is not there."""

    path: str
    before: Any
    after: Any

    @property
    def kind(self) -> str:
        """Return "added", "removed" or "changed"."""
        if self.before is None:
            return "added"
        return "removed" if self.after is None else "changed"


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[Difference, ...]:
    """Return every difference, in the order of the paths."""
    return tuple(_compare("", before, after))


def _compare(path: str, before: Any, after: Any) -> Iterator[Difference]:  # noqa: ANN401 - any JSON
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        for key in sorted(before.keys() | after.keys()):
            yield from _compare(f"{path}.{key}" if path else key, before.get(key), after.get(key))
    elif isinstance(before, list | tuple) and isinstance(after, list | tuple):
        yield from _bags(path, list(before), list(after))
    elif before != after:
        yield Difference(path, before, after)


def _bags(path: str, before: list[Any], after: list[Any]) -> Iterator[Difference]:
    for item in sorted(_without(before, after), key=canonical):
        yield Difference(path, item, None)
    for item in sorted(_without(after, before), key=canonical):
        yield Difference(path, None, item)


def _without(items: list[Any], others: list[Any]) -> list[Any]:
    left = list(others)
    kept = []
    for item in items:
        if item in left:
            left.remove(item)
        else:
            kept.append(item)
    return kept
