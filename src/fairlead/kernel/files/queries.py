"""Which files there are, and which contents belong to none."""

from collections.abc import Iterable, Iterator
from itertools import islice

from django.db import transaction
from django.db.models import QuerySet

from fairlead.kernel.access.context import Context
from fairlead.kernel.files import content
from fairlead.kernel.files.models import StoredFile
from fairlead.kernel.retention.records import find

BATCH = 500


def files_of(context: Context, belongs_to: str) -> "QuerySet[StoredFile]":
    """Return the files that belong to a record, the oldest first."""
    return StoredFile.objects.for_context(context).filter(belongs_to=belongs_to).order_by("pk")


def same_content(
    context: Context, digest: str, *, kept_as: str = "files"
) -> "QuerySet[StoredFile]":
    """Return the files whose plain content has this SHA-256, within one class."""
    return find(StoredFile, context=context, field="digest", value=digest, record_class=kept_as)


def without_record(names: Iterable[str]) -> Iterator[str]:
    """Yield those contents that no record speaks of."""
    names = iter(names)
    while chunk := list(islice(names, BATCH)):
        with transaction.atomic():
            known = StoredFile.objects.for_context(Context.duty("files")).filter(content__in=chunk)
            missing = set(chunk) - set(known.values_list("content", flat=True))
        yield from sorted(missing)


def damaged() -> Iterator[StoredFile]:
    """Yield the files whose stored bytes are gone or changed; reads every byte."""
    last = None
    while True:
        with transaction.atomic():
            rows = StoredFile.objects.for_context(Context.duty("files")).order_by("pk")
            batch = list((rows.filter(pk__gt=last) if last else rows)[:BATCH])
        yield from (file for file in batch if not content.is_whole(file.content))
        if not batch:
            return
        last = batch[-1].pk
