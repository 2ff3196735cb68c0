"""A source of subtree hashes over leaves held in memory."""

from collections.abc import Sequence

from fairlead.core.ledger.merkle import Frontier, Place, Source


def source(leaves: Sequence[bytes]) -> Source:
    tree, nodes = Frontier(), dict[Place, bytes]()
    for leaf in leaves:
        nodes |= {Place(level, position): hash_ for level, position, hash_ in tree.append(leaf)}
    return lambda places: [nodes[place] for place in places]
