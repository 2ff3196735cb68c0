"""Check digits: the arithmetic that many kinds of numbers share."""

from collections.abc import Sequence
from typing import Final

_ALPHABET: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_VALUES: Final = {character: value for value, character in enumerate(_ALPHABET)}


def luhn(digits: str) -> bool:
    """Check ISO/IEC 7812: every second digit from the right doubled, the sum of digits by ten."""
    doubled = (0, 2, 4, 6, 8, 1, 3, 5, 7, 9)
    total = sum(
        doubled[int(digit)] if place % 2 else int(digit)
        for place, digit in enumerate(reversed(digits))
    )
    return total % 10 == 0


def mod97(text: str) -> bool:
    """Check ISO 7064 MOD 97-10, letters as the numbers from ten on."""
    return int("".join(str(_VALUES[character]) for character in text)) % 97 == 1


def mod11_10(digits: str) -> bool:
    """Check ISO 7064 MOD 11,10."""
    check = 5
    for digit in digits:
        check = ((check or 10) * 2 % 11 + int(digit)) % 10
    return check == 1


_TIMES: Final = (
    "0123456789",
    "1234067895",
    "2340178956",
    "3401289567",
    "4012395678",
    "5987604321",
    "6598710432",
    "7659821043",
    "8765932104",
    "9876543210",
)
_TURNED: Final = (
    "0123456789",
    "1576283094",
    "5803796142",
    "8916043527",
    "9453126870",
    "4286573901",
    "2793806415",
    "7046913258",
)


def verhoeff(digits: str) -> bool:
    """Check Verhoeff's scheme: the turns of a pentagon, each place permuted."""
    check = 0
    for place, digit in enumerate(reversed(digits)):
        check = int(_TIMES[check][int(_TURNED[place % 8][int(digit)])])
    return check == 0


def weighted(number: str, weights: Sequence[int]) -> int:
    """Return the sum of the first characters' values, each times its weight."""
    return sum(
        _VALUES[character] * weight for character, weight in zip(number, weights, strict=False)
    )


def icao(text: str) -> str:
    """Return the check digit of a field of a machine-readable zone (ICAO Doc 9303 part 3)."""
    total = sum(
        _VALUES.get(character, 0) * (7, 3, 1)[place % 3] for place, character in enumerate(text)
    )
    return str(total % 10)
