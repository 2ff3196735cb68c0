"""Under whose hand something happens, as far as this room can know it.

The full context of a request is made one room above. What signs people in and out runs before
it, so it reads what is there already and fills in the account.
"""

from dataclasses import replace

from django.http import HttpRequest

from fairlead.core.ledger import Authority
from fairlead.kernel.people import sessions
from fairlead.kernel.people.models import Account

CONSOLE = "duty:console"  # whoever types commands on the machine itself


def of_request(request: HttpRequest, account: Account | None = None) -> Authority:
    """Return the authority of this request, for an account that may only now be known."""
    context = getattr(request, "context", None)
    known: Authority = context.authority() if context else Authority(actor="anonymous")
    account = account or (request.user if isinstance(request.user, Account) else None)
    if account is None:
        return known
    return replace(
        known,
        actor=f"account:{account.pk}",
        agency=str(account.agency_id),
        session=known.session or sessions.reference(request.session),
    )


def of_console() -> Authority:
    """Return the authority of a command typed on the machine; see `actions.use_console`."""
    return Authority(actor=CONSOLE)
