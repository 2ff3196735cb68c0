"""Give every entry its place in the tree: a number without a gap, for ever.

Entries become visible in an order of their own (on PostgreSQL a transaction that began
earlier may commit later), so the sequencer never asks "what came after the last one?". It
asks "who is still waiting?": the database writes a row into ``Waiting`` together with each
entry and lets it go only when the entry has its leaf.

One process at a time holds the sequencer's lock; whoever does not get it has nothing to do.
Everything happens in one transaction, so a process that is killed leaves nothing behind.
"""

from django.db import connection, transaction

from fairlead.core.ledger import entries
from fairlead.kernel.audit import tree
from fairlead.kernel.audit.models import Entry, Leaf, Node, Waiting

SEARCHED = ("act", "verb", "actor", "purpose")
BATCH = 1000  # keeps the write lock of SQLite for well under a tenth of a second
LOCK = 0x6661_6972_6C65_6164  # "fairlead": the key of the advisory lock on PostgreSQL


def sequence() -> int:
    """Place everybody who waits, in batches; return how many were placed."""
    placed = 0
    while Waiting.objects.exists():  # read without a lock: mostly nobody waits
        batch = _sequence_batch()
        placed += batch
        if batch < BATCH:
            break
    return placed


def lock() -> bool:
    """Take the lock of the sequencer until the end of the transaction.

    On SQLite the transaction itself is the lock: it began as IMMEDIATE, and there is one
    writer at a time.
    """
    if connection.vendor != "postgresql":
        return True
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
        return bool(cursor.fetchone()[0])


@transaction.atomic
def _sequence_batch() -> int:
    if not lock():
        return 0
    waiting = list(
        Entry.objects.filter(waiting__isnull=False)
        .order_by("time", "pk")
        .values_list("pk", "header", "commitment", *SEARCHED)[:BATCH]
    )
    frontier = tree.frontier()
    first = frontier.size
    leaves, nodes = [], []
    for key, header, commitment, *searched in waiting:
        hash_ = entries.leaf_hash(bytes(header), bytes(commitment))
        _, *grown = frontier.append(hash_)
        found_by = dict(zip(SEARCHED, searched, strict=True))
        leaves.append(Leaf(index=frontier.size - 1, entry_id=key, hash=hash_, **found_by))
        nodes += [Node(level=one.level, position=one.position, hash=one.hash) for one in grown]
    Leaf.objects.bulk_create(leaves)
    Node.objects.bulk_create(nodes)
    Waiting.objects.filter(entry__leaf__index__gte=first).delete()
    return len(leaves)
