"""Charts that are drawn here, as SVG, each with a table of the same numbers.

No colour says anything alone: bars stand beside their names, lines differ in their dashes, and the
cells of a heat map hold their numbers.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from fairlead.core.registration import Label
from fairlead.ui.drawing import SERIES, Paper, Scale, scale
from fairlead.ui.templatetags.showing import figure

WIDTH = 640
_NAMES = 170  # room for names beside bars
_ROW = 26
_FAINT, _STRONG = 0.05, 0.5  # of the accent: the number in the cell is read on each of them


@dataclass(frozen=True, slots=True)
class Rect:
    """One bar or cell, with what is written at it."""

    x: float
    y: float
    width: float
    height: float
    label: str
    label_x: float
    label_y: float
    name: Label = ""
    name_x: float = 0
    tone: str = "one"
    opacity: float = 1
    url: str = ""


@dataclass(frozen=True, slots=True)
class Tick:
    """A line of the grid and the number at it."""

    place: float
    value: float | Label


@dataclass(frozen=True)
class Bars:
    """Amounts side by side: names and numbers, the longest bar the largest number."""

    title: Label
    rows: Sequence[tuple[Label, float]]
    unit: Label
    urls: Sequence[str] = ()
    template = "ui/bars.html"

    @property
    def paper(self) -> Paper:
        return Paper(WIDTH, len(self.rows) * _ROW + 4)

    @property
    def bars(self) -> list[Rect]:
        """Return every bar with its name before it and its number behind it."""
        paper = self.paper
        wide = scale([value for _name, value in self.rows], 0, WIDTH - _NAMES - 70)
        found = []
        for place, (name, value) in enumerate(self.rows):
            length = max(wide(value), 1)
            found.append(
                Rect(
                    x=paper.x(_NAMES, length),
                    y=place * _ROW + 5,
                    width=length,
                    height=_ROW - 10,
                    label=_number(value),
                    label_x=paper.x(_NAMES + length + 6),
                    label_y=place * _ROW + 18,
                    name=name,
                    name_x=paper.x(_NAMES - 8),
                    url=self.urls[place] if place < len(self.urls) else "",
                )
            )
        return found

    @property
    def head(self) -> list[Label]:
        return ["", self.unit]

    @property
    def body(self) -> list[tuple[Label, list[float]]]:
        return [(name, [value]) for name, value in self.rows]


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its name, its points as SVG has them, and where its name stands."""

    name: Label
    points: str
    tone: str
    dots: list[tuple[float, float, str]]


