"""Households of invented people, each with documents, contacts and a place to live.

A household is made of its number and of nothing else, so the same people can travel on any day, in
any order, without a list of them being kept. Whatever could belong to somebody is such that it
cannot: numbers of documents have a shape that no State in `core/identifiers` uses, telephone
numbers a country code that is not given (999), e-mail addresses a domain that is reserved.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final, NamedTuple

from fairlead.core.generator.chance import Chance, Table
from fairlead.core.generator.names import (
    OWN_NAME,
    Culture,
    Name,
    Part,
    cultures,
    family_of,
    name_of,
)

KINDS: Final = Table(
    {
        "solo": 420,
        "couple": 270,
        "family": 190,
        "parent": 30,
        "friends": 60,
        "group": 12,
        "minor": 12,
    }
)
_LETTERS: Final = "ABCDEFGHJKLMNPQRSTVWXYZ"
_ANY: Final = f"{_LETTERS}123456789"
_PLACES: Final = 23**4 * 10 * 32**2
_MULTIPLIER: Final = 1_774_638_213  # prime to the number of places
_STREETS: Final = (
    *("HARBOUR STREET", "GARDEN ROAD", "OLD MILL LANE", "RIVER WALK", "HILL VIEW", "STATION ROAD"),
    *("MARKET SQUARE", "LAKE AVENUE", "NORTH GATE", "SOUTH QUAY", "ORCHARD CLOSE", "TOWER STREET"),
)
_CITIES: Final = ("NEWTOWN", "WESTBRIDGE", "LAKESIDE", "NORTHPORT", "EASTFIELD", "HILLCREST")
ADULT, CHILD, BABY = 12, 2, 0  # ages from which on


@dataclass(slots=True)
class Passport:
    """A travel document."""

    type: str
    number: str
    issuer: str
    issued: str
    expiry: str


@dataclass(slots=True)
class Person:
    """An invented person."""

    id: str
    name: Name
    sex: str
    birth: str
    state: str
    culture: str
    issued: date  # of the first document; the next ones follow when it ends
    index: int
    second_state: str = ""
    birth_place: str = ""

    @property
    def surname(self) -> str:
        return self.name.surname

    @property
    def given(self) -> str:
        return self.name.given

    def age(self, day: str) -> int:
        """Return the age on a day; below nought before the birth."""
        return int(day[:4]) - int(self.birth[:4]) - (day[5:10] < self.birth[5:10])

    def passport(self, day: date) -> Passport:
        """Return the document that is valid on a day and for a while after."""
        years = 10 if self.age(self.issued.isoformat()) >= 16 else 5  # noqa: PLR2004
        turn, begins = 0, self.issued
        while (ends := _years_on(begins, years)) < day + timedelta(days=45):
            turn, begins = turn + 1, ends - timedelta(days=60)
        card = self.index % 9 == 4 and self.state in _CARDS  # noqa: PLR2004
        number = document_number(self.index * 2 + turn % 2)
        return Passport(
            "I" if card else "P", number, self.state, begins.isoformat(), ends.isoformat()
        )


_CARDS: Final = frozenset({"FRA", "DEU", "ESP", "POL", "BEL", "AUT", "PRT", "UTO"})


def _years_on(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return day.replace(year=day.year + years, day=28)


def document_number(index: int) -> str:
    """Return the number of a document: nine characters, ZU and a shape of our own.

    >>> document_number(1), document_number(2)
    ('ZUE3JQVHQ', 'ZUJ6S6PRF')
    """
    rest = index * _MULTIPLIER % _PLACES
    found = "ZU"
    for second in ("0123456789", _ANY, _ANY):
        rest, letter = divmod(rest, len(_LETTERS))
        rest, other = divmod(rest, len(second))
        found += _LETTERS[letter] + second[other]
    return found + _LETTERS[rest]


@dataclass(slots=True)
class Household:
    """People who travel together, and how they are reached."""

    index: int
    kind: str
    members: list[Person] = field(default_factory=list)
    street: str = ""
    city: str = ""
    email: str = ""
    phone: str = ""
    card: str = ""
    family: tuple[Part, Part] | None = None  # masculine and feminine form of the first one's name

    @property
    def first(self) -> Person:
        return self.members[0]


def household(seed: int, index: int, year: int, *, frequent: bool = False) -> Household:
    """Make a household: who they are on the first day of a year.

    ``frequent`` ones are people who travel alone and often.
    """
    chance = Chance(seed, "frequent" if frequent else "household", year, index)
    kind = "solo" if frequent else chance.draw(KINDS)
    made = Household(index * 2 + frequent, kind)
    culture = chance.draw(cultures())
    for place, (sex, age, related) in enumerate(_members(kind, chance, frequent=frequent)):
        if not related:
            culture = chance.draw(cultures()) if place and chance.happens(0.4) else culture
        sure = Facts(place, sex, age, year, related)
        made.members.append(_person(made, culture, chance, sure))
    made.street = f"{chance.between(1, 180)} {chance.pick(_STREETS)}"
    made.city = chance.pick(_CITIES)
    first = made.first.name
    words = f"{first.given or 'the'}.{first.surname}".lower().replace(" ", "-")
    made.email = f"{words}{chance.below(100)}@mail.example"
    made.phone = f"+999{chance.between(100_000_000, 999_999_999)}"
    made.card = f"XXXXXXXXXXXX{chance.between(1000, 9999)}"
    return made


Member = tuple[str, int, bool]  # sex, age, whether of the family of the first one


def _members(kind: str, chance: Chance, *, frequent: bool) -> list[Member]:
    """Draw the members of a household of a kind."""
    sex = "M" if chance.happens(0.65 if frequent else 0.52) else "F"
    age = chance.between(26, 62) if frequent else _age(chance)
    drawn = _COMPANIES.get(kind)
    return drawn(chance, sex, age) if drawn else [(sex, age, False)]


def _couple(chance: Chance, sex: str, age: int) -> list[Member]:
    other = "F" if sex == "M" else "M"
    return [(sex, age, False), (other, max(18, age + chance.between(-5, 5)), True)]


def _family_of_two(chance: Chance, _first: str, _years: int) -> list[Member]:
    parent = chance.between(25, 46)
    mother = max(20, parent - chance.between(0, 5))
    children = [_child(chance, parent) for _ in range(chance.between(1, 3))]
    return [("M", parent, False), ("F", mother, True), *children]


def _single_parent(chance: Chance, sex: str, _years: int) -> list[Member]:
    parent = chance.between(23, 45)
    children = [_child(chance, parent) for _ in range(chance.between(1, 2))]
    return [(sex, parent, False), *children]


def _friends(chance: Chance, _first: str, _years: int) -> list[Member]:
    count = chance.between(2, 4)
    return [(_sex(chance), chance.between(19, 35), False) for _ in range(count)]


def _group(chance: Chance, _first: str, _years: int) -> list[Member]:
    return [(_sex(chance), _age(chance), False) for _ in range(chance.between(8, 14))]


def _minor(chance: Chance, sex: str, _years: int) -> list[Member]:
    return [(sex, chance.between(6, 11), False)]


_COMPANIES: Final = {
    "couple": _couple,
    "family": _family_of_two,
    "parent": _single_parent,
    "friends": _friends,
    "group": _group,
    "minor": _minor,
}


def _sex(chance: Chance) -> str:
    return "M" if chance.happens(0.5) else "F"


def _age(chance: Chance) -> int:
    """Draw the age of an adult who travels: most between twenty-five and sixty."""
    return 18 + int((chance.share() + chance.share() + chance.share()) / 3 * 66)


def _child(chance: Chance, parent: int) -> tuple[str, int, bool]:
    """Draw a child; one in four is a baby, because young families travel with them."""
    age = 0 if chance.happens(0.25) else chance.between(1, max(2, min(17, parent - 20)))
    return _sex(chance), age, True


class Facts(NamedTuple):
    """What is drawn of a member before the name."""

    place: int
    sex: str
    age: int
    year: int
    related: bool


def _person(made: Household, culture: Culture, chance: Chance, facts: Facts) -> Person:
    place, sex, age, year, related = facts
    index = made.index * 16 + place
    spouse = related and place == 1 and made.kind in {"couple", "family"}
    keeps = spouse and culture.code in OWN_NAME
    family = _family(made, culture, chance, own=not related or keeps)
    name = name_of(culture, chance, sex, family)
    while any(
        name.given == other.given and name.surname == other.surname for other in made.members
    ):
        name = name_of(culture, chance, sex, family)
    birth = date(year, 1, 1) - timedelta(days=age * 365 + chance.below(364) + age // 4)
    state = made.first.state if related and made.members else chance.draw(culture.states)
    latest = max((date(year, 1, 1) - birth).days - 20, 1)
    issued = date(year, 1, 1) - timedelta(days=min(chance.below(3200), latest))
    return Person(
        id=f"{'f' if made.index % 2 else 'h'}{made.index // 2}.{place}",
        name=name,
        sex="X" if index % 977 == 5 else sex,  # noqa: PLR2004 - rare
        birth=birth.isoformat(),
        state=state,
        culture=culture.code,
        issued=issued,
        index=index,
        birth_place=chance.pick(_CITIES),
    )


def _family(made: Household, culture: Culture, chance: Chance, *, own: bool) -> tuple[Part, Part]:
    """Draw a family name, or take that of the first member."""
    if made.family is not None and not own:
        return made.family
    drawn = family_of(culture, chance)
    made.family = made.family or drawn
    return drawn
