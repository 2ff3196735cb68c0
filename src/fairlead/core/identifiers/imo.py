"""Ship identification number of the International Maritime Organization: seven digits.

The number stays with the hull through every change of name, flag and owner (resolution
A.1117(30)), so two numbers are two ships.
"""

from typing import Final

from fairlead.core.identifiers.checksums import weighted
from fairlead.core.identifiers.scheme import compact, is_digits

KIND: Final = "imo"
_WEIGHTS: Final = (7, 6, 5, 4, 3, 2)


def normalise(text: str) -> str:
    """Return the seven digits, without the words before them."""
    return compact(text).removeprefix("IMO").removeprefix("NUMBER").removeprefix("NO")


def check(number: str) -> bool:
    """Check the last digit: the last of the weighted sum of the others."""
    return is_digits(number, 7) and weighted(number, _WEIGHTS) % 10 == int(number[6])


def shown(number: str) -> str:
    """Return IMO and the digits."""
    return f"IMO {number}"
