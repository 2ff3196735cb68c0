"""What this room asks a second person for, in the exact form in which it is approved.

Unsealing has a record of its own and is asked for in ``actions.unsealing``.
"""

from fairlead.core.retention import Bucket
from fairlead.kernel.access import approvals
from fairlead.kernel.access.context import Context
from fairlead.kernel.access.models import Approval
from fairlead.kernel.retention import laws
from fairlead.kernel.retention.models import LegalHold


def propose_key_destruction(context: Context, bucket: Bucket, *, reason: str = "") -> Approval:
    """Ask to destroy the key of a bucket before its time."""
    payload = {"bucket": str(bucket)}
    return approvals.propose(context, kind="retention.destroy_keys", payload=payload, reason=reason)


def propose_law_change(context: Context, *, reason: str = "") -> Approval:
    """Ask to adopt the law that the settings name now."""
    payload = {"digest": laws.read(laws.proposed()).digest}
    return approvals.propose(context, kind="retention.change_term", payload=payload, reason=reason)


def propose_hold_release(context: Context, hold: LegalHold, *, reason: str = "") -> Approval:
    """Ask to lift a legal hold."""
    payload = {"hold": str(hold.pk)}
    return approvals.propose(context, kind="retention.hold_release", payload=payload, reason=reason)
