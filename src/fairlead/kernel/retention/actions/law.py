"""Adopting another law: as two persons decided, for every record, in the next run."""

from django.db import transaction

from fairlead.core.errors import Conflict
from fairlead.core.ledger import Verb
from fairlead.kernel.access import approvals
from fairlead.kernel.access.context import Context
from fairlead.kernel.audit import actions as audit
from fairlead.kernel.retention import adoption, laws

KIND = "retention.change_term"


def adopt_law(*, context: Context, digest: str) -> laws.Adopted:
    """Adopt the law that the settings name, if it is the very text that was approved.

    Records get their new days in the next run; until then their old days stand.
    """
    approvals.require_approved(context, kind=KIND, payload={"digest": digest})
    texts = laws.proposed()
    if laws.read(texts).digest != digest:
        raise Conflict("The profile changed since it was approved.", code="retention.law-changed")
    with transaction.atomic():
        edition = adoption.current_law().edition + 1
        adopted = adoption.keep(texts, edition=edition, approval=context.approval)
        audit.record(
            act="retention.law.adopted",
            verb=Verb.CONFIGURE,
            authority=context.authority(),
            objects=adoption.references(adopted),
        )
    return adopted
