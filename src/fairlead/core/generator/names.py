"""Names of invented people, put together from parts; in Latin letters and as they are written."""

import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

from fairlead.core.formats.mrz import transliterated
from fairlead.core.generator.chance import Chance, Table

Part = tuple[str, str]  # Latin, original script (the same where that is Latin)
# Where a wife has the name of her own family.
OWN_NAME = frozenset({
    *("arab", "chinese", "korean", "spanish", "portuguese", "vietnamese", "ethiopian", "persian"),
    *("westafrican", "indonesian", "pakistani"),
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Culture:
    """The parts of the names of a culture, commonest first."""

    code: str
    rule: str
    script: str
    states: Table[str]
    men: tuple[Part, ...]
    women: tuple[Part, ...]
    family: tuple[tuple[Part, Part], ...]  # masculine and feminine form
    fathers: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Name:
    """A name: ``surname`` and ``given`` as a machine-readable zone has them, and as written."""

    surname: str
    given: str
    plain_surname: str  # in Latin with its marks: Müller, O'Neill
    plain_given: str
    native_surname: str
    native_given: str


@cache
def cultures() -> Table[Culture]:
    """Return the cultures with their weights."""
    source = resources.files(__package__).joinpath("cultures.toml").read_text(encoding="utf-8")
    found: dict[Culture, float] = {}
    for code, row in tomllib.loads(source).items():
        words = row["states"].split()
        states = dict(zip(words[::2], map(float, words[1::2]), strict=True))
        culture = Culture(
            code=code,
            rule=row["rule"],
            script=row.get("script", "Latn"),
            states=Table(states),
            men=tuple(map(_part, row["men"].split())),
            women=tuple(map(_part, row["women"].split())),
            family=tuple(_forms(word, row["rule"]) for word in row["family"].split()),
            fathers=tuple(map(_part, row.get("fathers", "").split())),
        )
        found[culture] = row["weight"]
    return Table(found)


def _part(word: str) -> Part:
    latin, _, native = word.replace("_", " ").partition("=")
    return latin, native or latin


def _forms(word: str, rule: str) -> tuple[Part, Part]:
    """Return the masculine and the feminine form of a family name."""
    man, _, woman = word.partition("|")
    latin, native = _part(man)
    if woman:
        return (latin, native), _part(woman)
    if rule == "patronymic":
        return (latin, native), (f"{latin}a", f"{native}а")
    return (latin, native), (latin, native)


def family_of(culture: Culture, chance: Chance) -> tuple[Part, Part]:
    """Draw a family name; in some cultures it has two parts."""
    man, woman = chance.early(culture.family)
    if culture.rule == "two-surnames":
        other, _ = chance.early(culture.family)
        man = (f"{man[0]} {other[0]}", f"{man[1]} {other[1]}")
        woman = man
    return man, woman


def name_of(culture: Culture, chance: Chance, sex: str, family: tuple[Part, Part]) -> Name:
    """Draw the given names of somebody of a family."""
    given = chance.early(culture.men if sex == "M" else culture.women)
    surname = family[sex == "F"]
    if culture.rule == "patronymic":
        latin, native = chance.pick(culture.fathers)
        ends = ("ich", "ич") if sex == "M" else ("na", "на")
        given = (f"{given[0]} {latin}{ends[0]}", f"{given[1]} {native}{ends[1]}")
    elif culture.rule == "single" and chance.happens(0.3):
        surname, given = given, ("", "")
    elif culture.rule == "plain" and chance.happens(0.25):
        second = chance.pick(culture.men if sex == "M" else culture.women)
        if second != given:
            given = (f"{given[0]} {second[0]}", f"{given[1]} {second[1]}")
    return Name(
        surname=zone(surname[0]),
        given=zone(given[0]),
        plain_surname=surname[0],
        plain_given=given[0],
        native_surname=surname[1],
        native_given=given[1],
    )


@lru_cache(maxsize=1 << 14)
def zone(text: str) -> str:
    """Write a name in the letters of a machine-readable zone."""
    return transliterated(text) if text else ""
