"""What may not be kept at all: taken out before anything is stored, and only counted.

Belief, health, union, origin and orientation travel in the codes of meals and services. The law
names the categories (``sensitive-categories``) and, for codes, the profile names the codes
(``sensitive-codes``). What is counted is *how many* were taken out, never which, and never of whom.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cleaned:
    """What may stay, in its order, and how many codes were taken out."""

    kept: tuple[str, ...]
    removed: int


def without_sensitive(codes: Iterable[str], sensitive: Collection[str]) -> Cleaned:
    """Take out every code that the law names as sensitive, however it is spelled.

    >>> without_sensitive(["DOCS", "ksml ", "WCHR"], ["KSML", "WCHR"])
    Cleaned(kept=('DOCS',), removed=2)
    """
    named = {code.strip().upper() for code in sensitive}
    found = list(codes)
    kept = tuple(code for code in found if code.strip().upper() not in named)
    return Cleaned(kept, len(found) - len(kept))
