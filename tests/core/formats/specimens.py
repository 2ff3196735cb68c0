"""The invented messages in tests/samples/travel, and short ways to read them."""

import io
from collections.abc import Iterator

from fairlead.core.formats import edifact
from fairlead.core.formats.recognition import readings
from fairlead.core.problems import Problem
from fairlead.core.travel import Push
from tests.servers import ROOT

FOLDER = ROOT / "tests" / "samples" / "travel"
NAMES = sorted(path.name for path in FOLDER.iterdir() if path.suffix in {".edi", ".txt"})
WRITTEN = tuple(name for name in NAMES if name.endswith(".edi"))


def specimen(name: str) -> bytes:
    return (FOLDER / name).read_bytes()


def on_one_line(name: str) -> bytes:
    return specimen(name).replace(b"\n", b"")


def messages(data: bytes) -> list[edifact.Message]:
    return [item for item in edifact.read(io.BytesIO(data)) if isinstance(item, edifact.Message)]


def message(data: bytes) -> edifact.Message:
    (found,) = messages(data)
    return found


def pushes(data: bytes) -> list[Push]:
    return list(readings(io.BytesIO(data)))


def push(data: bytes) -> Push:
    (found,) = pushes(data)
    return found


def codes(problems: list[Problem]) -> list[str]:
    return [problem.code for problem in problems]


def loose(data: bytes) -> Iterator[Problem]:
    """Yield the problems that belong to no message."""
    return (item for item in edifact.read(io.BytesIO(data)) if isinstance(item, Problem))
