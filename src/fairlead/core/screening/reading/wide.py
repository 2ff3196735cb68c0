"""Text that some programs write with two bytes for each letter (UTF-16), read as UTF-8."""

import codecs
import io
from contextlib import suppress
from typing import BinaryIO, Final, Protocol

MARKS: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


class Lines(Protocol):
    """What lines are read from."""

    def readline(self, size: int, /) -> bytes:
        """Return the next line, or as much of it as was asked for."""


def plain(start: bytes) -> bytes:
    """Return the first bytes of a file as UTF-8."""
    if not start.startswith(MARKS):
        return start
    return codecs.getincrementaldecoder("utf-16")("replace").decode(start).encode()


def lines_of(stream: BinaryIO) -> Lines:
    """Return a stream whose lines are UTF-8; what bears no mark of another alphabet, as it is."""
    buffer = stream if isinstance(stream, io.BufferedReader) else io.BufferedReader(Raw(stream))
    if not buffer.peek(2).startswith(MARKS):
        return buffer
    return _Recoded(io.TextIOWrapper(buffer, "utf-16", errors="replace", newline="\n"))


class Raw(io.RawIOBase):
    """A stream of bytes that is not closed when its reader is done."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "memoryview | bytearray") -> int:  # type: ignore[override]
        piece = self._stream.read(len(buffer))
        buffer[: len(piece)] = piece
        return len(piece)


class _Recoded:
    def __init__(self, text: io.TextIOWrapper) -> None:
        self._text = text

    def readline(self, size: int) -> bytes:
        return self._text.readline(size).encode("utf-8", "replace")

    def __del__(self) -> None:
        with suppress(ValueError):  # it was closed before
            self._text.detach()  # whoever opened the stream closes it
