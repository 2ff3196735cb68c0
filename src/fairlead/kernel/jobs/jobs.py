"""The jobs that this room itself declares."""

from django.utils.translation import gettext_lazy as _

from fairlead.kernel.jobs import actions
from fairlead.kernel.jobs.declarations import job
from fairlead.kernel.jobs.work import Work


@job(label=_("Erase finished jobs whose term has passed"), repeatable="erasing again finds nothing")
def erase_results(work: Work) -> dict[str, int]:
    return {"erased": actions.erase_results(work.context)}
