"""Keccak-256 as Ethereum uses it: the sponge of SHA-3 before the standard changed its padding.

Python's ``hashlib`` has only the standard's padding, hence this one. It tells mistyped addresses
and guards nothing.
"""

from typing import Final

_RATE: Final = 136
_MASK: Final = (1 << 64) - 1


def _constants() -> list[int]:
    """Return the constants of the rounds, from the register that defines them."""
    found = []
    register = 1
    for _round in range(24):
        constant = 0
        for place in range(7):
            if register & 1:
                constant |= 1 << ((1 << place) - 1)
            register <<= 1
            if register & 0x100:
                register ^= 0x171
        found.append(constant)
    return found


def _rotations() -> list[tuple[int, int]]:
    """Return, along the path of the lanes, where each goes and by how much it turns."""
    found = []
    x, y = 1, 0
    for step in range(24):
        found.append((x + 5 * y, (step + 1) * (step + 2) // 2 % 64))
        x, y = y, (2 * x + 3 * y) % 5
    return found


_ROUNDS: Final = _constants()
_PATH: Final = _rotations()


def _turned(lane: int, by: int) -> int:
    return (lane << by | lane >> (64 - by)) & _MASK if by else lane


def _permuted(state: list[int]) -> list[int]:
    for constant in _ROUNDS:
        columns = [
            state[x] ^ state[x + 5] ^ state[x + 10] ^ state[x + 15] ^ state[x + 20]
            for x in range(5)
        ]
        mixed = [columns[(x + 4) % 5] ^ _turned(columns[(x + 1) % 5], 1) for x in range(5)]
        state = [lane ^ mixed[place % 5] for place, lane in enumerate(state)]
        moved = [0] * 25
        moved[0] = state[0]
        for source, by in _PATH:
            x, y = source % 5, source // 5
            moved[y + 5 * ((2 * x + 3 * y) % 5)] = _turned(state[source], by)
        state = [
            moved[place]
            ^ (~moved[place // 5 * 5 + (place + 1) % 5] & moved[place // 5 * 5 + (place + 2) % 5])
            for place in range(25)
        ]
        state[0] ^= constant
    return state


def keccak256(message: bytes) -> bytes:
    """Return the digest of 32 bytes."""
    padded = bytearray(message + b"\x01")
    padded += bytes(-len(padded) % _RATE)
    padded[-1] |= 0x80
    state = [0] * 25
    for start in range(0, len(padded), _RATE):
        for place in range(_RATE // 8):
            piece = padded[start + 8 * place : start + 8 * place + 8]
            state[place] ^= int.from_bytes(piece, "little")
        state = _permuted(state)
    return b"".join(lane.to_bytes(8, "little") for lane in state[:4])
