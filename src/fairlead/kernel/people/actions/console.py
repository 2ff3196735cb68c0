import getpass

from django.db import transaction

from fairlead.core.ledger import Authority, Verb
from fairlead.kernel.audit.actions import record


@transaction.atomic
def use_console(*, authority: Authority, command: str) -> None:
    """Note that somebody on the machine itself changes accounts, and under which name there."""
    try:
        operator = getpass.getuser()
    except (KeyError, OSError):  # a process without a name
        operator = ""
    record(
        act="people.console.used",
        verb=Verb.OPERATE,
        authority=authority,
        reason=command,
        payload={"operator": operator},
    )
