"""Erasing one person's records now, before their term: a request was granted, a mistake found."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from fairlead.core.errors import BadInput, Conflict
from fairlead.core.ledger import Verb
from fairlead.kernel.access.context import Context
from fairlead.kernel.access.decisions import require
from fairlead.kernel.audit import actions as audit
from fairlead.kernel.clock import now
from fairlead.kernel.retention import holding
from fairlead.kernel.retention.erasing import erase
from fairlead.kernel.retention.models import PersonalRecord
from fairlead.kernel.retention.writing import by_model

REASONS = frozenset(
    {"granted-request", "unlawful", "mistake", "withdrawn-consent", "no-longer-needed"}
)


def erase_records(*, context: Context, records: Sequence[PersonalRecord], reason: str) -> None:
    """Drop the wrapped keys and the envelopes of these records.

    What an old copy of the database still holds of them can be opened until the key of their
    bucket is destroyed, or the copy is older than the backup window. Where that is too long,
    ``actions.rekeying`` ends it at once.
    """
    if reason not in REASONS:
        raise BadInput(_("Say why, by a reason from the list."), place="reason")
    with transaction.atomic():
        held = holding.of([each.pk for each in records])
        if any(hold.at(now()) for holds in held.values() for hold in holds):
            raise Conflict(_("A legal hold lies on this record."), code="retention.held")
        for each in records:
            require(context, Verb.ERASE, each)
        for model, rows in by_model(records).items():
            erase(model, rows)
        audit.record(
            act="retention.records.erased",
            verb=Verb.ERASE,
            authority=context.authority(),
            objects=[each.reference for each in records],
            reason=reason,
        )
