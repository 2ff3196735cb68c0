"""What each relation weighs: ln(share among true pairs / share among random pairs).

The shares among true pairs are read from ``errors.toml``. Those among random pairs are counted
here: every pair of years and every pair of days, through the same tables that grade, under the
background that the file declares. A relation that is missing from the file does not load.
"""

import math
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Final

import numpy as np
from numpy.typing import NDArray

from fairlead.core.dates import relations as seen
from fairlead.core.dates.values import EARLIEST, LONGEST

Shares = Mapping[str, float]
Floats = NDArray[np.float64]

MILLINATS: Final = 1000
FURTHER_READING: Final = round(MILLINATS * math.log(2))  # two readings, two chances to agree

APART: Final = ("same-year", "years-1", "years-2", "years-5", "years-10", "years-20", "years-more")
_SAME_YEAR: Final = {
    seen.SAME: "full.same-day",
    seen.SWAPPED: "full.swapped",
    seen.DAY_OFF: "full.day-off",
    seen.MONTH_OFF: "full.month-off",
    seen.DIGIT: "full.digit",
    seen.DIGITS: "full.digits-swapped",
    seen.DAY: "full.day-and-year",
    seen.MONTH: "full.month-and-year",
    seen.OTHER: "full.same-year",
    seen.NEW_YEAR: "january.same-day",
    seen.NEW_YEAR_AND_DAY: "january.same-year",
    seen.MONTH_SAME: "month.same-month",
    seen.MONTH_NEXT: "month.month-off",
    seen.MONTH_OTHER: "month.same-year",
    seen.YEAR_ONLY: "year.same-year",
}
_PRECISION: Final = {
    seen.ELSE_NEW_YEAR: "january",
    seen.ELSE_MONTH: "month",
    seen.ELSE_YEAR: "year",
}
_NEXT_YEAR: Final = {seen.INTO_DAY: "full.day-off", seen.INTO_MONTH: "full.month-off"}
_YEAR_BEFORE: Final = {seen.OUT_OF_DAY: "full.day-off", seen.OUT_OF_MONTH: "full.month-off"}

SPANS: Final = 2 * LONGEST + 2  # one more than the most years that two spans can cover together


@dataclass(frozen=True, slots=True)
class Model:
    """The tables of one error model, ready for looking up.

    ``joined[years << 8 | days]`` is the number of a relation; ``codes`` and ``weights`` are what
    it is called and what it weighs. ``vague[about][distance][years covered]`` are the numbers of
    relations with a span or an approximate year.
    """

    joined: NDArray[np.int16]
    vague: NDArray[np.int16]
    codes: tuple[str, ...]
    weights: NDArray[np.int32]


@cache
def model() -> Model:
    """Return the model that ships."""
    text = (resources.files("fairlead.core.dates") / "errors.toml").read_text(encoding="utf-8")
    return build(tomllib.loads(text))


def build(document: Mapping[str, Shares]) -> Model:
    """Make the tables of an error model."""
    listed, asked = (_years_of(document[side]) for side in ("listed", "asked"))
    years = _histogram(seen.years(), listed, asked, seen.NO_YEAR + 1)
    codes = ["missing"]
    weights = [0]
    joined = np.zeros((seen.NO_YEAR + 1, 256), np.int16)
    names = [[_name(one, other) for other in range(256)] for one in range(seen.NO_YEAR)]
    for precision, days in _days_of(document["first-of-january"]).items():
        for relation, share in document[precision].items():
            code = f"{precision}.{relation}"
            where = np.array([[name == code for name in row] for row in names])
            joined[:-1][where] = len(codes)
            chance = float((np.outer(years[:-1], days) * where).sum())
            codes.append(f"date.{code}")
            weights.append(_weight(share / 1000, chance))
    vague = np.zeros((2, len(APART), SPANS), np.int16)
    for about, precision in enumerate(("span", "about")):
        inside, outside = _vague_weights(document[precision], listed, asked)
        for distance, relation in enumerate(APART):
            vague[about, distance] = np.arange(len(codes), len(codes) + SPANS)
            codes += [f"date.{precision}.{relation}"] * SPANS
            weights += [min(within, outside[distance]) for within in inside]
    return Model(joined.ravel(), vague, tuple(codes), np.array(weights, np.int32))


