"""Maritime mobile service identity (ITU-R M.585): nine digits, three of them the flag's.

It belongs to a station under a flag and is given again, so it says less than an IMO number.
"""

import re
from typing import Final

from fairlead.core.identifiers.scheme import compact

KIND: Final = "mmsi"
# Ships 2–7, groups 0, coast stations 00, aircraft 111, hand-held 8, craft 98, aids 99, devices 97.
_SHAPE: Final = re.compile(r"(?:[2-7]\d{8}|0[2-7]\d{7}|00[2-7]\d{6}|111\d{6}|8\d{8}|9[789]\d{7})")


def normalise(text: str) -> str:
    """Return the nine digits, without the word before them."""
    return compact(text).removeprefix("MMSI")


def check(number: str) -> bool:
    """Check the shape; there is no check digit."""
    return number.isascii() and bool(_SHAPE.fullmatch(number))


def shown(number: str) -> str:
    """Return the digits."""
    return number
