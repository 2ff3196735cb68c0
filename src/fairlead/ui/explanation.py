"""A score as the sum of its parts, each in words; the same number here as everywhere.

The words themselves come from whoever scored. This shows them in order of weight, with a bar as
long as the part is heavy, and sees that the sum is the sum.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from fairlead.core.registration import Label

_BAR = 96  # units of the drawing


@dataclass(frozen=True, slots=True)
class Point:
    """One part of a score: why, how much, and what was compared."""

    words: Label
    points: float
    detail: Label = ""

    @property
    def side(self) -> str:
        """For or against that both are the same."""
        return "against" if self.points < 0 else "for"


@dataclass(frozen=True)
class Explanation:
    """A score and its parts. ``rule`` names what scored: engine, settings, list, with versions."""

    title: Label
    points: Sequence[Point]
    total: float
    limit: Label = ""  # what the score means here: “from 0.60 a person looks”
    rule: Label = ""
    digits: int = 2
    template = "ui/explanation.html"

    def __post_init__(self) -> None:
        summed = sum(point.points for point in self.points)
        if abs(summed - self.total) > 0.5 * 10**-self.digits:
            raise ValueError(f"the parts make {summed}, and the score is {self.total}")

    @property
    def bars(self) -> list[tuple[Point, int]]:
        """Return every part with the length of its bar, the heaviest first."""
        most = max((abs(point.points) for point in self.points), default=0) or 1
        heavy = sorted(self.points, key=lambda point: -abs(point.points))
        return [(point, round(_BAR * abs(point.points) / most)) for point in heavy]
