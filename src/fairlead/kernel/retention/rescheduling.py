"""New days for records: a clock started, a hold came or went, the law changed, a month ended."""

from collections.abc import Collection

from fairlead.core.errors import Conflict
from fairlead.core.ledger import Verb
from fairlead.kernel.clock import now
from fairlead.kernel.retention import holding, terms, writing
from fairlead.kernel.retention.adoption import current_law
from fairlead.kernel.retention.models import Keeping, PersonalRecord, SearchToken
from fairlead.kernel.retention.records import move, replace_tokens


def reschedule(records: Collection[PersonalRecord]) -> None:
    """Reckon the next step anew, and move each record to the bucket of its new month.

    The move also bounds what the old bucket can still tell: its key goes when its month ends,
    whatever became of the record. The caller is in a transaction and has read the records locked;
    what somebody sealed anew since they were read is refused, because moving the old key would
    lose the new values.
    """
    living = [each for each in records if each.keeping != Keeping.ERASED]
    _lock(living)
    adopted, moment = current_law(), now()
    holds = holding.of([each.pk for each in living])
    moved: list[PersonalRecord] = []
    tokens: list[SearchToken] = []
    for each in living:
        bucket = terms.schedule(each, adopted, moment, holds.get(each.pk, ()))
        if terms.leaves(each, bucket):
            tokens += move(each, bucket) or ()
            moved.append(each)
    writing.write(living, writing.DAYS)
    if moved:
        writing.write(moved, writing.FORM)
        replace_tokens(moved, tokens)


def _lock(records: Collection[PersonalRecord]) -> None:
    """Lock these rows, and refuse if a key is no longer the one that was read."""
    for model, rows in writing.by_model(records).items():
        opened = model.objects.for_context(writing.house(), verb=Verb.ALTER)
        locked = opened.filter(pk__in=[row.pk for row in rows]).order_by("pk")
        keys = dict(locked.select_for_update(of=("self",)).values_list("pk", "sealed_key"))
        if any(_bytes(keys.get(row.pk)) != _bytes(row.sealed_key) for row in rows):
            raise Conflict("changed since it was read", place=model.record_class)


def _bytes(value: bytes | memoryview | None) -> bytes:
    return bytes(value or b"")
