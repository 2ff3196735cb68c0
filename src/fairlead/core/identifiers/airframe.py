"""Aircraft address of 24 bits (ICAO Annex 10 volume III): six hexadecimal digits."""

import re
from typing import Final

from fairlead.core.identifiers.scheme import compact

KIND: Final = "aircraft-address"
_SHAPE: Final = re.compile(r"[0-9A-F]{6}", re.ASCII)


def normalise(text: str) -> str:
    """Return the six digits, without a prefix."""
    return compact(text).removeprefix("0X").removeprefix("ICAO")


def check(number: str) -> bool:
    """Check the shape; all zeros and all ones are no aircraft."""
    return bool(_SHAPE.fullmatch(number)) and number not in {"000000", "FFFFFF"}


def shown(number: str) -> str:
    """Return the digits."""
    return number
