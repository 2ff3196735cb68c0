"""What is held about a subject, statement by statement, each with its source.

The vocabulary is closed on purpose: there is no place for belief, health, union, origin or
orientation, so such a thing cannot be stored by accident. A key that is not listed is refused.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
from enum import StrEnum
from typing import Any, Self

from fairlead.core.caveats import Tlp, strictest
from fairlead.core.errors import BadInput

LONGEST = 1_000  # characters of any one value
MOST = 500  # statements of any one sort


class Kind(StrEnum):
    PERSON = "person"
    ORGANIZATION = "organization"
    DOCUMENT = "document"
    CONVEYANCE = "conveyance"
    OBJECT = "object"


class NameKind(StrEnum):
    PRIMARY = "primary"
    ALIAS = "alias"
    FORMER = "former"
    TRANSLITERATION = "transliteration"
    WEAK = "weak"  # a nickname or a fragment: too common to identify anyone alone


class IdentifierKind(StrEnum):
    PASSPORT = "passport"
    IDENTITY_CARD = "identity-card"
    NATIONAL_NUMBER = "national-number"
    RESIDENCE_PERMIT = "residence-permit"
    VISA = "visa"
    TAX_NUMBER = "tax-number"
    REGISTRATION = "registration"
    LEI = "lei"
    IMO = "imo"
    MMSI = "mmsi"
    AIRCRAFT_MARK = "aircraft-mark"
    VIN = "vin"
    PLATE = "plate"
    PHONE = "phone"
    EMAIL = "email"
    BANK_ACCOUNT = "bank-account"
    SERIAL = "serial"
    DIGEST = "digest"
    OTHER = "other"


FACTS = {
    Kind.PERSON: frozenset({"born", "birthplace", "died", "nationality", "sex", "address", "work"}),
    Kind.ORGANIZATION: frozenset({"founded", "dissolved", "registered-in", "address", "activity"}),
    Kind.DOCUMENT: frozenset({"type", "issued", "expires", "issued-in", "status"}),
    Kind.CONVEYANCE: frozenset({"type", "flag", "built", "model", "colour"}),
    Kind.OBJECT: frozenset({"type", "made-in", "model", "description"}),
}


@dataclass(frozen=True, slots=True)
class Source:
    """From where something is known. Grades are those of the 6 x 6 system of intelligence."""

    key: str
    origin: str  # who gave it: an authority, a list, a message, a person's own statement
    reference: str = ""
    received: str = ""  # date, ISO 8601
    reliability: str = ""  # A (reliable) to F (cannot be judged)
    credibility: str = ""  # 1 (confirmed) to 6 (cannot be judged)
    tlp: str = Tlp.CLEAR
    delivery: str = ""  # the delivery it came with, so that a recall can find it


@dataclass(frozen=True, slots=True)
class Name:
    text: str
    kind: str = NameKind.PRIMARY
    script: str = ""  # ISO 15924, for example Arab, Cyrl, Hans, Latn
    source: str = ""


@dataclass(frozen=True, slots=True)
class Identifier:
    kind: str
    value: str
    issuer: str = ""  # ISO 3166-1 alpha-3, or the name of the register
    source: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    key: str
    value: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class Particulars:
    """All that is held about one subject."""

    kind: str
    names: tuple[Name, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    facts: tuple[Fact, ...] = ()
    sources: tuple[Source, ...] = ()

    @classmethod
    def read(cls, values: Mapping[str, Any]) -> Self:
        """Return the particulars that ``write`` wrote, or raise ``BadInput`` with the place."""
        _known(values, cls, "particulars")
        return cls(
            kind=str(values.get("kind", "")),
            names=_rows(Name, values, "names"),
            identifiers=_rows(Identifier, values, "identifiers"),
            facts=_rows(Fact, values, "facts"),
            sources=_rows(Source, values, "sources"),
        )

    def __post_init__(self) -> None:
        _check(self)

    def write(self) -> dict[str, Any]:
        """Return plain values for JSON."""
        return asdict(self)

    @property
    def title(self) -> str:
        """Return the first primary name, or whatever names the subject best."""
        primary = [name.text for name in self.names if name.kind == NameKind.PRIMARY]
        others = [name.text for name in self.names]
        numbers = [identifier.value for identifier in self.identifiers]
        return next(iter([*primary, *others, *numbers]), "")

    @property
    def tlp(self) -> Tlp:
        """Return the marking that the whole must bear: the strictest of its sources."""
        return strictest(Tlp(source.tlp) for source in self.sources)

    def from_source(self, source: Source) -> Self:
        """Return the same statements, all said by one source (as when they were received)."""
        return replace(
            self,
            names=tuple(replace(name, source=source.key) for name in self.names),
            identifiers=tuple(replace(number, source=source.key) for number in self.identifiers),
            facts=tuple(replace(fact, source=source.key) for fact in self.facts),
            sources=(source,),
        )


def _rows(shape: type[Any], values: Mapping[str, Any], field: str) -> tuple[Any, ...]:
    rows = values.get(field, ())
    if isinstance(rows, str) or not isinstance(rows, Sequence):
        raise BadInput("a list is expected", place=field)
    if len(rows) > MOST:
        raise BadInput(f"more than {MOST}", place=field)
    return tuple(_row(shape, row, f"{field}[{index}]") for index, row in enumerate(rows))


def _row(shape: type[Any], row: object, place: str) -> object:
    if not isinstance(row, Mapping):
        raise BadInput("named values are expected", place=place)
    _known(row, shape, place)
    for field, value in row.items():
        if not isinstance(value, str):
            raise BadInput("text is expected", place=f"{place}.{field}")
    try:
        return shape(**row)
    except TypeError as error:
        raise BadInput("a value is missing", place=place) from error


def _known(row: Mapping[str, Any], shape: type[Any], place: str) -> None:
    unknown = set(row) - {field.name for field in fields(shape)}
    if unknown:
        raise BadInput(f"unknown: {', '.join(sorted(map(str, unknown)))}", place=place)


_GRADES = {"reliability": re.compile("[A-F]?"), "credibility": re.compile("[1-6]?")}
_SCRIPT = re.compile("([A-Z][a-z]{3})?")


def _check(held: Particulars) -> None:
    kind = _one_of(held.kind, Kind, "kind")
    keys = [source.key for source in held.sources]
    if len(set(keys)) < len(keys):
        raise BadInput("two sources have one key", place="sources")
    for index, source in enumerate(held.sources):
        _check_source(source, f"sources[{index}]")
    for place, statement in _statements(held):
        if statement.source and statement.source not in keys:
            raise BadInput("names a source that is not listed", place=f"{place}.source")
        _check_statement(statement, Kind(kind), place)


def _statements(held: Particulars) -> Iterable[tuple[str, Name | Identifier | Fact]]:
    groups: Mapping[str, Sequence[Name | Identifier | Fact]] = {
        "names": held.names,
        "identifiers": held.identifiers,
        "facts": held.facts,
    }
    for field, group in groups.items():
        yield from ((f"{field}[{index}]", statement) for index, statement in enumerate(group))


def _check_statement(statement: Name | Identifier | Fact, kind: Kind, place: str) -> None:
    if isinstance(statement, Name):
        _text(statement.text, f"{place}.text")
        _one_of(statement.kind, NameKind, f"{place}.kind")
        _matches(statement.script, _SCRIPT, f"{place}.script")
    elif isinstance(statement, Identifier):
        _text(statement.value, f"{place}.value")
        _one_of(statement.kind, IdentifierKind, f"{place}.kind")
    else:
        _text(statement.value, f"{place}.value")
        if statement.key not in FACTS[kind]:
            raise BadInput(f"{statement.key!r} is not kept of a {kind}", place=f"{place}.key")


def _check_source(source: Source, place: str) -> None:
    _text(source.key, f"{place}.key")
    _text(source.origin, f"{place}.origin")
    _one_of(source.tlp, Tlp, f"{place}.tlp")
    for field, pattern in _GRADES.items():
        _matches(getattr(source, field), pattern, f"{place}.{field}")


def _text(value: str, place: str) -> None:
    if not value.strip():
        raise BadInput("is empty", place=place)
    if len(value) > LONGEST:
        raise BadInput(f"is longer than {LONGEST} characters", place=place)
    if "\x00" in value:
        raise BadInput("holds a null character", place=place)


def _one_of(value: str, allowed: type[StrEnum], place: str) -> str:
    if value not in set(allowed):
        raise BadInput(f"{value!r} is not one of {', '.join(allowed)}", place=place)
    return value


def _matches(value: str, pattern: re.Pattern[str], place: str) -> None:
    if not pattern.fullmatch(value):
        raise BadInput(f"{value!r} is not in its form", place=place)
