"""The Merkle tree as it is stored: leaves and complete subtrees, read where they are needed."""

# ruff: noqa: S608 - every name in these statements is our own

from collections.abc import Sequence

from django.db import connection

from fairlead.core.errors import Unavailable
from fairlead.core.ledger import merkle
from fairlead.core.ledger.merkle import Frontier, Place
from fairlead.kernel.audit.models import Leaf, Node


def size() -> int:
    """Return the number of leaves."""
    last = Leaf.objects.order_by("-index").values_list("index", flat=True).first()
    return 0 if last is None else last + 1


def frontier(of: int | None = None) -> Frontier:
    """Return the right edge of the tree as it is, or as it was at an earlier size."""
    leaves = size() if of is None else of
    return Frontier(leaves, source(merkle.cover(0, leaves)))


def source(places: Sequence[Place]) -> list[bytes]:
    """Answer the hashes of complete subtrees in the order asked, with one query.

    In plain SQL, because every proof waits for it; and each place as a condition of its own,
    because SQLite would read the whole table for ``(level, position) IN (…)``.
    """
    if not places:
        return []
    leaves = [place.position for place in places if place.level == 0]
    nodes = [place for place in places if place.level > 0]
    in_leaves = ", ".join(["%s"] * len(leaves)) or "NULL"
    in_nodes = " OR ".join(["level = %s AND position = %s"] * len(nodes)) or "1 = 0"
    question = (
        f'SELECT 0, "index", hash FROM {Leaf._meta.db_table} WHERE "index" IN ({in_leaves}) '
        f"UNION ALL SELECT level, position, hash FROM {Node._meta.db_table} WHERE {in_nodes}"
    )
    with connection.cursor() as cursor:
        cursor.execute(question, leaves + [number for place in nodes for number in place])
        found = {Place(level, at): bytes(hash_) for level, at, hash_ in cursor.fetchall()}
    try:
        return [found[place] for place in places]
    except KeyError as missing:
        raise Unavailable(f"the stored tree has no subtree {missing}", place="ledger") from None
