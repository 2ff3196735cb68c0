"""What is told to this room when a person and an entry of a list met."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from fairlead.core.cases.fingerprints import number, plain
from fairlead.core.cases.particulars import Identifier
from fairlead.core.screening.answers import Hit as Found
from fairlead.core.screening.reading import Entity
from fairlead.core.screening.reading.entities import NAMES
from fairlead.kernel.screening import prints

_NUMBERS = ("passportNumber", "idNumber", "registrationNumber", "taxNumber", "imoNumber")
_NAME_KINDS = {"name": "primary", "alias": "alias", "weakAlias": "weak", "previousName": "former"}
_IDENTIFIER_KINDS = {"passportNumber": "passport", "idNumber": "identity-card"}
_PERSON_FACTS = {"birthDate": "born", "birthPlace": "birthplace", "nationality": "nationality"}
_GROUNDS = {"name": "name", "identifier": "identifier", "date": "birth", "place": "birth"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ListFacts:
    """The list as it stood: whose it is, by which law, in which version."""

    code: str
    title: str
    version: str
    authority: str
    legal_basis: str
    demands_second: bool = False  # its authority wants two persons to say that it is the same


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where the person came from: the record, its words, and the day that matters."""

    kind: str  # of codes.ORIGINS
    reference: str = ""  # of the record, for instance "booking:0192…"
    words: Sequence[str] = ()  # the lines of the record that named her
    facts: Mapping[str, str] = field(default_factory=dict)  # movement, from, to
    deadline: datetime | None = None
    deadline_kind: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """One person and one entry, and what the engine says of the two."""

    found: Found
    asked: Entity
    entry: Entity
    of: ListFacts
    source: Source
    unit: str
    engine: str
    listed_on: date | None = None
    listed_until: date | None = None

    @property
    def pair(self) -> str:
        """The name of the two sides, whatever they say of themselves."""
        return prints.pair_of(self.asked.id, self.of.code, self.entry.id)

    @property
    def prints(self) -> tuple[str, str]:
        """What the two sides say of themselves now."""
        return prints.print_of(self.asked), prints.print_of(self.entry)

    @property
    def ground(self) -> str:
        """The strongest kind of evidence for it."""
        sums: dict[str, int] = {}
        for piece in self.found.pieces:
            kind = _GROUNDS.get(piece.code.partition(".")[0], "other")
            sums[kind] = sums.get(kind, 0) + piece.weight
        return max(sums, key=lambda kind: sums[kind]) if sums else "other"

    @property
    def values(self) -> dict[str, Any]:
        """What is sealed."""
        return {
            "asked": written(self.asked),
            "entry": written(self.entry),
            "names": list(self.found.names),
            "pieces": [list(piece_of(piece)) for piece in self.found.pieces],
            "source": {"words": list(self.source.words), "facts": dict(self.source.facts)},
        }

    @property
    def find_by(self) -> dict[str, list[str]]:
        """The exact values of the person by which the hit is found again."""
        properties = self.asked.properties
        names = {plain(text) for name in NAMES for text in properties.get(name, ())}
        return {"name": sorted(names), "number": sorted(numbers_of(properties))}


def numbers_of(properties: Mapping[str, Sequence[str]]) -> set[str]:
    """Return the numbers by which somebody can be found, in one form."""
    return {as_number(text) for name in _NUMBERS for text in properties.get(name, ())}


def as_number(text: str) -> str:
    """Return the form in which equal numbers are equal."""
    return number(Identifier("passport", text))


def particulars_of(asked: Mapping[str, Any], *, origin: str) -> dict[str, Any]:
    """Return what is said of a person, as a case holds it: every statement with its source."""
    said: Mapping[str, Sequence[str]] = asked["properties"]
    person = asked["schema"] == "Person"
    facts = [
        {"key": key, "value": text, "source": "hit"}
        for name, key in (_PERSON_FACTS.items() if person else ())
        for text in said.get(name, ())[:1]
    ]
    return {
        "kind": "person" if person else "organization",
        "names": [
            {"text": text, "kind": kind, "source": "hit"}
            for name, kind in _NAME_KINDS.items()
            for text in said.get(name, ())
        ],
        "identifiers": [
            {"kind": kind, "value": text, "source": "hit"}
            for name, kind in _IDENTIFIER_KINDS.items()
            for text in said.get(name, ())
        ],
        "facts": facts,
        "sources": [{"key": "hit", "origin": origin}],
    }


def written(entity: Entity) -> dict[str, Any]:
    """Return an entity as plain values."""
    properties = {name: list(texts) for name, texts in entity.properties.items()}
    return {"id": entity.id, "schema": entity.schema, "properties": properties}


def piece_of(piece: Any) -> tuple[str, int, str, str]:  # noqa: ANN401 - of the engine, or stored
    """Return a piece of evidence as plain values."""
    return piece.code, piece.weight, piece.asked, piece.listed
