"""Looks, signatures and samples for the tests of those who inspect."""

import uuid

from django.db import transaction

from fairlead.core.ledger import Authority, Verb
from fairlead.desks.oversight.actions import announce_sample
from fairlead.desks.oversight.models import Sample
from fairlead.kernel.access.context import Context
from fairlead.kernel.audit import checkpoints, keys, sequencing
from fairlead.kernel.audit.actions import record
from fairlead.kernel.audit.models import Checkpoint
from fairlead.kernel.clock import now

WORK = "cases.work"


def signed_tree() -> Checkpoint:
    """Give every entry its place, and sign the tree."""
    if not Checkpoint.objects.exists():
        keys.create()
    sequencing.sequence()
    made = checkpoints.sign(force=True)
    assert made is not None
    return made


def make_looks(
    number: int, *, actor: str = "", purpose: str = WORK, verb: Verb = Verb.CONSULT
) -> list[uuid.UUID]:
    """Write looks at records that nobody has; return their entries."""
    actor = actor or f"account:{uuid.uuid4()}"
    with transaction.atomic():
        return [
            record(
                act="cases.case.consulted",
                verb=verb,
                authority=Authority(actor=actor, purpose=purpose),
                objects=[f"case:{uuid.uuid4()}"],
            )
            for _number in range(number)
        ]


def announced(context: Context, *, size: int = 5, looks: int = 20) -> Sample:
    """Announce a sample of looks that are made for it."""
    make_looks(looks)
    signed_tree()
    today = now().date()
    return announce_sample(context=context, since=today, until=today, purposes=[WORK], size=size)
