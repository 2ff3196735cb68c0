"""Airports, carriers, aircraft and ships of the invented traffic, from one plain file."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

from fairlead.core.generator.chance import Table


@dataclass(frozen=True, slots=True)
class Airport:
    code: str
    state: str
    offset: float  # hours from UTC; summer time is left out
    minutes: int = 0  # of flight from Utopia
    beyond: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Carrier:
    code: str
    name: str
    state: str
    api: str  # "batch" or "interactive"
    pnr: str  # version of PNRGOV
    titles: str  # "glued", "spaced", "none"
    partner: str  # who sells seats under a number of its own


@dataclass(frozen=True, slots=True)
class Aircraft:
    code: str
    seats: int


@dataclass(frozen=True, slots=True)
class Ship:
    name: str
    flag: str
    sign: str
    kind: str
    people: int
    crew: int
    number: str  # IMO


@dataclass(frozen=True, slots=True)
class World:
    utopia: tuple[Airport, ...]
    airports: Table[Airport]
    carriers: tuple[Carrier, ...]
    aircraft: tuple[tuple[Aircraft, int, int], ...]
    ships: tuple[Ship, ...]
    ports: tuple[tuple[str, str], ...]
    harbours: tuple[tuple[str, str], ...]


@cache
def world() -> World:
    """Return the world as the file has it."""
    source = resources.files(__package__).joinpath("world.toml").read_text(encoding="utf-8")
    found = tomllib.loads(source)
    airports = {
        Airport(code, state, offset, minutes, tuple(found["beyond"].get(code, ()))): share
        for code, (state, offset, minutes, share) in found["airports"].items()
    }
    aircraft = [
        (Aircraft(code, seats), least, most)
        for code, (seats, least, most) in found["aircraft"].items()
    ]
    ships = [
        Ship(**row, number=imo_number(200_001 + 37 * place))
        for place, row in enumerate(found["ships"])
    ]
    return World(
        utopia=tuple(Airport(code, "UTO", row[1]) for code, row in found["utopia"].items()),
        airports=Table(airports),
        carriers=tuple(Carrier(**row) for row in found["carriers"]),
        aircraft=tuple(aircraft),
        ships=tuple(ships),
        ports=tuple((code, row[0]) for code, row in found["ports"].items()),
        harbours=tuple(found["harbours"].items()),
    )


def imo_number(six: int) -> str:
    """Return a number of a ship with its check digit.

    >>> imo_number(200001)
    '2000016'
    """
    digits = f"{six:06}"
    total = sum(int(digit) * weight for digit, weight in zip(digits, range(7, 1, -1), strict=True))
    return f"{digits}{total % 10}"
