"""Base58Check: letters and digits that look unlike one another, with four bytes of check sum."""

import hashlib
from typing import Final

ALPHABET: Final = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_VALUES: Final = {character: value for value, character in enumerate(ALPHABET)}
_LONGEST: Final = 120


def decoded(text: str) -> bytes | None:
    """Return the bytes, or ``None`` if a character is not of the alphabet."""
    number = 0
    for character in text[:_LONGEST]:
        value = _VALUES.get(character)
        if value is None:
            return None
        number = number * 58 + value
    zeros = len(text) - len(text.lstrip(ALPHABET[0]))
    return bytes(zeros) + number.to_bytes((number.bit_length() + 7) // 8, "big")


def payload(text: str) -> bytes | None:
    """Return what stands before a right check sum: a version and a digest."""
    found = decoded(text)
    if found is None or len(found) <= 4:  # noqa: PLR2004 — the check sum alone
        return None
    body, check = found[:-4], found[-4:]
    digest = hashlib.sha256(hashlib.sha256(body).digest()).digest()
    return body if digest[:4] == check else None
