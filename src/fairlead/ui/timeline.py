"""What happened when, in lanes, as exactly as it is known; and the same as a list.

Time runs the way reading does. What is known to the hour is a point; what is known to the day or
less exactly is as wide as the doubt, and has a broken line around it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from babel.dates import format_skeleton
from django.utils.translation import pgettext_lazy

from fairlead.core.registration import Label
from fairlead.ui.drawing import SERIES, Paper
from fairlead.ui.writing import in_short, locale

WIDTH = 900
_NAMES, _LANE, _TOP = 150, 34, 26
_NEAR = 14  # closer than this, marks of one lane would cover one another


class Precision(StrEnum):
    """How exactly a moment is known."""

    EXACT = "exact"
    HOUR = "hour"
    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    ABOUT = "about"

    @property
    def words(self) -> Label:
        return PRECISIONS[self]


PRECISIONS: Mapping[str, Label] = {
    Precision.EXACT: pgettext_lazy("precision of a time", "exact"),
    Precision.HOUR: pgettext_lazy("precision of a time", "to the hour"),
    Precision.DAY: pgettext_lazy("precision of a time", "to the day"),
    Precision.MONTH: pgettext_lazy("precision of a time", "to the month"),
    Precision.YEAR: pgettext_lazy("precision of a time", "to the year"),
    Precision.ABOUT: pgettext_lazy("precision of a time", "approximate"),
}
_DOUBT = {
    Precision.EXACT: timedelta(),
    Precision.HOUR: timedelta(hours=1),
    Precision.DAY: timedelta(days=1),
    Precision.MONTH: timedelta(days=30),
    Precision.YEAR: timedelta(days=365),
    Precision.ABOUT: timedelta(days=3),
}


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened, or lasted until ``until``."""

    moment: datetime
    lane: str
    words: Label
    precision: Precision = Precision.EXACT
    until: datetime | None = None
    url: str = ""
    is_milestone: bool = False

    @property
    def when(self) -> str:
        """Return the moment as exactly as it is known, and no more exactly."""
        if self.precision in {Precision.EXACT, Precision.HOUR}:
            return in_short(self.moment)
        if self.precision in {Precision.YEAR, Precision.MONTH}:
            skeleton = "y" if self.precision == Precision.YEAR else "yMMMM"
            return format_skeleton(skeleton, self.moment, locale=locale())
        return in_short(self.moment.date())


@dataclass(frozen=True, slots=True)
class Mark:
    """One event as it is drawn."""

    event: Event
    x: float
    y: float
    width: float
    height: float
    tone: str
    is_wide: bool
    is_presumed: bool
    center: float


@dataclass(frozen=True)
class Timeline:
    """Events in lanes; ``lanes`` are codes and names, in the order in which they are shown."""

    title: Label
    lanes: Sequence[tuple[str, Label]]
    events: Sequence[Event]
    template = "ui/timeline.html"

    @property
    def paper(self) -> Paper:
        return Paper(WIDTH, _TOP + len(self.lanes) * _LANE + 8)

    @property
    def rows(self) -> list[tuple[float, float, float, Label]]:
        """Return every lane: where its line runs, where its name stands, and the name."""
        return [
            (_TOP + (place + 0.5) * _LANE, self.paper.x(0), _TOP + place * _LANE + 21, name)
            for place, (_code, name) in enumerate(self.lanes)
        ]

    @property
    def ticks(self) -> list[tuple[float, str]]:
        """Return six moments along the top."""
        first, last = self._span
        step = (last - first) / 5
        days = (last - first) > timedelta(days=3)
        moments = [first + step * number for number in range(6)]
        return [
            (self.paper.x(self._x(each)), in_short(each.date() if days else each))
            for each in moments
        ]

    @property
    def marks(self) -> list[Mark]:
        """Return every event as it is drawn."""
        places = {code: place for place, (code, _name) in enumerate(self.lanes)}
        return [self._mark(event, places[event.lane]) for event in self.listed]

    @property
    def listed(self) -> list[Event]:
        """Return the events in their order."""
        return sorted(self.events, key=lambda event: event.moment)

    @property
    def names(self) -> Mapping[str, Label]:
        return dict(self.lanes)

    @property
    def line(self) -> tuple[float, float]:
        """Return where the lines of the lanes begin and end."""
        return self.paper.x(_NAMES), self.paper.x(WIDTH - 8)

    def _mark(self, event: Event, place: int) -> Mark:
        end = event.until or event.moment + _DOUBT[event.precision]
        start, stop = self._x(event.moment), self._x(end)
        wide = event.until is not None or stop - start > _NEAR / 2
        width = max(stop - start, 12) if wide else 12
        left = start if wide else start - 6
        return Mark(
            event=event,
            x=self.paper.x(left, width),
            y=_TOP + place * _LANE + 10,
            width=round(width, 1),
            height=14,
            tone=SERIES[place % len(SERIES)],
            is_wide=wide,
            is_presumed=event.precision not in {Precision.EXACT, Precision.HOUR},
            center=round(self.paper.x(left, width) + width / 2, 1),
        )

    def _x(self, moment: datetime) -> float:
        first, last = self._span
        share = (moment - first) / ((last - first) or timedelta(seconds=1))
        return round(_NAMES + 12 + min(share, 1) * (WIDTH - _NAMES - 64), 1)

    @property
    def _span(self) -> tuple[datetime, datetime]:
        starts = [event.moment for event in self.events]
        ends = [event.until or event.moment for event in self.events]
        return min(starts), max(ends)
