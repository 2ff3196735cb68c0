"""What the clock does for this room: short, and safe to be killed."""

from fairlead.kernel.access.context import Context
from fairlead.kernel.gateway import actions

DUTY = "gateway.forgetting"


def forget_answers() -> None:
    """Erase the answers that were kept for a day."""
    actions.forget_answers(Context.duty(DUTY))
