"""What the worker does for the ledger, again and again: short, and safe to be killed."""

from fairlead.kernel.audit import checkpoints, sequencing, verification, witnessing
from fairlead.kernel.audit.models import Verification


def sequence() -> None:
    """Give waiting entries their place."""
    sequencing.sequence()


def checkpoint() -> None:
    """Sign the tree when it is due, and bring what was signed to the witnesses."""
    checkpoints.sign()
    witnessing.deliver()


def verify() -> None:
    """Read what is new, and a slice of what was read before."""
    verification.read_on(Verification.FIRST)
    verification.read_on(Verification.AGAIN)
