"""The Merkle tree of RFC 6962 (section 2.1): hashes, growth, proofs.

A tree over *n* leaves is kept as its complete subtrees. Each has a place ``(level,
position)``: it is the root over the leaves ``position * 2**level`` up to
``(position + 1) * 2**level``. A complete subtree never changes once it exists, so a store of
them is append-only, and adding a leaf completes one of them on average. Every root and every
proof folds at most a few dozen of them together.

>>> tree = Frontier()
>>> for word in (b"one", b"two", b"three"):
...     _ = tree.append(leaf_hash(word))
>>> tree.size, tree.root().hex()[:16]
(3, '5aac771c899ac292')
"""

from collections.abc import Callable, Iterable, Sequence
from hashlib import sha256
from typing import NamedTuple

HASH_SIZE = 32
EMPTY_ROOT = sha256(b"").digest()


class Place(NamedTuple):
    """Where a complete subtree stands: level 0 is a leaf."""

    level: int
    position: int


class Node(NamedTuple):
    """A complete subtree: its place and its hash."""

    level: int
    position: int
    hash: bytes


# Answers the hashes of complete subtrees, in the order asked.
Source = Callable[[Sequence[Place]], Sequence[bytes]]
Range = tuple[int, int]  # leaves from the first up to, and without, the second


