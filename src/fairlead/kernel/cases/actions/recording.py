"""The entry that every act of this room writes, in the transaction of the act."""

from collections.abc import Sequence

from fairlead.core.ledger import Verb
from fairlead.kernel.access.context import Context
from fairlead.kernel.access.models import Protected
from fairlead.kernel.audit.actions import record


def record_act(
    context: Context,
    act: str,
    verb: Verb,
    *objects: Protected | str,
    reason: str = "",
    outcome: str = "done",
    recipients: Sequence[str] = (),
) -> None:
    """Write one entry; ``objects`` are records or references to them."""
    record(
        act=act,
        verb=verb,
        authority=context.authority(),
        objects=[one if isinstance(one, str) else one.reference for one in objects],
        outcome=outcome,
        reason=reason,
        recipients=recipients,
    )
