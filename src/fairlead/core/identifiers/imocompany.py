"""Number of a company or registered owner with the International Maritime Organization."""

from typing import Final

from fairlead.core.identifiers.checksums import weighted
from fairlead.core.identifiers.imo import normalise
from fairlead.core.identifiers.scheme import is_digits

__all__ = ["KIND", "check", "normalise", "shown"]

KIND: Final = "imo-company"
_WEIGHTS: Final = (8, 6, 4, 2, 9, 7)


def check(number: str) -> bool:
    """Check the last digit: eleven less the weighted sum by eleven (resolution A.1117(30))."""
    if not is_digits(number, 7):
        return False
    return (11 - weighted(number, _WEIGHTS) % 11) % 10 == int(number[6])


def shown(number: str) -> str:
    """Return IMO and the digits."""
    return f"IMO {number}"
