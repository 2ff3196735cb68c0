"""The one place where the house reads the time and makes an identifier."""

import os
import uuid
from datetime import datetime

from django.utils import timezone


def now() -> datetime:
    """Return the moment, in UTC."""
    return timezone.now()


def new_id() -> uuid.UUID:
    """Return a UUID version 7 (RFC 9562, section 5.7): ordered by time, unguessable."""
    milliseconds = int(now().timestamp() * 1000)
    randomness = int.from_bytes(os.urandom(10))
    high, low = randomness >> 62 & 0xFFF, randomness & (1 << 62) - 1
    return uuid.UUID(int=milliseconds << 80 | 0x7 << 76 | high << 64 | 0b10 << 62 | low)
