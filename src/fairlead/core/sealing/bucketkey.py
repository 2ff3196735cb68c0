"""A bucket key: in memory it wraps record keys; at rest it is itself wrapped."""

import hashlib
import hmac

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from fairlead.core.sealing.binding import KEY_BYTES, NONCE_BYTES, TAG_BYTES, Random, bind
from fairlead.core.sealing.envelope import Place
from fairlead.core.sealing.errors import SealBroken

WRAPPED = b"FLW1"
AT_REST = b"FLK1"
WRAPPED_BYTES = len(WRAPPED) + NONCE_BYTES + KEY_BYTES + TAG_BYTES
_HEADER_BYTES = len(WRAPPED)
_START = _HEADER_BYTES + NONCE_BYTES


class BucketKey:
    """The key of one bucket, held in this process. It implements ``Wrapping``.

    One key wraps at most 2**32 record keys, which keeps the chance that two random nonces
    meet below 2**-32 (NIST SP 800-38D, 8.3). That is four thousand million records of one
    class that end in one month.
    """

    __slots__ = ("_cipher", "_derived", "_key", "_random", "bucket")

    def __init__(self, bucket: str, key: bytes, random: Random) -> None:
        if len(key) != KEY_BYTES:
            raise SealBroken("A bucket key has 32 bytes.", place=bucket)
        self.bucket = bucket
        self._key = key
        self._random = random
        self._derived: dict[str, bytes] = {}
        self._cipher = AESGCM(key)

    def __repr__(self) -> str:
        return f"<bucket key {self.bucket}>"

    @property
    def key_id(self) -> str:
        """A public name for this very key, for certificates: sixteen hexadecimal digits."""
        return hashlib.sha256(bind(b"FLI1", self.bucket) + self._key).hexdigest()[:16]

    def wrap(self, record_key: bytes, place: Place) -> bytes:
        nonce = self._random(NONCE_BYTES)
        return WRAPPED + nonce + self._cipher.encrypt(nonce, record_key, self._bound(place))

    def unwrap(self, wrapped: bytes, place: Place) -> bytes:
        wrapped = bytes(wrapped)
        if len(wrapped) != WRAPPED_BYTES or wrapped[:_HEADER_BYTES] != WRAPPED:
            raise SealBroken("This is not a wrapped key of a known version.", place=str(place))
        nonce, locked = wrapped[_HEADER_BYTES:_START], wrapped[_START:]
        try:
            return self._cipher.decrypt(nonce, locked, self._bound(place))
        except InvalidTag:
            raise SealBroken(
                "The wrapped key was changed, or belongs to another record or bucket.",
                place=str(place),
            ) from None

    def derive(self, purpose: str) -> bytes:
        """Give a key for another use, which is destroyed together with this one."""
        found = self._derived.get(purpose)
        if found is None:
            found = hmac.digest(self._key, bind(b"FLD1", self.bucket, purpose), "sha256")
            self._derived[purpose] = found
        return found

    def _bound(self, place: Place) -> bytes:
        return bind(WRAPPED, place.record_class, place.record_id, self.bucket)


def pack_bucket_key(bucket: str, key: bytes, master: bytes, random: Random) -> bytes:
    """Give a bucket key as it rests: wrapped by the node's master key, bound to its bucket."""
    nonce = random(NONCE_BYTES)
    return AT_REST + nonce + AESGCM(master).encrypt(nonce, key, bind(AT_REST, bucket))


def unpack_bucket_key(bucket: str, stored: bytes, master: bytes) -> bytes:
    """Give the key, or ``SealBroken`` if file, name and master key do not belong together."""
    if len(stored) != WRAPPED_BYTES or stored[:_HEADER_BYTES] != AT_REST:
        raise SealBroken("This is not a bucket key of a known version.", place=bucket)
    try:
        return AESGCM(master).decrypt(
            stored[_HEADER_BYTES:_START], stored[_START:], bind(AT_REST, bucket)
        )
    except InvalidTag:
        raise SealBroken(
            "The bucket key was changed, was renamed, or belongs to another node.", place=bucket
        ) from None
