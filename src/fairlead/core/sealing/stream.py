"""File content in chunks: flat memory, and no byte is given out before it is authenticated.

The construction is STREAM (Hoang, Reyhanitabar, Rogaway, Vizár, 2015), as in Tink and age: the
nonce of a chunk is a random prefix, the number of the chunk and a flag that is 1 on the last
chunk only. A chunk that is changed, moved, repeated or left out does not open; content that ends
before its last chunk is broken, not short.

::

    "FLS1"  prefix (7)  { chunk: up to 65,536 bytes + tag (16) } …
    nonce of chunk n  =  prefix (7) · n as 4 bytes, big endian · last (1)
"""

from collections.abc import Iterable, Iterator

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from fairlead.core.sealing.binding import TAG_BYTES, Random, bind
from fairlead.core.sealing.envelope import Place
from fairlead.core.sealing.errors import SealBroken

STREAM = b"FLS1"
CHUNK_BYTES = 65_536
PREFIX_BYTES = 7
HEADER_BYTES = len(STREAM) + PREFIX_BYTES
_SEALED_CHUNK = CHUNK_BYTES + TAG_BYTES
_MOST_CHUNKS = 2**32


def seal_stream(
    plain: Iterable[bytes], *, place: Place, record_key: bytes, random: Random
) -> Iterator[bytes]:
    """Encrypt pieces of any size; yields the header, then one sealed chunk after another."""
    prefix = random(PREFIX_BYTES)
    cipher, bound = AESGCM(record_key), _bound(place, prefix)
    yield STREAM + prefix
    for number, last, chunk in _marked(_regular(plain, CHUNK_BYTES)):
        yield cipher.encrypt(_nonce(prefix, number, last=last), chunk, bound)


def open_stream(sealed: Iterable[bytes], *, place: Place, record_key: bytes) -> Iterator[bytes]:
    """Decrypt pieces of any size; yields one authenticated chunk after another."""
    chunks = _regular(sealed, _SEALED_CHUNK, first=HEADER_BYTES)
    header = next(chunks)
    if len(header) != HEADER_BYTES or not header.startswith(STREAM):
        raise SealBroken("This is not sealed content of a known version.", place=str(place))
    prefix = header[len(STREAM) :]
    cipher, bound = AESGCM(record_key), _bound(place, prefix)
    for number, last, chunk in _marked(chunks):
        try:
            yield cipher.decrypt(_nonce(prefix, number, last=last), chunk, bound)
        except InvalidTag:
            raise SealBroken(
                f"Chunk {number} was changed, moved or cut off, or belongs to another record.",
                place=str(place),
            ) from None


def sealed_size(plain_size: int) -> int:
    """Say how many bytes content of this size takes when sealed."""
    chunks = max(1, -(-plain_size // CHUNK_BYTES))
    return HEADER_BYTES + plain_size + chunks * TAG_BYTES


def _bound(place: Place, prefix: bytes) -> bytes:
    return bind(STREAM + prefix, place.record_class, place.record_id)


def _nonce(prefix: bytes, number: int, *, last: bool) -> bytes:
    if number >= _MOST_CHUNKS:
        raise SealBroken("Content of more than 256 TiB cannot be sealed.", place="stream")
    return prefix + number.to_bytes(4, "big") + bytes([last])


def _regular(pieces: Iterable[bytes], size: int, *, first: int = 0) -> Iterator[bytes]:
    """Cut pieces of any size to ``size`` (the first to ``first``); always at least one more."""
    wanted, held = first or size, bytearray()
    for piece in pieces:
        held += piece
        while len(held) > wanted:
            yield bytes(held[:wanted])
            del held[:wanted]
            wanted = size
    if first and wanted == first:
        yield bytes(held)
        held.clear()
    yield bytes(held)


def _marked(chunks: Iterator[bytes]) -> Iterator[tuple[int, bool, bytes]]:
    """Give each chunk its number and mark the last one, looking one ahead."""
    number, held = 0, next(chunks)
    for chunk in chunks:
        yield number, False, held
        number, held = number + 1, chunk
    yield number, True, held
