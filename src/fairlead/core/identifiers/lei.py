"""Legal entity identifier (ISO 17442): eighteen letters or digits and two check digits."""

import re
from typing import Final

from fairlead.core.identifiers.checksums import mod97
from fairlead.core.identifiers.scheme import compact

KIND: Final = "lei"
_SHAPE: Final = re.compile(r"[A-Z0-9]{18}\d\d", re.ASCII)


def normalise(text: str) -> str:
    """Return the compact form, without the word LEI before it."""
    number = compact(text)
    return number.removeprefix("LEI") if len(number) == 23 else number  # noqa: PLR2004


def check(number: str) -> bool:
    """Check the length and the two check digits."""
    return bool(_SHAPE.fullmatch(number)) and mod97(number)


def shown(number: str) -> str:
    """Return the number as it is."""
    return number
