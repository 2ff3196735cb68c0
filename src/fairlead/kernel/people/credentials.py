"""Secrets: how they are made, recognised and kept from whoever reads the database.

* A **key** of a service is ``fl_`` + eight letters, by which it is found and called in lists,
  then ``_`` and 256 bits. The database holds its SHA-256: enough, because 256 random bits cannot
  be guessed, and fast, because it is done at every call.
* An **invitation** is 256 bits in a link, kept in the same way.
* A **recovery code** is 50 bits, which a person must type. That could be guessed from a fast
  hash, so the database holds Argon2id.
* What must be read back (the secret that an authenticator app shares) is sealed under a key
  derived from the site's secret, which lies outside the database and its backups.
"""

import base64
import hashlib
import re
import secrets
from dataclasses import dataclass
from functools import lru_cache

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from fairlead.core.errors import Unavailable

KEY_MARK = "fl_"
_KEY = re.compile(r"(fl_[a-z2-7]{8})_[a-z2-7]{52}")
RECOVERY_CODES = 10
_RECOVERY_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford's: no i, l, o, u
_RECOVERY_LENGTH = 10
RECOVERY_MEMORY = 64 * 1024  # KiB that one guess costs
_ALIKE = str.maketrans("ilo", "110", " -")


@dataclass(frozen=True, slots=True)
class NewKey:
    """A key as it is shown once, and what is kept of it."""

    raw: str
    prefix: str
    digest: str


def new_key() -> NewKey:
    """Make the key of a service."""
    prefix = KEY_MARK + _letters(5)
    raw = f"{prefix}_{_letters(32)}"
    return NewKey(raw, prefix, digest(raw))


def prefix_of(raw: str) -> str:
    """Return the readable part of a key, or "" of what cannot be one."""
    match = _KEY.fullmatch(raw)
    return match.group(1) if match else ""


def new_token() -> str:
    """Make the secret part of an invitation's link."""
    return secrets.token_urlsafe(32)


def digest(raw: str) -> str:
    """Return what is kept of a key or a token."""
    return hashlib.sha256(raw.encode("utf-8", "surrogatepass")).hexdigest()


def new_recovery_codes() -> list[str]:
    """Make ten different codes, each of 50 bits, as a person types them."""
    codes: set[str] = set()
    while len(codes) < RECOVERY_CODES:
        letters = "".join(secrets.choice(_RECOVERY_ALPHABET) for _ in range(_RECOVERY_LENGTH))
        codes.add(f"{letters[:5]}-{letters[5:]}")
    return sorted(codes)


def read_recovery_code(typed: str) -> str:
    """Return the code without case, spaces, hyphens and look-alikes; "" if it cannot be one."""
    code = typed.lower().translate(_ALIKE)
    well = len(code) == _RECOVERY_LENGTH and set(code) <= set(_RECOVERY_ALPHABET)
    return code if well else ""


def recovery_digest(code: str, salt: str) -> str:
    """Hash a code with Argon2id (RFC 9106): two passes over 64 MiB."""
    return hash_secret_raw(
        read_recovery_code(code).encode(),
        bytes.fromhex(salt),
        time_cost=2,
        memory_cost=RECOVERY_MEMORY,
        parallelism=1,
        hash_len=32,
        type=Type.ID,
    ).hex()


def new_salt() -> str:
    return secrets.token_hex(16)


def seal(text: str) -> str:
    """Encrypt what must be read back, under a key that the database does not hold."""
    nonce = secrets.token_bytes(12)
    sealed = _cipher(settings.SECRET_KEY).encrypt(nonce, text.encode(), None)
    return base64.urlsafe_b64encode(nonce + sealed).decode()


def unseal(sealed: str) -> str:
    """Read back what `seal` wrote, also under the secret of the site that was replaced."""
    raw = base64.urlsafe_b64decode(sealed)
    for secret in (settings.SECRET_KEY, *settings.FAIRLEAD_EARLIER_SECRETS):
        try:
            return _cipher(secret).decrypt(raw[:12], raw[12:], None).decode()
        except InvalidTag:
            continue
    raise Unavailable("was sealed under another secret of the site", place="second factor")


@lru_cache
def _cipher(secret: str) -> AESGCM:
    derivation = HKDF(hashes.SHA256(), length=32, salt=None, info=b"fairlead.people.factor")
    return AESGCM(derivation.derive(secret.encode()))


def _letters(count: int) -> str:
    """Return this many random bytes, as small letters and digits that mark as one word."""
    return base64.b32encode(secrets.token_bytes(count)).decode().rstrip("=").lower()
