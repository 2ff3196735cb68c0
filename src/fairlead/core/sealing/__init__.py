"""Envelopes: how personal values are locked, and how locking makes erasing possible.

Every record has a random key of its own. The record's values are encrypted under that key,
and the key is *wrapped* (encrypted) by the key of a **bucket**: all records of one class whose
term ends in the same month. Destroying one bucket key makes every record in it unreadable, in
the database and in every old copy of the database. Dropping one wrapped key does so for one
record. The decision record ``docs/decisions/bucket-keys.md`` says why.

========= ========== =====================================================================
bytes     module     what it is
========= ========== =====================================================================
``FLE1``  envelope   the values of one record, under the record key
``FLW1``  envelope   the record key of one record, under a bucket key
``FLK1``  bucketkey  a bucket key at rest, under the node's master key
``FLS1``  stream     the content of a file, in chunks, under the record key
``FLB1``  backup     a copy of the keys, for a passphrase or a recipient
========= ========== =====================================================================

All are AES-256-GCM with a random nonce, and all but the last are *bound*: the class and the id of
the record (and the bucket, for a wrapped key) are authenticated with the bytes, so an envelope
that is moved to another record, class or bucket does not open. ``docs/formats/sealed-envelope.md``
gives every byte.

>>> import os
>>> bucket = BucketKey("travel.pnr.open.2027-05", os.urandom(32), os.urandom)
>>> place = Place("travel.pnr", "0190b2c4-0000-7000-8000-000000000001")
>>> sealed = seal(b'{"name": "Thomas More"}', place=place, bucket=bucket, random=os.urandom)
>>> open_sealed(sealed, place=place, bucket=bucket)
b'{"name": "Thomas More"}'
"""

from fairlead.core.sealing.backup import (
    lock_for_passphrase,
    lock_for_recipient,
    recipient_of,
    unlock,
)
from fairlead.core.sealing.binding import Random
from fairlead.core.sealing.bucketkey import BucketKey, pack_bucket_key, unpack_bucket_key
from fairlead.core.sealing.envelope import (
    Place,
    Sealed,
    Wrapping,
    open_content,
    open_sealed,
    rewrap,
    seal,
    seal_content,
)
from fairlead.core.sealing.errors import KeyDestroyed, SealBroken, SealingError
from fairlead.core.sealing.identity import decode_identity, encode_identity
from fairlead.core.sealing.stream import open_stream, seal_stream, sealed_size
from fairlead.core.sealing.tokens import TOKEN_BYTES, token

__all__ = [
    "TOKEN_BYTES",
    "BucketKey",
    "KeyDestroyed",
    "Place",
    "Random",
    "SealBroken",
    "Sealed",
    "SealingError",
    "Wrapping",
    "decode_identity",
    "encode_identity",
    "lock_for_passphrase",
    "lock_for_recipient",
    "open_content",
    "open_sealed",
    "open_stream",
    "pack_bucket_key",
    "recipient_of",
    "rewrap",
    "seal",
    "seal_content",
    "seal_stream",
    "sealed_size",
    "token",
    "unlock",
    "unpack_bucket_key",
]
