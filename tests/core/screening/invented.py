"""Invented people with names of many cultures, and the errors that the engine promises to bear."""

import random
from collections.abc import Callable

from fairlead.core.screening.reading import Entity
from fairlead.core.screening.reading.entities import Properties

GIVEN = [
    "Amadou",
    "Bilqis",
    "Cemile",
    "Dragana",
    "Efua",
    "Farrukh",
    "Gulnara",
    "Hamidou",
    "Ilunga",
    "Jaroslav",
    "Kadiatou",
    "Lwazi",
    "Mbali",
    "Ngozi",
    "Olufemi",
    "Parvaneh",
    "Qudsia",
    "Rasamimanana",
    "Sigridur",
    "Thandeka",
    "Umarbek",
    "Vytautas",
    "Wanjiru",
    "Xolani",
    "Yekaterina",
    "Zubeida",
    "Anselm",
    "Berengar",
    "Cunegonde",
    "Desmond",
]
FAMILY = tuple(
    front + back
    for front in [
        "Aba",
        "Brzo",
        "Chukwu",
        "Dlami",
        "Ester",
        "Gunnar",
        "Habya",
        "Iva",
        "Jaya",
        "Koval",
        "Lind",
        "Nkuru",
        "Okon",
        "Papa",
        "Quis",
        "Rama",
        "Sakha",
        "Tchou",
        "Ugur",
        "Vasi",
        "Wick",
        "Xhema",
        "Yama",
        "Zelen",
        "Ostro",
        "Pfeff",
        "Thor",
    ]
    for back in [
        "karov",
        "dhari",
        "meka",
        "nirado",
        "hazian",
        "kisar",
        "dottir",
        "rimov",
        "nishko",
        "sunde",
        "chenko",
        "qvist",
        "zeza",
        "jwelu",
        "dakos",
        "quater",
        "swami",
        "rinov",
        "ameni",
        "zadeh",
        "lenko",
        "rama",
        "laj",
        "guchi",
        "chuk",
        "gradin",
        "kornel",
    ]
)
LETTERS = "abcdefghijklmnopqrstuvwxyz"

Slip = Callable[[str, random.Random], str]


def people(count: int, seed: int = 1) -> list[Entity]:
    """Invented people, each with a name of two or three parts, a date and a nationality."""
    rng = random.Random(seed)
    return [_person(f"p-{number}", rng) for number in range(count)]


def _person(identity: str, rng: random.Random) -> Entity:
    parts = [rng.choice(GIVEN), rng.choice(FAMILY).capitalize()]
    if rng.random() < 0.4:
        parts.insert(1, rng.choice(GIVEN))
    properties: Properties = {"name": (" ".join(parts),)}
    if rng.random() < 0.7:
        day = f"{rng.randint(1945, 2004)}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}"
        properties["birthDate"] = (day,)
    if rng.random() < 0.5:
        properties["nationality"] = (rng.choice(("fr", "ke", "us", "ir", "cn", "ru")),)
    return Entity(identity, "Person", properties)


def edit(word: str, rng: random.Random) -> str:
    """One letter put in, taken out, replaced, or exchanged with the next."""
    at = rng.randrange(len(word))
    kind, letter = rng.randrange(4), rng.choice(LETTERS)
    if kind == 0:
        return word[:at] + letter + word[at:]
    if kind == 1:
        return word[:at] + word[at + 1 :]
    if kind == 2:
        return word[:at] + letter + word[at + 1 :]
    return word[:at] + word[at + 1 : at + 2] + word[at : at + 1] + word[at + 2 :]


def slip_in_one(name: str, rng: random.Random) -> str:
    """One edit in the longest word."""
    words = name.split()
    longest = max(range(len(words)), key=lambda at: len(words[at]))
    words[longest] = edit(words[longest].lower(), rng)
    return " ".join(words)


def turned(name: str, rng: random.Random) -> str:
    """The words in another order."""
    words = name.split()
    rng.shuffle(words)
    return " ".join(words)


def joined(name: str, rng: random.Random) -> str:
    """Two neighbouring words written as one."""
    words = name.split()
    at = rng.randrange(len(words) - 1)
    return " ".join([*words[:at], words[at] + words[at + 1], *words[at + 2 :]])


def misread(name: str, rng: random.Random) -> str:
    """One letter taken for one that looks alike."""
    alike = {"o": "0", "l": "1", "i": "1", "s": "5", "b": "8", "m": "rn", "z": "2"}
    places = [at for at, letter in enumerate(name) if letter.lower() in alike]
    if not places:
        return name
    at = rng.choice(places)
    return name[:at] + alike[name[at].lower()] + name[at + 1 :]


PROMISED: tuple[Slip, ...] = (slip_in_one, turned, joined, misread, lambda name, _: name.upper())
