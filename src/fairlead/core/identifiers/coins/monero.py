"""Monero: Base58 in blocks of eleven characters, with four bytes of Keccak as check sum."""

from typing import Final

from fairlead.core.identifiers.coins.base58 import decoded
from fairlead.core.identifiers.coins.keccak import keccak256

KIND: Final = "monero"
_LENGTHS: Final = (95, 106)
_BLOCK: Final = 11
_SIZES: Final = {2: 1, 3: 2, 5: 3, 6: 4, 7: 5, 9: 6, 10: 7, 11: 8}
_NETWORKS: Final = frozenset({18, 19, 42, 24, 25, 36, 53, 54, 63})


def normalise(text: str) -> str:
    """Return the address without spaces."""
    return "".join(text.split()).rpartition(":")[2]


def check(number: str) -> bool:
    """Check the length, the network and the check sum."""
    if len(number) not in _LENGTHS:
        return False
    body = bytearray()
    for start in range(0, len(number), _BLOCK):
        block = number[start : start + _BLOCK]
        size = _SIZES.get(len(block))
        piece = decoded(block)
        if piece is None or size is None:
            return False
        value = int.from_bytes(piece, "big")
        if value >> 8 * size:
            return False
        body += value.to_bytes(size, "big")
    return body[0] in _NETWORKS and keccak256(bytes(body[:-4]))[:4] == body[-4:]


def shown(number: str) -> str:
    """Return the address."""
    return number
