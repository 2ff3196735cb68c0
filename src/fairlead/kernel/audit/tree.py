"""The Merkle tree as it is stored: leaves and complete subtrees, read where they are needed."""

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
    """Answer the hashes of complete subtrees in the order asked; two queries at most."""
    leaves = [place.position for place in places if place.level == 0]
    found: dict[Place, bytes] = {}
    if leaves:
        rows = Leaf.objects.filter(index__in=leaves).values_list("index", "hash")
        found = {Place(0, index): bytes(hash_) for index, hash_ in rows}
    found |= _nodes([place for place in places if place.level > 0])
    try:
        return [found[place] for place in places]
    except KeyError as missing:
        raise Unavailable(f"the stored tree has no subtree {missing}", place="ledger") from None


def _nodes(places: Sequence[Place]) -> dict[Place, bytes]:
    if not places:
        return {}
    table = Node._meta.db_table
    rows = ", ".join(["(%s, %s)"] * len(places))
    question = (
        f'SELECT level, position, hash FROM "{table}" '  # noqa: S608 - our own names
        f"WHERE (level, position) IN (VALUES {rows})"
    )
    with connection.cursor() as cursor:
        cursor.execute(question, [number for place in places for number in place])
        return {Place(level, at): bytes(hash_) for level, at, hash_ in cursor.fetchall()}
