"""The one place where the house reads the time and makes an identifier."""

import os
import uuid
from datetime import datetime

from django.utils import timezone


def now() -> datetime:
    """Return the moment, in UTC."""
    return timezone.now()


def new_id() -> uuid.UUID:
    """Return a UUID version 7 (RFC 9562, section 5.7): ordered by time, unguessable.

    The twelve bits behind the milliseconds are a finer fraction of time (section 6.2, method
    3), so that what one process makes is in order; the other 62 are random.
    """
    microseconds = round(now().timestamp() * 1_000_000)
    milliseconds, rest = divmod(microseconds, 1000)
    fraction, randomness = rest * 4096 // 1000, int.from_bytes(os.urandom(8)) >> 2
    return uuid.UUID(int=milliseconds << 80 | 0x7 << 76 | fraction << 64 | 0b10 << 62 | randomness)
