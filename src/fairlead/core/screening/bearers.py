"""How many entries of a list bear each word: what is common on a list tells little there.

A word may be rare in the world and common among those whom a list is about. So the rarity of a
listed word is the smaller of the two: that of the world, and that among the *other* entries of the
list. Counting only the others means that an entry never makes its own words common: a name that
is added to an entry cannot lower that entry's score.

The counts are taken when a list is built, and kept while it changes piece by piece, so that a list
in parts and the same list in one piece give the same scores. Building it anew counts anew.
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from fairlead.core.names import Name, Role
from fairlead.core.names.rarity import rarity
from fairlead.core.screening.weights import Weights

UNCOUNTED = 2000
"""People who are thought of as counted besides, none with the word: a short list proves little."""

_COUNTED = frozenset({Role.NAME, Role.GENERIC})


@dataclass(frozen=True)
class Bearers:
    """The entries of a list, and how many bear each word that more than one bears."""

    entries: int = 0
    counts: Mapping[str, int] = field(default_factory=dict)

    def rarity(self, weights: Weights) -> "Rarity":
        """Return the rarity of words on this list."""
        return Rarity(self, weights.number("rarity", "culture"))


@dataclass(frozen=True)
class Rarity:
    """−ln of the share of entries that bear a word, or of people in the world if that is less."""

    bearers: Bearers
    culture: int  # a list mixes cultures; within its own a word is commoner by this much

    def __call__(self, form: str) -> int:
        world = rarity(form)
        others = self.bearers.counts.get(form, 1) - 1
        if others <= 0:
            return world
        people = self.bearers.entries + UNCOUNTED
        share = round(1000 * math.log(people / others)) - self.culture
        return max(0, min(world, share))


def count(names: Sequence[Name], owners: Iterable[int], entries: int) -> Bearers:
    """Count the entries that bear each word."""
    words = {
        (owner, token.form)
        for owner, name in zip(owners, names, strict=True)
        for token in name.tokens
        if token.role in _COUNTED
    }
    counts = Counter(form for _, form in words)
    return Bearers(entries, {form: number for form, number in counts.items() if number > 1})
