"""A sealer for tests of rooms below the one that brings the real one."""

import os
import uuid
from datetime import datetime

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from fairlead.core.errors import Unavailable
from fairlead.kernel.audit.payloads import Sealed


class TestSealer:
    """Seals under one key for each month, held in memory; `destroy` is the erasure."""

    __test__ = False  # not a test, though its name begins so

    def __init__(self) -> None:
        self.keys: dict[str, bytes] = {}

    def seal(self, plain: bytes, *, entry: uuid.UUID, moment: datetime) -> Sealed:
        name = f"{moment:%Y-%m}"
        key = self.keys.setdefault(name, os.urandom(32))
        nonce = os.urandom(12)
        return Sealed(name, nonce + AESGCM(key).encrypt(nonce, plain, entry.bytes))

    def open(self, sealed: Sealed, *, entry: uuid.UUID) -> bytes:
        if sealed.key_id not in self.keys:
            raise Unavailable("the key is destroyed", place=sealed.key_id)
        content = sealed.content
        return AESGCM(self.keys[sealed.key_id]).decrypt(content[:12], content[12:], entry.bytes)

    def destroy(self) -> None:
        self.keys.clear()
