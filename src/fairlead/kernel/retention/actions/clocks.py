"""Starting clocks, noting legal facts, confirming that a record is still needed."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from fairlead.core.errors import BadInput
from fairlead.core.ledger import Verb
from fairlead.kernel.access.context import Context
from fairlead.kernel.access.decisions import require
from fairlead.kernel.audit import actions as audit
from fairlead.kernel.clock import now
from fairlead.kernel.retention import rescheduling, writing
from fairlead.kernel.retention.models import Keeping, PersonalRecord


def start_clocks(*, context: Context, records: Sequence[PersonalRecord], at: datetime) -> None:
    """Start the clock of these records at this moment: a case was closed, a name removed.

    Days that lie in the past are done in the next run. Read the records locked: a new clock may
    mean a new key, and :func:`rescheduling.reschedule` refuses what changed since it was read.
    """
    if at > now():
        raise BadInput(_("A clock cannot start in the future."), place="at")
    for each in records:
        each.clock_start = at
    _change(context, records, "retention.clocks.started")


def stop_clocks(*, context: Context, records: Sequence[PersonalRecord]) -> None:
    """Stop the clock of these records, read locked: a case was reopened.

    What was already sealed stays sealed.
    """
    for each in records:
        each.clock_start = None
    _change(context, records, "retention.clocks.stopped")


def note_facts(
    *, context: Context, records: Sequence[PersonalRecord], facts: Iterable[str]
) -> None:
    """Note the legal facts that a term depends on, in place of those noted before."""
    noted = sorted(set(facts))
    for each in records:
        each.legal_facts = noted
    _change(context, records, "retention.facts.noted", reason=",".join(noted))


def confirm_review(*, context: Context, records: Sequence[PersonalRecord]) -> None:
    """Confirm, as a person who looked, that these records are still needed."""
    if context.account is None:
        raise BadInput(_("A review is confirmed by a person."))
    for each in records:
        each.reviewed_at, each.review_asked_at = now(), None
    _change(context, records, "retention.review.confirmed")


def _change(
    context: Context, records: Sequence[PersonalRecord], act: str, reason: str = ""
) -> None:
    with transaction.atomic():
        for each in records:
            require(context, Verb.ALTER, each)
        living = [each for each in records if each.keeping != Keeping.ERASED]
        writing.write(living, writing.CLOCKS)
        rescheduling.reschedule(living)
        audit.record(
            act=act,
            verb=Verb.ALTER,
            authority=context.authority(),
            objects=[each.reference for each in living],
            reason=reason,
        )
