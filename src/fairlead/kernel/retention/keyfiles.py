"""Key files: made whole or not at all, read by their owner only, and destroyed for good.

Every function here ends with the folder itself on disk (``fsync``), because a file that is only
in the cache of the operating system is, after a power cut, neither made nor destroyed.
"""

import fcntl
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from fairlead.core.errors import Misconfigured

OWNER_FILE, OWNER_FOLDER = 0o600, 0o700
_OTHERS = stat.S_IRWXG | stat.S_IRWXO


def make_folder(folder: Path) -> None:
    """Make a folder for its owner only; one that others can enter is refused."""
    folder.mkdir(mode=OWNER_FOLDER, parents=True, exist_ok=True)
    check_private(folder.stat(), folder)


def check_private(found: os.stat_result, path: Path) -> None:
    """Refuse what anyone but its owner may read, or what belongs to someone else."""
    if found.st_mode & _OTHERS:
        wanted = OWNER_FOLDER if stat.S_ISDIR(found.st_mode) else OWNER_FILE
        raise Misconfigured(f"must be for its owner only (chmod {wanted:o})", place=str(path))
    if found.st_uid != os.geteuid():
        raise Misconfigured(
            "belongs to another user than the one Fairlead runs as", place=str(path)
        )


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Let one process at a time make or destroy keys in this folder."""
    descriptor = os.open(folder / ".lock", os.O_RDWR | os.O_CREAT, OWNER_FILE)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def create(path: Path, content: bytes) -> None:
    """Write a new file that either is there whole or is not there; never replaces one."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    with suppress(FileNotFoundError):
        draft.unlink()
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_FILE)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        os.link(draft, path)  # fails where a file of this name is already
    finally:
        draft.unlink()
        sync_folder(path.parent)


def read(path: Path) -> tuple[bytes, os.stat_result]:
    """Return content and state of a file that is for its owner only."""
    descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW)
    with os.fdopen(descriptor, "rb") as stream:
        found = os.fstat(stream.fileno())
        check_private(found, path)
        return stream.read(), found


def destroy(path: Path) -> None:
    """Write over a file, force that to disk, and remove it. Doing it twice does no harm."""
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_NOFOLLOW)
    except FileNotFoundError:
        return
    try:
        os.write(descriptor, os.urandom(os.fstat(descriptor).st_size))
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    path.unlink()
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Force the names in a folder to disk."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
