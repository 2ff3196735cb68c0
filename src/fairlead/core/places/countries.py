"""Which country a code or a name means, in six languages and in the words of carriers and lists.

A country is its ISO 3166 code of two small letters. States that are no more keep the code that
they had, and know which States followed them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib import resources

from fairlead.core.places.folding import fold

_ASIDE = re.compile(r"\s*[(\[]([^)\]]*)[)\]]\s*")
_BEFORE = (
    *("the former ", "former ", "the republic of ", "republic of the ", "republic of ", "region "),
    *("kingdom of ", "state of ", "islamic republic of ", "the ", "al "),
)


@dataclass(frozen=True, slots=True)
class Country:
    """A State or area; ``heirs`` are the States that followed one that is no more."""

    code: str
    letters: str
    number: str = ""
    names: tuple[str, ...] = ()
    heirs: frozenset[str] = field(default=frozenset())


@cache
def countries() -> dict[str, Country]:
    """Return every country by its code, in the order of their small numbers."""
    found = {
        code: Country(code, letters, number, tuple(names.split("|")))
        for code, letters, number, names in _rows("countries.tsv")
    }
    found["xk"] = Country("xk", "xkx")
    for code, letters, heirs, names in _rows("former.tsv"):
        found[code] = Country(
            code, letters, names=tuple(names.split("|")), heirs=frozenset(heirs.split())
        )
    return found


@cache
def _codes() -> dict[str, str]:
    """Return the code for everything that is written of a country, folded."""
    found: dict[str, str] = {}
    for code, *_others, names in _rows("former.tsv"):
        found.update(dict.fromkeys(map(fold, names.split("|")), code))
    for country in countries().values():
        for name in country.names:
            found.setdefault(fold(name), country.code)
            found.setdefault(fold(_ASIDE.sub(" ", name)), country.code)
    for code, names in _rows("variants.tsv"):
        found.update(dict.fromkeys(map(fold, names.split("|")), code))
    for country in countries().values():
        found[country.code] = found[country.letters] = country.code
        if country.number:
            found[country.number] = country.code
    found |= {"d": "de", "rom": "ro", "uk": "gb"}  # the machine-readable zone's D; usual slips
    return found


@lru_cache(maxsize=1 << 14)
def country(text: str) -> str:
    """Return the code of the country that the words mean, or an empty string."""
    codes = _codes()
    for form in _forms(text[:200]):
        if code := codes.get(form):
            return code
    return ""


def _forms(text: str) -> Iterator[str]:
    """Yield what the words may be found under, the likeliest first."""
    folded = fold(text.strip("< \t"))
    yield folded
    if "-" in text and len(text) <= 6:  # noqa: PLR2004 — a part of a country: gb-sct, ge-ab
        yield folded.split(" ", 1)[0]
    if aside := _ASIDE.search(text):
        bare = _ASIDE.sub(" ", text)
        yield fold(f"{aside[1]} {bare}")
        yield fold(bare)
    before, comma, after = text.partition(",")
    if comma:
        yield fold(f"{after} {before}")
        yield fold(before)
    for words in _BEFORE:
        if folded.startswith(words):
            yield folded.removeprefix(words)


def _rows(name: str) -> Iterator[tuple[str, ...]]:
    text = (resources.files("fairlead.core.places") / name).read_text(encoding="utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            yield tuple(line.split("\t"))
