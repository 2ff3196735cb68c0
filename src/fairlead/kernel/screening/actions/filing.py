"""From a hit to a case: who was found to be the same becomes the subject of one."""

import uuid
from typing import Any

from django.utils.translation import gettext as _

from fairlead.core.errors import Conflict
from fairlead.core.ledger import Verb
from fairlead.kernel.access.context import Context
from fairlead.kernel.access.looks import entered
from fairlead.kernel.cases import keeping
from fairlead.kernel.cases.actions.case import open_case
from fairlead.kernel.cases.actions.subject import add_subject
from fairlead.kernel.cases.changing import find
from fairlead.kernel.cases.models import Case
from fairlead.kernel.screening.changing import fresh, record, store
from fairlead.kernel.screening.meetings import particulars_of
from fairlead.kernel.screening.models import Hit


def file_hit(
    context: Context, *, hit: uuid.UUID, version: int, case: uuid.UUID | None = None
) -> Case:
    """Put the person of a hit into a case, or into a new one, and note that the hit led there."""
    with entered():
        found = fresh(context, hit, version=version)
        if found.outcome != "same" or found.case_id is not None:
            raise Conflict(
                _("Only a hit that was found to be the same leads to a case, and to one."),
                code="hit-not-the-same",
                place=found.reference,
            )
        into = find(context, Case, case) if case else open_case(context, title=_title(found))
        values: dict[str, Any] = keeping.opened(context, found)
        held = particulars_of(values["asked"], origin=found.origin or found.origin_kind)
        add_subject(context, case=into.pk, particulars=held)
        found.case = into
        store(context, found)
        record(context, "screening.hit.filed", Verb.COMBINE, found, into)
    return into


def _title(hit: Hit) -> str:
    return f"{hit.code} · {hit.list_title}"
