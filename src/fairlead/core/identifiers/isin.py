"""International securities identification number (ISO 6166): a prefix, nine characters, a digit."""

import re
from typing import Final

from fairlead.core.identifiers.checksums import luhn
from fairlead.core.identifiers.scheme import compact

KIND: Final = "isin"
_SHAPE: Final = re.compile(r"[A-Z]{2}[A-Z0-9]{9}\d", re.ASCII)


def normalise(text: str) -> str:
    """Return the compact form, without the word ISIN before it."""
    number = compact(text)
    return number.removeprefix("ISIN") if len(number) == 16 else number  # noqa: PLR2004


def check(number: str) -> bool:
    """Check the shape and the check digit, letters as the numbers from ten on."""
    if not _SHAPE.fullmatch(number):
        return False
    return luhn("".join(str(int(character, 36)) for character in number))


def shown(number: str) -> str:
    """Return the number as it is."""
    return number
