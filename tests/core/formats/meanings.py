"""What a message means, as plain values that can be compared: whoever says it, and wherever."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

from fairlead.core.travel import Push

# Where something stood, what was wrong there, and by which envelope it came.
NOT_MEANT = {"segment", "segments", "elsewhere", "problems", "raw", "prepared", "interchange"}


def meaning(told: Any, apart: frozenset[str] = frozenset()) -> Any:
    """Return a record as plain values, empty ones left out."""
    if is_dataclass(told):
        pairs = {one.name: getattr(told, one.name) for one in fields(told)}
    elif hasattr(told, "_asdict"):
        pairs = told._asdict()
    elif isinstance(told, list | tuple):
        return [meaning(one, apart) for one in told]
    else:
        return told
    found = {
        name: meaning(value, apart)
        for name, value in pairs.items()
        if name not in NOT_MEANT and name not in apart
    }
    return {name: value for name, value in found.items() if value or value == 0}


def differences(one: Any, two: Any, place: str = "") -> Iterator[str]:
    """Name every place at which two meanings differ."""
    if isinstance(one, dict) and isinstance(two, dict):
        for name in one.keys() | two.keys():
            yield from differences(one.get(name), two.get(name), f"{place}.{name}")
    elif isinstance(one, list) and isinstance(two, list) and len(one) == len(two):
        for index, (left, right) in enumerate(zip(one, two, strict=True)):
            yield from differences(left, right, f"{place}[{index}]")
    elif one != two:
        yield f"{place}: {one!r} is not {two!r}"


def same(told: Push, again: Push, apart: frozenset[str] = frozenset()) -> None:
    """Fail with the places at which two messages mean something else."""
    assert list(differences(meaning(told, apart), meaning(again, apart))) == []


def samples(folder: Path) -> list[Path]:
    """Return the published messages among the evaluation data."""
    kinds = ("pnrgov", "paxlst", "iapi", "wrapped")
    return sorted(path for kind in kinds for path in (folder / "travel" / kind).iterdir())
