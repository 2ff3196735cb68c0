"""What the worker does for people, again and again: short, and safe to be killed."""

from fairlead.core.ledger import Authority
from fairlead.kernel.people import actions

DUTY = "duty:people.clearing"


def close_over() -> None:
    """Close the sessions that nobody came back to."""
    actions.close_over(authority=Authority(actor=DUTY))


def clear_sessions() -> None:
    """Forget what is over: it holds addresses of persons, and opens nothing any more."""
    actions.clear_sessions(authority=Authority(actor=DUTY))
