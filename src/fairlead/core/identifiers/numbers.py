"""The numbers of an entity: what kind each is, who issued it, and how much it can say."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Final

from fairlead.core.identifiers.confusions import candidates, folded
from fairlead.core.identifiers.kinds import DOCUMENTS, PROPERTIES, REGISTERED, schemes
from fairlead.core.identifiers.national import kinds_of
from fairlead.core.identifiers.national import numbers as national_numbers
from fairlead.core.identifiers.phone import national
from fairlead.core.identifiers.scheme import Scheme
from fairlead.core.places import country

LEAST: Final = 5000  # what a number must be able to say to be looked up by it
_LONGEST: Final = 200
_BETWEEN: Final = "\x1f"

_DIGIT, _LETTER, _IN_A_RUN = 2303, 1600, 100
_SHORTEST_RUN: Final = 4

_ASIDE: Final = re.compile(r"[(\[]([^)\]\d]*)[)\]]")
_IMPLIED: Final = {"innCode": "ru", "ogrnCode": "ru", "okpoCode": "ru", "uscCode": "cn"}
_HOLDING: Final = frozenset(PROPERTIES)
_COUNTRIES: Final = ("nationality", "citizenship", "country", "jurisdiction", "birthCountry")
_EXACT: Final = frozenset({"email", "phone", "bitcoin", "ethereum", "tron", "monero"})
DOCUMENT: Final = "document"
_SERIES: Final = re.compile(r"[A-Z]{1,3}(\d{6,})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Identifier:
    """A number: its kind, its compact form, who issued it (a country's code, or nothing).

    ``holds`` says that its check digit is right, ``form`` is what readings of it are compared by,
    and ``says`` is how much an equal number can say, in millinats.
    """

    kind: str
    value: str
    issuer: str
    holds: bool
    form: str
    says: int

    @property
    def family(self) -> str:
        """Return what it may be compared with: documents are filed under many headings."""
        return family(self.kind)

    @property
    def bare(self) -> str:
        """Return a document's digits without the letters of its series, which many leave out."""
        found = _SERIES.fullmatch(self.value) if self.family == DOCUMENT else None
        return found[1].lstrip("0") if found else ""


def family(kind: str) -> str:
    """Return the family of a kind."""
    return DOCUMENT if kind in DOCUMENTS or kind in national_numbers() else kind


def numbers_of(properties: Mapping[str, Sequence[str]], schema: str = "") -> tuple[Identifier, ...]:
    """Return every number of an entity, each once."""
    if _HOLDING.isdisjoint(properties):
        return ()
    held = [name for name in PROPERTIES if name in properties]
    countries = _countries(properties)
    found: dict[Identifier, None] = {}
    for name in held:
        for text in properties[name]:
            found.update(dict.fromkeys(_identified(name, text[:_LONGEST], schema, countries)))
    return tuple(found)


def keys(properties: Mapping[str, Sequence[str]], schema: str = "") -> tuple[str, ...]:
    """Return what an entity can be looked up by: its numbers, as any scan may have read them.

    Numbers that say nearly nothing (123456, 0000) are no keys.
    """
    found = (key for number in numbers_of(properties, schema) for key in keys_of(number))
    return tuple(dict.fromkeys(found))


def keys_of(number: Identifier) -> Iterator[str]:
    """Yield what one number is looked up by: itself, and without the letters of its series."""
    for form in (number.form, number.bare):
        if form and information(form) >= LEAST:
            yield f"{number.family}:{form}"


def _countries(properties: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    found = [country(text) for name in _COUNTRIES for text in properties.get(name, ())]
    return tuple(dict.fromkeys(filter(None, found)))


@lru_cache(maxsize=1 << 12)
def _identified(
    name: str, text: str, schema: str, countries: tuple[str, ...]
) -> tuple[Identifier, ...]:
    bare, issuer = _parted(text)
    issuer = issuer or _IMPLIED.get(name, "")
    kinds = PROPERTIES[name]
    if name == "registrationNumber":
        kinds = (REGISTERED.get(schema, kinds[0]),)
    for kind in kinds:
        scheme = schemes()[kind]
        number = scheme.normalise(bare)
        if scheme.check(number):
            return (_made(scheme, number, issuer, countries, schema),)
    scheme = schemes()[kinds[0]]
    for number in candidates(scheme, bare) if kinds[0] not in _EXACT else ():
        return (_made(scheme, number, issuer, countries, schema),)
    number = scheme.normalise(bare)
    return (_number(kinds[0], number, issuer, holds=False),) if len(number) > 2 else ()  # noqa: PLR2004


def _parted(text: str) -> tuple[str, str]:
    """Return the number alone, and the issuer that stands beside it: A123456 (Iraq)."""
    issuer = ""
    for aside in _ASIDE.findall(text):
        issuer = issuer or country(aside)
    words = _ASIDE.sub(" ", text).split()
    if len(words) > 1:
        issuer = issuer or next((code for code in map(_of_word, words) if code), "")
        kept = [word for word in words if not word.isalpha() or len(word) < 3]  # noqa: PLR2004
        words = kept if any(any(map(str.isdigit, word)) for word in kept) else words
    return " ".join(words), issuer


def _of_word(word: str) -> str:
    return country(word) if word.isalpha() and len(word) > 3 else ""  # noqa: PLR2004


def _made(
    scheme: Scheme, number: str, issuer: str, countries: tuple[str, ...], schema: str
) -> Identifier:
    """Return the number, as a national one if a rule of its country holds for it."""
    if scheme.KIND == "passport":
        return _number(scheme.KIND, number, issuer, holds=False)
    if scheme.KIND not in DOCUMENTS:
        return _number(scheme.KIND, number, issuer, holds=scheme.KIND not in _UNCHECKED)
    wrong = "organization" if schema == "Person" else ""
    for code in (issuer,) if issuer else countries:
        for kind in kinds_of(code):
            if kind.of != wrong and kind.certain and kind.check(number):
                return _number(kind.KIND, number, code, holds=True)
    return _number(scheme.KIND, number, issuer, holds=False)


_UNCHECKED: Final = frozenset({
    "bic", "call-sign", "aircraft-address", "aircraft-registration", "ship-registration", "mmsi"
})  # fmt: skip


def _number(kind: str, value: str, issuer: str, *, holds: bool) -> Identifier:
    form = _form(kind, value)
    value = form if kind == "ethereum" else value  # capitals are only its check sum
    return Identifier(kind, value, issuer, holds, form, information(form))


def written(number: Identifier) -> str:
    """Return a number as one text, to be kept and made a number again by ``read_back``."""
    return _BETWEEN.join((number.kind, number.value, number.issuer, "holds" * number.holds))


@lru_cache(maxsize=1 << 12)
def read_back(text: str) -> Identifier:
    """Return the number that was ``written``."""
    kind, value, issuer, holds = text.split(_BETWEEN)
    return _number(kind, value, issuer, holds=bool(holds))


def _form(kind: str, value: str) -> str:
    """Return what two readings of one number have in common."""
    if kind == "phone":
        return national(value)
    if kind == "ethereum":
        return value.lower()
    return value if kind in _EXACT else folded(value).lstrip("0") or "0"


def information(form: str) -> int:
    """Return how much an equal number says against chance, in millinats.

    A free digit says ln 10. A letter says less, because letters of documents are mostly the same
    few; digits of a run, as in 0000 or 1234, say nearly nothing.
    """
    steps = [ord(two) - ord(one) for one, two in pairwise(form)]
    total = 0
    place = 0
    while place < len(form):
        length = _run(steps, place)
        if length >= _SHORTEST_RUN:
            total += _IN_A_RUN * length
            place += length
        else:
            total += _DIGIT if form[place].isdigit() else _LETTER
            place += 1
    return total


def _run(steps: Sequence[int], start: int) -> int:
    """Return how many characters from a place on repeat, or follow one another up or down."""
    end = start
    while end < len(steps) and steps[end] == steps[start] and abs(steps[end]) <= 1:
        end += 1
    return end - start + 1
