"""Invented numbers for the charts."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from fairlead.ui.charts import Bars, Distribution, HeatMap, Lines

_MONTHS = [f"2026-{month:02}" for month in range(1, 12)]


def bars() -> list[Any]:
    """Amounts side by side."""
    ages = (("0–2", 41), ("3–10", 67), ("11–30", 23), ("> 30", 4))
    return [Bars(_("Waiting cases by age in days"), ages, unit=_("Cases"))]


def lines() -> list[Any]:
    """Amounts over time."""
    opened = [31, 28, 35, 44, 39, 41, 52, 47, 38, 36, 40]
    closed = [25, 30, 33, 37, 45, 40, 43, 49, 44, 39, 37]
    late = [4, 2, 4, None, 6, 5, 9, 7, 3, 2, 1]
    series = (
        (pgettext_lazy("number of cases", "Opened"), opened),
        (pgettext_lazy("number of cases", "Closed"), closed),
        (pgettext_lazy("number of cases", "Late"), late),
    )
    return [Lines(_("Cases by month"), _MONTHS, series)]


def heat_map() -> list[Any]:
    """Numbers in rows and columns."""
    rows = (
        ("Latin", (0.021, 0.018, 0.024)),
        ("العربية", (0.034, 0.029, 0.031)),
        ("Кириллица", (0.026, 0.022, None)),
        ("汉字", (0.019, 0.0, 0.027)),
    )
    shown = [(name, [None if v is None else v * 100 for v in values]) for name, values in rows]
    return [
        HeatMap(_("False alarms in a hundred, by script and year"), ("2024", "2025", "2026"), shown)
    ]


def distribution() -> list[Any]:
    """How often each range occurs."""
    edges = [place / 10 for place in range(11)]
    counts = [812, 640, 431, 257, 149, 88, 61, 40, 22, 9]
    return [
        Distribution(_("Scores"), edges, counts, mark=0.6, mark_words=_("from here a person looks"))
    ]
