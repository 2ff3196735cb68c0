"""A long source is read with flat memory: shown in a process of its own, beside one that leaks."""

import subprocess
import sys

import pytest

from tests.core.formats.streams import SOURCES
from tests.servers import ROOT

FLAT = 4.0  # megabytes that a process may grow for reasons of its own


def grown(*arguments: str) -> tuple[int, float]:
    """Return how many messages were read, and by how many megabytes the reader grew."""
    command = [sys.executable, "-m", "tests.core.formats.streams", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    count, megabytes, _seconds = done.stdout.split()
    return int(count), float(megabytes)


@pytest.mark.parametrize("kind", SOURCES)
def test_memory_stays_flat_while_every_message_is_understood(kind: str) -> None:
    size = "12" if kind == "as-one-document" else "5"  # which is handed out in great parts
    count, megabytes = grown(kind, size)
    assert count > (5 if kind == "as-one-document" else 1000)
    assert megabytes < FLAT


def test_a_leak_would_be_seen() -> None:
    _count, megabytes = grown("one-after-another", "5", "leak")
    assert megabytes > 3 * FLAT


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["one-after-another", "in-one-interchange", "in-mails"])
def test_memory_stays_flat_while_sixty_megabytes_are_cut(kind: str) -> None:
    count, megabytes = grown(kind, "60", "found")
    assert count > 25_000
    assert megabytes < FLAT
