"""The goals of the engine, as data: what is measured on which group, and how good it must be."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bench.screening.cultures import CONTROL, HARD
from bench.screening.metrics import Figures

Groups = Mapping[str, Figures]
# The cultures of which most listed persons are: the goal of false alarms is about them.
STOPPED_MOST = tuple(f"hard_{culture}" for culture in HARD[:2])


@dataclass(frozen=True)
class Goal:
    """One line of the table; ``hold`` says how far it is met, for the eye and for the tuner."""

    label: str
    group: str
    measure: Callable[[Figures], float]
    bound: float
    least: bool = True  # the measure shall be at least the bound; else at most

    def slack(self, figures: Figures) -> float:
        """Return how far the goal is passed; negative where it is missed."""
        difference = self.measure(figures) - self.bound
        return difference if self.least else -difference

    @property
    def sign(self) -> str:
        return "≥" if self.least else "≤"


def _recall(label: str, group: str, bound: float) -> Goal:
    return Goal(label, group, lambda f: f.alert, bound)


GOALS: tuple[Goal, ...] = (
    _recall("exact name, date, nationality", "exact", 0.995),
    _recall("exact name alone", "exact_name", 0.995),
    _recall("parts in another order", "swap_order", 0.995),
    _recall("a part left out", "drop_token", 0.995),
    _recall("one typo", "typo1", 0.99),
    _recall("one typo, with date", "typo1_dob", 0.99),
    _recall("two typos", "typo2", 0.93),
    _recall("misread letter", "ocr", 0.97),
    _recall("joined parts", "join_space", 0.98),
    _recall("initials", "initials", 0.95),
    Goal("initials: alerts each", "initials", lambda f: f.alerts_each, 2.0, least=False),
    Goal("exact name, date off: alert or review", "dob_off", lambda f: f.review, 0.99),
    Goal("unknown alias: candidate", "alias_holdout", lambda f: f.candidate, 0.92),
    _recall("unknown alias: alert by name", "alias_holdout", 0.68),
    _recall("unknown alias: alert with date", "alias_holdout_dob", 0.80),
    Goal("weak alias: retrieved", "weak_alias", lambda f: f.candidate, 1.0),
    _recall("original Arabic script", "orig_arabic", 0.80),
    Goal("Arabic script: alerts each", "orig_arabic", lambda f: f.alerts_each, 1.5, least=False),
    *(
        Goal(f"{words}: with an alert", group, lambda f: f.any_alert, bound, least=False)
        for words, group, bound in (
            ("invented people, US file", "neg_us", 0.005),
            ("invented people, world", "neg_global", 0.005),
            ("invented people with date, US file", "neg_us_dob", 0.001),
            ("invented people with date, world", "neg_global_dob", 0.001),
            *((f"hard: {group.removeprefix('hard_')}", group, 0.04) for group in STOPPED_MOST),
        )
    ),
)


def ratio(groups: Groups, group: str, control: str = f"control_{CONTROL}") -> float:
    """Return how much more often a group is stopped than the control group.

    Half an alert is added to both counts, so that a control group without an alert gives a
    bound and not infinity.
    """
    ours, theirs = groups[group], groups[control]
    numerator = (ours.any_alert * ours.questions + 0.5) / (ours.questions + 1)
    denominator = (theirs.any_alert * theirs.questions + 0.5) / (theirs.questions + 1)
    return numerator / denominator
