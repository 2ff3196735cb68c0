"""Sign what the tree is now: every minute, or every thousand entries, whichever is first.

A ledger in which nothing happens is signed once an hour, so that its last checkpoint says
that it was still there, and a tail that is cut off shows by its age.
"""

from datetime import timedelta

from django.db import transaction

from fairlead.core.errors import Unavailable
from fairlead.core.ledger import checkpoints, merkle, notes
from fairlead.core.ledger.witness import Offer
from fairlead.kernel.audit import keys, sequencing, tree
from fairlead.kernel.audit.models import Checkpoint
from fairlead.kernel.clock import now

EVERY = timedelta(seconds=60)
EVERY_ENTRIES = 1000
AT_REST = timedelta(hours=1)


def latest() -> Checkpoint | None:
    """Return the newest checkpoint."""
    return Checkpoint.objects.order_by("-pk").first()


def is_due(last: Checkpoint | None, size: int) -> bool:
    """Say whether it is time to sign a tree of this size."""
    if last is None:
        return size > 0
    age, grown = now() - last.time, size - last.size
    return grown >= EVERY_ENTRIES or age >= (EVERY if grown else AT_REST)


def sign(*, force: bool = False) -> Checkpoint | None:
    """Sign the tree if it is due, or in any case; None when there is nothing to do."""
    if not force and not is_due(latest(), tree.size()):  # mostly so, and without a lock
        return None
    return _sign(force=force)


@transaction.atomic
def _sign(*, force: bool) -> Checkpoint | None:
    if not sequencing.lock():
        return None
    last, frontier = latest(), tree.frontier()
    if not force and not is_due(last, frontier.size):
        return None
    if last:
        _check_continues(last, frontier.size)
    signer = keys.signer()
    # A clock that was set back must not make a checkpoint older than the one before it.
    moment = max(now(), last.time) if last else now()
    state = checkpoints.Checkpoint(signer.key.name, frontier.size, frontier.root(), moment)
    return Checkpoint.objects.create(
        origin=state.origin,
        size=state.size,
        root=state.root,
        time=state.time,
        note=str(state.sign(signer)),
    )


def cosigned(checkpoint: Checkpoint) -> notes.Note:
    """Return the note of a checkpoint with the cosignatures of its witnesses."""
    note = notes.parse(checkpoint.note)
    for receipt in checkpoint.receipts.all():
        if receipt.cosignature:
            note = notes.merge(note, notes.parse_signatures(receipt.cosignature))
    return note


def offer(checkpoint: Checkpoint, old: int) -> Offer:
    """Return a checkpoint with the proof that the tree of ``old`` leaves is its beginning."""
    proof = merkle.prove_consistency(old, checkpoint.size, tree.source)
    return Offer(old, tuple(proof), signed(checkpoint))


def signed(checkpoint: Checkpoint) -> checkpoints.Signed:
    """Return a checkpoint as what was signed, with all signatures."""
    note = cosigned(checkpoint)
    return checkpoints.Signed(checkpoints.parse(note.text), note)


def _check_continues(last: Checkpoint, size: int) -> None:
    """Never sign a tree that contradicts what was signed before."""
    before = tree.frontier(last.size) if last.size <= size else None
    if before is None or before.root() != bytes(last.root):
        raise Unavailable(
            f"the stored tree does not continue the checkpoint of {last.size} entries",
            code="ledger-broken",
            place="ledger",
        )
