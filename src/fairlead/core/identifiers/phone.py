"""Telephone number (ITU-T E.164): up to fifteen digits with the country's, or national digits."""

import re
import unicodedata
from typing import Final

KIND: Final = "phone"
_SHAPE: Final = re.compile(r"\+?[0-9]{6,15}", re.ASCII)
_EXTENSION: Final = re.compile(r"(?:ext|extension|poste|доб|#|;).*", re.IGNORECASE | re.DOTALL)
_TRUNK: Final = re.compile(r"\(0\)")


def normalise(text: str) -> str:
    """Return the digits, after a plus if the number is international."""
    text = _TRUNK.sub("", _EXTENSION.sub("", text.removeprefix("tel:"))).strip()
    digits = "".join(str(unicodedata.decimal(c)) for c in text if c.isdecimal())
    if text.startswith(("+", "＋")):
        return f"+{digits}"
    return f"+{digits[2:]}" if digits.startswith("00") else digits


def check(number: str) -> bool:
    """Check that there are six to fifteen digits."""
    return bool(_SHAPE.fullmatch(number))


def shown(number: str) -> str:
    """Return the digits."""
    return number


def national(number: str) -> str:
    """Return the last nine digits, which are the same with and without a country's code."""
    return number.lstrip("+0")[-9:]
