"""Pictures for the method page, as SVG of our own few lines: a reliability curve, a trade-off."""

from collections.abc import Sequence
from html import escape

from bench.screening.metrics import Bin, wilson

SIDE, MARGIN = 340, 56
INK, PALE, BLUE, RED = "#1d2433", "#c9cfda", "#1f5fa8", "#a3341f"


class Plot:
    """A square of axes from 0 to 1 (or of given ranges), filled by lines, dots and bars."""

    def __init__(self, title: str, x: str, y: str, top: float = 1.0, right: float = 1.0) -> None:
        self.top, self.right = top, right
        self.parts: list[str] = []
        size = SIDE + 2 * MARGIN
        self.head = (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" role="img" '
            f'aria-label="{escape(title)}" font-family="sans-serif" font-size="12" fill="{INK}">'
            f'<title>{escape(title)}</title><rect width="{size}" height="{size}" fill="#fff"/>'
        )
        self.text(size / 2, 24, title, size=14)
        self.text(size / 2, size - 12, x)
        self.text(16, size / 2, y, turn=True)
        for step in range(6):
            self._grid(step / 5)

    def _grid(self, share: float) -> None:
        left, low = MARGIN, MARGIN + SIDE
        across, up = left + share * SIDE, low - share * SIDE
        for line in (f"M{left} {up:.1f}H{left + SIDE}", f"M{across:.1f} {low}V{MARGIN}"):
            self.parts.append(f'<path d="{line}" stroke="{PALE}" fill="none"/>')
        self.text(across, low + 16, f"{share * self.right:g}")
        self.text(left - 16, up + 4, f"{share * self.top:g}")

    def text(
        self, x: float, y: float, words: str, *, size: int = 12, turn: bool = False, ink: str = INK
    ) -> None:
        turned = f' transform="rotate(-90 {x:.1f} {y:.1f})"' if turn else ""
        self.parts.append(
            f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="middle" font-size="{size}" '
            f'fill="{ink}"{turned}>{escape(words)}</text>'
        )

    def at(self, x: float, y: float) -> tuple[float, float]:
        across = min(1.0, max(0.0, x / self.right))
        up = min(1.0, max(0.0, y / self.top))
        return MARGIN + across * SIDE, MARGIN + (1 - up) * SIDE

    def line(
        self, points: Sequence[tuple[float, float]], colour: str, *, dashed: bool = False
    ) -> None:
        steps = " ".join("{:.1f},{:.1f}".format(*self.at(*point)) for point in points)
        dashes = ' stroke-dasharray="5 4"' if dashed else ""
        self.parts.append(
            f'<polyline points="{steps}" stroke="{colour}" stroke-width="2" fill="none"{dashes}/>'
        )

    def dot(self, x: float, y: float, colour: str, note: str) -> None:
        across, up = self.at(x, y)
        self.parts.append(
            f'<circle cx="{across:.1f}" cy="{up:.1f}" r="4" fill="{colour}">'
            f"<title>{escape(note)}</title></circle>"
        )

    def upright(self, x: float, low: float, high: float, colour: str) -> None:
        (across, bottom), (_same, top) = self.at(x, low), self.at(x, high)
        self.parts.append(
            f'<path d="M{across:.1f} {bottom:.1f}V{top:.1f}" stroke="{colour}" fill="none"/>'
        )

    def svg(self) -> str:
        return "\n".join((self.head, *self.parts, "</svg>")) + "\n"


def reliability_picture(title: str, bins: Sequence[Bin]) -> str:
    """Return what was said against what was so, with 95 % intervals, beside the diagonal."""
    plot = Plot(title, "probability stated", "share that was the same")
    plot.line([(0, 0), (1, 1)], PALE, dashed=True)
    for one in bins:
        low, high = wilson(one.true * one.count, one.count)
        plot.upright(one.said, low, high, BLUE)
    plot.line([(one.said, one.true) for one in bins], BLUE)
    for one in bins:
        plot.dot(one.said, one.true, BLUE, f"{one.count} answers")
    return plot.svg()


def trade_off_picture(
    title: str,
    curves: Sequence[tuple[str, Sequence[tuple[float, float]]]],
    marks: Sequence[tuple[float, float, str]],
    right: float,
) -> str:
    """Return recall against the share of innocent people with an alert, over all thresholds."""
    plot = Plot(title, "invented people with an alert", "listed people found", right=right)
    for number, (label, points) in enumerate(curves):
        colour = (BLUE, RED, INK)[number % 3]
        plot.line(points, colour)
        across, up = plot.at(*points[-1])
        plot.text(across - 30, up + 18, label, ink=colour)
    for x, y, note in marks:
        plot.dot(x, y, INK, note)
    return plot.svg()
