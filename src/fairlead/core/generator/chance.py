"""Chance that comes out the same for the same seed, on every machine and every version of Python.

Of the generators of Python only `random.Random.random` is promised to keep its sequence for a
seed; the methods that pick, shuffle and draw are not. So everything here is made of that one.
"""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from itertools import accumulate
from random import Random
from typing import Generic, TypeVar

T = TypeVar("T")


class Table(Generic[T]):
    """Things with weights, to be drawn from."""

    __slots__ = ("_ends", "_things")

    def __init__(self, weights: Mapping[T, float]) -> None:
        self._things = tuple(weights)
        total = sum(weights.values())
        self._ends = [end / total for end in accumulate(weights.values())]

    def at(self, share: float) -> T:
        """Return the thing at this share of the whole, which is below one."""
        return self._things[min(bisect_right(self._ends, share), len(self._things) - 1)]


class Chance:
    """Chance of one matter: the words name it, so that nothing else shifts it."""

    __slots__ = ("share",)

    def __init__(self, *words: object) -> None:
        seed = "/".join(map(str, words))
        self.share = Random(seed).random  # noqa: S311 - invents travellers, keeps no secrets

    def happens(self, probability: float) -> bool:
        return self.share() < probability

    def below(self, end: int) -> int:
        return int(self.share() * end)

    def between(self, first: int, last: int) -> int:
        return first + int(self.share() * (last - first + 1))

    def pick(self, things: Sequence[T]) -> T:
        return things[int(self.share() * len(things))]

    def early(self, things: Sequence[T]) -> T:
        """Pick, the first ones more often: they are the commonest."""
        share = self.share()
        return things[int(share * share * len(things))]

    def draw(self, table: Table[T]) -> T:
        return table.at(self.share())


def prime_from(number: int) -> int:
    """Return the first prime that is not below a number.

    >>> prime_from(1000)
    1009
    """
    while any(number % factor == 0 for factor in range(2, int(number**0.5) + 1)):
        number += 1
    return number
