"""Questions with known answers, made of a list: every group of the goals, and the negatives."""

import csv
import hashlib
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from bench.screening import cultures
from bench.screening.entities import (
    NAMES,
    Entity,
    Properties,
    Query,
    folded,
    same_key,
    shared_data,
)
from bench.screening.errors import FOREIGN, USUAL, Error, typo


@dataclass(frozen=True)
class Sizes:
    """How many questions of each kind."""

    errors: int = 300
    aliases: int = 600
    weak: int = 300
    innocents: int = 2000
    hard: int = 500


@dataclass
class Maker:
    """Makes the questions of one evaluation set; ``half`` (0 or 1) keeps two sets apart.

    An entity belongs to the half that the hash of its id gives, so that what one set asks about,
    and which aliases it takes out of the list, the other never sees.
    """

    entities: list[Entity]
    half: int | None
    rng: random.Random
    sizes: Sizes
    queries: list[Query] = field(default_factory=list)
    numbers: Iterator[int] = field(default_factory=count)

    def __post_init__(self) -> None:
        self.bearers: dict[str, set[str]] = {}
        for entity in self.entities:
            for name in entity.names():
                self.bearers.setdefault(same_key(name), set()).add(entity.id)
        self.mine = [entity for entity in self.entities if self._is_mine(entity)]

    def _is_mine(self, entity: Entity) -> bool:
        if self.half is None:
            return True
        return hashlib.sha256(entity.id.encode()).digest()[0] % 2 == self.half

    def ask(self, group: str, schema: str, properties: Properties, expect: list[str]) -> None:
        qid = f"{group}-{next(self.numbers)}"
        self.queries.append(Query(qid, group, schema, properties, expect))

    def shuffled(self, entities: list[Entity]) -> list[Entity]:
        order = list(entities)
        self.rng.shuffle(order)
        return order

    # ------------------------------------------------------------ names taken out of the list
    def original_scripts(self) -> None:
        """Take every name in its own script out of the list; ask for those of my half."""
        mine = {id(entity) for entity in self.mine}
        for entity in self.entities:
            for name in entity.properties.pop("originalScript", []):
                if id(entity) in mine:
                    self.ask("orig_script", entity.schema, {"name": [name]}, [entity.id])

    def held_out_aliases(self) -> None:
        done = 0
        for entity in self.shuffled(self.mine):
            alias = self._spare_alias(entity)
            if alias is None or done >= self.sizes.aliases:
                continue
            left = [name for name in entity.properties["alias"] if name != alias]
            entity.properties["alias"] = left
            if not left:
                del entity.properties["alias"]
            self.ask("alias_holdout", entity.schema, {"name": [alias]}, [entity.id])
            more = particulars(entity, "birthDate", "nationality")
            if more:
                asked = {"name": [alias], **more}
                self.ask("alias_holdout_dob", entity.schema, asked, [entity.id])
            done += 1

    def _spare_alias(self, entity: Entity) -> str | None:
        """Return an alias that only this entity bears, and under no other name of its own."""
        if entity.schema not in ("Person", "Organization"):
            return None
        aliases = [
            name
            for name in entity.properties.get("alias", [])
            if len(folded(name)) >= 6 and " " in folded(name)
        ]
        if not aliases:
            return None
        alias = self.rng.choice(aliases)
        others = {same_key(name) for name in entity.names(NAMES) if name != alias}
        key = same_key(alias)
        return None if key in others or len(self.bearers[key]) > 1 else alias

    # ------------------------------------------------------------ names of the list
    def weak_aliases(self) -> None:
        bearers: dict[str, set[str]] = {}
        for entity in self.entities:
            for name in entity.properties.get("weakAlias", []):
                bearers.setdefault(same_key(name), set()).add(entity.id)
        found = [
            (entity, name)
            for entity in self.mine
            for name in entity.properties.get("weakAlias", [])
            if len(folded(name)) > 3 and same_key(name) not in self.bearers
        ]
        self.rng.shuffle(found)
        for entity, name in found[: self.sizes.weak]:
            expect = sorted(bearers[same_key(name)])
            self.ask("weak_alias", entity.schema, {"name": [name]}, expect)

    def people(self) -> list[Entity]:
        return [
            entity
            for entity in self.mine
            if entity.schema == "Person" and " " in folded(entity.properties["name"][0])
        ]

    def perturbed(self, errors: dict[str, Error]) -> None:
        for group, error in errors.items():
            asked = 0
            for entity in self.shuffled(self.people()):
                name = entity.properties["name"][0]
                wrong = error(name, self.rng) if asked < self.sizes.errors else None
                if wrong and wrong != name:
                    expect = sorted(self.bearers[same_key(name)])
                    self.ask(group, "Person", {"name": [wrong]}, expect)
                    asked += 1

    def exact_names(self) -> None:
        for entity in self.shuffled(self.people())[: self.sizes.errors]:
            name = entity.properties["name"][0]
            self.ask("exact_name", "Person", {"name": [name]}, sorted(self.bearers[same_key(name)]))

    def dated(self) -> None:
        full = [
            entity
            for entity in self.shuffled(self.people())
            if len(entity.properties.get("birthDate", [""])[0]) == 10
        ]
        third = min(self.sizes.errors, len(full) // 3)
        for entity in full[:third]:
            asked = particulars(entity, "name", "birthDate", "nationality")
            self.ask("exact", "Person", asked, [entity.id])
        for entity in full[third : 2 * third]:
            asked = particulars(entity, "name", "birthDate", "nationality")
            wrong = typo(asked["name"][0], self.rng) or asked["name"][0]
            self.ask("typo1_dob", "Person", asked | {"name": [wrong]}, [entity.id])
        for entity in full[2 * third : 3 * third]:
            date = date_slightly_off(entity.properties["birthDate"][0], self.rng)
            asked = particulars(entity, "name") | {"birthDate": [date]}
            self.ask("dob_off", "Person", asked, [entity.id])

    # ------------------------------------------------------------ people whom nobody lists
    def innocents(self) -> None:
        path = shared_data() / "screening" / "labelled" / "synthetic_people_us.csv"
        with path.open(encoding="utf-8") as lines:
            rows = list(csv.DictReader(lines))
        if self.half is not None:
            rows = rows[self.half :: 2]
        for row in self.rng.sample(rows, min(len(rows), self.sizes.innocents)):
            self._innocent("neg_us", row["full_name"], row["date_of_birth"])

    def invented(self) -> None:
        for number in range(self.sizes.innocents):
            culture = cultures.WORLD[number % len(cultures.WORLD)]
            self._invent("neg_global", culture)
        for culture in cultures.HARD:
            for _number in range(self.sizes.hard):
                self._invent(f"hard_{culture}", culture)
        for _number in range(2 * self.sizes.hard):
            self._invent("control_us", cultures.CONTROL)

    def invented_in_script(self, seed: int) -> None:
        """Ask innocents in their own scripts; drawn apart, so that the other groups stay."""
        rng = random.Random(seed)
        for script in cultures.SCRIPTS:
            for _number in range(self.sizes.hard):
                name = cultures.invent_native(script, rng)
                self.ask(f"neg_{script}", "Person", {"name": [name]}, [])

    def _invent(self, group: str, culture: str) -> None:
        name = cultures.invent(culture, self.rng)
        self._innocent(group, name, cultures.birth_date(self.rng))

    def _innocent(self, group: str, name: str, born: str) -> None:
        self.ask(group, "Person", {"name": [name]}, [])
        self.ask(f"{group}_dob", "Person", {"name": [name], "birthDate": [born]}, [])

    def everything(self) -> None:
        """Ask every group, taking out what is held out first."""
        self.original_scripts()
        self.held_out_aliases()
        self.weak_aliases()
        self.exact_names()
        self.perturbed(USUAL)
        self.dated()
        self.innocents()
        self.invented()
        self.rng.shuffle(self.queries)


def particulars(entity: Entity, *keys: str) -> Properties:
    return {key: entity.properties[key][:1] for key in keys if key in entity.properties}


def date_slightly_off(date: str, rng: random.Random) -> str:
    """Return the date with one part wrong: the year by one, the next day or month, both turned."""
    year, month, day = (int(part) for part in date.split("-"))
    choices = [
        (year + 1, month, min(day, 28)),
        (year, month, day % 28 + 1),
        (year, day, month) if day <= 12 else (year, month % 12 + 1, min(day, 28)),
    ]
    return "{:04d}-{:02d}-{:02d}".format(*rng.choice(choices))


def foreign_errors(entities: list[Entity], seed: int, each: int) -> list[Query]:
    """Return the questions of the other family of errors, on the list as it stands."""
    for entity in entities:
        entity.properties.pop("originalScript", None)
    maker = Maker(entities, None, random.Random(seed), Sizes(errors=each))
    maker.perturbed(FOREIGN)
    return maker.queries


def default_path(folder: Path, name: str) -> tuple[Path, Path]:
    return folder / name / "list.jsonl", folder / name / "queries.jsonl"
