"""Lists on the command line with settings of their own: ``watch.jsonl,label=watch,alert=2000``."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from fairlead.core.errors import BadInput
from fairlead.core.screening.calibration import Band, Lines, lines_of
from fairlead.core.screening.weights import Weights

_SETTING: Final = re.compile(r"(label|alert|review|least)=([^,]*)")
_DIGITS: Final = re.compile(r"[+-]?\d{1,6}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A list, what hits call it, and where its bands begin where it is not the usual."""

    file: Path
    label: str = ""
    alert: int | None = None
    review: int | None = None
    least: Band = Band.INFORMATION

    def lines(self, weights: Weights) -> Lines:
        """Return where the bands of this list begin."""
        usual = lines_of(weights)
        alert = usual.alert if self.alert is None else self.alert
        review = min(usual.review, alert) if self.review is None else self.review
        if not usual.review <= review <= alert:
            raise BadInput(
                f"The line of review is at least {usual.review}, below which not everybody is "
                "looked for, and not above the line of alert.",
                code="list.bad-setting",
                place=str(self.file),
            )
        return Lines(alert, review, self.least)


def wanted(text: str) -> Wanted:
    """Read a list and its settings; a comma that no setting follows belongs to the file's name."""
    parts = text.split(",")
    found: dict[str, str] = {}
    while len(parts) > 1 and (setting := _SETTING.fullmatch(parts[-1])):
        found.setdefault(setting[1], setting[2])
        parts.pop()
    least = found.get("least", Band.INFORMATION.value)
    if least not in set(Band):
        raise _bad(text, "least", ", ".join(Band))
    return Wanted(
        Path(",".join(parts)),
        found.get("label", ""),
        _points(text, "alert", found.get("alert")),
        _points(text, "review", found.get("review")),
        Band(least),
    )


def _points(text: str, name: str, value: str | None) -> int | None:
    if value is None:
        return None
    if not _DIGITS.fullmatch(value):
        raise _bad(text, name, "points, a whole number")
    return int(value)


def _bad(text: str, name: str, allowed: str) -> BadInput:
    return BadInput(f"{name} is one of: {allowed}.", code="list.bad-setting", place=text)
