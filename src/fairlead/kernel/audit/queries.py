"""Reading the ledger. Whoever shows what is read here to a person records that look."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Min, Q, QuerySet

from fairlead.core.errors import BadInput, Conflict, FairleadError
from fairlead.core.ledger import EntryHeader, Verb, entries, merkle, proofs
from fairlead.core.ledger.witness import Offer
from fairlead.kernel.audit import checkpoints, tree, verification
from fairlead.kernel.audit.models import (
    Entry,
    Leaf,
    Mention,
    Verification,
    Waiting,
    WitnessReceipt,
    WitnessStanding,
)
from fairlead.kernel.audit.witnesses.configured import configured
from fairlead.kernel.clock import now


def find(
    *,
    actor: str = "",
    about: str = "",
    recipient: str = "",
    act: str = "",
    verb: Verb | None = None,
    purpose: str = "",
    since: datetime | None = None,
    until: datetime | None = None,
) -> QuerySet[Entry]:
    """Return the entries that fit all that is given, the newest first.

    ``about`` is the reference of an object, ``recipient`` that of somebody told.
    """
    named = {"actor": actor, "act": act, "verb": verb, "purpose": purpose}
    exact = {name: value for name, value in named.items() if value}
    found = Q(pk__in=_placed_or_waiting(exact)) if exact else Q()
    for role, reference in ((Mention.OBJECT, about), (Mention.RECIPIENT, recipient)):
        if reference:
            mentions = Mention.objects.filter(reference=reference, role=role)
            found &= Q(pk__in=mentions.values("entry_id"))
    if since:
        found &= Q(time__gte=since)
    if until:
        found &= Q(time__lt=until)
    return Entry.objects.filter(found).select_related("leaf").order_by("-time", "-pk")


def _placed_or_waiting(exact: Mapping[str, str]) -> QuerySet[Any]:
    """Find entries by the indexes of the leaves, and the few that have no leaf yet."""
    placed = Leaf.objects.filter(**exact).values("entry_id")
    waiting = Waiting.objects.filter(**{f"entry__{name}": one for name, one in exact.items()})
    return placed.union(waiting.values("entry_id"), all=True)


def page(start: int, count: int) -> QuerySet[Leaf]:
    """Return leaves with their entries, by index: the ledger in its own order."""
    within = Leaf.objects.filter(index__gte=start, index__lt=start + count)
    return within.select_related("entry").order_by("index")


def header_of(entry: Entry) -> EntryHeader:
    """Return what an entry says."""
    return entries.decode(bytes(entry.header))


def size() -> int:
    """Return the number of entries that have their place."""
    return tree.size()


# ---------------------------------------------------------------- proofs


def prove(entry: uuid.UUID) -> proofs.Proof:
    """Return the proof that an entry is in the tree of the newest checkpoint."""
    found = (
        Leaf.objects.filter(entry_id=entry)
        .values_list("index", "entry__header", "entry__commitment")
        .first()
    )
    if found is None:
        raise _unproven(entry)
    index, header, committed = found
    newest = checkpoints.latest()
    if newest is None or newest.size <= index:
        raise Conflict("no checkpoint covers the entry yet: try in a minute", place=str(entry))
    return proofs.Proof(
        header=bytes(header),
        commitment=bytes(committed),
        index=index,
        path=tuple(merkle.prove_inclusion(index, newest.size, tree.source)),
        signed=checkpoints.signed(newest),
    )


def _unproven(entry: uuid.UUID) -> FairleadError:
    if Entry.objects.filter(pk=entry).exists():
        return Conflict("the entry has no place yet: try again in a few seconds", place=str(entry))
    return BadInput("there is no such entry", place=str(entry))


def growth(since: int) -> Offer:
    """Return the proof that the ledger only grew since it had so many entries."""
    newest = checkpoints.latest()
    if newest is None or newest.size < since:
        raise Conflict(f"no checkpoint has {since} entries or more", place="ledger")
    return checkpoints.offer(newest, since)


# ---------------------------------------------------------------- how it stands


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """The state of the ledger in a few figures."""

    entries: int
    waiting: int
    oldest_wait: timedelta
    checkpoint_size: int
    checkpoint_time: datetime | None
    verified_size: int
    verified_time: datetime | None
    verified_problems: Sequence[str]


def witness_rows() -> list[dict[str, object]]:
    """Say for every configured witness what it has, since when, and what it complains of."""
    rows: list[dict[str, object]] = []
    for witness in configured():
        receipt = WitnessReceipt.objects.filter(witness=witness.name).order_by("-pk").first()
        stands = WitnessStanding.objects.filter(witness=witness.name).first()
        rows.append(
            {
                "witness": witness.name,
                "entries": receipt.checkpoint.size if receipt else 0,
                "since": receipt.time.isoformat(timespec="seconds") if receipt else "",
                "failures": stands.failures if stands else 0,
                "words": stands.words if stands else "",
            }
        )
    return rows


def standing() -> Standing:
    """Say how the ledger stands: placed, signed and verified up to where."""
    newest = checkpoints.latest()
    readers = [verification.latest(one) for one in (Verification.FIRST, Verification.AGAIN)]
    read = [one for one in readers if one is not None]
    waiting = Waiting.objects.aggregate(oldest=Min("entry__time"))["oldest"]
    furthest = max(read, key=lambda one: one.size, default=None)
    return Standing(
        entries=tree.size(),
        waiting=Waiting.objects.count(),
        oldest_wait=now() - waiting if waiting else timedelta(),
        checkpoint_size=newest.size if newest else 0,
        checkpoint_time=newest.time if newest else None,
        verified_size=furthest.size if furthest else 0,
        verified_time=max((one.time for one in read), default=None),
        verified_problems=[one.words for one in read if one.problems],
    )
