"""What all drawings share: scales with round ticks, and the side on which reading begins."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

from django.utils.translation import get_language_bidi

SERIES = ("one", "two", "three", "four", "five", "six")


@dataclass(frozen=True, slots=True)
class Paper:
    """A drawing so and so wide; in a language from right to left everything is mirrored."""

    width: int
    height: int

    def x(self, place: float, width: float = 0) -> float:
        """Return where something of this width begins, seen from the left."""
        return round(self.width - place - width if get_language_bidi() else place, 1)


@dataclass(frozen=True, slots=True)
class Scale:
    """From a value to a place, and the values at which a line is drawn."""

    low: float
    high: float
    start: float
    end: float
    ticks: Sequence[float]

    def __call__(self, value: float) -> float:
        """Return the place of a value."""
        span = (self.high - self.low) or 1
        return round(self.start + (value - self.low) / span * (self.end - self.start), 1)


def scale(values: Sequence[float], start: float, end: float, *, count: int = 5) -> Scale:
    """Return a scale from zero (or below) to a round number above the highest value."""
    high, low = max([*values, 0]), min([*values, 0])
    step = _round_step((high - low or 1) / count)
    first, last = floor(low / step), max(ceil(high / step), 1)
    ticks = [round(number * step, 10) for number in range(first, last + 1)]
    return Scale(ticks[0], ticks[-1], start, end, ticks)


def _round_step(rough: float) -> float:
    """Return the next of 1, 2 or 5 times a power of ten.

    >>> _round_step(0.7), _round_step(13), _round_step(30)
    (1.0, 20.0, 50.0)
    """
    power = 10.0 ** floor(log10(rough))
    return next(factor * power for factor in (1, 2, 5, 10) if factor * power >= rough * 0.999)
