"""What is authenticated with the bytes, but not stored in them; and where chance comes from."""

from collections.abc import Callable

Random = Callable[[int], bytes]
"""So many bytes that nobody can guess: ``os.urandom``. Core takes no chances of its own."""

NONCE_BYTES = 12
TAG_BYTES = 16
KEY_BYTES = 32


def bind(header: bytes, *parts: str) -> bytes:
    r"""Join a header and its parts so that no two different lists give the same bytes.

    Each part is preceded by its length, so ``("ab", "c")`` and ``("a", "bc")`` differ.

    >>> bind(b"FLE1", "ab", "c")
    b'FLE1\x00\x02ab\x00\x01c'
    """
    bound = header
    for part in parts:
        encoded = part.encode()
        bound += len(encoded).to_bytes(2, "big") + encoded
    return bound
