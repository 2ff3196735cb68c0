"""Fixes what was shown to a person, or sent to a recipient, so that it can be proven later.

The digest is a commitment: the salt inside the snapshot keeps anybody who has only the digest
(the ledger, a witness) from testing guesses about the content, and it is erased with it.
"""

import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from fairlead.core.errors import FairleadError

SALT_BYTES = 16


class SnapshotBroken(FairleadError):
    """The content is not what the digest says it was."""

    code = "snapshot-broken"


@dataclass(frozen=True, slots=True)
class Snapshot:
    content: Mapping[str, Any]
    salt: str
    digest: str

    @classmethod
    def take(cls, content: Mapping[str, Any], *, salt: bytes) -> Self:
        """Fix this content; the caller brings the randomness."""
        if len(salt) != SALT_BYTES:
            raise ValueError(f"the salt has {SALT_BYTES} bytes")
        return cls(content, salt.hex(), _digest(content, salt.hex()))

    @classmethod
    def read(cls, values: Mapping[str, Any], *, digest: str) -> Self:
        """Return what ``write`` wrote, if it still is what ``digest`` says."""
        found = _digest(values["content"], values["salt"])
        if not hmac.compare_digest(found, digest):
            raise SnapshotBroken("the content was changed after it was fixed", place=digest)
        return cls(values["content"], values["salt"], digest)

    def write(self) -> dict[str, Any]:
        """Return plain values for JSON; the digest is kept elsewhere."""
        return {"content": self.content, "salt": self.salt}


def canonical(content: object) -> bytes:
    """Return one form for equal contents.

    >>> canonical({"b": 1, "a": "é"}).decode()
    '{"a":"é","b":1}'
    """
    return json.dumps(
        content, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    ).encode()


def _digest(content: Mapping[str, Any], salt: str) -> str:
    return hashlib.sha256(b"FLN1" + bytes.fromhex(salt) + canonical(content)).hexdigest()
