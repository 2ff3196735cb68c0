"""Check characters of national numbers that no table of weights can say."""

from collections.abc import Callable, Sequence
from typing import Final

from fairlead.core.identifiers.checksums import icao, luhn, mod11_10, verhoeff, weighted

_DNI: Final = "TRWAGMYFPDXBNJZSQVHLCKE"
_HETU: Final = "0123456789ABCDEFHJKLMNPRSTUVWXY"
_PPS: Final = "WABCDEFGHIJKLMNOPQRSTUV"
_USCC: Final = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_CURP: Final = "0123456789ABCDEFGHIJKLMNÑOPQRSTUVWXYZ"
_TAIWAN: Final = "ABCDEFGHJKLMNPQRSTUVXYWZIO"
_SINGAPORE: Final = {
    "S": (0, "JZIHGFEDCBA"),
    "T": (4, "JZIHGFEDCBA"),
    "F": (0, "XWUTRQPNMLK"),
    "G": (4, "XWUTRQPNMLK"),
    "M": (3, "KLJNPQRTUWX"),
}
_ODD_LETTERS: Final = (1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20)
_MORE_LETTERS: Final = (11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23)
_SNILS_WITHOUT_CHECK: Final = 1_001_998
_ODD: Final = _ODD_LETTERS + _MORE_LETTERS


def _is_digit(remainder: int, character: str) -> bool:
    return str(remainder) == character


def _digits(number: str, weights: Sequence[int]) -> int:
    return weighted(number, weights)


def au_abn(number: str) -> bool:
    """Check the sum by 89, after one is taken from the first digit."""
    first = int(number[0]) - 1
    return (10 * first + _digits(number[1:], (1, 3, 5, 7, 9, 11, 13, 15, 17, 19))) % 89 == 0


def baltic(number: str) -> bool:
    """Check Estonia's and Lithuania's code: other weights if the first give ten."""
    remainder = _digits(number[:10], (1, 2, 3, 4, 5, 6, 7, 8, 9, 1)) % 11
    if remainder == 10:  # noqa: PLR2004 — no digit
        remainder = _digits(number[:10], (3, 4, 5, 6, 7, 8, 9, 1, 2, 3)) % 11 % 10
    return _is_digit(remainder, number[10])


def be_nn(number: str) -> bool:
    """Check the rest by 97, with a two before it for those born since 2000."""
    base, check = int(number[:9]), int(number[9:])
    return check in {97 - base % 97, 97 - (2_000_000_000 + base) % 97}


def cn_uscc(number: str) -> bool:
    """Check the weighted sum of an alphabet of 31 characters."""
    total = sum(
        _USCC.index(character) * pow(3, place, 31) for place, character in enumerate(number[:17])
    )
    return _USCC[-total % 31] == number[17]


def ec_ci(number: str) -> bool:
    """Check the province and the sum of digits."""
    province = int(number[:2])
    return (1 <= province <= 24 or province in {30, 50}) and luhn(number)  # noqa: PLR2004


def es_dni(number: str) -> bool:
    """Check the letter: the number by 23, foreigners' first letter as a digit."""
    first = str("XYZ".find(number[0])) if number[0] in "XYZ" else number[0]
    return _DNI[int(first + number[1:8]) % 23] == number[8]


def fi_hetu(number: str) -> bool:
    """Check the letter: date and serial by 31."""
    return _HETU[int(number[:6] + number[-4:-1]) % 31] == number[-1]


def fr_nir(number: str) -> bool:
    """Check the two digits: the rest by 97, Corsica's letters as digits."""
    base = int(number[:13].replace("2A", "19").replace("2B", "18"))
    return 97 - base % 97 == int(number[13:])


def hk_id(number: str) -> bool:
    """Check the character: letters from ten on, a blank before one letter, by eleven."""
    padded = number.rjust(9)
    values = [36 if character == " " else int(character, 36) for character in padded]
    return sum(value * (9 - place) for place, value in enumerate(values)) % 11 == 0


def icao_tail(number: str) -> bool:
    """Check the last digit as in a machine-readable zone."""
    return icao(number[:-1]) == number[-1]


def ie_pps(number: str) -> bool:
    """Check the letter, the second one weighing nine."""
    second = _PPS.find(number[8]) if len(number) == 9 else 0  # noqa: PLR2004
    total = _digits(number[:7], (8, 7, 6, 5, 4, 3, 2)) + 9 * second
    return _PPS[total % 23] == number[7]


def it_cf(number: str) -> bool:
    """Check the letter: characters at odd places have values of their own."""
    total = 0
    for place, character in enumerate(number[:15]):
        value = int(character) if character.isdigit() else ord(character) - ord("A")
        total += value if place % 2 else _ODD[value]
    return chr(ord("A") + total % 26) == number[15]


def kz_iin(number: str) -> bool:
    """Check the digit: other weights if the first give ten."""
    remainder = _digits(number[:11], (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11)) % 11
    if remainder == 10:  # noqa: PLR2004 — no digit
        remainder = _digits(number[:11], (3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2)) % 11
    return _is_digit(remainder, number[11])


def mx_curp(number: str) -> bool:
    """Check the digit: an alphabet with Ñ, weights from eighteen down."""
    total = sum(
        _CURP.index(character) * (18 - place) for place, character in enumerate(number[:17])
    )
    return _is_digit(-total % 10, number[17])


def ru_ogrnip(number: str) -> bool:
    """Check the digit: the rest by thirteen, its last digit."""
    return _is_digit(int(number[:14]) % 13 % 10, number[14])


def ru_snils(number: str) -> bool:
    """Check the two digits: the weighted sum by 101, a hundred as nothing."""
    total = _digits(number[:9], (9, 8, 7, 6, 5, 4, 3, 2, 1))
    return int(number[:9]) <= _SNILS_WITHOUT_CHECK or total % 101 % 100 == int(number[9:])


def se_pnr(number: str) -> bool:
    """Check the last ten digits."""
    return luhn(number[-10:])


def sg_nric(number: str) -> bool:
    """Check the letter, by the series that the first letter tells."""
    start, letters = _SINGAPORE[number[0]]
    total = start + _digits(number[1:8], (2, 7, 6, 5, 4, 3, 2))
    remainder = total % 11
    index = 10 - remainder if number[0] == "M" else remainder
    return letters[index] == number[8]


def tw_id(number: str) -> bool:
    """Check the digit: the letter as two digits, and for residents the second letter as one."""
    code = _TAIWAN.index(number[0]) + 10
    second = number[1] if number[1].isdigit() else str("ABCD".index(number[1]))
    total = code // 10 + code % 10 * 9 + _digits(second + number[2:9], (8, 7, 6, 5, 4, 3, 2, 1))
    return (total + int(number[9])) % 10 == 0


RULES: Final[dict[str, Callable[[str], bool]]] = {
    rule.__name__: rule
    for rule in (
        *(au_abn, baltic, be_nn, cn_uscc, ec_ci, es_dni, fi_hetu, fr_nir, hk_id, icao_tail),
        *(ie_pps, it_cf, kz_iin, luhn, mod11_10, mx_curp, ru_ogrnip, ru_snils, se_pnr),
        *(sg_nric, tw_id, verhoeff),
    )
}
