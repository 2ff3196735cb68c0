"""Writing to the ledger, and erasing what in it may be erased."""

import json
import os
import uuid
from collections.abc import Mapping, Sequence

from django.db import DatabaseError, connection, transaction

from fairlead.core.errors import Conflict, LedgerUnavailable
from fairlead.core.ledger import Authority, EntryHeader, Verb, entries, notes
from fairlead.core.ledger.notes import Kind
from fairlead.kernel.audit import keys, payloads
from fairlead.kernel.audit.models import Payload, reference
from fairlead.kernel.audit.writing import Rows
from fairlead.kernel.clock import new_id, now


def record(
    *,
    act: str,
    verb: Verb,
    authority: Authority,
    objects: Sequence[str] = (),
    outcome: str = "done",
    reason: str = "",
    recipients: Sequence[str] = (),
    payload: Mapping[str, object] | None = None,
) -> uuid.UUID:
    """Write one entry in the caller's transaction, or fail so that the caller fails.

    Raises `LedgerUnavailable` when there is no transaction, when the database refuses, or
    when a payload cannot be sealed; and then makes sure that the transaction around it cannot
    be committed, even by a caller who swallows the error. Raises `BadInput` when a field
    holds what a header may not hold.
    """
    if not connection.in_atomic_block:
        raise LedgerUnavailable("an entry is written inside the transaction of its act", place=act)
    header = EntryHeader(
        id=new_id(),
        time=now(),
        act=act,
        verb=verb,
        authority=authority,
        objects=tuple(objects),
        recipients=tuple(recipients),
        outcome=outcome,
        reason=reason,
    )
    try:
        committed, sealed = _seal(header, payload)
        Rows(header, header.encode(), committed, sealed).write()
    except DatabaseError as error:
        transaction.set_rollback(True)
        raise LedgerUnavailable("the ledger cannot be written", place=act) from error
    except Exception:  # whatever it was, an act without its entry must not stay
        transaction.set_rollback(True)
        raise
    return header.id


def _seal(
    header: EntryHeader, payload: Mapping[str, object] | None
) -> tuple[bytes, payloads.Sealed | None]:
    if payload is None:
        return entries.NO_PAYLOAD, None
    salt, plain = os.urandom(entries.SALT_SIZE), entries.encode_payload(payload)
    sealed = payloads.sealer().seal(salt + plain, entry=header.id, moment=header.time)
    return entries.commitment(salt, plain), sealed


@transaction.atomic
def open_payload(*, authority: Authority, entry: uuid.UUID) -> Mapping[str, object]:
    """Return the payload of one entry, which is a look and is written down as one."""
    stored = Payload.objects.select_related("entry").filter(pk=entry).first()
    if stored is None:
        raise Conflict("this entry has no payload, or no longer", place=str(entry))
    sealed = payloads.Sealed(stored.key_id, bytes(stored.sealed))
    plain = payloads.sealer().open(sealed, entry=entry)
    salt, content = plain[: entries.SALT_SIZE], plain[entries.SALT_SIZE :]
    if entries.commitment(salt, content) != bytes(stored.entry.commitment):
        raise Conflict("the payload is not the one that was committed to", place=str(entry))
    record(
        act="audit.payload.opened",
        verb=Verb.CONSULT,
        authority=authority,
        objects=(reference("entry", entry),),
    )
    opened: Mapping[str, object] = json.loads(content)
    return opened


@transaction.atomic
def disclose_ledger(
    *, authority: Authority, payloads_too: bool, recipients: Sequence[str] = ()
) -> uuid.UUID:
    """Write down that the ledger is handed out, before a line of it is."""
    return record(
        act="audit.ledger.disclosed",
        verb=Verb.DISCLOSE,
        authority=authority,
        reason="with-payloads" if payloads_too else "headers-only",
        recipients=recipients,
    )


@transaction.atomic
def rotate_key(*, authority: Authority, kind: Kind, name: str = "") -> notes.Key:
    """Replace a signing key by a new one, and say so in the ledger that it signs.

    With another name the ledger begins again for its witnesses; see `keys.rotate`.
    """
    record(
        act="audit.key.rotated",
        verb=Verb.CONFIGURE,
        authority=authority,
        objects=(reference("ledger", name),) if name else (),
        reason=f"{kind.name.lower()}-begins-again" if name else kind.name.lower(),
    )
    return keys.rotate(kind, name=name)


@transaction.atomic
def erase_payload(*, authority: Authority, entry: uuid.UUID, reason: str) -> uuid.UUID:
    """Delete salt and payload of one entry; the entry stays, and so does every proof.

    What other copies of the database still hold ends with the key that sealed it.
    """
    deleted, _ = Payload.objects.filter(pk=entry).delete()
    if not deleted:
        raise Conflict("this entry has no payload, or no longer", place=str(entry))
    return record(
        act="audit.payload.erased",
        verb=Verb.ERASE,
        authority=authority,
        objects=(reference("entry", entry),),
        reason=reason,
    )
