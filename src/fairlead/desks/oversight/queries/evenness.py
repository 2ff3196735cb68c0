"""Whether the engine errs about some groups of persons more often than about others.

Script, age, sex and nationality of who was screened lie sealed in the hits. They are read under a
duty of this desk, which the ledger notes hit by hit, and only counts leave this file: of groups in
which fewer than ``SMALL`` hits were judged, not even those.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from math import sqrt
from typing import Any, Final

from babel import Locale
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from fairlead.core.registration import Label
from fairlead.core.text import Script, script_of
from fairlead.desks.oversight.apps import COUNTING
from fairlead.desks.oversight.models import Evenness
from fairlead.desks.oversight.queries.staff import watched
from fairlead.kernel.access.context import Context
from fairlead.kernel.clock import now
from fairlead.kernel.retention.actions.opening import open_identities
from fairlead.kernel.screening.models import Hit
from fairlead.ui.explanation.values import country_name
from fairlead.ui.writing import CODES, locale

SMALL: Final = 5
DAYS: Final = 365
BATCH: Final = 200
SURE: Final = 1.96  # of the normal distribution: 95 of 100
JUDGED: Final = ("same", "different")
AGES: Final = (("0-17", 18), ("18-29", 30), ("30-44", 45), ("45-59", 60), ("60-", 999))
DIMENSIONS: Final[Mapping[str, Label]] = {
    "script": _("Script of the name"),
    "age": _("Age"),
    "sex": _("Sex"),
    "nationality": _("Nationality"),
}
SEXES: Final[Mapping[str, Label]] = {
    "female": pgettext_lazy("sex of a person", "Female"),
    "male": pgettext_lazy("sex of a person", "Male"),
    "other": pgettext_lazy("sex of a person", "Other"),
}
UNKNOWN: Final = ""
Counts = dict[str, dict[str, list[int]]]


def measured(context: Context) -> Iterator[tuple[Mapping[str, str], bool]]:
    """Yield the groups of every hit that was judged, and whether it was somebody else."""
    duty = replace(Context.duty(COUNTING), reason="even-handedness")
    since = now() - timedelta(days=DAYS)
    rows = Hit.objects.for_context(duty).filter(
        agency__in=watched(context), outcome__in=JUDGED, decided_at__gte=since, keeping="open"
    )
    keys = list(rows.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(keys), BATCH):
        hits = list(rows.filter(pk__in=keys[start : start + BATCH]))
        opened = open_identities(context=duty, records=hits)
        for hit in hits:
            asked: Any = opened[hit.pk].get("asked", {})
            decided = hit.decided_at or now()
            yield groups(asked.get("properties", {}), decided), hit.outcome == "different"


def groups(properties: Mapping[str, Sequence[str]], at: datetime) -> dict[str, str]:
    """Return to which group somebody belongs, dimension by dimension; "" is not known.

    >>> said = {"name": ["Ольга"], "birthDate": ["1990"], "gender": ["female"]}
    >>> groups(said, datetime(2026, 1, 1))
    {'script': 'cyrillic', 'age': '30-44', 'sex': 'female', 'nationality': ''}
    """
    first = {name: next(iter(properties.get(name, ())), "") for name in _READ}
    return {
        "script": script_of(first["name"]).value if first["name"] else UNKNOWN,
        "age": _age(first["birthDate"], at),
        "sex": first["gender"] if first["gender"] in SEXES else UNKNOWN,
        "nationality": first["nationality"].lower(),
    }


_READ = ("name", "birthDate", "gender", "nationality")


def _age(birth: str, at: datetime) -> str:
    year = birth[:4]
    if not year.isdecimal():
        return UNKNOWN
    age = at.year - int(year)
    return next((name for name, below in AGES if 0 <= age < below), UNKNOWN)


def counted(found: Iterator[tuple[Mapping[str, str], bool]]) -> tuple[int, int, Counts]:
    """Return how many were judged, how many were somebody else, and both by group."""
    judged = mistaken = 0
    counts: Counts = {dimension: {} for dimension in DIMENSIONS}
    for belongs, is_mistaken in found:
        judged += 1
        mistaken += is_mistaken
        for dimension, group in belongs.items():
            pair = counts[dimension].setdefault(group, [0, 0])
            pair[0] += 1
            pair[1] += is_mistaken
    return judged, mistaken, {name: _without_small(found) for name, found in counts.items()}


def _without_small(found: dict[str, list[int]]) -> dict[str, list[int]]:
    """Leave small groups out, and others until the sum does not give the small ones away."""
    by_size = sorted(found, key=lambda group: (found[group][0], group))
    told = [group for group in by_size if found[group][0] >= SMALL]
    rest = sum(found[group][0] for group in by_size if group not in told)
    while told and 0 < rest < SMALL:
        rest += found[told.pop(0)][0]
    return {group: found[group] for group in sorted(told)}


# ---------------------------------------------------------------- as a page shows it
@dataclass(frozen=True, slots=True)
class Rate:
    """How often somebody else was taken for an entry in one group, and how sure that is."""

    label: Label
    judged: int
    mistaken: int
    low: float
    high: float
    stands_out: bool

    @property
    def share(self) -> float:
        return self.mistaken / self.judged


@dataclass(frozen=True, slots=True)
class Dimension:
    """The groups of one dimension, what is highest first."""

    code: str
    title: Label
    rates: list[Rate]


def dimensions(made: Evenness) -> list[Dimension]:
    """Return the rates of every group that is large enough."""
    whole = made.mistaken / made.judged if made.judged else 0.0
    return [
        Dimension(code, title, _rates(code, made.counts.get(code, {}), whole))
        for code, title in DIMENSIONS.items()
    ]


def _rates(code: str, counts: Mapping[str, Sequence[int]], whole: float) -> list[Rate]:
    rates = [
        _rate(_label(code, group), judged, mistaken, whole)
        for group, (judged, mistaken) in counts.items()
    ]
    return sorted(rates, key=lambda rate: (-rate.share, -rate.judged))


def _rate(label: Label, judged: int, mistaken: int, whole: float) -> Rate:
    low, high = interval(mistaken, judged)
    return Rate(label, judged, mistaken, low, high, stands_out=low > whole)


def interval(found: int, of: int) -> tuple[float, float]:
    """Return between which shares the true one lies in 95 of 100 cases (Wilson 1927).

    >>> [round(bound, 3) for bound in interval(8, 10)]
    [0.49, 0.943]
    """
    share, square = found / of, SURE * SURE
    middle = share + square / (2 * of)
    spread = SURE * sqrt(share * (1 - share) / of + square / (4 * of * of))
    return (middle - spread) / (1 + square / of), (middle + spread) / (1 + square / of)


def _label(dimension: str, group: str) -> Label:
    if group == UNKNOWN:
        return _("not known")
    if dimension == "sex":
        return SEXES[group]
    if dimension == "nationality":
        return country_name(group)
    if dimension == "script":
        return _script(group)
    return group


def _script(group: str) -> Label:
    """Return the name of a script in the reader's language."""
    code = CODES.get(Script(group), "")
    return str(Locale.parse(locale()).scripts.get(code, group))


def latest(context: Context) -> Evenness | None:
    """Return what was measured last for this inspector's agency."""
    return Evenness.objects.for_context(context).order_by("-measured_at").first()
