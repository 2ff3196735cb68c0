"""From a folder of pair files to pages of weights.

A pair file (``wd_arabic``, …) has lines ``latin<TAB>n a t i v e<TAB>count``. What the pairs of the
world lack, because an encyclopaedia is full of footballers, stands in ``examples``: a native token
and the Latin spellings that passports give it, written by hand.

The Latin page is learned from the same files: Latin words that share a native word are spellings of
one name, and how often each says how usual it is.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from itertools import product
from pathlib import Path
from zlib import crc32

import numpy as np

from fairlead.core.errors import BadInput
from fairlead.core.scripts.alphabets import LATIN, Alphabet, Units, alphabet
from fairlead.core.scripts.learning import Example, Floats, Learned, Space, learn, units_of
from fairlead.core.scripts.weights import UNLISTED, Listed, Page
from fairlead.core.text import fold

LONGEST_WORD = 20
MOST_SPELLINGS = 30  # a native word with more of them is not one name
WEIGHT_BY_HAND = 6.0
ROUNDING = 10  # millinats


@dataclass(frozen=True, slots=True)
class Recipe:
    """How one alphabet is learned."""

    code: str
    source: str
    longest: int = 3
    fewest: int = 20
    fewest_in_context: int = 6
    most: int = 40_000  # pairs
    least_share: float = 0.004  # of the sightings of a unit, for a piece to be listed
    least_count: float = 2.0


RECIPES = (
    Recipe("arabic", "wd_arabic"),
    Recipe("hebrew", "wd_hebrew"),
    Recipe("cyrillic", "wd_russian", longest=4),
    Recipe("hangul", "wd_korean"),
    Recipe("han", "wd_chinese", 6, 40, 30, 60_000, 0.01, 1.5),
)
LATIN_RECIPE = Recipe(LATIN, "", 3, 30, most=60_000, least_share=0.002, least_count=1.0)
LATIN_SOURCES = ("arabic", "cyrillic", "hebrew")

Pair = tuple[str, str, float]


def train(folder: Path) -> Iterator[tuple[str, str]]:
    """Learn every alphabet that the folder has pairs of; yield names and pages, Latin last."""
    sources: list[list[Pair]] = []
    for recipe in RECIPES:
        found = list(pairs(folder, recipe))
        if found:
            found += by_hand(recipe.code)
            yield recipe.code, page_of(found, recipe).write(_head(recipe))
            sources += [found] if recipe.code in LATIN_SOURCES else []
    yield LATIN, page_of(variants(sources), LATIN_RECIPE).write(_head(LATIN_RECIPE))


def pairs(folder: Path, recipe: Recipe) -> Iterator[Pair]:
    """Read the file of one alphabet: the native token, the Latin one, and their count."""
    for path in sorted(folder.glob(f"{recipe.source}*")):
        with path.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, 1):
                latin, native, count = counted(line, f"{path.name}:{number}")
                yield fold(native), plain(latin), count


def counted(line: str, place: str) -> tuple[str, str, int]:
    """Read one line of a pair file: a Latin word, native letters set apart, a count."""
    latin, _, rest = line.rstrip("\n").partition("\t")
    native, _, count = rest.partition("\t")
    if not (count.isascii() and count.isdecimal()):
        raise BadInput("is not a Latin word, native letters and a count", place=place)
    return latin, native.replace(" ", ""), int(count)


def plain(word: str) -> str:
    """Return the letters of a Latin word.

    >>> plain("O'Đông")
    'odong'
    """
    return "".join(letter for letter in fold(word) if "a" <= letter <= "z")


def by_hand(code: str) -> Iterator[Pair]:
    """Read the examples that were written by hand, as often as they count."""
    file = files("fairlead.core.scripts") / "examples" / f"{code}.txt"
    if not file.is_file():
        return
    for line in file.read_text(encoding="utf-8").splitlines():
        if line and line[0] != "#":
            native, *spellings = line.split()
            for place, spelling in enumerate(spellings):
                yield fold(native), plain(spelling), math.exp(WEIGHT_BY_HAND) / (1 + place)


def variants(sources: Iterable[Iterable[Pair]]) -> Iterator[Pair]:
    """Yield the Latin words that share a native word, each with each and with itself."""
    for source in sources:
        spellings: dict[str, dict[str, float]] = defaultdict(dict)
        for native, latin, count in source:
            spellings[native][latin] = spellings[native].get(latin, 0.0) + count
        for native in sorted(spellings):
            found = spellings[native]
            if 1 < len(found) <= MOST_SPELLINGS:
                yield from _each_with_each(found)


def _each_with_each(found: Mapping[str, float]) -> Iterator[Pair]:
    total = sum(found.values())
    for left, right in product(sorted(found), repeat=2):
        yield left, right, found[left] * found[right] / total


def page_of(found: Iterable[Pair], recipe: Recipe) -> Page:
    """Learn one page."""
    of = alphabet(recipe.code)
    learned = learn(
        examples(found, of, recipe.most),
        of,
        longest=recipe.longest,
        fewest=recipe.fewest,
        fewest_in_context=recipe.fewest_in_context,
    )
    return written(learned, recipe)


def examples(found: Iterable[Pair], of: Alphabet, most: int) -> list[Example]:
    """Make examples of pairs; of too many, take those whose checksum is least."""
    made = []
    for native, latin, count in found:
        units = of.read(native)
        if 0 < len(units) <= LONGEST_WORD and 0 < len(latin) <= LONGEST_WORD:
            made.append(Example(units, latin, math.log1p(count)))
    return sorted(made, key=_lot)[:most]


def _lot(example: Example) -> tuple[int, Units, str, float]:
    told = " ".join((*example.units, "=", example.word)).encode()
    return crc32(told), example.units, example.word, example.weight


def written(learned: Learned, recipe: Recipe) -> Page:
    """Turn counts into costs: above the likeliest reading, in the mean of both directions."""
    space = learned.space
    costs = _costs(learned, recipe.code)
    pieces = list(space.columns)
    seen = learned.counts + units_of(learned.counts, space) * _is_unit(space)
    shares = seen / np.maximum(seen.sum(axis=1, keepdims=True), 1e-9)
    lines: dict[tuple[str, str], Listed] = {}
    for key, row in space.rows.items():
        often = (shares[row] >= recipe.least_share) & (seen[row] >= recipe.least_count)
        listed = np.flatnonzero(often[:-1])
        entries = {pieces[at]: int(costs[row, at]) for at in listed if costs[row, at] < UNLISTED}
        if entries:
            lines[key] = entries
    return Page(lines)


def _is_unit(space: Space) -> Floats:
    found: Floats = (space.parents == np.arange(len(space.parents)))[:, None].astype(np.float64)
    return found


def _costs(learned: Learned, code: str) -> Floats:
    """Return the cost of every piece for every row, in rounded millinats."""
    space = learned.space
    there = -np.log(np.maximum(learned.spellings, 1e-12))
    back = -np.log(_origins(learned))
    if code == LATIN:
        costs = there - _own(there, space)[:, None]
    else:
        costs = (there - there.min(axis=1, keepdims=True) + back - back.min(axis=0)) / 2
    found: Floats = np.round(np.maximum(costs, 0.0) * 1000 / ROUNDING) * ROUNDING
    return found


def _own(there: Floats, space: Space) -> Floats:
    """Return what it costs each Latin unit to stay as it is."""
    found: Floats = there.min(axis=1)
    for (unit, _), row in space.rows.items():
        column = space.columns.get(unit)
        if column is not None:
            found[row] = there[row, column]
    return found


def _origins(learned: Learned) -> Floats:
    """Return P(unit | piece), for every row by its unit."""
    space = learned.space
    counts = units_of(learned.counts, space)
    totals = counts.sum(axis=1)
    found: Floats = (counts + 0.5 * (totals / totals.sum())[:, None] + 1e-12) / (
        counts.sum(axis=0) + 0.5
    )
    return found[space.parents]


def _head(recipe: Recipe) -> str:
    return (
        f"# What the units of the {recipe.code} alphabet sound like in Latin letters.\n"
        "# Learned by “fairlead scripts train”: a unit, a context, pieces with millinats.\n"
    )
