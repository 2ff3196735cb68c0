"""Looking at identities: the one door, for every role.

A record in its open form is opened by who may consult it; in its masked form, without the fields
that the law covers; in its sealed form by nobody, unless a second person approved it for a case,
under a named authority, and the hour has not passed. Every look is in the ledger.
"""

import uuid
from collections.abc import Sequence

from django.db import transaction

from fairlead.core.ledger import Verb
from fairlead.kernel.access.context import Context
from fairlead.kernel.audit import actions as audit
from fairlead.kernel.clock import now
from fairlead.kernel.retention.adoption import current_law
from fairlead.kernel.retention.laws import Adopted
from fairlead.kernel.retention.models import PersonalRecord, Unsealing
from fairlead.kernel.retention.records import Identity, Values, unseal
from fairlead.kernel.retention.rules import may_open


def open_identity(
    *, context: Context, record: PersonalRecord, unmask: bool = False
) -> dict[str, object]:
    """Return the personal values of one record."""
    return open_identities(context=context, records=[record], unmask=unmask)[record.pk]


def open_identities(
    *, context: Context, records: Sequence[PersonalRecord], unmask: bool = False
) -> dict[uuid.UUID, dict[str, object]]:
    """Return the personal values of several records by their ids: one look, one entry.

    ``unmask`` says that a person asked to see what the policy covers until asked for; it lifts
    that cover and no other.
    """
    with transaction.atomic():
        adopted = current_law()
        opened = {each.pk: _open(context, each, adopted, unmask=unmask) for each in records}
        audit.record(
            act="retention.identity.unmasked" if unmask else "retention.identity.opened",
            verb=Verb.CONSULT,
            authority=context.authority(),
            objects=[each.reference for each in records],
            reason=context.reason,
        )
        return opened


def note_unsealed_look(
    *, context: Context, record: PersonalRecord, unsealing: Unsealing
) -> Identity:
    """Open a sealed record within its hour: an entry of its own, which names the approval."""
    audit.record(
        act="retention.identity.seen_unsealed",
        verb=Verb.CONSULT,
        authority=context.authority(),
        objects=[record.reference, f"unsealing:{unsealing.pk}", f"approval:{unsealing.approval}"],
        reason=unsealing.authority_kind,
    )
    return unseal(record)


def _open(
    context: Context, record: PersonalRecord, adopted: Adopted, *, unmask: bool
) -> dict[str, object]:
    grant = may_open(context, record, unmask=unmask)
    if grant.unsealing is not None:
        return dict(
            note_unsealed_look(context=context, record=record, unsealing=grant.unsealing).values
        )
    values = unseal(record).values
    return _cover(values, record, adopted) if grant.covered else dict(values)


def _cover(values: Values, record: PersonalRecord, adopted: Adopted) -> dict[str, object]:
    """Leave out what the law masks; where it names no fields, everything."""
    found = adopted.law.find("masked-fields", on=now().date(), record_class=record.retention_class)
    masked = found.value if found else list(values)
    return {name: value for name, value in values.items() if name not in masked}  # type: ignore[operator]
