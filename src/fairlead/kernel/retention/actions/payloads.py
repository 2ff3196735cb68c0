"""Taking away ledger payloads whose term has ended. The entries, and every proof, stay."""

from django.db import transaction

from fairlead.core.ledger import Verb
from fairlead.core.retention import Action, Rule
from fairlead.kernel.access.context import Context
from fairlead.kernel.audit import actions as audit
from fairlead.kernel.audit.models import Payload
from fairlead.kernel.retention.adoption import current_law
from fairlead.kernel.retention.ledger_sealing import RECORD_CLASS
from fairlead.kernel.retention.models import Run
from fairlead.kernel.retention.running import count, locked

BATCH = 500


def erase_payloads(*, context: Context, run: Run) -> int:
    """Erase one batch of payloads; return how many there were."""
    rule = _rule(run)
    ended = Payload.objects.filter(entry__time__lte=rule.term.before(run.as_of))
    with transaction.atomic():
        run = locked(run)
        keys = list(ended.order_by("entry__time").values_list("pk", flat=True)[:BATCH])
        if keys:
            Payload.objects.filter(pk__in=keys).delete()
            count(run, RECORD_CLASS, Action.ERASE, rule.citation, len(keys))
            audit.record(
                act="retention.payloads.erased",
                verb=Verb.ERASE,
                authority=context.authority(),
                objects=[f"run:{run.pk}"],
            )
    return len(keys)


def _rule(run: Run) -> Rule:
    rules = current_law().law.schedule(RECORD_CLASS).rules(RECORD_CLASS)
    erasing = [rule for rule in rules if rule.action is Action.ERASE]
    return next(rule for rule in erasing if rule.in_force(run.as_of.date()))
