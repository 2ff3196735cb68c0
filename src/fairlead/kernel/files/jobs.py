"""What the worker does for files."""

from django.utils.translation import gettext_lazy as _

from fairlead.kernel.access.context import Context
from fairlead.kernel.files import actions
from fairlead.kernel.jobs.declarations import job
from fairlead.kernel.jobs.work import Work


@job(
    label=_("Remove uploads that broke off"),
    repeatable="what was removed is not found again",
)
def sweep(work: Work) -> dict[str, int]:
    """Remove content that belongs to no record."""
    work.check()
    return {"removed": actions.sweep_content(context=Context.duty("files"))}
