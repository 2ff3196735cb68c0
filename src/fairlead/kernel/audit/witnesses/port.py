"""What a witness is to the ledger, and how it may fail."""

from typing import Protocol

from fairlead.core.errors import FairleadError
from fairlead.core.ledger import notes
from fairlead.core.ledger.witness import Offer


class Contradicted(FairleadError):
    """The witness has seen something that the offered checkpoint does not continue."""

    code = "witness-contradicted"


class Unreachable(FairleadError):
    """The witness could not be asked, or did not answer in its language; try again."""

    code = "witness-unreachable"


class Elsewhere(FairleadError):
    """The witness has last seen another size than the proof begins with."""

    code = "witness-elsewhere"

    def __init__(self, size: int) -> None:
        super().__init__(f"the witness has seen {size} entries")
        self.size = size


class Witness(Protocol):
    """Takes checkpoints and keeps them."""

    @property
    def name(self) -> str:
        """How receipts and the doctor call it."""
        ...

    @property
    def key(self) -> notes.Key | None:
        """The public key of a witness that signs."""
        ...

    def take(self, offer: Offer) -> str:
        """Keep a checkpoint; return the cosignature lines of a witness that signs.

        Raises `Elsewhere`, `Contradicted` or `Unreachable`.
        """
        ...
