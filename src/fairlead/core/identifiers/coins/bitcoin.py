"""Bitcoin and the coins that copied its addresses: Base58Check and Bech32.

An address of one coin can be a valid one of another with the same version byte, so the kind is the
family, and the address itself is what is compared.
"""

from typing import Final

from fairlead.core.identifiers.coins.base58 import payload
from fairlead.core.identifiers.coins.bech32 import is_segwit

KIND: Final = "bitcoin"
READABLE: Final = ("bc", "ltc", "tb", "dgb", "vtc", "btg", "via", "grs", "mona", "sys")
_SIZE: Final = 21  # a version byte and a digest of 160 bits
# Bitcoin, its test net, Litecoin, Dogecoin, Dash, DigiByte, Qtum, Vertcoin, Ravencoin, Monacoin.
_VERSIONS: Final = frozenset({0, 5, 111, 196, 48, 50, 30, 22, 76, 16, 63, 58, 71, 60, 122, 55})
_ZCASH: Final = (b"\x1c\xb8", b"\x1c\xbd")


def normalise(text: str) -> str:
    """Return the address without spaces or a scheme; Bech32 in small letters."""
    address = "".join(text.split()).partition("?")[0].rpartition(":")[2]
    small = address.lower()
    return small if small.rpartition("1")[0] in READABLE else address


def check(number: str) -> bool:
    """Check the alphabet, the version and the check sum."""
    found = number.rpartition("1")[0]
    if found in READABLE:
        return is_segwit(number, found)
    body = payload(number) if 25 <= len(number) <= 36 else None  # noqa: PLR2004
    if body is None:
        return False
    return (len(body) == _SIZE and body[0] in _VERSIONS) or body[:2] in _ZCASH


def shown(number: str) -> str:
    """Return the address."""
    return number
