"""How much it says that two records name one country: little where many on the lists are from.

All weights are read from two files: ``errors.toml`` (what is seen of one person) and
``background.tsv`` (how common each country is).
"""

import math
import tomllib
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from importlib import resources

import numpy as np
from numpy.typing import NDArray

from fairlead.core.places.countries import countries

MILLINATS = 1000
_PARTS = 10_000


class Link(StrEnum):
    """What joins a record to a country."""

    NATIONALITY = "nationality"  # citizenship, on both sides
    COUNTRY = "country"  # anything else: residence, birth, registration, flag


@cache
def errors() -> Mapping[str, Mapping[str, int]]:
    """Return the error model that ships."""
    text = (resources.files("fairlead.core.places") / "errors.toml").read_text(encoding="utf-8")
    found: Mapping[str, Mapping[str, int]] = tomllib.loads(text)
    return found


@cache
def numbers() -> dict[str, int]:
    """Return the small number of every country's code; zero is no country."""
    return {code: number for number, code in enumerate(countries(), 1)}


@cache
def _shares() -> tuple[float, ...]:
    """Return, by small number, how likely a country is met on a random entry."""
    text = (resources.files("fairlead.core.places") / "background.tsv").read_text("utf-8")
    rows = [line.split("\t") for line in text.splitlines() if not line.startswith("#")]
    parts = {code: (int(listed) + int(people)) / 2 for code, listed, people in rows}
    return (0.0, *(max(1.0, parts.get(code, 0)) / _PARTS for code in countries()))


@cache
def weights(link: Link) -> NDArray[np.int32]:
    """Return the weight of every two countries by their small numbers; missing weighs nothing."""
    table = np.full((len(numbers()) + 1,) * 2, _unequal(link), np.int32)
    table[0, :] = table[:, 0] = 0
    for one, country in enumerate(countries().values(), 1):
        table[one, one] = _shared(link, one)
        for heir in country.heirs:
            other = numbers()[heir]
            table[one, other] = table[other, one] = _succeeded(link, one, other)
    _siblings(table)
    return table


def _siblings(table: NDArray[np.int32]) -> None:
    """Let two former States that share an heir neither agree nor contradict."""
    former = [(numbers()[one.code], one.heirs) for one in countries().values() if one.heirs]
    for one, heirs in former:
        for other, more in former:
            if one != other and heirs & more:
                table[one, other] = max(0, table[one, other])


def _shared(link: Link, number: int) -> int:
    return _weight(errors()[link]["shared"] / MILLINATS, _shares()[number])


def _succeeded(link: Link, former: int, heir: int) -> int:
    """Weigh a former State beside an heir: it may have been any of the heirs."""
    heirs = countries()[list(countries())[former - 1]].heirs
    chance = max(_shares()[former], sum(_shares()[numbers()[one]] for one in heirs))
    found = _weight(errors()[link]["succeeded"] / MILLINATS, min(1.0, chance))
    return max(0, min(found, _shared(link, heir)))


def _unequal(link: Link) -> int:
    chance = 1 - sum(share * share for share in _shares())
    return min(0, _weight(errors()[link]["unequal"] / MILLINATS, chance))


def _weight(share: float, chance: float) -> int:
    left = errors()["dependence"]["country"]
    return min(errors()["bounds"]["country"], round(left * math.log(share / chance)))
