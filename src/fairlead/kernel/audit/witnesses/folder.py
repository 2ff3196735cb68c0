"""A folder that only grows: one file for each checkpoint, on another mount.

::

    /mnt/witness/<origin>/2026-11-20/000000002000-093000123456.note

Before it takes a checkpoint it reads the newest one it has and checks that the ledger only
grew since. A file is written beside its place, brought to the disk, and linked into its place
only if nothing stands there, so that a file is whole or absent and none is ever replaced. Let
the mount itself refuse changes as well (docs/operators/witnesses.md says how).
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from fairlead.core.errors import BadInput, Misconfigured
from fairlead.core.ledger import checkpoints
from fairlead.core.ledger.witness import Offer, Verdict, judge
from fairlead.kernel.audit import keys
from fairlead.kernel.audit.witnesses.port import Contradicted, Elsewhere, Unreachable


class FolderWitness:
    """Keeps checkpoints as files and compares each with the one before."""

    def __init__(self, path: str) -> None:
        if not path.startswith("/"):
            raise Misconfigured("a folder witness needs a path from the root", place="witnesses")
        self.name = f"folder:{path}"
        self.key = None
        self.root = Path(path)

    def take(self, offer: Offer) -> str:
        if not self.root.is_dir():
            raise Unreachable("the folder is not there: is it mounted?", place=self.name)
        home = self.root / quote(offer.signed.checkpoint.origin, safe="")
        try:
            home.mkdir(exist_ok=True)
            with _alone(home):
                self._judge(offer, self._newest(home))
                self._keep(home, offer.signed)
        except OSError as error:
            raise Unreachable(f"cannot be written: {error.strerror}", place=self.name) from error
        return ""

    def newest(self, origin: str) -> checkpoints.Checkpoint | None:
        """Return the newest checkpoint kept of this ledger."""
        return self._newest(self.root / quote(origin, safe=""))

    def _newest(self, home: Path) -> checkpoints.Checkpoint | None:
        days = sorted(one for one in home.glob("[0-9]*") if one.is_dir())
        for day in reversed(days):
            files = sorted(day.glob("*.note"))
            if files:
                return self._read(files[-1])
        return None

    def _read(self, path: Path) -> checkpoints.Checkpoint:
        try:
            return checkpoints.read(path.read_text(encoding="utf-8")).checkpoint
        except (BadInput, UnicodeDecodeError) as error:
            raise Contradicted(
                f"its newest file is damaged: {path.name}", place=self.name
            ) from error

    def _judge(self, offer: Offer, seen: checkpoints.Checkpoint | None) -> None:
        verdict = judge(offer, seen=seen, keys=keys.public_keys())
        if verdict is Verdict.STALE:
            raise Elsewhere(seen.size if seen else 0)
        if verdict is not Verdict.ACCEPTED:
            size = seen.size if seen else 0
            raise Contradicted(
                f"what it has seen at {size} entries is not continued ({verdict.name.lower()})",
                place=self.name,
            )

    def _keep(self, home: Path, signed: checkpoints.Signed) -> None:
        state = signed.checkpoint
        day = home / f"{state.time:%Y-%m-%d}"
        day.mkdir(exist_ok=True)
        place = day / f"{state.size:012d}-{state.time:%H%M%S%f}.note"
        if place.exists() and place.read_text(encoding="utf-8") == str(signed.note):
            return
        fresh = day / f".{place.name}.{os.getpid()}"
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o444)
        try:
            with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
                stream.write(str(signed.note))
                stream.flush()
                os.fsync(descriptor)
            os.link(fresh, place)
        finally:
            fresh.unlink(missing_ok=True)
        for folder in (day, home):
            _sync_folder(folder)


@contextmanager
def _alone(home: Path) -> Iterator[None]:
    """Let one process at a time compare and write."""
    descriptor = os.open(home / ".lock", os.O_RDWR | os.O_CREAT, 0o644)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
