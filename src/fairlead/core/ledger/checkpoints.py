"""Checkpoints (c2sp.org/tlog-checkpoint): what the ledger was at one moment, signed.

The text of the note has four lines: the origin, which names the ledger; the number of
entries; the root of the tree in base64; and the moment of signing as an extension line.
Other extension lines are refused: nothing may be signed that nobody reads.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from fairlead.core.errors import BadInput
from fairlead.core.ledger import merkle, notes
from fairlead.core.ledger.entries import read_time, write_time

_TIME = "time "
_LINES = 4
MOST_ENTRIES = 1 << 48  # far above any ledger, far below what a database integer holds


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The ledger called ``origin`` had ``size`` entries with this root at this time."""

    origin: str
    size: int
    root: bytes
    time: datetime

    def text(self) -> str:
        """Return the text that is signed."""
        lines = (
            self.origin,
            str(self.size),
            notes.encode64(self.root),
            _TIME + write_time(self.time),
        )
        return "".join(f"{line}\n" for line in lines)

    def sign(self, signer: notes.Signer) -> notes.Note:
        """Return the checkpoint as a note with the ledger's own signature."""
        text = self.text()
        return notes.Note(text, (signer.sign(text),))


def parse(text: str) -> Checkpoint:
    """Read the text of a checkpoint; raise `BadInput` unless `Checkpoint.text` wrote it."""
    lines = text.split("\n")
    if len(lines) != _LINES + 1 or lines[-1]:
        raise BadInput("a checkpoint has four lines", place="checkpoint")
    origin, size, root, extension = lines[:_LINES]
    try:
        checkpoint = Checkpoint(
            origin=notes.check_name(origin),
            size=int(size),
            root=notes.decode64(root),
            time=read_time(extension.removeprefix(_TIME)),
        )
        again = checkpoint.text()
    except (ValueError, OverflowError) as error:
        raise BadInput(f"this is no checkpoint ({error})", place="checkpoint") from error
    if again != text or len(checkpoint.root) != merkle.HASH_SIZE:
        raise BadInput("the checkpoint is not in its canonical form", place="checkpoint")
    if not 0 <= checkpoint.size < MOST_ENTRIES:
        raise BadInput("no ledger has so many entries", place="checkpoint")
    return checkpoint


@dataclass(frozen=True, slots=True)
class Signed:
    """A checkpoint read from a note, together with that note."""

    checkpoint: Checkpoint
    note: notes.Note

    @property
    def size(self) -> int:
        return self.checkpoint.size

    @property
    def root(self) -> bytes:
        return self.checkpoint.root

    def is_signed_by_its_ledger(self, keys: Sequence[notes.Key]) -> bool:
        """Say whether one of these keys is the ledger's own and signed it."""
        own = [
            key for key in keys if key.kind is notes.Kind.LOG and key.name == self.checkpoint.origin
        ]
        return bool(self.note.signed_by(own))


def read(raw: str) -> Signed:
    """Read a signed checkpoint; whose signatures they are is for the caller to ask."""
    note = notes.parse(raw)
    return Signed(parse(note.text), note)
