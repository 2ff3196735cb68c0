"""Ethereum and the chains that share its addresses: forty hexadecimal digits (EIP-55)."""

import re
from typing import Final

from fairlead.core.identifiers.coins.keccak import keccak256

KIND: Final = "ethereum"
_SHAPE: Final = re.compile(r"0x[0-9a-fA-F]{40}", re.ASCII)


def normalise(text: str) -> str:
    """Return the address with its prefix, in the letters it was written with."""
    address = "".join(text.split()).rpartition(":")[2]
    if address[:2] in {"0X", "0x"}:
        address = address[2:]
    return f"0x{address}"


def check(number: str) -> bool:
    """Check the shape; and the check sum, if capital and small letters are both there."""
    if not _SHAPE.fullmatch(number):
        return False
    digits = number[2:]
    return digits in {digits.lower(), digits.upper()} or number == shown(number)


def shown(number: str) -> str:
    """Return the address with the capitals that are its check sum."""
    digits = number[2:].lower()
    digest = keccak256(digits.encode()).hex()
    return "0x" + "".join(
        letter.upper() if int(nibble, 16) >= 8 else letter  # noqa: PLR2004
        for letter, nibble in zip(digits, digest, strict=False)
    )
