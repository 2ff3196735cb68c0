"""Tron: Base58Check with the version byte 0x41, so that every address begins with T."""

from typing import Final

from fairlead.core.identifiers.coins.base58 import payload

KIND: Final = "tron"
_VERSION, _SIZE, _LENGTH = 0x41, 21, 34


def normalise(text: str) -> str:
    """Return the address without spaces."""
    return "".join(text.split()).rpartition(":")[2]


def check(number: str) -> bool:
    """Check the length, the version and the check sum."""
    body = payload(number) if len(number) == _LENGTH else None
    return body is not None and len(body) == _SIZE and body[0] == _VERSION


def shown(number: str) -> str:
    """Return the address."""
    return number
