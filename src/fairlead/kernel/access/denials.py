"""Refusals in the ledger, also when the refused transaction is rolled back.

A refusal raises, and the exception undoes the transaction it passes through, with any entry
written in it. So inside a transaction the denial travels on the exception, and whoever opened
the outermost one (``looks.entered``: every door, job and command) writes it afterwards. Who
catches a refusal on the way, to show it in a form, calls :func:`settle`.
"""

from dataclasses import dataclass
from typing import TypeVar

from django.db import connection, transaction

from fairlead.core.errors import Refused
from fairlead.core.ledger import Verb
from fairlead.kernel.access.context import Context
from fairlead.kernel.audit.actions import record

Refusal = TypeVar("Refusal", bound=Refused)


@dataclass(frozen=True, slots=True, kw_only=True)
class Denial:
    """Who asked for what, and why not."""

    context: Context
    verb: Verb
    what: str  # the class of data, or the thing of the house: approval, purpose, emergency
    reasons: tuple[str, ...]
    objects: tuple[str, ...] = ()


def refusal(denial: Denial, message: str) -> Refused:
    """Return the refusal to raise."""
    return note(Refused(message, reasons=denial.reasons), denial)


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
            act=f"access.{denial.what.replace('-', '_')}.denied",  # an act has no hyphen
            verb=Verb.DENY,
            authority=denial.context.authority(),
            objects=denial.objects,
            outcome=f"denied:{denial.verb.value}",
            reason=denial.reasons[0],
        )
