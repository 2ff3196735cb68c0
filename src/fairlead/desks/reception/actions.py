from django.conf import settings
from django.db import transaction

from fairlead.core.errors import BadInput, Refused
from fairlead.core.ledger import Verb
from fairlead.kernel.access.context import Context
from fairlead.kernel.audit.actions import record
from fairlead.kernel.audit.models import reference
from fairlead.kernel.people.models import Account


@transaction.atomic
def choose_language(*, context: Context, account: Account, language: str) -> None:
    """Keep the language in which a person wants to be addressed."""
    if context.account != account.pk:
        raise Refused("a person chooses for themselves", reasons=["not-yours"])
    if language not in dict(settings.LANGUAGES):
        raise BadInput("is not one of the six languages", place="language")
    if account.language == language:
        return
    account.language = language
    account.save(update_fields=["language"])
    record(
        act="reception.language.chosen",
        verb=Verb.CONFIGURE,
        authority=context.authority(),
        objects=[reference("account", account.pk)],
        reason=language,
    )