def _name(years: int, days: int) -> str:
    """Return the relation that a class of years and the classes of days make together."""
    distance, slip = divmod(years, 3)
    same, other = days & 0xF, days >> 4
    if distance == 0:
        return _SAME_YEAR.get(same, "")
    if distance == 1 and other in _NEXT_YEAR:
        return _NEXT_YEAR[other]
    if distance == seen.PREVIOUS and other in _YEAR_BEFORE:
        return _YEAR_BEFORE[other]
    near = 1 if distance == seen.PREVIOUS else distance
    if other == seen.EQUAL:
        by_slip = ("full.day-and-month", "full.digit", "full.digits-swapped")
        return "full.year-off" if near == 1 else by_slip[slip]
    return f"{_PRECISION.get(other, 'full')}.{APART[near]}"


def _weight(share: float, chance: float) -> int:
    return round(MILLINATS * math.log(share / chance))


def _years_of(decades: Shares) -> Floats:
    """Return the share of every packed year."""
    shares = np.zeros(512)
    for decade, share in decades.items():
        first = int(decade) - EARLIEST + 1
        shares[first : first + 10] = share / 10
    found: Floats = shares / shares.sum()
    return found


def _days_of(first: Shares) -> dict[str, Floats]:
    """Return, for every precision, how often each two classes of days meet by chance."""
    listed, asked = (_days_with(first[side] / 1000) for side in ("listed", "asked"))
    january = 33
    usual_listed, usual_asked = listed.copy(), asked.copy()
    usual_listed[january] = usual_asked[january] = 0
    every = _histogram(seen.days(), listed, asked, 256)
    full = _histogram(seen.days(), usual_listed, usual_asked, 256)
    months = np.zeros(512)
    months[32 : 13 * 32 : 32] = 1 / 12
    nothing = np.zeros(512)
    nothing[0] = 1
    found = {
        "full": full,
        "january": every - full,
        "month": _histogram(seen.days(), months, months, 256),
        "year": _histogram(seen.days(), nothing, nothing, 256),
    }
    return {precision: shares / shares.sum() for precision, shares in found.items()}


def _days_with(extra: float) -> Floats:
    """Return the share of every packed day, with the first of January more frequent."""
    lengths = (31, 28.25, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
    shares = np.zeros(512)
    for month, length in enumerate(lengths, 1):
        shares[month * 32 + 1 : month * 32 + 1 + math.ceil(length)] = 1
    shares[2 * 32 + 29] = 0.25
    shares *= (1 - extra) / shares.sum()
    shares[33] += extra
    return shares


def _histogram(table: seen.Table, left: Floats, right: Floats, size: int) -> Floats:
    """Return how often each class is met when both sides are drawn at random."""
    return np.bincount(table, np.outer(left, right).ravel(), size).astype(np.float64)


def _vague_weights(shares: Shares, listed: Floats, asked: Floats) -> tuple[list[int], list[int]]:
    """Return the weights of lying within, by years covered, and of each class of distance."""
    apart = np.correlate(listed, asked, "full")
    centre = len(apart) // 2
    by_distance = np.array([apart[centre - k] + apart[centre + k] for k in range(centre + 1)])
    by_distance[0] = apart[centre]
    bounds = [*(bound + 1 for bound in seen.APART), len(by_distance)]
    starts = [0, *bounds[:-1]]
    outside = [
        _weight(shares[relation] / 1000, float(by_distance[start:end].sum()))
        for relation, start, end in zip(APART, starts, bounds, strict=True)
    ]
    reach = np.cumsum(by_distance)
    inside = []
    for covered in range(SPANS):
        half, odd = divmod(max(covered, 1) - 1, 2)
        chance = float(reach[half]) + odd * float(by_distance[half + 1]) / 2
        inside.append(max(0, _weight(shares["same-year"] / 1000, chance)))
    return inside, outside
