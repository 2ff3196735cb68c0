"""Refusals in the ledger, also when the refused transaction is rolled back.

A refusal raises, and the exception undoes the transaction it passes through, with any entry
written in it. So inside a transaction the denial travels on the exception, and whoever opened
the outermost one (``looks.entered``: every door, job and command) writes it afterwards.
"""

from dataclasses import dataclass
from typing import TypeVar

from django.db import connection, transaction

from fairlead.core.errors import Refused
from fairlead.core.ledger import Verb
from fairlead.kernel.access.context import Context
from fairlead.kernel.audit.actions import record

Refusal = TypeVar("Refusal", bound=Refused)


@dataclass(frozen=True, slots=True)
class Denial:
    """What was asked, by whom, and why not."""

    context: Context
    verb: Verb
    objects: tuple[str, ...]
    data_class: str
    reasons: tuple[str, ...]


def note(refusal: Refusal, denial: Denial) -> Refusal:
    """Write the denial now if nothing can undo it, else send it along with the refusal."""
    if connection.in_atomic_block:
        refusal.denial = denial  # type: ignore[attr-defined]  # read by `settle` alone
    else:
        _write(denial)
    return refusal


def settle(refusal: Refused) -> None:
    """Write the denial that came along with a refusal, once, after the rollback."""
    denial: Denial | None = getattr(refusal, "denial", None)
    if denial is None:
        return
    refusal.denial = None  # type: ignore[attr-defined]
    _write(denial)


def _write(denial: Denial) -> None:
    with transaction.atomic():
        record(
            act=f"access.{denial.data_class}.denied",
            verb=Verb.DENY,
            authority=denial.context.authority(),
            objects=denial.objects,
            outcome=f"denied:{denial.verb.value}",
            reason=denial.reasons[0] if denial.reasons else "",
        )
