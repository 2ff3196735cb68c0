"""Destroying the keys of buckets.

First it is decided, in the database and the ledger, in one transaction; when that is committed,
the key is destroyed. A crash between the two leaves a decision without its deed, which the next
run finds and does. Never the other way round: a key that is gone without an entry would be a
loss, not an erasure.
"""

from django.db import transaction

from fairlead.core.ledger import Verb
from fairlead.core.retention import Bucket
from fairlead.kernel.access import approvals
from fairlead.kernel.access.context import Context
from fairlead.kernel.audit import actions as audit
from fairlead.kernel.clock import now
from fairlead.kernel.retention.keystore import keystore
from fairlead.kernel.retention.models import KeyDestruction, Run

KIND = "retention.destroy_keys"


def destroy_key(*, context: Context, bucket: str) -> KeyDestruction:
    """Destroy the key of a bucket before its time, with all that is sealed under it."""
    approvals.require_approved(context, kind=KIND, payload={"bucket": bucket})
    return _destroy(context, Bucket.parse(bucket), run=None)


def destroy_ended_key(
    *, context: Context, bucket: Bucket, run: Run | None = None
) -> KeyDestruction:
    """Destroy the key of a bucket under which nothing lives any more."""
    return _destroy(context, bucket, run)


def _destroy(context: Context, bucket: Bucket, run: Run | None) -> KeyDestruction:
    key_id, moment = keystore().key_id(bucket), now()
    with transaction.atomic():
        decided, made = KeyDestruction.objects.get_or_create(
            bucket=str(bucket),
            defaults={
                "key_id": key_id,
                "decided_at": moment,
                "run": run,
                "approval": context.approval,
            },
        )
        if made:
            audit.record(
                act="retention.key.destroyed",
                verb=Verb.ERASE,
                authority=context.authority(),
                objects=[f"bucket:{bucket}", *([f"key:{key_id}"] if key_id else [])],
            )
        transaction.on_commit(lambda: keystore().destroy(bucket, moment))
    return decided
