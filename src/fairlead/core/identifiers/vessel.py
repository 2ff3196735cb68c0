"""Official number of a ship in its flag's register: whatever the register chose."""

from typing import Final

from fairlead.core.identifiers.scheme import compact

KIND: Final = "ship-registration"
_LONGEST: Final = 20


def normalise(text: str) -> str:
    """Return the letters and digits."""
    return compact(text)


def check(number: str) -> bool:
    """Check that there are digits, and not too many characters."""
    return len(number) <= _LONGEST and any(character.isdigit() for character in number)


def shown(number: str) -> str:
    """Return the number."""
    return number
