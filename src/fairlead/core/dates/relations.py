"""How two dates stand to one another, by looking up three tables that fit a processor's cache.

The relation of two years and the relation of two days within a year are found in a table each;
a third joins them. The same tables serve one pair and a million, so the two cannot disagree.
"""

from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from fairlead.core.dates.values import EARLIEST, YEAR

Table = NDArray[np.uint8]
Grid = NDArray[np.int64]
Mask = NDArray[np.bool_]

# Classes of two years: the distance, and whether one slip of a digit explains it.
APART: Final = (0, 1, 2, 5, 10, 20)  # the last year of each class of distance but the widest
MORE: Final = len(APART)
PREVIOUS: Final = MORE + 1  # the entry's year is the one before; class 1 is the one after
DISTANCES: Final = PREVIOUS + 1
ONE_DIGIT, EXCHANGED = 1, 2
NO_YEAR: Final = DISTANCES * 3

# Classes of two days, if the years are the same …
(SAME, SWAPPED, DAY_OFF, MONTH_OFF, DIGIT, DIGITS, DAY, MONTH, OTHER) = range(9)
(NEW_YEAR, NEW_YEAR_AND_DAY, MONTH_SAME, MONTH_NEXT, MONTH_OTHER, YEAR_ONLY) = range(9, 15)
# … and if they are not.
(ELSE, EQUAL, INTO_DAY, OUT_OF_DAY, INTO_MONTH, OUT_OF_MONTH) = range(6)
(ELSE_NEW_YEAR, ELSE_MONTH, ELSE_YEAR) = range(6, 9)

_JANUARY_FIRST = 1 << 5 | 1
_LAST_DAYS = np.array([0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31, 0, 0, 0])


def _differing(left: Grid, right: Grid) -> Grid:
    """Return how many digits of two-digit numbers differ."""
    tens: Grid = (left // 10 != right // 10).astype(np.int64)
    ones: Grid = (left % 10 != right % 10).astype(np.int64)
    return tens + ones


def _exchanged(left: Grid, right: Grid) -> Mask:
    """Say where two-digit numbers are each other with the digits exchanged."""
    found: Mask = (left != right) & (left % 10 * 10 + left // 10 == right)
    return found


@cache
def years() -> Table:
    """Return the class of every two years, at ``left * 512 + right``, as they are packed."""
    left, right = np.ogrid[: YEAR + 1, : YEAR + 1]
    distance = np.searchsorted(np.array(APART), np.abs(right - left))
    distance = np.where(right - left == -1, PREVIOUS, distance)
    one, other = left + EARLIEST - 1, right + EARLIEST - 1
    differing = _differing(one // 100, other // 100) + _differing(one % 100, other % 100)
    middles = (one // 1000 == other // 1000) & (one % 10 == other % 10)
    exchanged = (one // 100 == other // 100) & _exchanged(
        one % 100, other % 100
    ) | middles & _exchanged(one // 10 % 100, other // 10 % 100)
    slip = np.where(differing == 1, ONE_DIGIT, np.where(exchanged, EXCHANGED, 0))
    table = np.where((left == 0) | (right == 0), NO_YEAR, distance * 3 + slip)
    return table.astype(np.uint8).ravel()


@cache
def days() -> Table:
    """Return the classes of every two days of a year, at ``left * 512 + right``.

    The low four bits hold if the years are the same, the high four if they are not.
    """
    left, right = np.ogrid[: YEAR + 1, : YEAR + 1]
    return (_in_one_year(left, right) | _in_two_years(left, right) << 4).astype(np.uint8).ravel()


def _in_one_year(left: Grid, right: Grid) -> Grid:
    month, day = left >> 5, left & 31
    month2, day2 = right >> 5, right & 31
    vague_day, vague = _precision(left, right)
    digits = _differing(month, month2) + _differing(day, day2)
    exchanged = (month == month2) & _exchanged(day, day2) | (day == day2) & _exchanged(
        month, month2
    )
    first = (left == _JANUARY_FIRST) | (right == _JANUARY_FIRST)
    return np.select(
        [
            vague,
            vague_day & (month == month2),
            vague_day & (np.abs(month - month2) == 1),
            vague_day,
            first & (left == right),
            first,
            left == right,
            _next_day(month, day, month2, day2) | _next_day(month2, day2, month, day),
            (month == day2) & (day == month2),
            (day == day2) & (np.abs(month - month2) == 1),
            digits == 1,
            exchanged,
            day == day2,
            month == month2,
        ],
        [
            *(YEAR_ONLY, MONTH_SAME, MONTH_NEXT, MONTH_OTHER, NEW_YEAR, NEW_YEAR_AND_DAY),
            *(SAME, DAY_OFF, SWAPPED, MONTH_OFF, DIGIT, DIGITS, DAY, MONTH),
        ],
        OTHER,
    )


def _in_two_years(left: Grid, right: Grid) -> Grid:
    month, day = left >> 5, left & 31
    month2, day2 = right >> 5, right & 31
    vague_day, vague = _precision(left, right)
    into, out = (month == 12) & (month2 == 1), (month == 1) & (month2 == 12)  # noqa: PLR2004
    turn = 32  # the last day of a year and the first of the next
    return np.select(
        [
            vague,
            vague_day,
            into & (day == 31) & (day2 == 1),  # noqa: PLR2004
            out & (day + day2 == turn) & (day == 1),
            (left == _JANUARY_FIRST) | (right == _JANUARY_FIRST),
            left == right,
            into & (day == day2),
            out & (day == day2),
        ],
        [
            *(ELSE_YEAR, ELSE_MONTH, INTO_DAY, OUT_OF_DAY, ELSE_NEW_YEAR, EQUAL),
            *(INTO_MONTH, OUT_OF_MONTH),
        ],
        ELSE,
    )


def _precision(left: Grid, right: Grid) -> tuple[Mask, Mask]:
    """Say where a day is missing, and where a month is.

    The first of January beside a month alone may be a month that was not known either.
    """
    no_month = (left >> 5 == 0) | (right >> 5 == 0)
    no_day = (left & 31 == 0) | (right & 31 == 0)
    first = (left == _JANUARY_FIRST) | (right == _JANUARY_FIRST)
    return no_day, no_month | no_day & first & (left >> 5 != right >> 5)


def _next_day(month: Grid, day: Grid, month2: Grid, day2: Grid) -> Mask:
    """Say where the second day follows the first; the 28th of February may be a last day."""
    within = (month == month2) & (day2 == day + 1)
    over = (month2 == month + 1) & (day2 == 1) & (day >= _LAST_DAYS[month])
    found: Mask = within | over
    return found
