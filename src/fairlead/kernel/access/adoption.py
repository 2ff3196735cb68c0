"""Keeping every policy that was in force, so that a version in the ledger can be read."""

from django.db import transaction

from fairlead.core.ledger import Verb
from fairlead.kernel.access import policy
from fairlead.kernel.access.context import Context
from fairlead.kernel.access.models import PolicyText
from fairlead.kernel.audit.actions import record
from fairlead.kernel.audit.models import reference


def adopt_policy() -> bool:
    """Keep the text of the policy in force, once; return whether it is new here."""
    table = policy.table()
    with transaction.atomic():
        _text, new = PolicyText.objects.get_or_create(
            version=table.version, defaults={"text": table.canonical().decode()}
        )
        if new:
            record(
                act="access.policy.adopted",
                verb=Verb.CONFIGURE,
                authority=Context.duty("access.policy").authority(),
                objects=[reference("policy", table.version)],
            )
    return new
