"""Encrypted content on disk: written whole or not at all, read in pieces, removed, swept.

::

    FAIRLEAD_DATA/files/incoming/<id>      while it is written
    FAIRLEAD_DATA/files/3f/9a…             afterwards, under its own digest

The key of what is being written is in memory only until its record is committed. So whatever a
crash leaves behind here can be read by nobody; ``sweep`` removes it.
"""

import hashlib
import os
import time
import uuid
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from fairlead.core.errors import BadInput, FairleadError
from fairlead.core.mediatypes import HEAD_BYTES, sniff
from fairlead.core.sealing import Place, open_stream, seal_stream
from fairlead.kernel.files.models import StoredFile
from fairlead.kernel.retention.keyfiles import make_folder, sync_folder

PIECE = 64 * 1024


class ContentMissing(FairleadError):
    """The record of a file is there and its content is not: a lost disk, a hand in the folder."""

    code = "files.content-missing"


@dataclass(frozen=True, slots=True)
class Written:
    """What was written: its name on disk, and what it was before it was encrypted."""

    content: str
    digest: str
    size: int
    media_type: str


class _Reader:
    """Passes plain pieces on, and keeps what must be known of the whole."""

    def __init__(self, pieces: Iterable[bytes], allowed: frozenset[str], limit: int) -> None:
        self._pieces, self._allowed, self._limit = pieces, allowed, limit
        self._digest = hashlib.sha256()
        self.size, self.media_type = 0, ""

    def __iter__(self) -> Iterator[bytes]:
        head, pieces = b"", iter(self._pieces)
        for piece in pieces:
            head += piece
            if len(head) >= HEAD_BYTES:
                break
        self.media_type = sniff(head)
        if self.media_type not in self._allowed:
            raise BadInput(
                f"Files of type {self.media_type} are not taken here.", code="files.type-refused"
            )
        yield self._passed(head)
        for piece in pieces:
            yield self._passed(piece)

    def _passed(self, piece: bytes) -> bytes:
        self.size += len(piece)
        if self.size > self._limit:
            raise BadInput(
                f"Files of more than {self._limit} bytes are not taken here.",
                code="files.too-large",
            )
        self._digest.update(piece)
        return piece

    @property
    def digest(self) -> str:
        return self._digest.hexdigest()


def write(
    pieces: Iterable[bytes], *, place: Place, key: bytes, allowed: frozenset[str], limit: int
) -> Written:
    """Encrypt and store; what fails or is refused on the way leaves nothing behind."""
    reader, hashed = _Reader(pieces, allowed, limit), hashlib.sha256()
    make_folder(_folder() / "incoming")
    draft = _folder() / "incoming" / uuid.uuid4().hex
    try:
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as stream:
            for chunk in seal_stream(reader, place=place, record_key=key, random=os.urandom):
                hashed.update(chunk)
                stream.write(chunk)
            stream.flush()
            os.fsync(stream.fileno())
        content = hashed.hexdigest()
        make_folder(path_of(content).parent)
        draft.rename(path_of(content))
        sync_folder(path_of(content).parent)
    except BaseException:  # whatever it was, half a file must not stay
        draft.unlink(missing_ok=True)
        raise
    return Written(content, reader.digest, reader.size, reader.media_type)


def read(content: str, *, place: Place, key: bytes) -> Iterator[bytes]:
    """Yield the plain content, piece by piece, each only after it was authenticated."""
    try:
        stream = path_of(content).open("rb")
    except FileNotFoundError:
        raise ContentMissing("The content of this file is not here.", place=content) from None
    with stream:
        pieces = iter(lambda: stream.read(PIECE), b"")
        yield from open_stream(pieces, place=place, record_key=key)


def is_whole(content: str) -> bool:
    """Say whether the stored bytes are still those that were stored. Needs no key."""
    hashed = hashlib.sha256()
    try:
        with path_of(content).open("rb") as stream:
            while piece := stream.read(PIECE):
                hashed.update(piece)
    except FileNotFoundError:
        return False
    return hashed.hexdigest() == content


def forget(records: Sequence[StoredFile]) -> None:
    """Remove the content of erased files; it could not be read any more."""
    for record in records:
        remove(record.content)


def remove(content: str) -> None:
    """Remove one content from the disk; doing it twice does no harm."""
    with suppress(FileNotFoundError):
        path_of(content).unlink()
        sync_folder(path_of(content).parent)


def stored(older_than: float) -> Iterator[str]:
    """Yield the names of contents that were last written so many seconds ago, or longer."""
    latest = time.time() - older_than
    for path in _folder().glob("[0-9a-f][0-9a-f]/*"):
        if path.stat().st_mtime <= latest:
            yield path.parent.name + path.name


def drop_drafts(older_than: float) -> int:
    """Remove what was never written to its end; return how many there were."""
    latest, dropped = time.time() - older_than, 0
    for path in (_folder() / "incoming").glob("*"):
        with suppress(FileNotFoundError):
            if path.stat().st_mtime <= latest:
                path.unlink()
                dropped += 1
    return dropped


def path_of(content: str) -> Path:
    """Return where content lies."""
    return _folder() / content[:2] / content[2:]


def _folder() -> Path:
    return Path(settings.FAIRLEAD_DATA) / "files"
