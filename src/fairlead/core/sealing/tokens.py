"""Tokens: to find a record again by an exact value that is not stored.

``token(key, ...)`` is an HMAC-SHA-256 of class, field and value, cut to 16 bytes. Who has the
database but not the key can learn **one** thing from tokens: that two records of the same class,
field and bucket have the same value. He cannot learn the value, cannot test a guess, and cannot
compare records of different classes, fields or buckets, because class and field are part of what
is hashed and each bucket has its own key. Who has the key as well can test guesses one by one;
for values with few possibilities (a date of birth) that is as good as reading them, so such
fields get no token of their own. When the bucket's key is destroyed, the tokens in old copies of
the database say nothing about any value any more.

The caller brings values into one form first (``core.names``, ``core.identifiers``); tokens are
exact and forgive nothing.
"""

import hmac

from fairlead.core.sealing.binding import bind

TOKEN_BYTES = 16
_HEADER = b"FLT1"


def token(key: bytes, *, record_class: str, field: str, value: str) -> bytes:
    """Make the token of one value.

    >>> one = token(b"k" * 32, record_class="travel.pnr", field="document", value="UTO1234567")
    >>> two = token(b"k" * 32, record_class="travel.pnr", field="phone", value="UTO1234567")
    >>> len(one), one == two
    (16, False)
    """
    return hmac.digest(key, bind(_HEADER, record_class, field, value), "sha256")[:TOKEN_BYTES]
