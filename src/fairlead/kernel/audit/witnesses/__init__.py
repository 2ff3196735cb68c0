"""Where copies of checkpoints are kept, out of reach of whoever holds the database.

One setting, ``FAIRLEAD_WITNESSES``, lists them; the beginning of each says of which kind it is:

``folder:/mnt/witness``                 a folder on another mount; remembers and compares
``syslog:/dev/log``, ``syslog:udp://log.example:514``, ``syslog:tcp://log.example:601``
                                        the system log; keeps, but cannot refuse
``https://partner.example/ledger/witness name+id+key``
                                        another node, and its public key; compares and cosigns

A witness that finds its copy contradicted says so with `Contradicted`: then the ledger was
rewritten, or the witness's own copies were. Anything else that goes wrong is `Unreachable`,
and is tried again.
"""

from collections.abc import Sequence
from typing import Protocol

from django.conf import settings

from fairlead.core.errors import FairleadError, Misconfigured
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

    name: str
    key: notes.Key | None  # of a witness that signs

    def take(self, offer: Offer) -> str:
        """Keep a checkpoint; return the cosignature lines of a witness that signs.

        Raises `Elsewhere`, `Contradicted` or `Unreachable`.
        """
        ...


def configured() -> list[Witness]:
    """Return the witnesses of this installation."""
    return [parse(spelled) for spelled in settings.FAIRLEAD_WITNESSES]


def parse(spelled: str) -> Witness:
    """Make a witness from its spelling in the settings."""
    from fairlead.kernel.audit.witnesses.folder import FolderWitness
    from fairlead.kernel.audit.witnesses.node import NodeWitness
    from fairlead.kernel.audit.witnesses.syslog import SyslogWitness

    kind, _, rest = spelled.partition(":")
    if kind == "folder":
        return FolderWitness(rest)
    if kind == "syslog":
        return SyslogWitness(rest)
    if kind in {"https", "http"}:
        return NodeWitness(spelled)
    raise Misconfigured(
        f"{spelled!r} begins with neither folder:, syslog: nor https:", place="witnesses"
    )


def shared_disk(paths: Sequence[str]) -> bool:
    """Say whether all these paths lie on one device, so that one hand can take them all."""
    import os

    devices = {os.stat(path).st_dev for path in paths if os.path.exists(path)}  # noqa: PTH110, PTH116
    return len(devices) == 1
