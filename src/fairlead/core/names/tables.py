"""The word tables: plain files, one idea per line, that people edit without knowing Python.

``code: spelling, another spelling, spelling of several words``; ``#`` begins a comment line.
Spellings are folded when they are read, so accents and letter variants need not be repeated.
"""

from functools import cache
from importlib import resources

from fairlead.core.text import fold

Words = tuple[str, ...]


def spellings(name: str) -> list[tuple[str, tuple[str, ...]]]:
    """Return the lines of a table: a code and its spellings as they are written."""
    lines = []
    for line in text(name).splitlines():
        if line and not line.startswith("#"):
            code, _colon, several = line.partition(":")
            lines.append((code, tuple(one.strip() for one in several.split(",") if one.strip())))
    return lines


def read(name: str) -> list[tuple[str, tuple[Words, ...]]]:
    """Return the lines of a table with every spelling as folded words."""
    return [(code, tuple(map(words, several))) for code, several in spellings(name)]


def words(spelling: str) -> Words:
    """Fold a spelling and part it at spaces and hyphens; dots and apostrophes fall away."""
    plain = fold(spelling).replace(".", "").replace("'", "").replace('"', "")
    return tuple(plain.replace("-", " ").split())


@cache
def codes(name: str) -> dict[str, str]:
    """Return which code a spelling of one word has."""
    return {
        spelling[0]: code
        for code, several in read(name)
        for spelling in reversed(several)
        if len(spelling) == 1
    }


@cache
def phrases(name: str) -> dict[str, tuple[tuple[Words, str], ...]]:
    """Return spellings of several words by their first one, longest first."""
    found: dict[str, list[tuple[Words, str]]] = {}
    for code, several in read(name):
        for spelling in several:
            if len(spelling) > 1:
                found.setdefault(spelling[0], []).append((spelling, code))
    return {
        first: tuple(sorted(together, key=lambda one: (-len(one[0]), one)))
        for first, together in found.items()
    }


def text(name: str) -> str:
    """Return a table as it stands in the file."""
    folder = resources.files("fairlead.core.names") / "tables"
    return (folder / name).read_text(encoding="utf-8")


@cache
def members(name: str) -> frozenset[str]:
    """Return the words of a table that is only a list, separated by commas."""
    return frozenset(
        fold(word.strip())
        for line in text(name).splitlines()
        if not line.startswith("#")
        for word in line.split(",")
        if word.strip()
    )
