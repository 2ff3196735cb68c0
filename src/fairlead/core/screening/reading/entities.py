"""An entity as it was read, and what every reader checks of it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from fairlead.core import dates, places
from fairlead.core.problems import Problem, Severity
from fairlead.core.screening.reading.documents import Documents
from fairlead.core.screening.reading.limits import LONGEST_VALUE
from fairlead.core.screening.reading.texts import damage

Properties = dict[str, tuple[str, ...]]

_RAW: Final = 200

NAMES: Final = ("name", "alias", "weakAlias", "previousName", "originalScript")
# What FollowTheMoney says of things and between them, which is nobody to be screened.
STATEMENTS: Final = frozenset({
    *("Sanction", "Identification", "Passport", "Address", "Position", "Occupancy", "Mention"),
    *("Directorship", "Ownership", "Family", "Associate", "Membership", "Employment", "Similar"),
    *("Representation", "Succession", "UnknownLink", "Interest", "Interval", "Debt", "Payment"),
    *("Call", "Message", "ContractAward", "CourtCaseParty", "EconomicActivity"),
})  # fmt: skip
PARTS: Final = ("firstName", "secondName", "middleName", "fatherName", "lastName")
DATES: Final = ("birthDate", "deathDate", "incorporationDate", "dissolutionDate", "buildDate")
COUNTRIES: Final = ("nationality", "country", "citizenship", "birthCountry", "jurisdiction", "flag")


@dataclass(frozen=True, slots=True)
class Entity:
    """A person, an organization, a vessel: properties by their FollowTheMoney names.

    ``place`` is the line of the source, or the row of a sheet, counted from one.
    """

    id: str
    schema: str
    properties: Properties
    place: int = 0


@dataclass(frozen=True, slots=True)
class Options:
    """How to read: the schema of entities that name none, and whether ids must differ.

    ``documents`` are the numbers that a first pass found (``documents_of``).
    Remembering the ids of a population of millions costs memory; whoever asks about people who
    were counted elsewhere may leave it.
    """

    schema: str = "LegalEntity"
    unique: bool = True
    documents: Documents = field(default_factory=dict)


_NAMED: Final = frozenset(NAMES)
_DATES: Final = frozenset(DATES)
_COUNTRIES: Final = frozenset(COUNTRIES)
USUAL: Final = Options()


@dataclass(slots=True)
class Checks:
    """What is wrong with entities, one after another; remembers where each id was seen."""

    options: Options
    _seen: dict[str, int] = field(default_factory=dict)

    def of(self, entity: Entity, where: "Where", *, long: bool = True) -> list[Problem]:
        """Return the problems of an entity; only a ``long`` record can have long values."""
        found: list[Problem] = []
        properties = entity.properties
        if _NAMED.isdisjoint(properties):
            found.append(where.problem("entity.no-name", Severity.ERROR))
        if self.options.unique:
            first = self._seen.setdefault(entity.id, entity.place)
            if first != entity.place:
                fact = ("line", str(first))
                found.append(
                    where.problem("entity.duplicate-id", Severity.ERROR, "id", 1, entity.id, fact)
                )
        for name, texts in properties.items():
            if name in _DATES:
                for text in texts:
                    if type(dates.parse(text)) is Problem:
                        found += _wrong_dates(name, texts, where)
                        break
            elif name in _COUNTRIES and "" in map(places.country, texts):
                found += _unknown_countries(name, texts, where)
        if long:
            found += _long_values(properties, where)
        return found


class Where(NamedTuple):
    """Where a record stands, and the way to say what is wrong with it."""

    offset: int
    line: int

    def problem(
        self,
        code: str,
        severity: Severity,
        name: str = "",
        ordinal: int = 0,
        text: str = "",
        *facts: tuple[str, str],
    ) -> Problem:
        """Return a problem of a value of a property of this record."""
        raw = text[:_RAW].encode(errors="replace")
        return Problem(code, severity, self.offset, self.line, name, ordinal, raw, facts)


def _wrong_dates(name: str, texts: tuple[str, ...], where: Where) -> Iterator[Problem]:
    for ordinal, text in enumerate(texts, 1):
        found = dates.parse(text)
        if isinstance(found, Problem):
            note = found.severity is Severity.NOTE
            severity = Severity.NOTE if note else Severity.WARNING
            fact = ("reason", found.code)
            yield where.problem("entity.wrong-date", severity, name, ordinal, text, fact)


def _unknown_countries(name: str, texts: tuple[str, ...], where: Where) -> Iterator[Problem]:
    for ordinal, text in enumerate(texts, 1):
        if not places.country(text):
            yield where.problem("entity.unknown-country", Severity.NOTE, name, ordinal, text)


def _values(properties: Properties) -> Iterator[tuple[str, int, str]]:
    for name, texts in properties.items():
        for ordinal, text in enumerate(texts, 1):
            yield name, ordinal, text


def _long_values(properties: Properties, where: Where) -> Iterator[Problem]:
    for name, ordinal, text in _values(properties):
        if len(text) > LONGEST_VALUE:
            fact = ("characters", str(len(text)))
            yield where.problem("entity.long-value", Severity.WARNING, name, ordinal, text, fact)


def cleaned(properties: Properties, where: Where) -> tuple[Properties, list[Problem]]:
    """Return the properties without what cannot be seen, and where that was."""
    problems: list[Problem] = []
    found: dict[str, list[str]] = {}
    for name, ordinal, text in _values(properties):
        plain, marks = damage(text)
        for code, mark in marks:
            fact = ("character", mark)
            problems.append(where.problem(code, Severity.WARNING, name, ordinal, text, fact))
        if plain:
            found.setdefault(name, []).append(plain)
    return {name: tuple(texts) for name, texts in found.items()}, problems


def with_name(properties: Properties) -> Properties:
    """Give an entity that has only the parts of a name a name made of them."""
    if "name" in properties or not any(part in properties for part in PARTS):
        return properties
    words = [properties[part][0] for part in PARTS if part in properties]
    return {"name": (" ".join(words),), **properties}
