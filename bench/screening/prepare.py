"""Write the evaluation sets, seeded: the same bytes on every machine.

``tune``   the 10k list (UN 2025, OFAC 2021); the engine is tuned on nothing else
``test``   the same list, other entities, other aliases held out, other invented people
``large``  every list there is, filled up with invented people and companies to 35,000
``third``  the UN list alone and a family of errors that no goal names
"""

import argparse
import json
import random

from bench.screening import cultures, lists
from bench.screening.entities import NAMES, Entity, evaluation_folder, same_key, write_lines
from bench.screening.queries import Maker, Sizes, default_path, foreign_errors

LARGE, LARGE_NAMES = 35_000, 49_000
SEEDS = {"tune": 11, "test": 23, "large": 31, "third": 47}
SIZES = {
    "tune": Sizes(errors=1000),
    "test": Sizes(),
    "large": Sizes(100, 300, 100, 500, 100),
    "third": Sizes(),
}
TRADES = (  # what invented companies do
    "Trading",
    "Shipping",
    "Petroleum",
    "Electronics",
    "Construction",
    "Transport",
    "Investment",
    "Chemical",
    "Textile",
    "Aviation",
    "Engineering",
    "Foods",
    "Motors",
    "Logistics",
    "Mining",
    "Pharmaceutical",
    "Energy",
    "Telecom",
)
LEGAL = (
    "LLC",
    "Ltd",
    "Co.",
    "Co., Ltd.",
    "GmbH",
    "S.A.",
    "S.A. de C.V.",
    "OOO",
    "JSC",
    "FZE",
    "Inc.",
    "Group",
)


def filled(entities: list[Entity], rng: random.Random) -> list[Entity]:
    """Return the entities and invented ones, up to the size of a world list."""
    made = list(entities)
    names = sum(len(list(entity.names(NAMES))) for entity in made)
    every = [*cultures.HARD, *cultures.WORLD]
    words = [token for token, _native, _count in cultures.wikidata("russian") if len(token) > 4]
    while len(made) < LARGE:
        entity = _invented(f"made-{len(made)}", rng, every, words)
        if names < LARGE_NAMES and rng.random() < 0.12:
            entity.add("alias", _company(rng, words) if entity.schema != "Person" else _kin(entity))
        names += len(list(entity.names(NAMES)))
        made.append(entity)
    return made


def _invented(id_: str, rng: random.Random, every: list[str], words: list[str]) -> Entity:
    if rng.random() < 0.35:
        entity = Entity(id_, "Organization")
        entity.add("name", _company(rng, words))
        return entity
    entity = Entity(id_, "Person")
    entity.add("name", _rare_person(rng, rng.choice(every), words))
    if rng.random() < 0.6:
        entity.add("birthDate", cultures.birth_date(rng))
    return entity


def _rare_person(rng: random.Random, culture: str, words: list[str]) -> str:
    """Return an invented person with a family name from anywhere in the world.

    Else the listed would bear the very names of the innocents, who come of the same tables.
    """
    return " ".join([*cultures.invent(culture, rng).split()[:-1], rng.choice(words).title()])


def _company(rng: random.Random, words: list[str]) -> str:
    stem = " ".join(rng.choice(words).title() for _n in range(rng.choice((1, 1, 2))))
    return f"{stem} {rng.choice(TRADES)} {rng.choice(LEGAL)}"


def _kin(entity: Entity) -> str:
    """Return the name turned, with its first part repeated as an initial: an invented alias."""
    parts = entity.properties["name"][0].split()
    return f"{parts[-1]} {' '.join(parts[:-1])} {parts[0][0]}."


def make(name: str, sizes: Sizes) -> dict[str, object]:
    rng = random.Random(SEEDS[name])
    half = {"tune": 0, "test": 1}.get(name)
    entities = filled(lists.everything(), rng) if name == "large" else lists.ten_thousand()
    if name == "third":
        entities = [entity for entity in entities if entity.id.startswith("un-")]
        queries = foreign_errors(entities, SEEDS[name], sizes.errors)
    else:
        maker = Maker(entities, half, rng, sizes)
        maker.everything()
        maker.invented_in_script(SEEDS[name])
        queries = maker.queries
    list_path, query_path = default_path(evaluation_folder(), name)
    write_lines(list_path, entities)
    write_lines(query_path, queries)
    groups: dict[str, int] = {}
    for query in queries:
        groups[query.group] = groups.get(query.group, 0) + 1
    listed = {same_key(n) for entity in entities for n in entity.names()}
    namesakes = sum(1 for q in queries if not q.expect and same_key(q.name) in listed)
    return {
        "set": name,
        "entities": len(entities),
        "names": sum(len(list(entity.names(NAMES))) for entity in entities),
        "queries": len(queries),
        "innocents who bear a listed name": namesakes,
        "groups": groups,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sets", nargs="*", default=list(SEEDS), help="tune test large third")
    for name in parser.parse_args().sets:
        print(json.dumps(make(name, SIZES[name]), ensure_ascii=False))


if __name__ == "__main__":
    main()
