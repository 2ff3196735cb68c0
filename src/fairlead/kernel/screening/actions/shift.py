"""The end of a shift: whoever goes hands over what she has, with a note."""

import uuid

from django.utils.translation import gettext as _

from fairlead.core.errors import BadInput
from fairlead.core.ledger import Verb
from fairlead.kernel.access.context import Context
from fairlead.kernel.access.looks import entered
from fairlead.kernel.cases.rules import works_in
from fairlead.kernel.screening.changing import fresh, move, record, release, remark, store
from fairlead.kernel.screening.machines import AT_WORK
from fairlead.kernel.screening.models import Hit


def pass_shift(context: Context, *, to: uuid.UUID | None, words: str) -> list[Hit]:
    """Hand all that one is at work on to a colleague, or back to the queue, with one note."""
    if context.account is None or context.agency is None:
        raise BadInput("a shift is a person’s", place="account")
    if to is not None and (to == context.account or not works_in(context.agency, to)):
        raise BadInput(_("Choose a colleague of your agency."), place="to")
    with entered():
        rows = Hit.objects.for_context(context)
        mine = rows.filter(assignee=context.account, status__in=AT_WORK, decided_at=None)
        keys = sorted(mine.values_list("pk", flat=True))
        passed = [_passed(context, key, to, words) for key in keys]
        receiver = [f"account:{to}"] if to else []
        record(context, "screening.shift.passed", Verb.ALTER, *receiver, *passed)
    return passed


def _passed(context: Context, key: uuid.UUID, to: uuid.UUID | None, words: str) -> Hit:
    hit = fresh(context, key)
    if to is None:
        move(context, hit, "release")
        release(hit)
    else:
        move(context, hit, "assign")
        release(hit, to)
    store(context, hit)
    if words.strip():
        remark(context, hit, "handover", words)
    return hit
