"""Numbers filed in rising order, among which many others are looked for, most of them in vain."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Integers = NDArray[np.int64]

_MIX = np.uint64(0x9E3779B97F4A7C15)
_MOST_BITS, _SPARE_BITS = 22, 3


@dataclass(frozen=True, slots=True)
class Filed:
    """Rising numbers, and a small table that says of most others that they are not filed."""

    numbers: Integers
    table: NDArray[np.bool_]
    shift: np.uint64

    @classmethod
    def of(cls, numbers: Integers) -> "Filed":
        """File numbers, each of which must be greater than the one before."""
        bits = min(_MOST_BITS, len(numbers).bit_length() + _SPARE_BITS)
        shift = np.uint64(64 - bits)
        table = np.zeros(1 << bits, np.bool_)
        table[numbers.view(np.uint64) * _MIX >> shift] = True
        return cls(numbers, table, shift)

    def places(self, wanted: Integers) -> tuple[Integers, Integers]:
        """Return which of the wanted numbers are filed, and where."""
        some = np.flatnonzero(self.table[wanted.view(np.uint64) * _MIX >> self.shift])
        wanted = wanted[some]
        place = np.searchsorted(self.numbers, wanted)
        place[place == len(self.numbers)] = 0
        found = np.flatnonzero(self.numbers[place] == wanted) if len(self.numbers) else some[:0]
        return some[found], place[found]
