"""The words that ships and agents write: what a heading, a label or a value means."""

import re
import tomllib
import unicodedata
from functools import cache, lru_cache
from importlib import resources
from typing import Final

_NUMBERED: Final = re.compile(
    r"^\s*\d{1,2}(?:\.\d{1,2})*[.)]?\s+(?=\D)|^\s*\d{1,2}\.\d{0,2}\.?(?=\D)"
)
_ASIDE: Final = re.compile(r"[()\[\]]|\s/\s|\n|\s[-–|]\s")
_PREFIX: Final = 9  # letters from which on a known heading may be the beginning of a longer one


@lru_cache(maxsize=1 << 13)
def fold(text: str) -> str:
    """Return what is compared: letters and digits in small, without accents and leading numbers.

    >>> fold("7. Family name*"), fold("familyName"), fold("датаРождения"), fold("État du pavillon")
    ('family name', 'family name', 'дата рождения', 'etat du pavillon')
    """
    text = _apart(_NUMBERED.sub("", text.strip()[:200]).replace("№", "№ "))
    text = unicodedata.normalize("NFKD", text)
    text = "".join(each for each in text if not unicodedata.combining(each))
    text = "".join(each if each.isalnum() or each in "#№" else " " for each in text.casefold())
    return " ".join(text.split())


def _apart(text: str) -> str:
    """Part words that are written together as names of JSON are: ``gradoOFunción``."""
    padded = f" {text} "
    return "".join(
        f" {here}"
        if here.isupper() and (before.islower() or (before.isupper() and behind.islower()))
        else here
        for before, here, behind in zip(padded, padded[1:], padded[2:], strict=False)
    )


@cache
def table(name: str) -> dict[str, str]:
    """Return a table of words: what is folded → what it means."""
    source = resources.files(__package__).joinpath("words.toml").read_text(encoding="utf-8")
    found = tomllib.loads(source)[name]
    return {fold(word): meaning for meaning, words in found.items() for word in words}


@lru_cache(maxsize=1 << 12)
def meaning(name: str, text: str) -> str:
    """Return what a text means by a table: whole, by a part of it, or by how it begins.

    >>> meaning("columns", "Фамилия / Family name"), meaning("columns", "Family name (as in MRZ)")
    ('surname', 'surname')
    """
    known = table(name)
    if found := known.get(fold(text)):
        return found
    for part in _ASIDE.split(text):
        if found := known.get(fold(part)):
            return found
    folded = fold(text)
    beginnings = [word for word in known if len(word) >= _PREFIX and folded.startswith(f"{word} ")]
    return known[max(beginnings, key=len)] if beginnings else ""


def value(name: str, text: str) -> str:
    """Return what a value means by its table; "" when the table does not have it."""
    return table(name).get(fold(text), "")
