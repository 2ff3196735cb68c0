"""Three laws that no weight may break, tried on invented people.

- What agrees never lowers: a question that also says what the entry says.
- What contradicts never raises: a question that says what the entry denies, where it said nothing
  before or what the entry says too. (Of several values the best counts, so a further one beside
  another contradiction is another chance, and no contradiction.)
- A name that is added to an entry never lowers its score, whatever the name is.

Every case is one question and one entry, compared by all their names without any search, before
and after the change. Cases are drawn in batches, each from its own seed, so that a violation can
be made again: ``--seed`` names the batch.

    python -m bench.screening.laws --cases 100000
"""

import argparse
import json
import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from bench.screening.cultures import HARD, WORLD, invent
from fairlead.core import places
from fairlead.core.screening.agreement import names_between
from fairlead.core.screening.assignment import compare
from fairlead.core.screening.bearers import Bearers
from fairlead.core.screening.candidates import NamePairs
from fairlead.core.screening.edges import find_edges
from fairlead.core.screening.engine import by_number, grade_facts, total
from fairlead.core.screening.index import build, enroll
from fairlead.core.screening.reading import Entity
from fairlead.core.screening.weights import Weights, standard
from tests.core.screening.invented import PROMISED, people

BATCH = 500
_NATIVE = ("محمد الأحمد", "Анселм Зеленчук", "王小明", "김철수", "דוד לוי", "Ὀρέστης")
_COUNTRIES = ("fr", "ke", "us", "ir", "cn", "ru", "su", "ua", "gb", "eg", "sa", "pk")
_TOWNS = ("Utopia", "Tripoli", "Port of Spain", "Kabul, Afghanistan", "Nairobi", "Aden")


@dataclass(frozen=True, slots=True)
class Case:
    """A question and an entry before a change, and after it."""

    question: Entity
    entry: Entity
    asked_more: Entity
    listed_more: Entity


@dataclass(frozen=True, slots=True)
class Violation:
    """A case that breaks a law, and the sums before and after."""

    law: str
    case: Case
    before: int
    after: int

    def __str__(self) -> str:
        sides = (self.case.question, self.case.entry, self.case.asked_more, self.case.listed_more)
        told = [json.dumps(one.properties, ensure_ascii=False) for one in sides]
        return "\n  ".join([f"{self.law}: {self.before} → {self.after}", *told])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=20_000, help="of each law")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--show", type=int, default=5)
    chosen = parser.parse_args()
    print(f"{'law':<28}{'cases':>10}{'violations':>12}{'seconds':>9}")
    for law in LAWS:
        began = time.process_time()
        found = list(violations(law, chosen.cases, chosen.seed))
        seconds = time.process_time() - began
        print(f"{law:<28}{chosen.cases:>10,}{len(found):>12,}{seconds:>9.0f}", flush=True)
        for one in sorted(found, key=_size)[: chosen.show]:
            print(" ", one)


def _size(violation: Violation) -> int:
    return len(str(violation))


