"""The personal values of a record as bytes.

JSON in one canonical form, filled with spaces to a multiple of 64 bytes: a sealed envelope
otherwise tells how long a name is.
"""

import json
from collections.abc import Mapping

from fairlead.core.sealing.errors import SealBroken

BLOCK_BYTES = 64

_encode = json.JSONEncoder(
    ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":")
).encode


def encode_identity(values: Mapping[str, object]) -> bytes:
    """Turn values into bytes. Equal values give equal bytes.

    >>> len(encode_identity({"name": "Thomas More"}))
    64
    """
    plain = _encode(values).encode()
    return plain + b" " * (-len(plain) % BLOCK_BYTES)


def decode_identity(plain: bytes) -> dict[str, object]:
    """Give the values again.

    >>> decode_identity(encode_identity({"name": "Thomas More", "born": 1478}))
    {'born': 1478, 'name': 'Thomas More'}
    """
    values = json.loads(plain)
    if not isinstance(values, dict):
        raise SealBroken("The envelope holds no mapping of values.", place="identity")
    return values
