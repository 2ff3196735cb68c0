"""A list, made ready to be asked: its names as tokens, its tokens in drawers, its facts packed.

An index depends on its entities and on nothing else: neither on their order nor on the order of
their properties, nor on other lists. So lists can be joined, split and changed piece by piece
(`fairlead.core.screening.shelf`), and every entry keeps the score it has.
"""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import cast

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from fairlead.core.names import Kind, Name, kind_of, parse, separate
from fairlead.core.screening.agreement import Calendar, calendar
from fairlead.core.screening.attributes import Column, columns
from fairlead.core.screening.bearers import Bearers, count
from fairlead.core.screening.candidates import postings
from fairlead.core.screening.papers import Papers, papers
from fairlead.core.screening.reading import Entity
from fairlead.core.screening.tokens import Kinds, PlainWords, TokenTable, Words, tabulate
from fairlead.core.screening.vocabulary import Vocabulary, file_forms
from fairlead.core.screening.weights import Weights, standard

STRONG = ("name", "alias", "previousName")
WEAK = ("weakAlias",)
KINDS = tuple(Kind)
OTHER = KINDS.index(Kind.OTHER)
"""What may be a person or an organization is compared with both."""
EITHER = frozenset({"LegalEntity", "Thing"})
"""Schemas that say no more than that it may be a person or an organization."""
_OTHER_NAMES = frozenset((*STRONG, *WEAK)) - {"name"}


@dataclass(frozen=True)
class Roll:
    """Names and facts of entities as arrays: what a list and a batch of questions have alike."""

    ids: list[str]
    kinds: NDArray[np.uint8]
    names: list[str]
    bearer: NDArray[np.int64]  # per name: the number of its entity
    weak: NDArray[np.bool_]  # per name
    tokens: TokenTable
    columns: dict[str, Column]
    papers: dict[str, Papers]

    @cached_property
    def calendar(self) -> Calendar:
        """Who was born on which day."""
        return calendar(self.columns["birth"])


@dataclass(frozen=True)
class ListIndex:
    """One list (or a part of one), ready to be asked."""

    label: str
    roll: Roll
    vocabulary: Vocabulary
    digests: NDArray[np.uint8]  # per entity: the SHA-256 of what the list says of it
    weights: Weights
    counted: Bearers

    @cached_property
    def digest(self) -> str:
        """The SHA-256 of what the list says, whatever the order in which it says it."""
        return content_digest([row.tobytes() for row in self.digests])

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The number of each entity by its id."""
        return {identity: number for number, identity in enumerate(self.roll.ids)}

    @cached_property
    def bearers(self) -> sparse.csr_matrix:
        """For every token of the list, the names that bear it."""
        return postings(self.roll.tokens)


def enroll(entities: Sequence[Entity], weights: Weights) -> Roll:
    """People asked about as arrays, in the order given."""
    kinds = Kinds(weights)
    read = _read_names(entities, PlainWords(kinds))
    return _roll(entities, read, tabulate(read.parsed, kinds))


@dataclass(slots=True)
class _Names:
    kinds: list[Kind]
    names: list[str] = field(default_factory=list)
    bearer: list[int] = field(default_factory=list)
    weak: list[bool] = field(default_factory=list)
    parsed: list[Name | Words] = field(default_factory=list)

    def add(self, name: str, bearer: int, parsed: Name | Words, *, weak: bool = False) -> None:
        self.names.append(name)
        self.bearer.append(bearer)
        self.weak.append(weak)
        self.parsed.append(parsed)


def _read_names(entities: Sequence[Entity], plain: PlainWords | None = None) -> _Names:
    """Read the names of entities; those of people who have one plain name, by the short way."""
    read = _Names([_kind(entity.schema) for entity in entities])
    for number, (entity, kind) in enumerate(zip(entities, read.kinds, strict=True)):
        if plain is not None and kind is Kind.PERSON and (name := _only_name(entity)):
            words = plain.read(name)
            if words is not None:
                read.add(name, number, words)
                continue
        for name, weak in names_of(entity):
            read.add(name, number, parse(name, kind), weak=weak)
    return read


@lru_cache(maxsize=256)
def _kind(schema: str) -> Kind:
    return Kind.OTHER if schema in EITHER else kind_of(schema)


def _only_name(entity: Entity) -> str:
    """Return the only name of an entity; nothing if it has more."""
    names = entity.properties.get("name", ())
    return names[0] if len(names) == 1 and not _OTHER_NAMES & entity.properties.keys() else ""


def _roll(entities: Sequence[Entity], read: _Names, tokens: TokenTable) -> Roll:
    return Roll(
        [entity.id for entity in entities],
        np.array([KINDS.index(kind) for kind in read.kinds], np.uint8),
        read.names,
        np.array(read.bearer, np.int64),
        np.array(read.weak, np.bool_),
        tokens,
        columns([entity.properties for entity in entities]),
        papers(entities),
    )


def names_of(entity: Entity) -> list[tuple[str, bool]]:
    """Return the names of an entity, each once and in a fixed order, and whether each is weak.

    Who has no name has an empty one, and can be found by numbers.
    """
    if not _OTHER_NAMES & entity.properties.keys():  # as most who are asked about
        return [(name, False) for name in _sorted(entity.properties.get("name", ())) or [""]]
    strong = _sorted(name for field in STRONG for name in entity.properties.get(field, ()))
    weak = _sorted(name for field in WEAK for name in entity.properties.get(field, ()))
    return [(name, False) for name in strong or [""]] + [
        (name, True) for name in weak if name not in strong
    ]


def _sorted(cells: Iterable[str]) -> list[str]:
    """Return the names in cells, each once; a cell may hold several."""
    return sorted({name for cell in cells for name in separate(cell)})


def build(
    label: str,
    entities: Iterable[Entity],
    weights: Weights | None = None,
    counted: Bearers | None = None,
) -> ListIndex:
    """Build the index of a list. Of two entities with one id the first counts.

    ``counted`` is given where the entities are a change of a list that was counted before.
    """
    weights = weights or standard()
    once = {entity.id: entity for entity in reversed(list(entities))}
    ordered = [once[identity] for identity in sorted(once)]
    read = _read_names(ordered)
    counted = counted or count(cast("list[Name]", read.parsed), read.bearer, len(ordered))
    roll = _roll(ordered, read, tabulate(read.parsed, Kinds(weights, counted.rarity(weights))))
    digests = [hashlib.sha256(spelled(entity).encode()).digest() for entity in ordered]
    rows = np.frombuffer(b"".join(digests), np.uint8).reshape(len(ordered), 32)
    return ListIndex(label, roll, file_forms(roll.tokens.forms), rows, weights, counted)


def spelled(entity: Entity) -> str:
    """Return the one spelling of what a list says of an entity, whatever order it came in."""
    properties = {key: sorted(set(texts)) for key, texts in entity.properties.items() if texts}
    return json.dumps([entity.id, entity.schema, properties], sort_keys=True)


def content_digest(digests: Iterable[bytes]) -> str:
    """One digest for a set of entities, from the digests of each."""
    return hashlib.sha256(b"".join(sorted(digests))).hexdigest()
