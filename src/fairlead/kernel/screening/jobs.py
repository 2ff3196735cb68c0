"""What this room does by the clock."""

from django.utils.translation import gettext_lazy as _

from fairlead.kernel.access.context import Context
from fairlead.kernel.jobs.declarations import job
from fairlead.kernel.jobs.work import Work
from fairlead.kernel.screening.actions.upkeep import return_hits, wake_hits

DUTY = "screening.upkeep"


@job(label=_("Bring back hits that were put off, or were not confirmed"))
def tend(work: Work) -> dict[str, int]:  # noqa: ARG001 - every job is called with its work
    context = Context.duty(DUTY)
    return {"woken": wake_hits(context), "returned": return_hits(context)}
