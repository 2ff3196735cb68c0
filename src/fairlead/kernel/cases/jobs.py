"""What this room does by the clock."""

from django.utils.translation import gettext_lazy as _

from fairlead.kernel.access.context import Context
from fairlead.kernel.cases.actions.expiry import expire_handovers
from fairlead.kernel.cases.exchange import DUTY
from fairlead.kernel.jobs.declarations import job
from fairlead.kernel.jobs.work import Work


@job(label=_("Take back what no agency answered in time"))
def expire(work: Work) -> dict[str, int]:  # noqa: ARG001 - every job is called with its work
    context = Context.duty(DUTY)
    if not context.legal_basis:  # casework is switched off here; there is nothing to take back
        return {"expired": 0}
    return {"expired": expire_handovers(context)}
