"""Taking away rows without an envelope whose term is over: words of staff, names of who left."""

import uuid
from collections.abc import Callable

from django.db import transaction
from django.utils.module_loading import import_string

from fairlead.core.ledger import Verb
from fairlead.core.retention import Action
from fairlead.kernel.access.context import Context
from fairlead.kernel.audit import actions as audit
from fairlead.kernel.audit.models import reference
from fairlead.kernel.retention import plain
from fairlead.kernel.retention.adoption import current_law
from fairlead.kernel.retention.models import Run
from fairlead.kernel.retention.running import count, locked

BATCH = 500


def erase_rows(*, context: Context, run: Run, told: Callable[[str, int], None]) -> None:
    """Erase every such row that is due, in batches; each is one transaction with its entry."""
    for ending in plain.endings(current_law().law, run.as_of):
        last: uuid.UUID | None = None
        while keys := _erase_batch(context, run, ending, last):
            last = keys[-1]
            told(ending.term.record_class, len(keys))


def _erase_batch(
    context: Context, run: Run, ending: plain.Ending, last: uuid.UUID | None
) -> list[uuid.UUID]:
    term = ending.term
    with transaction.atomic():
        run = locked(run)
        due = ending.rows().filter(pk__gt=last) if last else ending.rows()
        keys = list(due.order_by("pk").values_list("pk", flat=True)[:BATCH])
        if keys:
            if term.ended_by:
                import_string(term.ended_by)(keys)
            else:
                plain.manager_of(term).filter(pk__in=keys).delete()
            count(run, term.record_class, Action.ERASE, ending.rule.citation, len(keys))
            noun = term.model.rpartition(".")[2].lower()
            audit.record(
                act="retention.rows.erased",
                verb=Verb.ERASE,
                authority=context.authority(),
                objects=[f"run:{run.pk}", *(reference(noun, key) for key in keys)],
                reason=term.record_class,
            )
    return keys
