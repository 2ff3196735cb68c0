"""Registration of an aircraft (ICAO Annex 7): a mark of nationality and what follows it."""

import re
from typing import Final

from fairlead.core.identifiers.scheme import compact

KIND: Final = "aircraft-registration"
_SHAPE: Final = re.compile(r"(?=.*[A-Z])[A-Z0-9]{3,8}", re.ASCII)


def normalise(text: str) -> str:
    """Return the letters and digits without the stroke between them."""
    return compact(text)


def check(number: str) -> bool:
    """Check the shape; marks of nationality change, so none is refused."""
    return bool(_SHAPE.fullmatch(number))


def shown(number: str) -> str:
    """Return the mark."""
    return number
