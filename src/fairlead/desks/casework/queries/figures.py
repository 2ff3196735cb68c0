"""The figures of hits as charts with their twins, and as rows of a file."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from fairlead.core.registration import Label
from fairlead.core.sheets import Cell, Sheet
from fairlead.desks.casework.queries.hits import AGES
from fairlead.kernel.screening import codes
from fairlead.kernel.screening.queries.figures import Figures, Row
from fairlead.ui.charts import Bars, Lines
from fairlead.ui.writing import in_short

SPANS: Mapping[int, Label] = {
    7: gettext_lazy("7 days"),
    30: gettext_lazy("30 days"),
    90: gettext_lazy("90 days"),
    365: gettext_lazy("One year"),
}
GROUPS: Mapping[str, Label] = {
    "list": gettext_lazy("By list"),
    "ground": gettext_lazy("By strongest evidence"),
    "unit": gettext_lazy("By queue"),
    "band": gettext_lazy("By band"),
}
_WORDS: Mapping[str, codes.Words] = {
    "ground": codes.GROUNDS,
    "unit": codes.UNITS,
    "band": codes.BANDS,
}
HEADINGS: Sequence[Label] = (
    gettext_lazy("Group"),
    pgettext_lazy("of figures", "Of what"),
    pgettext_lazy("hits, how many", "Waiting"),
    pgettext_lazy("hits, how many", "Decided"),
    codes.OUTCOMES["same"],
    codes.OUTCOMES["different"],
    codes.OUTCOMES["unsure"],
    gettext_lazy("False-alarm rate"),
    gettext_lazy("Hours to decide (median)"),
)
_EDGES = (0, 1, 2, 4, 8, 12, 24, 48, 72)


@dataclass(frozen=True, slots=True)
class Named:
    """A line of figures under its name in the reader's language."""

    name: Label
    row: Row

    @property
    def rate(self) -> float | None:
        """The false-alarm rate in hundredths, with one digit."""
        rate = self.row.false_rate
        return None if rate is None else round(100 * rate, 1)


@dataclass(frozen=True, slots=True)
class Group:
    """The lines of one kind, and their chart."""

    label: Label
    lines: Sequence[Named]
    chart: Bars | None


def groups(found: Figures) -> list[Group]:
    """Return every kind of figures with its lines."""
    return [_group(name, label, found.by[name]) for name, label in GROUPS.items()]


def named(kind: str, rows: Sequence[Row]) -> list[Named]:
    """Return lines under their names."""
    return [Named(_WORDS.get(kind, {}).get(row.code, row.code), row) for row in rows]


def _group(kind: str, label: Label, rows: Sequence[Row]) -> Group:
    lines = named(kind, rows)
    rated = [(line.name, rate) for line in lines if (rate := line.rate) is not None]
    chart = Bars(_("False-alarm rate, per cent"), rated, _("per cent")) if rated else None
    return Group(label, lines, chart)


def pictures(found: Figures) -> list[object]:
    """Return the charts of the whole."""
    shown: list[object] = [
        Bars(
            _("Waiting, by age"),
            [(AGES[age], count) for age, count in found.ages.items()],
            _("hits"),
        ),
        Lines(
            _("Arrived and decided, day by day"),
            [in_short(day.date()) for day, _arrived, _decided in found.daily],
            [
                (_("arrived"), [arrived for _day, arrived, _decided in found.daily]),
                (_("decided"), [decided for _day, _arrived, decided in found.daily]),
            ],
        ),
    ]
    if found.hours:
        counts = [
            sum(low <= hours < high for hours in found.hours) for low, high in pairwise(_EDGES)
        ]
        shown.append(
            Bars(
                _("Hours to decide"),
                [
                    (_("%(low)s to %(high)s hours") % {"low": low, "high": high}, count)
                    for (low, high), count in zip(pairwise(_EDGES), counts, strict=True)
                ]
                + [
                    (
                        _("more than %(hours)s hours") % {"hours": _EDGES[-1]},
                        sum(hours >= _EDGES[-1] for hours in found.hours),
                    )
                ],
                _("hits"),
            )
        )
    return shown


def sheet(found: Figures, title: str, *, right_to_left: bool) -> tuple[Sheet, Iterator[list[Cell]]]:
    """Return the figures as a sheet: exactly the lines of the page."""
    names = ["group", "of", "waiting", "decided", *codes.OUTCOMES, "false_rate", "hours"]
    headings = [str(heading) for heading in HEADINGS]
    return Sheet(headings, names, title, right_to_left), _cells(found)


def _cells(found: Figures) -> Iterator[list[Cell]]:
    yield _line(str(_("All")), Named("", found.whole))
    for group in groups(found):
        for line in group.lines:
            yield _line(str(group.label), line)


def _line(group: str, line: Named) -> list[Cell]:
    row = line.row
    numbers = [row.waiting, row.decided, row.same, row.different, row.unsure]
    return [group, str(line.name), *numbers, line.rate, row.hours]
