"""Hand the whole ledger to an auditor, as docs/formats/ledger-export.md describes."""

import uuid
from collections.abc import Iterable, Iterator

from django.db.models import QuerySet

from fairlead.core.errors import Conflict, FairleadError
from fairlead.core.ledger import entries, export, notes
from fairlead.kernel.audit import checkpoints, keys, payloads
from fairlead.kernel.audit.models import Checkpoint, Leaf, Payload, WitnessReceipt
from fairlead.kernel.audit.verification import Progress

ROWS = 2_000


def lines(*, disclose: bool = False, progress: Progress | None = None) -> Iterator[bytes]:
    """Yield the export up to the newest checkpoint; with the payloads if they may be disclosed.

    The tables only grow, so this needs no transaction: what comes later is not in it.
    """
    newest = checkpoints.latest()
    if newest is None:
        raise Conflict("there is no checkpoint yet; make one: fairlead ledger checkpoint")
    # A ledger that had to begin again under another name is exported under its newest one.
    stored = Checkpoint.objects.filter(pk__lte=newest.pk, origin=newest.origin).order_by("pk")
    yield export.head_line(
        origin=newest.origin,
        size=newest.size,
        keys=_used_keys(stored),
    )
    signed = stored.prefetch_related("receipts").iterator(chunk_size=500)
    ahead = next(signed, None)
    for index, line in _entries(newest.size, disclose=disclose):
        while ahead is not None and ahead.size <= index:
            yield export.checkpoint_line(str(checkpoints.cosigned(ahead)))
            ahead = next(signed, None)
        yield line
        if progress and index % ROWS == 0:
            progress(index, newest.size)
    while ahead is not None:
        yield export.checkpoint_line(str(checkpoints.cosigned(ahead)))
        ahead = next(signed, None)


def _entries(size: int, *, disclose: bool) -> Iterator[tuple[int, bytes]]:
    for start in range(0, size, ROWS):
        rows = Leaf.objects.filter(index__gte=start, index__lt=min(start + ROWS, size))
        shown = _disclosed(rows.values_list("entry_id", flat=True)) if disclose else {}
        stored = rows.order_by("index").values_list(
            "index", "hash", "entry_id", "entry__header", "entry__commitment"
        )
        for index, hash_, key, header, committed in stored:
            leaf = bytes(hash_).hex()
            line = export.Line(index, leaf, bytes(committed), bytes(header), shown.get(key))
            yield index, export.entry_line(line)


def _disclosed(wanted: Iterable[uuid.UUID]) -> dict[uuid.UUID, export.Disclosed]:
    shown = {}
    for payload in Payload.objects.filter(entry_id__in=wanted):
        sealed = payloads.Sealed(payload.key_id, bytes(payload.sealed))
        try:
            plain = payloads.sealer().open(sealed, entry=payload.entry_id)
        except FairleadError:
            continue  # its key is destroyed: it is erased, although the row is still there
        salt, content = plain[: entries.SALT_SIZE], plain[entries.SALT_SIZE :]
        shown[payload.entry_id] = export.Disclosed(salt, content)
    return shown


def _used_keys(stored: QuerySet[Checkpoint]) -> list[notes.Key]:
    """Return the keys that signed: an export lists no others."""
    signers = {
        (signature.name, signature.identifier)
        for note in stored.values_list("note", flat=True).iterator()
        for signature in notes.parse(note).signatures
    }
    own = [key for key in keys.public_keys() if (key.name, key.identifier) in signers]
    cosigned = WitnessReceipt.objects.filter(checkpoint__in=stored).exclude(key="")
    others = cosigned.order_by().values_list("key", flat=True).distinct()
    return own + [notes.parse_key(spelled) for spelled in others]
