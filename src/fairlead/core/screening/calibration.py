"""From a sum of evidence to a probability and a band: the same number everywhere."""

import tomllib
from bisect import bisect_right
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources

from fairlead.core.screening.weights import Weights

WHOLE = 10_000
NO_FLOOR = -(1 << 40)


class Band(StrEnum):
    """What a hit asks of a person."""

    ALERT = "alert"  # decide
    REVIEW = "review"  # look when there is a reason to
    INFORMATION = "information"  # nothing; shown to who asks for more


@dataclass(frozen=True, slots=True)
class Calibration:
    """Sums of evidence, rising, and how many of 10,000 are of one person there."""

    sums: tuple[int, ...]
    shares: tuple[int, ...]

    def share(self, total: int) -> int:
        """How many of 10,000 pairs with this sum are of one person. Whole numbers only."""
        if total <= self.sums[0]:
            return self.shares[0]
        if total >= self.sums[-1]:
            return self.shares[-1]
        right = bisect_right(self.sums, total)
        low, high = self.sums[right - 1], self.sums[right]
        rise = (self.shares[right] - self.shares[right - 1]) * (total - low)
        return self.shares[right - 1] + rise // (high - low)

    def probability(self, total: int) -> float:
        """Return the same as a probability, with four digits."""
        return self.share(total) / WHOLE


@cache
def calibration() -> Calibration:
    """Return the curve that ships."""
    text = resources.files(__package__).joinpath("calibration.toml").read_text("utf-8")
    found = tomllib.loads(text)
    return Calibration(tuple(found["sums"]), tuple(found["shares"]))


@dataclass(frozen=True, slots=True)
class Lines:
    """The sums at which the bands of a list begin, and the least band that is shown."""

    alert: int
    review: int
    least: Band = Band.INFORMATION

    def band(self, total: int) -> Band:
        """Return the band of a sum."""
        if total >= self.alert:
            return Band.ALERT
        return Band.REVIEW if total >= self.review else Band.INFORMATION

    @property
    def floor(self) -> int:
        """Return the least sum that is shown; for information, whatever the engine found."""
        begins = {Band.ALERT: self.alert, Band.REVIEW: self.review}
        return begins.get(self.least, NO_FLOOR)


def lines_of(weights: Weights) -> Lines:
    """Return the usual lines."""
    return Lines(weights.number("bands", "alert"), weights.number("bands", "review"))


def band(total: int, weights: Weights) -> Band:
    """Return the band of a sum by the usual lines."""
    return lines_of(weights).band(total)
