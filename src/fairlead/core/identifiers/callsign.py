"""Call sign of a ship or aircraft station (ITU Radio Regulations, article 19)."""

import re
from typing import Final

from fairlead.core.identifiers.scheme import compact

KIND: Final = "call-sign"
_SHAPE: Final = re.compile(r"(?=.{3,9}$)(?=.*[A-Z])[A-Z0-9]{2}[A-Z0-9]*", re.ASCII)


def normalise(text: str) -> str:
    """Return the letters and digits."""
    return compact(text)


def check(number: str) -> bool:
    """Check the shape: letters and digits, at least one a letter."""
    return bool(_SHAPE.fullmatch(number))


def shown(number: str) -> str:
    """Return the sign."""
    return number
