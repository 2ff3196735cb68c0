"""The word lists in ``words/``, one file for each language, made into what is looked up.

An entry is one word or several; ``*`` stands for any ending. Under ``[no]`` stand the texts that
are not sensitive although they contain a word that is: streets, unions of States. Everybody who
knows a language may add a line; nothing else has to change.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources

from fairlead.core.travel.sensitive.codes import Category

LANGUAGES = ("ar", "en", "es", "fr", "ru", "zh", "romanised")
STEM = "*"
_ARABIC = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه", "ـ": None})
_MARKS = re.compile("[\u0300-\u036f\u064b-\u0655\u0670]")
WORDS = re.compile("[\\w\u0300-\u036f\u064b-\u0655\u0670]+")
HAN = re.compile("[\u3400-\u9fff]")
_ARABIC_LETTERS = re.compile("[\u0621-\u064a]")
# Conjunctions, prepositions and the article that Arabic writes together with the word.
_CLITICS = re.compile("^(?:[وف]?(?:بال|كال|لل|ال|[بكلس])|[وف])")
_ARTICLE = ("ال", "لل", "بال", "كال", "وال", "فال", "ولل")


def plain(word: str) -> str:
    """Give a word as it is compared: small, without marks, Arabic letters in one form.

    >>> plain("Hôpital"), plain("إسلامية")
    ('hopital', 'اسلاميه')
    """
    if word.isascii():
        return word.lower()
    small = unicodedata.normalize("NFKD", word.lower())
    return _MARKS.sub("", small).translate(_ARABIC)


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: its words, and what it reveals; None where it is known to reveal nothing."""

    words: tuple[str, ...]
    category: Category | None
    language: str


@dataclass(slots=True)
class Lexicon:
    """Entries by their first word or stem, and the parts of Chinese texts."""

    words: dict[str, list[Entry]] = field(default_factory=dict)
    stems: dict[str, list[Entry]] = field(default_factory=dict)
    shortest: int = 99
    longest: int = 0
    han: dict[str, Category] = field(default_factory=dict)
    han_pattern: re.Pattern[str] = field(default_factory=lambda: re.compile("(?!)"))
    han_no: list[str] = field(default_factory=list)

    def starting(self, word: str) -> Iterator[Entry]:
        """Give every entry that may begin with this word."""
        yield from self.words.get(word, ())
        for length in range(self.shortest, min(self.longest, len(word)) + 1):
            yield from self.stems.get(word[:length], ())


def forms(word: str) -> tuple[str, ...]:
    """Give a word and, for Arabic, what is left without the particles written to it."""
    if not _ARABIC_LETTERS.match(word):
        return (word,)
    found = [word]
    for _ in range(2):
        bare = _CLITICS.sub("", found[-1])
        if bare == found[-1] or len(bare) < 2:  # noqa: PLR2004
            break
        found.append(bare)
    found += [word.removeprefix(one) for one in _ARTICLE if word.startswith(one)]
    return tuple(dict.fromkeys(one for one in found if len(one) > 1))


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """Read all word lists, once."""
    found = Lexicon()
    for language in LANGUAGES:
        text = resources.files(__package__).joinpath("words", f"{language}.txt").read_text("utf-8")
        for entry in _entries(text, language):
            _add(found, entry)
    if found.han:
        longest_first = sorted(found.han, key=len, reverse=True)
        found.han_pattern = re.compile("|".join(map(re.escape, longest_first)))
    return found


def _entries(text: str, language: str) -> Iterator[Entry]:
    category: Category | None = None
    for raw in text.splitlines():
        line = raw.strip()
        if line.startswith("["):
            name = line.strip("[]")
            category = None if name == "no" else Category(name)
        elif line and not line.startswith("#"):
            for item in line.split(","):
                words = tuple(
                    plain(word) for word in re.split(r"[\s\-]+", item.strip(" !")) if word
                )
                if words:
                    yield Entry(words, category, language)


def _add(found: Lexicon, entry: Entry) -> None:
    if HAN.search(entry.words[0]):
        if entry.category is None:
            found.han_no.append("".join(entry.words))
        else:
            found.han["".join(entry.words)] = entry.category
        return
    first = entry.words[0]
    if first.endswith(STEM):
        stem = first[:-1]
        found.stems.setdefault(stem, []).append(entry)
        found.shortest = min(found.shortest, len(stem))
        found.longest = max(found.longest, len(stem))
    else:
        found.words.setdefault(first, []).append(entry)