def violations(law: str, cases: int, seed: int = 0) -> Iterator[Violation]:
    """Try a law, and yield what breaks it."""
    draw, may_rise = LAWS[law]
    for number in range(seed, seed + -(-cases // BATCH)):
        rng = random.Random(number)
        batch = [draw(*pair, rng) for pair in drawn(rng, number)]
        before, after = _before_and_after(batch, standard())
        broken = after < before if may_rise else after > before
        for row in np.flatnonzero(broken).tolist():
            yield Violation(law, batch[row], int(before[row]), int(after[row]))


def _before_and_after(
    batch: Sequence[Case], weights: Weights
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    counted = build("counted", _numbered([case.entry for case in batch])).counted
    before = [case.question for case in batch], [case.entry for case in batch]
    after = [case.asked_more for case in batch], [case.listed_more for case in batch]
    return totals(*before, counted, weights), totals(*after, counted, weights)


def totals(
    asked: Sequence[Entity], listed: Sequence[Entity], counted: Bearers, weights: Weights
) -> NDArray[np.int64]:
    """Return what each question and the entry beside it say of each other, by force."""
    roll = enroll(asked, weights)
    index = build("laws", _numbered(listed), weights, counted)
    each = np.arange(len(asked))
    one, other = names_between(each, each, roll.bearer, index.roll.bearer)
    nothing = np.zeros(len(one), np.int64)
    pairs = NamePairs(one, other, nothing, nothing)
    edges = find_edges(roll.tokens.forms, index.vocabulary, weights)
    scores = compare(pairs, roll.tokens, index.roll.tokens, edges, weights)
    owner = roll.bearer[one]
    facts = grade_facts(roll, index.roll, owner, index.roll.bearer[other])
    alone = by_number(roll, index.roll, pairs, facts, weights)
    found = np.maximum(total(scores, pairs, facts, index.roll, weights), alone)
    best = np.full(len(asked), np.iinfo(np.int64).min)
    np.maximum.at(best, owner, found)
    return best


def _numbered(entities: Sequence[Entity]) -> list[Entity]:
    """Give entries ids that sort as they stand, as an index sorts them."""
    return [replace(one, id=f"{number:06}") for number, one in enumerate(entities)]


def drawn(rng: random.Random, seed: int) -> Iterator[tuple[Entity, Entity]]:
    """Yield questions, each with an entry that it is, or resembles, or has nothing to do with."""
    for person in people(BATCH, seed=seed):
        name = _name(person, rng)
        entry = replace(person, properties={"name": (name,), **_facts(rng)})
        if rng.random() < 0.3:
            entry.properties["alias"] = (_name(person, rng),)
        asked = rng.choice(PROMISED)(name, rng) if rng.random() < 0.7 and " " in name else name
        if rng.random() < 0.15:
            asked = _name(entry, rng)
        known = {key: texts for key, texts in entry.properties.items() if key in _DRAWN}
        facts = _facts(rng) | {key: texts[:1] for key, texts in known.items() if rng.random() < 0.3}
        yield Entity("q", "Person", {"name": (asked,), **facts}), entry


def _name(entity: Entity, rng: random.Random) -> str:
    kind = rng.randrange(4)
    if kind == 0:
        return entity.properties["name"][0]
    if kind == 1:
        return rng.choice(_NATIVE)
    name = invent(rng.choice(HARD + WORLD), rng)
    if kind == 2:
        return name
    first, *others = name.split()
    return rng.choice((f"{first[0]}. {' '.join(others)}", f"Sheikh {name}", f"{name} Jr", first))


def _date(rng: random.Random) -> str:
    year, month, day = rng.randint(1940, 2004), rng.randint(1, 12), rng.randint(1, 28)
    forms = (f"{year}-{month:02}-{day:02}", f"{year}-{month:02}", f"{year}", f"circa {year}")
    return rng.choice((*forms, f"{year}-01-01", f"{day}/{month}/{year}", f"{year}-{year + 4}"))


def _number(rng: random.Random) -> str:
    letters = "".join(rng.choices("ABCPLXOI", k=rng.choice((0, 1, 2))))
    return letters + "".join(rng.choices("0123456789", k=7))


_DRAWN: dict[str, Callable[[random.Random], str]] = {
    "birthDate": _date,
    "nationality": lambda rng: rng.choice(_COUNTRIES),
    "country": lambda rng: rng.choice(_COUNTRIES),
    "gender": lambda rng: rng.choice(("male", "female")),
    "birthPlace": lambda rng: rng.choice(_TOWNS),
    "passportNumber": _number,
    "idNumber": _number,
}


def _facts(rng: random.Random) -> dict[str, tuple[str, ...]]:
    return {
        name: tuple(draw(rng) for _ in range(rng.choice((1, 1, 2))))
        for name, draw in _DRAWN.items()
        if rng.random() < 0.4
    }


def _agreeing(question: Entity, entry: Entity, rng: random.Random) -> Case:
    """Let the question also say something that the entry says."""
    field = rng.choice(sorted(_DRAWN))
    value = rng.choice(entry.properties.get(field) or (_DRAWN[field](rng),))
    listed = _with(entry, field, value)
    return Case(question, listed, _with(question, field, value), listed)


def _contradicting(question: Entity, entry: Entity, rng: random.Random) -> Case:
    """Let the question say what no value of the entry allows, in place of nothing or the same."""
    field = rng.choice(sorted(_CONTRARY))
    listed = entry if field in entry.properties else _with(entry, field, _DRAWN[field](rng))
    before = _without(question, field)
    value = _CONTRARY[field](listed, rng)
    after = _with(before, field, value) if value else before
    if rng.random() < 0.5:
        before = _with(before, field, rng.choice(listed.properties[field]))
        after = after if value else before
    return Case(before, listed, after, listed)


def _added(question: Entity, entry: Entity, rng: random.Random) -> Case:
    """Add a name to the entry."""
    field = rng.choice(("name", "alias", "previousName", "weakAlias"))
    return Case(question, entry, question, _with(entry, field, _name(entry, rng)))


def _with(entity: Entity, field: str, value: str) -> Entity:
    held = entity.properties.get(field, ())
    return replace(entity, properties={**entity.properties, field: (*held, value)})


def _without(entity: Entity, field: str) -> Entity:
    held = {name: texts for name, texts in entity.properties.items() if name != field}
    return replace(entity, properties=held)


def _foreign(entity: Entity, rng: random.Random) -> str:
    """Return a country that has nothing to do with any country of the entity."""
    held = {text for name in ("nationality", "country") for text in entity.properties.get(name, ())}
    related = held | {heir for code in held for heir in places.countries()[code].heirs}
    free = [
        code
        for code in _COUNTRIES
        if code not in related and related.isdisjoint(places.countries()[code].heirs)
    ]
    return rng.choice(free) if free else ""


def _other_gender(entity: Entity, _rng: random.Random) -> str:
    held = set(entity.properties["gender"])
    return "" if len(held) > 1 else ("female" if held == {"male"} else "male")


_CONTRARY: dict[str, Callable[[Entity, random.Random], str]] = {
    # No slip of a key leads from this day to any that is drawn.
    "birthDate": lambda _entity, rng: f"{rng.randint(1850, 1870)}-08-31",
    "nationality": _foreign,
    "country": _foreign,
    "gender": _other_gender,
}

Draw = Callable[[Entity, Entity, random.Random], Case]
LAWS: dict[str, tuple[Draw, bool]] = {
    "agreeing never lowers": (_agreeing, True),
    "contradicting never raises": (_contradicting, False),
    "an added name never lowers": (_added, True),
}

if __name__ == "__main__":
    main()
