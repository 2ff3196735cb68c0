"""The cheapest way to read one word as another, for many pairs at once.

A word on the left is a row of units, a word on the right a row of letters. Every unit takes zero or
a few letters of the right word, in order, and pays what the weights say. The least total over all
ways to cut the right word is found by dynamic programming, whose innermost step is done for all
pairs and all positions in one array operation.
"""

from collections.abc import Sequence

import numpy as np
from numpy.lib.stride_tricks import as_strided
from numpy.typing import NDArray

NEVER = 1 << 20  # a step that may not be taken; a sum of a thousand of them still fits

Cells = NDArray[np.int32]
Places = NDArray[np.intp]


def distances(
    cells: Cells,
    pad: int,
    barred: int,
    lefts: Sequence[Places],
    rights: Sequence[NDArray[np.integer]],
    *,
    pairs: tuple[Places, Places] | None = None,
) -> NDArray[np.int32]:
    """Return the least cost for each pair; without ``pairs``, of the first with the first, and on.

    ``lefts`` hold where in ``cells`` the row of each unit begins; ``rights`` hold, for each length
    and each end of a piece of the right word, its column. ``pad`` is a row that passes everything
    on, ``barred`` a column that lets nothing through; they fill up words shorter than the longest.
    """
    first, second = pairs or (np.arange(len(lefts)), np.arange(len(rights)))
    longest = rights[0].shape[0]
    width = max(right.shape[1] for right in rights)
    columns = np.full((longest, len(rights), width), barred, np.intp)
    columns[0] = 0
    rows = np.full((max(map(len, lefts)), len(lefts)), pad, np.intp)
    for at, left in enumerate(lefts):
        rows[: len(left), at] = left
    for at, right in enumerate(rights):
        columns[:, at, : right.shape[1]] = right
    ends = np.fromiter((right.shape[1] for right in rights), np.intp, len(rights))[second]
    reached = _swept(cells, rows[:, first], columns[:, second])
    found: NDArray[np.int32] = reached[np.arange(len(first)), ends + (longest - 2)]
    return found


def _swept(cells: Cells, rows: Places, columns: Places) -> NDArray[np.int32]:
    """Take unit after unit; the first columns of the result are a margin that nothing enters."""
    longest, count, width = columns.shape
    margin = longest - 1
    reached = np.full((count, margin + width), NEVER, np.int32)
    reached[:, margin] = 0
    line, item = reached.strides
    before = as_strided(reached[:, margin:], columns.shape, (-item, line, item), writeable=False)
    places = np.empty_like(columns)
    paid = np.empty(columns.shape, np.int32)
    for row in rows:
        np.add(columns, row[:, None], out=places)
        cells.take(places, out=paid, mode="clip")
        np.add(paid, before, out=paid)
        np.minimum.reduce(paid, axis=0, out=reached[:, margin:])
    return np.minimum(reached, NEVER)
