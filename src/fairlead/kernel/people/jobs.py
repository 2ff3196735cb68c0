"""What the worker does for people, again and again: short, and safe to be killed."""

from fairlead.core.ledger import Authority
from fairlead.kernel.people import actions


def clear_sessions() -> None:
    """Forget what is over: it holds addresses of persons, and opens nothing any more."""
    actions.clear_sessions(authority=Authority(actor="duty:people.clearing"))
