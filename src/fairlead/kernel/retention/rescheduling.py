"""New days for records: a clock started, a hold came or went, the law changed, a month ended."""

from collections.abc import Collection

from fairlead.kernel.clock import now
from fairlead.kernel.retention import holding, terms, writing
from fairlead.kernel.retention.adoption import current_law
from fairlead.kernel.retention.models import Keeping, PersonalRecord, SearchToken
from fairlead.kernel.retention.records import move, replace_tokens


def reschedule(records: Collection[PersonalRecord]) -> None:
    """Reckon the next step anew, and move each record to the bucket of its new month.

    The move also bounds what the old bucket can still tell: its key goes when its month ends,
    whatever became of the record.
    """
    living = [each for each in records if each.keeping != Keeping.ERASED]
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
