"""The cheapest way to read one word as another, for many pairs at once.

A word on the left is a row of units, a word on the right a row of letters. Every unit takes zero or
a few letters of the right word, in order, and pays what the weights say. The least total over all
ways to cut the right word is found by dynamic programming, whose innermost step is done for all
pairs and all positions in one array operation.
"""

import numpy as np
from numpy.lib.stride_tricks import as_strided
from numpy.typing import NDArray

NEVER = 1 << 20  # a step that may not be taken; a sum of a thousand of them still fits

Cells = NDArray[np.int32]
Places = NDArray[np.intp]
Columns = NDArray[np.int16]


def distances(cells: Cells, rows: Places, columns: Columns, lengths: Places) -> NDArray[np.int32]:
    """Return the least cost for each pair of words.

    ``rows`` hold, for each unit of each left word, where in ``cells`` its row begins; ``columns``
    hold, for each length, each right word and each end of a piece of it, its column. Left words
    are filled up with rows that pass everything on, right words with columns that let nothing
    through; ``lengths`` are the letters of the right words.
    """
    reached = _swept(cells, rows, columns.astype(np.intp))
    found: NDArray[np.int32] = reached[np.arange(len(lengths)), lengths + (len(columns) - 1)]
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
