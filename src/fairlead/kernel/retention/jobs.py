"""What the worker does for retention."""

from django.utils.translation import gettext_lazy as _

from fairlead.kernel.jobs.declarations import job
from fairlead.kernel.jobs.work import Work
from fairlead.kernel.retention.actions.runs import run_due


@job(
    label=_("Do what is due by the terms of retention"),
    repeatable="a run that was interrupted is taken up, and what was done is not due again",
)
def run(work: Work) -> dict[str, int]:
    """Run, and say how far it is."""
    done = 0

    def told(_record_class: str, number: int) -> None:
        nonlocal done
        done += number
        work.progress(done)

    finished = run_due(told=told)
    return {"records": done, "keys": len(finished.keys)}
