"""Sources in other codes than ASCII's family: UTF-16 with or without its mark, and EBCDIC."""

import codecs
import io
from typing import BinaryIO

_SIGNS = (
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
    (b"U\0N\0", "utf-16-le"),
    (b"\0U\0N", "utf-16-be"),
    ("UNA".encode("cp500"), "cp500"),
    ("UNB".encode("cp500"), "cp500"),
)
CHUNK = 1 << 18


class _Transcoder(io.RawIOBase):
    """Reads one code and gives UTF-8."""

    def __init__(self, head: bytes, stream: BinaryIO, codec: str) -> None:
        self._decoder = codecs.getincrementaldecoder(codec)("replace")
        self._head = head
        self._stream = stream

    def readable(self) -> bool:
        return True

    def read(self, _size: int = -1) -> bytes:
        data, self._head = self._head or self._stream.read(CHUNK), b""
        while data:
            text = self._decoder.decode(data)
            if text:
                return text.encode("utf-8", "replace")
            data = self._stream.read(CHUNK)
        return self._decoder.decode(b"", final=True).encode("utf-8", "replace")


class _Again(io.RawIOBase):
    """Gives back what was read ahead, then the rest."""

    def __init__(self, head: bytes, stream: BinaryIO) -> None:
        self._head = head
        self._stream = stream

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        data, self._head = self._head, b""
        return data or self._stream.read(size)


def transcoded(stream: BinaryIO) -> tuple[BinaryIO, str]:
    """Return a stream in ASCII's family, and the code it was in if that is another."""
    head = stream.read(CHUNK)
    for sign, codec in _SIGNS:
        if head.startswith(sign):
            return _Transcoder(head, stream, codec), codec  # type: ignore[return-value]
    return _Again(head, stream), ""  # type: ignore[return-value]
