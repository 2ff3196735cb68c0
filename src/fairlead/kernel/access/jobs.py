"""What the clock does for this room: short, repeatable, and each under its declared duty."""

from fairlead.kernel.access import approvals, emergencies
from fairlead.kernel.access.context import Context

DUTY = "access.closing"


def close_overdue() -> None:
    """Close what nobody decided, used up or reviewed in time."""
    context = Context.duty(DUTY)
    approvals.expire_due(context)
    emergencies.close_lapsed(context)
    emergencies.suspend_unreviewed(context)
