"""What of an entry can be erased, and the port through which it is sealed.

A payload may hold personal values, so it is never written in clear. Sealing needs keys with a
life of their own, which `kernel.retention` keeps; the ledger stands below it and only says
what it needs. **Without a sealer a payload is refused**, in every mode: an entry whose payload
could not be sealed would have to be dropped or written openly, and both would be a lie.
"""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from fairlead.core.errors import LedgerUnavailable


@dataclass(frozen=True, slots=True)
class Sealed:
    """Bytes that only the sealer can open, and a public name of the key that does."""

    key_id: str
    content: bytes


class Sealer(Protocol):
    """Seals salt and payload of one entry so that destroying a key erases them."""

    def seal(self, plain: bytes, *, entry: uuid.UUID, moment: datetime) -> Sealed:
        """Seal; ``moment`` decides under which key, so when the payload ends."""
        ...

    def open(self, sealed: Sealed, *, entry: uuid.UUID) -> bytes:
        """Return what was sealed; raise `FairleadError` when the key is destroyed."""
        ...


class _NoSealer:
    def seal(self, plain: bytes, *, entry: uuid.UUID, moment: datetime) -> Sealed:  # noqa: ARG002
        raise LedgerUnavailable(
            "no sealer is installed, and a payload is never written in clear", place=str(entry)
        )

    def open(self, sealed: Sealed, *, entry: uuid.UUID) -> bytes:  # noqa: ARG002
        raise LedgerUnavailable("no sealer is installed", place=str(entry))


_sealer: Sealer = _NoSealer()


def install(sealer: Sealer) -> Sealer:
    """Put a sealer in place, once, when the process starts; return the one before."""
    global _sealer  # one process, one sealer: that is the port
    before, _sealer = _sealer, sealer
    return before


def sealer() -> Sealer:
    """Return the sealer of this process."""
    return _sealer
