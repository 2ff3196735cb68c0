"""What the worker does for tables."""

import uuid

from django.utils.translation import gettext_lazy as _

from fairlead.core.errors import Conflict
from fairlead.kernel.jobs.declarations import job
from fairlead.kernel.jobs.work import Work
from fairlead.kernel.tables import actions
from fairlead.kernel.tables.models import Export


@job(
    label=_("Write an export"),
    attempts=3,
    repeatable="the rows are written to a new file; one that broke off belongs to nobody",
)
def write_export(work: Work, *, export: uuid.UUID) -> dict[str, int]:
    """Write the file that somebody asked for, under the rights that she still has."""
    found = Export.objects.select_related("agency").filter(pk=export).first()
    if found is None:
        raise Conflict("this export was forgotten", code="tables.export")
    actions.finish_export(context=work.context, export=found, progress=work.progress)
    return {"rows": found.rows}
