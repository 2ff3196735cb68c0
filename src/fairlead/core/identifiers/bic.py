"""Business identifier code (ISO 9362): four letters, a country, a location, maybe a branch."""

import re
from typing import Final

from fairlead.core.identifiers.scheme import compact
from fairlead.core.places import countries

KIND: Final = "bic"
_SHAPE: Final = re.compile(r"[A-Z0-9]{4}([A-Z]{2})[A-Z0-9]{2}(?:[A-Z0-9]{3})?", re.ASCII)


def normalise(text: str) -> str:
    """Return the compact form; the branch XXX is the head office and is left out."""
    number = compact(text)
    return number[:8] if len(number) == 11 and number.endswith("XXX") else number  # noqa: PLR2004


def check(number: str) -> bool:
    """Check the shape and that there is such a country."""
    found = _SHAPE.fullmatch(number)
    return found is not None and found[1].lower() in countries()


def shown(number: str) -> str:
    """Return the code as it is."""
    return number
