"""Number of a passport or another travel document: up to nine characters in its machine zone.

Older documents and those of some States are longer, and every State chooses its own shape, so a
check by shape only ever supports an issuer and never speaks against one.
"""

import re
from typing import Final

from fairlead.core.identifiers.scheme import compact

KIND: Final = "passport"
_SHAPE: Final = re.compile(r"(?=.*\d)[A-Z0-9]{4,15}", re.ASCII)
_SERIES: Final = re.compile(r"(?<=\d)NO(?=\d)")  # 51 No 1234567, a series and a number
_WORDS: Final = re.compile(
    r"^(?:PASSPORTNUMBER|PASSPORTNO|PASSPORT|PASSEPORT|PASAPORTE|TRAVELDOCUMENT|NUMBER|NO)(?=\w*\d)"
)

# Shapes that many documents of an issuer have (A a letter, 9 a digit, N either), by its country.
# They only help to repair a scan, so an issuer that is missing, or has newer shapes, loses nothing.
SHAPES: Final = {
    "af": "P99999999",
    "ar": "AAA999999",
    "at": "A9999999",
    "au": "AA9999999",
    "az": "C99999999",
    "be": "AA999999",
    "bg": "999999999",
    "br": "AA999999",
    "by": "AA9999999",
    "ca": "AA999999",
    "cn": "A99999999 AA9999999",
    "co": "AA999999",
    "cz": "99999999",
    "de": "ANNNNNNNN",
    "dk": "999999999",
    "eg": "A99999999",
    "es": "AAA999999",
    "fi": "AA9999999",
    "fr": "99AA99999",
    "gb": "999999999",
    "ge": "99AA99999",
    "gr": "AA9999999",
    "hr": "999999999",
    "id": "A9999999",
    "ie": "AA9999999",
    "il": "99999999",
    "in": "A9999999",
    "iq": "A99999999",
    "ir": "A99999999",
    "it": "AA9999999",
    "jp": "AA9999999",
    "kr": "A99999999 A999A9999",
    "lt": "99999999",
    "lv": "AA9999999",
    "mx": "A99999999",
    "my": "A99999999",
    "ng": "A99999999",
    "nl": "AANNNNNN9",
    "no": "AAA999999",
    "nz": "AA999999",
    "ph": "A9999999A",
    "pk": "AA9999999",
    "pl": "AA9999999",
    "ro": "999999999",
    "ru": "999999999",
    "se": "99999999 AA9999999",
    "sg": "A9999999A",
    "sk": "AA9999999",
    "th": "AA9999999",
    "tr": "A99999999",
    "ua": "AA999999",
    "us": "999999999 A99999999",
    "ve": "999999999",
    "vn": "A9999999",
    "za": "A99999999",
}
_LETTERS: Final = dict(zip("015826", "OISBZG", strict=True))
_DIGITS: Final = dict(zip("OQDILSBZG", "000115826", strict=True))


def normalise(text: str) -> str:
    """Return letters and digits, without words before them."""
    return _SERIES.sub("", _WORDS.sub("", compact(text)))


def check(number: str) -> bool:
    """Check that there are four to fifteen characters with a digit among them."""
    return bool(_SHAPE.fullmatch(number))


def shown(number: str) -> str:
    """Return the number."""
    return number


def repaired(number: str, country: str) -> str:
    """Return the reading of a scan that has a shape of the country, or an empty string."""
    for shape in SHAPES.get(country, "").split():
        if len(shape) == len(number):
            reading = "".join(map(_as, number, shape))
            if all(map(_is, reading, shape)):
                return reading
    return ""


def _as(character: str, expected: str) -> str:
    """Return the character as a scan should have read it at this place."""
    if expected == "9":
        return _DIGITS.get(character, character)
    return _LETTERS.get(character, character) if expected == "A" else character


def _is(character: str, expected: str) -> bool:
    match expected:
        case "9":
            return character.isdigit()
        case "A":
            return character.isalpha()
        case "N":
            return character.isalnum()
        case _:
            return character == expected