def leaf_hash(leaf: bytes) -> bytes:
    """Hash what a leaf contains; the prefix 0x00 keeps leaves and nodes apart."""
    return sha256(b"\x00" + leaf).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Hash two subtrees into their parent."""
    return sha256(b"\x01" + left + right).digest()


def fold(hashes: Sequence[bytes]) -> bytes:
    """Join neighbouring subtrees, largest first, into the root over all of them."""
    if not hashes:
        return EMPTY_ROOT
    root = hashes[-1]
    for left in reversed(hashes[:-1]):
        root = node_hash(left, root)
    return root


def cover(start: int, end: int) -> tuple[Place, ...]:
    """Return the complete subtrees, largest first, over the leaves from start up to end.

    ``start`` must be a multiple of the largest power of two that fits, as it is for every
    range that RFC 6962 hashes.
    """
    places = []
    while start < end:
        level = (end - start).bit_length() - 1
        places.append(Place(level, start >> level))
        start += 1 << level
    return tuple(places)


class Frontier:
    """The right edge of a growing tree: enough to add leaves and to know the root."""

    __slots__ = ("peaks", "size")

    def __init__(self, size: int = 0, peaks: Iterable[bytes] = ()) -> None:
        self.size = size
        self.peaks = list(peaks)  # hashes of cover(0, size)
        if len(self.peaks) != size.bit_count():
            raise ValueError(f"a tree of {size} leaves has {size.bit_count()} peaks")

    def append(self, leaf: bytes) -> list[Node]:
        """Add a leaf hash; return it and the subtrees that it completes."""
        level, position, peaks = 0, self.size, self.peaks
        grown = [Node(0, position, leaf)]
        while position & 1:
            leaf = node_hash(peaks.pop(), leaf)
            level, position = level + 1, position >> 1
            grown.append(Node(level, position, leaf))
        peaks.append(leaf)
        self.size += 1
        return grown

    def extend(self, leaves: Iterable[bytes]) -> None:
        """Add leaf hashes without reporting the subtrees: what a verifier does."""
        peaks, size = self.peaks, self.size
        for leaf in leaves:
            hash_, carry = leaf, size
            while carry & 1:
                hash_ = sha256(b"\x01" + peaks.pop() + hash_).digest()
                carry >>= 1
            peaks.append(hash_)
            size += 1
        self.size = size

    def root(self) -> bytes:
        """Return the root hash of the tree as it is now."""
        return fold(self.peaks)


def root(leaves: Iterable[bytes]) -> bytes:
    """Return the root over these leaf hashes."""
    tree = Frontier()
    tree.extend(leaves)
    return tree.root()


# ---------------------------------------------------------------- making proofs


def prove_inclusion(index: int, size: int, source: Source) -> list[bytes]:
    """Return the audit path (RFC 6962, 2.1.1) of a leaf in the tree of this size."""
    if not 0 <= index < size:
        raise ValueError(f"there is no leaf {index} in a tree of {size}")
    return _resolve(_inclusion_ranges(index, size), source)


def prove_consistency(old: int, new: int, source: Source) -> list[bytes]:
    """Return the proof (RFC 6962, 2.1.2) that the old tree is the beginning of the new one."""
    if not 0 <= old <= new:
        raise ValueError(f"a tree of {old} is not the beginning of a tree of {new}")
    if old in (0, new):
        return []
    return _resolve(_consistency_ranges(old, new), source)


def _inclusion_ranges(index: int, size: int) -> list[Range]:
    start, end, ranges = 0, size, []
    while end - start > 1:
        middle = start + _split(end - start)
        if index < middle:
            ranges.append((middle, end))
            end = middle
        else:
            ranges.append((start, middle))
            start = middle
    return ranges[::-1]


def _consistency_ranges(old: int, new: int) -> list[Range]:
    start, end, ranges = 0, new, []
    while old != end:
        middle = start + _split(end - start)
        if old <= middle:
            ranges.append((middle, end))
            end = middle
        else:
            ranges.append((start, middle))
            start = middle
    if start:  # the old root itself is known to whoever checks
        ranges.append((start, end))
    return ranges[::-1]


def _split(count: int) -> int:
    """Return the largest power of two below the count: where RFC 6962 divides a range."""
    return 1 << (count - 1).bit_length() - 1


def _resolve(ranges: Iterable[Range], source: Source) -> list[bytes]:
    covers = [cover(start, end) for start, end in ranges]
    hashes = iter(source([place for places in covers for place in places]))
    return [fold([next(hashes) for _ in places]) for places in covers]


# ---------------------------------------------------------------- checking proofs


def verify_inclusion(
    *, index: int, size: int, leaf: bytes, proof: Sequence[bytes], root: bytes
) -> bool:
    """Say whether the proof shows this leaf hash at this index (RFC 9162, 2.1.3.2)."""
    if not 0 <= index < size or not _are_hashes(leaf, *proof):
        return False
    found = _climb(index, size - 1, leaf, proof)
    return found is not None and found[1] == root


def verify_consistency(
    *, old: int, new: int, old_root: bytes, new_root: bytes, proof: Sequence[bytes]
) -> bool:
    """Say whether the proof shows that the old tree begins the new one (RFC 9162, 2.1.4.2).

    An old tree of no leaves begins every tree; that shows nothing, so it is refused.
    """
    if not 0 < old <= new or not _are_hashes(*proof):
        return False
    if old == new:
        return not proof and old_root == new_root
    # A complete old tree is itself a node of the new one, so the proof leaves it out.
    path = list(proof) if old & (old - 1) else [old_root, *proof]
    if not path:
        return False
    place, last = old - 1, new - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    return _climb(place, last, path[0], path[1:]) == (old_root, new_root)


def _climb(
    place: int, last: int, start: bytes, path: Sequence[bytes]
) -> tuple[bytes, bytes] | None:
    """Walk from a node to the root; return the roots that the path gives to old and new tree.

    What stands to the left of the walk belongs to both trees, what stands to the right only
    to the new one.
    """
    old = new = start
    for sibling in path:
        if last == 0:
            return None
        if place & 1 or place == last:
            old, new = node_hash(sibling, old), node_hash(sibling, new)
            while place and not place & 1:
                place, last = place >> 1, last >> 1
        else:
            new = node_hash(new, sibling)
        place, last = place >> 1, last >> 1
    return (old, new) if last == 0 else None


def _are_hashes(*hashes: bytes) -> bool:
    return all(len(hash_) == HASH_SIZE for hash_ in hashes)
