"""Who may see an identity, and how much of it."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from fairlead.core.errors import Refused
from fairlead.core.ledger import Verb
from fairlead.core.policy.decisions import MASK
from fairlead.kernel.access.context import Context
from fairlead.kernel.access.decisions import require
from fairlead.kernel.clock import now
from fairlead.kernel.retention.models import Keeping, PersonalRecord, Unsealing
from fairlead.kernel.retention.queries import open_unsealing

SEALED = "identity-sealed"


@dataclass(frozen=True, slots=True)
class Grant:
    """That an identity may be opened: whole or covered, and under which unsealing, if any."""

    covered: bool
    unsealing: Unsealing | None = None


def may_open(context: Context, record: PersonalRecord, *, unmask: bool = False) -> Grant:
    """Ask the policy and the form of the record; refuse what is sealed and not unsealed now."""
    decision = require(context, Verb.CONSULT, record)
    if record.keeping == Keeping.SEALED:
        unsealing = open_unsealing(record, context, now())
        if unsealing is None:
            raise Refused(_("The identity of this record is sealed."), reasons=(SEALED,))
        return Grant(covered=False, unsealing=unsealing)
    covered = record.keeping == Keeping.MASKED or (MASK in decision.obligations and not unmask)
    return Grant(covered)
