"""Which kind of number a property holds, and what an equal one is worth.

``strength`` is what an equal number weighs at most, in millinats; ``single`` is what it weighs that
two numbers of the kind differ: nothing where a thing may have several or change them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import ModuleType
from typing import Final, cast

from fairlead.core.identifiers import (
    airframe,
    bic,
    callsign,
    email,
    iban,
    imo,
    imocompany,
    isin,
    lei,
    mmsi,
    passport,
    phone,
    tail,
    vessel,
)
from fairlead.core.identifiers.coins import bitcoin, ethereum, monero, tron
from fairlead.core.identifiers.national import numbers
from fairlead.core.identifiers.scheme import Scheme, compact


@dataclass(frozen=True, slots=True)
class Loose:
    """A number whose issuer and rule are not known: letters and digits with a digit in them."""

    KIND: str

    def normalise(self, text: str) -> str:
        """Return letters and digits."""
        return compact(text)

    def check(self, number: str) -> bool:
        """Check that there is a digit, and a bearable length."""
        return 3 <= len(number) <= 40 and any(map(str.isdigit, number))  # noqa: PLR2004

    def shown(self, number: str) -> str:
        """Return the number."""
        return number


@dataclass(frozen=True, slots=True)
class Worth:
    """What an equal number of a kind weighs at most, and what an unequal one weighs."""

    strength: int
    single: int = 0


WORTH: Final[Mapping[str, Worth]] = {
    "lei": Worth(14_000, -3000),
    "imo": Worth(13_000, -4000),
    "imo-company": Worth(12_000, -1500),
    "iban": Worth(12_000),
    "isin": Worth(11_000),
    "bitcoin": Worth(14_000),
    "ethereum": Worth(14_000),
    "tron": Worth(14_000),
    "monero": Worth(14_000),
    "aircraft-address": Worth(9000, -500),
    "aircraft-registration": Worth(8000, -300),
    "ship-registration": Worth(7000),
    "mmsi": Worth(8500, -300),
    "call-sign": Worth(6500, -200),
    "bic": Worth(7000, -300),
    "email": Worth(9500),
    "phone": Worth(8000),
    "passport": Worth(12_000),
    "id": Worth(11_000, -200),
    "tax": Worth(11_000, -200),
    "registration": Worth(10_000, -200),
}
NATIONAL: Final = Worth(12_500, -700)  # a number for life, whose check digit holds

_MODULES: Final[tuple[ModuleType, ...]] = (
    *(airframe, bic, callsign, email, iban, imo, imocompany, isin, lei, mmsi, passport, phone),
    *(tail, vessel, bitcoin, ethereum, monero, tron),
)

# The kinds that a property may hold, the likeliest first, by its FollowTheMoney name.
PROPERTIES: Final[Mapping[str, tuple[str, ...]]] = {
    "passportNumber": ("passport",),
    "idNumber": ("id",),
    "ssn": ("id",),
    "socialSecurityNumber": ("id",),
    "nationalId": ("id",),
    "taxNumber": ("tax",),
    "vatCode": ("tax",),
    "innCode": ("tax",),
    "npiCode": ("id",),
    "registrationNumber": ("registration",),
    "ogrnCode": ("registration",),
    "okpoCode": ("registration",),
    "dunsCode": ("registration",),
    "uscCode": ("registration",),
    "uniqueEntityId": ("registration",),
    "leiCode": ("lei",),
    "swiftBic": ("bic",),
    "bikCode": ("registration",),
    "iban": ("iban",),
    "accountNumber": ("iban", "id"),
    "isin": ("isin",),
    "isinCode": ("isin",),
    "imoNumber": ("imo", "imo-company"),
    "mmsi": ("mmsi",),
    "callSign": ("call-sign",),
    "icaoCode": ("aircraft-address",),
    "serialNumber": ("ship-registration",),
    "publicKey": ("bitcoin", "ethereum", "tron", "monero"),
    "cryptoAddress": ("bitcoin", "ethereum", "tron", "monero"),
    "phone": ("phone",),
    "email": ("email",),
}
# What the number of a register means depends on what is registered.
REGISTERED: Final[Mapping[str, str]] = {
    "Vessel": "ship-registration",
    "Airplane": "aircraft-registration",
}
# Documents of one person that sources file under one another's headings.
DOCUMENTS: Final = frozenset({"passport", "id", "tax", "registration"})


@cache
def schemes() -> dict[str, Scheme]:
    """Return every kind by its name."""
    found: dict[str, Scheme] = {str(one.KIND): cast("Scheme", one) for one in _MODULES}
    found |= {kind: Loose(kind) for kind in ("id", "tax", "registration")}
    return found | numbers()


def worth(kind: str) -> Worth:
    """Return what numbers of a kind weigh."""
    return WORTH.get(kind, NATIONAL)
