"""A batch before it is decided: how many, which not and why, and whether one person is enough."""

import uuid
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from fairlead.kernel.access.context import Context
from fairlead.kernel.screening import rules
from fairlead.kernel.screening.models import Hit


@dataclass(frozen=True, slots=True)
class Plan:
    """What would happen."""

    keys: Sequence[uuid.UUID]
    left: Mapping[str, int]  # by state, or "other" for a colleague's: those that stay
    bands: Mapping[str, int]
    by_law: bool  # the law wants a second person for at least one of them

    @property
    def count(self) -> int:
        """How many would be decided."""
        return len(self.keys)


def plan(context: Context, keys: Sequence[uuid.UUID], outcome: str) -> Plan:
    """Return what would happen to these hits, without doing it."""
    verb = "doubt" if outcome == "unsure" else "decide"
    found = Hit.objects.for_context(context).filter(pk__in=list(keys)).order_by("id")
    fit: list[Hit] = []
    left: Counter[str] = Counter()
    for hit in found:
        if verb in rules.possible(context, hit):
            fit.append(hit)
        else:
            left[hit.status if hit.assignee_id in {None, context.account} else "other"] += 1
    return Plan(
        keys=[hit.pk for hit in fit],
        left=dict(left),
        bands=dict(Counter(hit.band for hit in fit)),
        by_law=any(rules.needs_second(hit, outcome) for hit in fit),
    )


def needs_second(planned: Plan) -> bool:
    """Say whether another person must approve: many, an alert among them, or by law."""
    return planned.count > rules.ALONE or planned.by_law or bool(planned.bands.get("alert"))
