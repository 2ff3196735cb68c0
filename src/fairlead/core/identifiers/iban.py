"""International bank account number (ISO 13616): country, two check digits, the account."""

import re
from typing import Final

from fairlead.core.identifiers.checksums import mod97
from fairlead.core.identifiers.scheme import compact, grouped

KIND: Final = "iban"

# Lengths by country, from the registry that SWIFT keeps for ISO 13616.
LENGTHS: Final = {
    code: int(length)
    for length, codes in {
        "15": "NO",
        "16": "BE",
        "18": "DK FI FK FO GL NL SD",
        "19": "MK SI",
        "20": "AT BA EE KZ LT LU MN XK",
        "21": "CH HR LI LV",
        "22": "BG BH CR DE GB GE IE ME RS VA",
        "23": "AE GI IL IQ OM SO TL",
        "24": "AD CZ ES MD PK RO SA SE SK TN VG",
        "25": "LY PT ST",
        "26": "IS TR",
        "27": "BI DJ FR GR IT MC MR SM",
        "28": "AL AZ BY CY DO GT HN HU LB NI PL SV",
        "29": "BR EG PS QA UA",
        "30": "JO KW MU YE",
        "31": "MT SC",
        "32": "LC",
        "33": "RU",
    }.items()
    for code in codes.split()
}
_SHAPE: Final = re.compile(r"[A-Z]{2}\d\d[A-Z0-9]{11,30}", re.ASCII)


def normalise(text: str) -> str:
    """Return the compact form, without the word IBAN before it."""
    return compact(text).removeprefix("IBAN")


def check(number: str) -> bool:
    """Check the length that the country has, and the two check digits."""
    if not _SHAPE.fullmatch(number) or LENGTHS.get(number[:2], len(number)) != len(number):
        return False
    return mod97(number[4:] + number[:4])


def shown(number: str) -> str:
    """Return groups of four."""
    return grouped(number, 4)
