"""One record: its values under its own key, and that key under the key of its bucket."""

from dataclasses import dataclass
from typing import Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from fairlead.core.sealing.binding import KEY_BYTES, NONCE_BYTES, TAG_BYTES, Random, bind
from fairlead.core.sealing.errors import SealBroken

CONTENT = b"FLE1"
_HEADER_BYTES = len(CONTENT)
_START = _HEADER_BYTES + NONCE_BYTES


@dataclass(frozen=True, slots=True)
class Place:
    """The record an envelope belongs to. An envelope opens in its own place only."""

    record_class: str
    record_id: str

    def __str__(self) -> str:
        return f"{self.record_class}:{self.record_id}"


@dataclass(frozen=True, slots=True)
class Sealed:
    """What is stored of a record: its wrapped key and its content. Neither says anything alone."""

    key: bytes
    content: bytes

    def __repr__(self) -> str:
        return f"<sealed, {len(self.content)} bytes>"


class Wrapping(Protocol):
    """Whoever holds a bucket key: this process, or a hardware module that never lets it go."""

    def wrap(self, record_key: bytes, place: Place) -> bytes:
        """Give the record key, locked for this place."""
        ...

    def unwrap(self, wrapped: bytes, place: Place) -> bytes:
        """Give the record key back, or raise ``SealBroken`` or ``KeyDestroyed``."""
        ...


def seal(plain: bytes, *, place: Place, bucket: Wrapping, random: Random) -> Sealed:
    """Seal values under a fresh record key. Sealing twice never uses a key twice."""
    record_key = random(KEY_BYTES)
    return Sealed(
        key=bucket.wrap(record_key, place),
        content=seal_content(plain, place=place, record_key=record_key, random=random),
    )


def open_sealed(sealed: Sealed, *, place: Place, bucket: Wrapping) -> bytes:
    """Open what ``seal`` gave, in the same place and under the same bucket."""
    record_key = bucket.unwrap(sealed.key, place)
    return open_content(sealed.content, place=place, record_key=record_key)


def rewrap(wrapped: bytes, *, place: Place, old: Wrapping, new: Wrapping) -> bytes:
    """Move a record to another bucket: its content stays, its key is locked anew."""
    return new.wrap(old.unwrap(wrapped, place), place)


def seal_content(plain: bytes, *, place: Place, record_key: bytes, random: Random) -> bytes:
    """Encrypt values under a record key that has not been used before."""
    nonce = random(NONCE_BYTES)
    bound = bind(CONTENT, place.record_class, place.record_id)
    return CONTENT + nonce + AESGCM(record_key).encrypt(nonce, plain, bound)


def open_content(content: bytes, *, place: Place, record_key: bytes) -> bytes:
    """Decrypt values, or say that they are not what was sealed here."""
    content = bytes(content)
    if len(content) < _START + TAG_BYTES:
        raise SealBroken("The envelope is cut short.", place=str(place))
    if content[:_HEADER_BYTES] != CONTENT:
        raise SealBroken("This is not an envelope of a known version.", place=str(place))
    bound = bind(CONTENT, place.record_class, place.record_id)
    try:
        return AESGCM(record_key).decrypt(content[_HEADER_BYTES:_START], content[_START:], bound)
    except InvalidTag:
        raise SealBroken(
            "The envelope was changed, or belongs to another record.", place=str(place)
        ) from None
