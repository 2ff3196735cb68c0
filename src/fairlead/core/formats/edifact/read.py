"""Interchanges in a stream → messages, one at a time, with flat memory."""

from collections.abc import Iterator
from typing import BinaryIO

from fairlead.core.formats.edifact.cutting import Cutter
from fairlead.core.formats.edifact.framing import AHEAD, Start, Window, find_start
from fairlead.core.formats.edifact.grammar import FAULTS
from fairlead.core.formats.edifact.messages import Message
from fairlead.core.formats.edifact.sequences import Sequences
from fairlead.core.formats.edifact.tokens import BLANK
from fairlead.core.formats.edifact.transcoding import transcoded
from fairlead.core.formats.faults import problem
from fairlead.core.problems import Problem

BOM = b"\xef\xbb\xbf"
_BLANK = BLANK.encode("latin-1")


def read(stream: BinaryIO) -> Iterator[Message | Problem]:
    """Yield every message of a stream, and the problems that belong to no message."""
    source, used = transcoded(stream)
    if used:
        yield problem(FAULTS, "edifact.transcoded", used=used)
    window = Window(source)
    sequences = Sequences()
    known = False
    while True:
        start, skipped, place = _seek(window)
        if start is None:
            break
        if skipped:
            yield problem(FAULTS, "edifact.text-before", offset=place, bytes=skipped)
        known = True
        for item in Cutter(window, start).messages_of():
            if isinstance(item, Message):
                sequences.note(item)
            yield item
    if skipped or not known:
        code = "edifact.text-after" if known else "edifact.nothing-found"
        yield problem(FAULTS, code, offset=place, bytes=skipped)
    yield from sequences.missing()


def _seek(window: Window) -> tuple[Start | None, int, int]:
    """Find the next start; return it, how much other text was passed, and where that began."""
    passed, where = 0, -1
    window.have(2 * AHEAD)
    while True:
        start, clear = find_start(window, 0)
        found = start.offset if start else clear
        other = window.data[:found].removeprefix(BOM)
        text = len(other.strip(_BLANK))
        if text and where < 0:
            where = window.base + found - len(other.lstrip(_BLANK))
        passed += text
        window.drop(found)
        if start:
            return _moved(start, found), passed, max(where, 0)
        if not window.grow():
            rest = len(window.data.strip(_BLANK))
            where = window.base if rest and where < 0 else where
            window.drop(len(window.data))
            return None, passed + rest, max(where, 0)


def _moved(start: Start, by: int) -> Start:
    return Start(0, start.header - by, start.kind, start.syntax, start.advice, start.faults)
