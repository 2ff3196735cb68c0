"""What the worker does for those who inspect."""

from django.utils.translation import gettext_lazy as _

from fairlead.desks.oversight import actions
from fairlead.kernel.audit import verification
from fairlead.kernel.jobs.declarations import job
from fairlead.kernel.jobs.work import Work


@job(
    label=_("Read the whole ledger again"),
    attempts=3,
    repeatable="it reads, and writes one more line of what it found",
)
def verify_ledger(work: Work) -> dict[str, int]:
    """Compare every entry, every subtree and every signature with what was signed."""
    outcome = verification.read_all(work.progress)
    return {"entries": outcome.size, "problems": outcome.problems.count}


@job(label=_("Measure even-handedness"), attempts=3)
def measure_evenness(work: Work) -> dict[str, int]:
    """Count false alarms by group, under the rights that who asked still has."""
    made = actions.measure_evenness(context=work.context)
    return {"judged": made.judged, "mistaken": made.mistaken}
