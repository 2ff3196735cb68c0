"""Capsules: bytes that we give away or lay aside, and that only we can open.

A capsule is AES-256-GCM under a key of its own, derived from the given key and a salt of sixteen
random bytes, so that no number of capsules wears the key out. What it is *bound* to is
authenticated with it: a capsule moved to another place does not open.

``version (1 byte) ‖ salt (16) ‖ ciphertext and tag``
"""

import hmac

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from fairlead.core.errors import BadInput

_VERSION = b"\x01"
SALT = 16
_TAG = 16
_NONCE = bytes(12)  # the key is used once


def derive(key: bytes, *purpose: str) -> bytes:
    """Make a key for one purpose out of another key; the parts cannot run into one another.

    >>> derive(bytes(32), "ab", "c") == derive(bytes(32), "a", "bc")
    False
    """
    return hmac.digest(key, _joined(purpose), "sha256")


def seal(key: bytes, content: bytes, *bound: str, salt: bytes) -> bytes:
    """Put the content in a capsule that opens with this key and in this place only."""
    if len(salt) != SALT:
        raise ValueError(f"a salt has {SALT} bytes")
    return _VERSION + salt + _cipher(key, salt).encrypt(_NONCE, content, _joined(bound))


def unseal(key: bytes, capsule: bytes, *bound: str) -> bytes:
    """Return the content, or raise ``BadInput`` where the capsule is not ours or not for here.

    >>> unseal(bytes(32), seal(bytes(32), b"words", "here", salt=bytes(16)), "here")
    b'words'
    """
    start = len(_VERSION) + SALT
    if len(capsule) < start + _TAG or capsule[: len(_VERSION)] != _VERSION:
        raise BadInput("is not one of ours", code="capsule")
    salt, locked = capsule[len(_VERSION) : start], capsule[start:]
    try:
        return _cipher(key, salt).decrypt(_NONCE, locked, _joined(bound))
    except InvalidTag:
        raise BadInput("was changed, or was made for another place", code="capsule") from None


def _cipher(key: bytes, salt: bytes) -> AESGCM:
    return AESGCM(hmac.digest(key, b"capsule" + salt, "sha256"))


def _joined(parts: tuple[str, ...]) -> bytes:
    encoded = [part.encode() for part in parts]
    return b"".join(len(part).to_bytes(4, "big") + part for part in encoded)
