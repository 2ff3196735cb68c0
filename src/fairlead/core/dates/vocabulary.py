"""The words of written dates, in many languages, as a few kinds of items.

Text becomes a row of items: numbers, months, marks and words that say something. A word that is
not in ``words.toml`` is an item too, of kind ``UNKNOWN``, and the date cannot be read for certain.
"""

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import Any

from fairlead.core.dates.calendars import Calendar

_TOKENS = re.compile(r"\d+|[\u4e00-\u9fff〇]|[^\W\d_]+|[^\w\s]|_")
_CHINESE = re.compile(r"[〇零一二三四五六七八九十]+")
_DIGITS = "〇一二三四五六七八九"
_LONGEST_PHRASE = 4
_SEPARATORS = frozenset("-‐‑–—−/.")


class Kind(StrEnum):
    """What an item of a written date is."""

    NUMBER = "number"
    MONTH_NAME = "month-name"
    SEPARATOR = "separator"
    UNKNOWN = "unknown"
    NOTHING = "nothing"
    ABOUT = "about"
    TO = "to"
    OR = "or"
    DECADE = "decade"
    AGE = "age"
    YEAR = "year"
    MONTH = "month"
    DAY = "day"
    HIJRI = "hijri"
    PERSIAN = "persian"
    GREGORIAN = "gregorian"
    BUDDHIST = "buddhist"


@dataclass(frozen=True, slots=True)
class Item:
    """One item: a number and how many digits it was written with, or a month of a calendar."""

    kind: Kind
    value: int = 0
    digits: int = 0
    calendar: Calendar = Calendar.GREGORIAN
    text: str = ""


@cache
def _document() -> Mapping[str, Mapping[str, Any]]:
    text = (resources.files("fairlead.core.dates") / "words.toml").read_text(encoding="utf-8")
    found: Mapping[str, Mapping[str, Any]] = tomllib.loads(text)
    return found


@cache
def _says_nothing() -> frozenset[str]:
    words: str = _document()["words"]["unknown"]
    return frozenset(_phrase(plain(word)) for word in words.split())


@cache
def _placeholders() -> frozenset[str]:
    return frozenset(_document()["words"]["placeholders"].split())


def is_unknown(text: str) -> bool:
    """Say whether the text is a way of saying that there is no date."""
    if text[:10] in _placeholders():
        return True
    return len(text) < 40 and _phrase(plain(text)) in _says_nothing()  # noqa: PLR2004


@cache
def _vocabulary() -> dict[str, Item]:
    document = _document()
    found: dict[str, Item] = {}
    for kind, words in document["words"].items():
        if kind in {"unknown", "placeholders"}:
            continue
        for word in words.split():
            found.setdefault(_phrase(plain(word)), Item(Kind(kind)))
    for calendar, months in reversed(list(document["months"].items())):
        for number, words in enumerate(months, 1):
            month = Item(Kind.MONTH_NAME, number, calendar=Calendar(calendar))
            found |= {_phrase(plain(word)): month for word in words.split()}
    return found


def _phrase(words: str) -> str:
    return " ".join(_TOKENS.findall(plain(words.replace("_", " "))))


def plain(text: str) -> str:
    """Return the text without case, accents and vowel signs, with the digits of ASCII."""
    if text.isascii():
        return text.lower()
    text = unicodedata.normalize("NFKD", text.casefold().replace("ı", "i"))
    return "".join(
        str(unicodedata.decimal(c)) if c.isdecimal() else c
        for c in text
        if not unicodedata.combining(c)
    )


def items(text: str) -> list[Item]:
    """Return the items of a written date in order, without those that say nothing."""
    folded = plain(text)
    if not folded.isascii():
        folded = _CHINESE.sub(_number, folded)
    tokens = _TOKENS.findall(folded)
    words = _vocabulary()
    found: list[Item] = []
    position = 0
    while position < len(tokens):
        for length in range(min(_LONGEST_PHRASE, len(tokens) - position), 0, -1):
            item = words.get(" ".join(tokens[position : position + length]))
            if item or length == 1:
                found.append(item or _other(tokens[position]))
                position += length
                break
    return [item for item in found if item.kind is not Kind.NOTHING]


def _other(token: str) -> Item:
    if token.isdecimal():
        short = token[:9]
        return Item(Kind.NUMBER, int(short), len(token), text=short)
    return Item(Kind.SEPARATOR if token in _SEPARATORS else Kind.UNKNOWN, text=token)


def _number(found: re.Match[str]) -> str:
    """Return a Chinese numeral in digits: a row of digits, or tens and ones up to ninety-nine."""
    text = found[0].replace("零", "〇")
    if "十" not in text:
        return "".join(str(_DIGITS.index(c)) for c in text)
    tens, _ten, ones = text.partition("十")
    if len(tens) > 1 or len(ones) > 1 or "十" in ones:
        return found[0]
    return f"{_DIGITS.index(tens) if tens else 1}{_DIGITS.index(ones) if ones else 0}"
