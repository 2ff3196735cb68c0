"""Sealing personal values into records, and finding a record by an exact value.

``keep`` and ``keep_many`` seal, save and index in one transaction. They write no ledger entry of
their own: the action of the desk that collects or alters the record does, in the same transaction.
Opening is ``actions.opening``: a look, which always has an entry.
"""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar, cast

from django.db import transaction
from django.db.models import QuerySet

from fairlead.core import sealing
from fairlead.core.errors import Conflict
from fairlead.core.ledger import Verb
from fairlead.core.retention import Bucket
from fairlead.kernel.access.context import Context
from fairlead.kernel.clock import now
from fairlead.kernel.retention import holding, terms
from fairlead.kernel.retention.adoption import current_law
from fairlead.kernel.retention.fields import Envelope
from fairlead.kernel.retention.keystore import keystore
from fairlead.kernel.retention.laws import Adopted
from fairlead.kernel.retention.models import Keeping, PersonalRecord, SearchToken

Values = Mapping[str, object]
FindBy = Mapping[str, Sequence[str]]  # field → exact values, already brought into one form
Record = TypeVar("Record", bound=PersonalRecord)


@dataclass(frozen=True, slots=True)
class Identity:
    """What an envelope holds: the values, those by which the record can be found, and secrets.

    A secret is a key to what lies outside the database. No look shows it, and it stays when the
    values are replaced.
    """

    values: Values
    find_by: FindBy
    secrets: Mapping[str, str] = field(default_factory=dict)

    def __repr__(self) -> str:
        return f"<identity of {len(self.values)} fields>"


# ------------------------------------------------------------------ sealing


def keep(
    record: PersonalRecord,
    values: Values,
    *,
    context: Context,
    find_by: FindBy | None = None,
    secrets: Mapping[str, str] | None = None,
) -> None:
    """Seal these values into a record, save it, and let it be found by ``find_by``.

    On a record that exists, the values replace the earlier ones under a fresh key.
    """
    with transaction.atomic():
        seal(record, values, find_by=find_by, secrets=secrets)
        record.under(context).save()
        _forget([record])
        SearchToken.objects.bulk_create(_tokens(record, find_by or {}))


def keep_many(
    model: type[Record],
    pairs: Iterable[tuple[Record, Values, FindBy]],
    *,
    context: Context,
    batch: int = 500,
) -> int:
    """Seal and insert many new records of one model; return how many."""
    count = 0
    for chunk in _chunks(pairs, batch):
        with transaction.atomic():
            adopted, moment = current_law(), now()
            for record, values, find_by in chunk:
                _seal(record, Identity(values, find_by), adopted, moment)
            opened = model.objects.for_context(context, verb=Verb.COLLECT)
            opened.bulk_create([record for record, _values, _find_by in chunk])
            SearchToken.objects.bulk_create(
                [token for record, _v, find_by in chunk for token in _tokens(record, find_by)]
            )
        count += len(chunk)
    return count


def seal(
    record: PersonalRecord,
    values: Values,
    *,
    find_by: FindBy | None = None,
    secrets: Mapping[str, str] | None = None,
) -> None:
    """Seal values into a record without saving it; ``keep`` does both."""
    if record.keeping in {Keeping.SEALED, Keeping.ERASED}:
        raise Conflict("The identity of this record is closed.", place=str(record.place))
    if secrets is None and record.identity is not None:
        secrets = unseal(record).secrets
    _seal(record, Identity(values, find_by or {}, secrets or {}), current_law(), now())


def _seal(record: PersonalRecord, identity: Identity, adopted: Adopted, moment: datetime) -> None:
    holds = () if record._state.adding else holding.of([record.pk]).get(record.pk, ())
    bucket = terms.schedule(record, adopted, moment, holds)
    held = {"values": identity.values, "find_by": identity.find_by, "secrets": identity.secrets}
    plain = sealing.encode_identity(held)
    sealed = sealing.seal(
        plain, place=record.place, bucket=keystore().prepared(bucket), random=os.urandom
    )
    record.bucket = str(bucket)
    record.sealed_key, record.identity = sealed.key, Envelope(sealed.content)


# ------------------------------------------------------------------ opening, for this room only


def unseal(record: PersonalRecord) -> Identity:
    """Open an envelope. No rule is asked and nothing is noted: callers in this room do both."""
    if record.identity is None or record.sealed_key is None:
        raise sealing.KeyDestroyed("This record was erased.", place=str(record.place))
    plain = sealing.open_sealed(
        sealing.Sealed(bytes(record.sealed_key), bytes(record.identity)),
        place=record.place,
        bucket=keystore().wrapping(Bucket.parse(record.bucket)),
    )
    opened = sealing.decode_identity(plain)
    return Identity(**cast("dict[str, Any]", opened))


def move(record: PersonalRecord, bucket: Bucket) -> list[SearchToken] | None:
    """Lock a record's key in another bucket; return its tokens there. The envelope stays.

    An envelope that cannot be opened cannot be moved either: ``None``, and the record goes on
    without one that opens. It will be erased in its time like every other.
    """
    old, store = Bucket.parse(record.bucket), keystore()
    try:
        find_by = unseal(record).find_by
    except sealing.SealingError:
        record.bucket = str(bucket)
        return None
    record.sealed_key = sealing.rewrap(
        bytes(record.sealed_key or b""),
        place=record.place,
        old=store.wrapping(old),
        new=store.prepared(bucket),
    )
    record.bucket = str(bucket)
    return _tokens(record, find_by)


# ------------------------------------------------------------------ finding


def find(
    model: type[Record], *, context: Context, field: str, value: str, record_class: str = ""
) -> "QuerySet[Record]":
    """Return the records with exactly this value, sealed or not, that the context reaches."""
    store, name = keystore(), record_class or model.record_class
    buckets = [bucket for bucket in store.buckets() if bucket.record_class == name]
    wanted = [store.token(bucket, field, value) for bucket in buckets]
    found = SearchToken.objects.filter(token__in=wanted, record_class=model.record_class)
    opened = model.objects.for_context(context)
    return cast("QuerySet[Record]", opened.filter(pk__in=found.values("record_id")))


def replace_tokens(records: Sequence[PersonalRecord], tokens: Iterable[SearchToken]) -> None:
    """Put these tokens in the place of all earlier ones of these records."""
    _forget(records)
    SearchToken.objects.bulk_create(tokens)


def _forget(records: Sequence[PersonalRecord]) -> None:
    SearchToken.objects.filter(record_id__in=[record.pk for record in records]).delete()


def _tokens(record: PersonalRecord, find_by: FindBy) -> list[SearchToken]:
    store, bucket = keystore(), Bucket.parse(record.bucket)
    return [
        SearchToken(
            token=store.token(bucket, name, value),
            record_class=record.record_class,
            record_id=record.pk,
            field=name,
        )
        for name, values in find_by.items()
        for value in dict.fromkeys(values)
    ]


def _chunks(
    pairs: Iterable[tuple[Record, Values, FindBy]], size: int
) -> Iterator[list[tuple[Record, Values, FindBy]]]:
    chunk: list[tuple[Record, Values, FindBy]] = []
    for pair in pairs:
        chunk.append(pair)
        if len(chunk) == size:
            yield chunk
            chunk = []
    if chunk:
        yield chunk
