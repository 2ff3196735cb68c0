"""Drawing a sample that nobody could choose, and that everybody can draw again.

Who wants a sample first announces it: an entry of the ledger that fixes what it is drawn from and
how large it is. The seed is made of that entry and of the root of the first checkpoint that covers
it. The root is not known when the sample is announced, and cannot be changed once it is signed and
witnessed; so neither who inspects nor who is inspected decides what is looked at::

    seed  = SHA-256("fairlead/sample/1" ‖ 0x0A ‖ id of the announcement (16 bytes) ‖ root)
    ranks = SHA-256(seed ‖ i as 8 bytes, big-endian) mod population,  i = 0, 1, 2, …

Ranks count the population in the order of the ledger from 0; one that was drawn already is passed
over, until the sample has its size.
"""

import uuid
from hashlib import sha256
from itertools import count

DOMAIN = b"fairlead/sample/1\n"


def seed_of(announcement: uuid.UUID, root: bytes) -> bytes:
    """Return the seed of a sample, from its announcement and the root that was signed after it."""
    return sha256(DOMAIN + announcement.bytes + root).digest()


def draw(seed: bytes, population: int, size: int) -> list[int]:
    """Return which of a population are drawn: ranks in the order in which they were drawn.

    >>> draw(bytes(32), 1000, 4)
    [419, 430, 256, 740]
    >>> sorted(draw(bytes(32), 3, 10))
    [0, 1, 2]
    """
    drawn: dict[int, None] = {}
    wanted = min(size, population)
    for number in count():
        if len(drawn) == wanted:
            return list(drawn)
        drawn[int.from_bytes(sha256(seed + number.to_bytes(8)).digest()) % population] = None
    raise AssertionError  # pragma: no cover - counting does not end