@dataclass(frozen=True)
class Lines:
    """Amounts over time; ``series`` are at most six lines of as many values as there are names."""

    title: Label
    names: Sequence[Label]
    series: Sequence[tuple[Label, Sequence[float | None]]]
    template = "ui/lines.html"

    def __post_init__(self) -> None:
        if len(self.series) > len(SERIES):
            raise ValueError("a chart of more than six lines cannot be read")

    @property
    def paper(self) -> Paper:
        return Paper(WIDTH, 260)

    @property
    def ticks(self) -> list[Tick]:
        """Return the lines of the grid, from the bottom up."""
        return [Tick(self._y(value), value) for value in self._y.ticks]

    @property
    def days(self) -> list[tuple[float, Label]]:
        """Return as many names below as fit without touching."""
        step = max(1, -(-len(self.names) // 8))
        return [(self._x(place), self.names[place]) for place in range(0, len(self.names), step)]

    @property
    def lines(self) -> list[Line]:
        """Return every line; where a value is missing, it is broken by nothing but its dots."""
        return [
            self._line(name, values, tone)
            for (name, values), tone in zip(self.series, SERIES, strict=False)
        ]

    @property
    def head(self) -> list[Label]:
        return ["", *(name for name, _values in self.series)]

    @property
    def body(self) -> list[tuple[Label, list[float | None]]]:
        return [
            (name, [values[place] for _series, values in self.series])
            for place, name in enumerate(self.names)
        ]

    @property
    def left(self) -> float:
        return self.paper.x(40)

    @property
    def right(self) -> float:
        return self.paper.x(WIDTH - 40)

    @property
    def margin(self) -> float:
        return self.paper.x(34)

    @property
    def _y(self) -> Scale:
        flat = [value for _name, values in self.series for value in values if value is not None]
        return scale(flat, 225, 10)

    def _x(self, place: int) -> float:
        step = (WIDTH - 90) / max(len(self.names) - 1, 1)
        return self.paper.x(45 + place * step)

    def _line(self, name: Label, values: Sequence[float | None], tone: str) -> Line:
        dots = [
            (self._x(place), self._y(value), _number(value))
            for place, value in enumerate(values)
            if value is not None
        ]
        return Line(name, " ".join(f"{x},{y}" for x, y, _value in dots), tone, dots)


@dataclass(frozen=True)
class HeatMap:
    """Numbers in rows and columns; the stronger the colour the larger the number."""

    title: Label
    columns: Sequence[Label]
    rows: Sequence[tuple[Label, Sequence[float | None]]]
    template = "ui/heatmap.html"

    @property
    def paper(self) -> Paper:
        return Paper(WIDTH, len(self.rows) * 30 + 30)

    @property
    def names(self) -> list[tuple[float, Label]]:
        """Return the names above the columns."""
        return [
            (self.paper.x(_NAMES + (place + 0.5) * self._width), name)
            for place, name in enumerate(self.columns)
        ]

    @property
    def cells(self) -> list[Rect]:
        """Return every cell that has a number."""
        paper, most = self.paper, self._most
        return [
            Rect(
                x=paper.x(_NAMES + across * self._width, self._width),
                y=24 + down * 30,
                width=round(self._width, 1),
                height=30,
                label="" if value is None else _number(value),
                label_x=paper.x(_NAMES + (across + 0.5) * self._width),
                label_y=24 + down * 30 + 19,
                tone="" if value else "none",
                opacity=round(_FAINT + (_STRONG - _FAINT) * value / most, 3) if value else 1,
            )
            for down, (_name, values) in enumerate(self.rows)
            for across, value in enumerate(values)
        ]

    @property
    def sides(self) -> list[tuple[float, float, Label]]:
        """Return the names beside the rows."""
        return [
            (self.paper.x(_NAMES - 8), 24 + down * 30 + 19, name)
            for down, (name, _values) in enumerate(self.rows)
        ]

    @property
    def head(self) -> list[Label]:
        return ["", *self.columns]

    @property
    def body(self) -> list[tuple[Label, Sequence[float | None]]]:
        return list(self.rows)

    @property
    def _width(self) -> float:
        return (WIDTH - _NAMES - 10) / max(len(self.columns), 1)

    @property
    def _most(self) -> float:
        return max((value or 0 for _name, values in self.rows for value in values), default=0) or 1


@dataclass(frozen=True)
class Distribution:
    """How often each range of values occurs; ``mark`` is a value that matters: a threshold."""

    title: Label
    edges: Sequence[float]  # one more than there are counts
    counts: Sequence[int]
    mark: float | None = None
    mark_words: Label = ""
    template = "ui/distribution.html"

    @property
    def paper(self) -> Paper:
        return Paper(WIDTH, 220)

    @property
    def bars(self) -> list[Rect]:
        """Return a bar for each range, without gaps between them."""
        high = scale(self.counts, 0, 165)
        width = (WIDTH - 60) / max(len(self.counts), 1)
        return [
            Rect(
                x=self.paper.x(45 + place * width, width),
                y=180 - high(count),
                width=round(width - 1, 1),
                height=high(count),
                label=str(count),
                label_x=self.paper.x(45 + (place + 0.5) * width),
                label_y=176 - high(count),
            )
            for place, count in enumerate(self.counts)
        ]

    @property
    def names(self) -> list[tuple[float, str]]:
        """Return the edges that fit below."""
        step = max(1, -(-len(self.edges) // 11))
        return [
            (self._x(self.edges[place]), _number(self.edges[place]))
            for place in range(0, len(self.edges), step)
        ]

    @property
    def mark_x(self) -> float:
        return self._x(self.mark or 0)

    @property
    def mark_label_x(self) -> float:
        return self._x(self.mark or 0) + (-5 if self.paper.x(0) else 5)

    @property
    def left(self) -> float:
        return self.paper.x(45)

    @property
    def right(self) -> float:
        return self.paper.x(WIDTH - 15)

    @property
    def head(self) -> list[Label]:
        return ["", self.title]

    @property
    def body(self) -> list[tuple[str, list[int]]]:
        """Return every range with its count."""
        return [
            (f"{_number(low)} – {_number(high)}", [count])
            for low, high, count in zip(self.edges, self.edges[1:], self.counts, strict=False)
        ]

    def _x(self, value: float) -> float:
        low, high = self.edges[0], self.edges[-1]
        return self.paper.x(45 + (value - low) / ((high - low) or 1) * (WIDTH - 60))


def _number(value: float) -> str:
    return figure(int(value) if float(value).is_integer() else round(value, 2))
