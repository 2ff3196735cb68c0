"""Replacing the key of a bucket while it is in use.

After one record was erased, an old copy of the database together with today's key would still
open it. Moving all other records of the bucket to a new key, and destroying the old one, ends
that at once. It can be interrupted: what has moved stays moved, and the old key goes last.
"""

from django.db import transaction

from fairlead.core.ledger import Verb
from fairlead.core.retention import Bucket
from fairlead.kernel.access.context import Context
from fairlead.kernel.audit import actions as audit
from fairlead.kernel.retention import writing
from fairlead.kernel.retention.actions.keys import destroy_ended_key
from fairlead.kernel.retention.keystore import keystore
from fairlead.kernel.retention.models import KeyDestruction
from fairlead.kernel.retention.queries import personal_models
from fairlead.kernel.retention.records import move, replace_tokens

BATCH = 500


def rekey_records(*, context: Context, bucket: Bucket) -> KeyDestruction:
    """Move what lives in a bucket to its next generation, and destroy its key."""
    successor = bucket.next_generation()
    while str(successor) in keystore().destroyed():
        successor = successor.next_generation()
    while _move_batch(context, bucket, successor):
        pass
    return destroy_ended_key(context=context, bucket=bucket)


def _move_batch(context: Context, bucket: Bucket, successor: Bucket) -> bool:
    with transaction.atomic():
        for model in personal_models():
            opened = model.objects.for_context(writing.house(), verb=Verb.ALTER)
            rows = list(opened.filter(bucket=str(bucket)).order_by()[:BATCH])
            if rows:
                tokens = [token for row in rows for token in move(row, successor) or ()]
                writing.write(rows, writing.FORM)
                replace_tokens(rows, tokens)
                audit.record(
                    act="retention.records.rekeyed",
                    verb=Verb.ALTER,
                    authority=context.authority(),
                    objects=[f"bucket:{bucket}", f"bucket:{successor}"],
                )
                return True
    return False
