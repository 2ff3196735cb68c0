"""How rare a token of a name is: −ln of the share of persons who bear it, in millinats.

That two records share *Mohammed* says little; that they share *Zelenchukskaya* says much. The share
is taken within the culture where the token is commonest, so that a name common among the people
whom a list is about is never treated as rare because the rest of the world does not bear it.

A token that the table does not know is rare, and the rarer the longer: there are few possible short
words, and many of them are names somewhere.
"""

from functools import cache, lru_cache
from importlib.resources import files

STEP = 100  # millinats between two levels of the table

# What a token may weigh at most that nobody has counted, by its letters.
_LETTERS = (0, 2500, 6500, 8800, 10200, 11000, 11500, 11900, 12200, 12500, 12700, 12900, 13000)
_SYLLABLES = (0, 5500, 9800, 12000, 13000)  # Han and Hangul: a sign is worth two letters or more


def unknown(form: str) -> int:
    """Return the rarity of a token that is in no table."""
    ceilings = _SYLLABLES if form and form[0] >= "\u2e80" else _LETTERS
    return ceilings[min(len(form), len(ceilings) - 1)]


def known(form: str) -> bool:
    """Say whether a folded token has been counted: whether it is a name, as far as we know."""
    return form in _levels()


@lru_cache(maxsize=65_536)
def rarity(form: str) -> int:
    """Return the rarity of a folded token, in millinats.

    >>> rarity("mohammed") < rarity("otaibi") < rarity("zelenchukskaya")
    True
    """
    level = _levels().get(form)
    return unknown(form) if level is None else level


@cache
def _levels() -> dict[str, int]:
    found: dict[str, int] = {}
    for name in ("latin.txt", "native.txt"):
        page = files("fairlead.core.names") / "frequencies" / name
        for line in page.read_text(encoding="utf-8").splitlines():
            if line[0] != "#":
                level, tokens = line.split("\t")
                found.update(dict.fromkeys(tokens.split(" "), int(level) * STEP))
    return found
