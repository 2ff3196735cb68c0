"""Bech32 (BIP 173) and Bech32m (BIP 350): a readable part, data and six characters of check."""

from typing import Final

_ALPHABET: Final = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_VALUES: Final = {character: value for value, character in enumerate(_ALPHABET)}
_GENERATOR: Final = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
_PLAIN, _MODIFIED = 1, 0x2BC830A3
_LONGEST: Final = 90
_CHECK: Final = 6


def is_segwit(text: str, readable: str) -> bool:
    """Say whether the text is an address of a witness program with this readable part."""
    if text != text.lower() and text != text.upper():
        return False
    found, _one, data = text.lower().rpartition("1")
    values = [_VALUES.get(character, -1) for character in data]
    if found != readable or -1 in values or len(text) > _LONGEST or len(values) <= _CHECK:
        return False
    version = values[0]
    expected = _MODIFIED if version else _PLAIN
    if _polymod([*_expanded(readable), *values]) != expected:
        return False
    bits = (len(values) - _CHECK - 1) * 5
    size = bits // 8
    return version <= 16 and bits % 8 < 5 and (size in {20, 32} if not version else 2 <= size <= 40)  # noqa: PLR2004


def _expanded(readable: str) -> list[int]:
    return [ord(c) >> 5 for c in readable] + [0] + [ord(c) & 31 for c in readable]


def _polymod(values: list[int]) -> int:
    check = 1
    for value in values:
        top = check >> 25
        check = (check & 0x1FFFFFF) << 5 ^ value
        for place, term in enumerate(_GENERATOR):
            if top >> place & 1:
                check ^= term
    return check
