"""Sources that are made while they are read, and how much memory reading them takes.

``python -m tests.core.formats.streams KIND MEGABYTES [leak]`` prints how many messages there were,
and by how many megabytes the process grew in the second half.
"""

import io
import sys
import time
from collections.abc import Callable, Iterator
from itertools import chain, repeat
from pathlib import Path
from typing import BinaryIO, cast

from fairlead.core.formats.edifact import Message, read
from fairlead.core.formats.recognition import readings
from fairlead.core.travel import Push
from tests.core.formats.specimens import on_one_line, specimen

MEGABYTE = 1_000_000
COLUMNS = 69  # of a teletype
Source = Callable[[], Iterator[bytes]]


class Endless(io.RawIOBase):
    """A stream of pieces that nobody holds at once, up to a size."""

    def __init__(self, pieces: Iterator[bytes], size: int) -> None:
        self.pieces, self.left, self.size = pieces, size, size

    def readable(self) -> bool:
        return True

    def read(self, _size: int = -1) -> bytes:
        piece = next(self.pieces, b"") if self.left > 0 else b""
        self.left -= len(piece)
        return piece

    @property
    def given(self) -> int:
        """How many bytes were read so far."""
        return self.size - self.left


def records() -> bytes:
    """Return one PNRGOV, as an interchange."""
    return on_one_line("records-13.edi")


def one_after_another() -> Iterator[bytes]:
    """Yield interchanges."""
    return repeat(records())


def in_one_interchange() -> Iterator[bytes]:
    """Yield messages of one interchange that never ends."""
    whole = records()
    begin, end = whole.index(b"UNH+"), whole.index(b"UNZ+")
    return chain([whole[:begin]], repeat(whole[begin:end]))


def in_mails() -> Iterator[bytes]:
    """Yield interchanges, each in a mail with its header and a disclaimer."""
    mail = b"Received: by mx\r\nFrom: a@example.org\r\nSubject: PNR\r\n\r\nDear all,\r\n\r\n"
    end = b"\r\n\r\n--\r\nThis message is confidential.\r\nIt isn't for you.\r\n\r\n"
    return repeat(mail + records().replace(b"'", b"'\r\n") + end)


def on_short_lines() -> Iterator[bytes]:
    """Yield interchanges as a teletype broke them."""
    whole = records()
    lines = [whole[at : at + COLUMNS] for at in range(0, len(whole), COLUMNS)]
    return repeat(b"\x01QU UTOGOV\r\n.UTAZZ 010900\r\n\x02" + b"\r\n".join(lines) + b"\r\n\x03")


def as_one_document() -> Iterator[bytes]:
    """Yield one document of XML with records without end."""
    whole = specimen("records.xml")
    begin, end = whole.index(b"<PNR "), whole.index(b"</PNR>") + len(b"</PNR>")
    return chain([whole[:begin]], repeat(whole[begin:end] + b"\n"))


def as_documents() -> Iterator[bytes]:
    """Yield documents of XML, one behind another."""
    return repeat(specimen("records.xml"))


SOURCES: dict[str, Source] = {
    each.__name__.replace("_", "-"): each
    for each in (
        *(one_after_another, in_one_interchange, in_mails, on_short_lines),
        *(as_one_document, as_documents),
    )
}


def peak() -> float:
    """Return the most memory that this program ever took, in megabytes.

    ``ru_maxrss`` would also count what the process that started it had taken.
    """
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) / 1000


def grown(
    name: str, size: int, *, found_only: bool = False, leak: bool = False
) -> tuple[int, float, float]:
    """Read a source; return the messages, the growth in megabytes, the processor time."""
    stream = Endless(SOURCES[name](), size)
    source = cast("BinaryIO", stream)
    found = (one for one in read(source) if isinstance(one, Message))
    items: Iterator[Message | Push] = found if found_only else readings(source)
    count, before, kept = 0, 0.0, []
    began = time.process_time()
    for item in items:
        count += 1
        if leak:
            kept.append(item)
        if not before and stream.given > size / 2:
            before = peak()
    return count, peak() - before, time.process_time() - began


if __name__ == "__main__":
    kind, megabytes, *options = sys.argv[1:]
    size = int(megabytes) * MEGABYTE
    told = grown(kind, size, found_only="found" in options, leak="leak" in options)
    print(*told)  # noqa: T201 - the result
