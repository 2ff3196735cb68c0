"""The state of a run, which every transaction of it reads afresh and writes back."""

from fairlead.core.retention import Action
from fairlead.kernel.retention.models import Run


def locked(run: Run) -> Run:
    """Return the run as it is now, for this transaction alone: two may work on it at once."""
    return Run.objects.select_for_update().get(pk=run.pk)


def count(run: Run, record_class: str, action: Action, citation: str, number: int = 1) -> None:
    """Add to what a run has done, and save it with the deed."""
    by_rule = run.counts.setdefault(record_class, {}).setdefault(action.value, {})
    by_rule[citation] = by_rule.get(citation, 0) + number
    run.save(update_fields=["counts"])
