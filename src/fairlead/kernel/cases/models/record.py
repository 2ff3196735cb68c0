"""What the records of a case have in common."""

from typing import ClassVar

from django.db import models

from fairlead.core.states import Machine
from fairlead.kernel.clock import now
from fairlead.kernel.people.models import Account
from fairlead.kernel.retention.models import PersonalRecord


def account() -> "models.ForeignKey[Account | None, Account | None]":
    """Return a column that names one of the staff; accounts are revoked, never deleted."""
    return models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")


RECORD: tuple[str, ...] = ("version", "changed_at")  # columns of every record that identify nobody
STAGED: tuple[str, ...] = (*RECORD, "status")


class Record(PersonalRecord):
    """A sealed record that knows who made it, who changed it last, and how often.

    ``version`` is what a person saw when she began to change it; see ``changing.py``.
    """

    record_class = "cases"
    coarse: ClassVar[tuple[str, ...]] = RECORD

    version = models.PositiveIntegerField(default=1)
    created_by = account()
    changed_at = models.DateTimeField(default=now)
    changed_by = account()

    class Meta(PersonalRecord.Meta):
        abstract = True

    def __str__(self) -> str:
        return str(self.pk)


class Staged(Record):
    """A record that moves through a machine."""

    coarse: ClassVar[tuple[str, ...]] = STAGED
    machine: ClassVar[Machine]

    status = models.CharField(max_length=20)

    class Meta(Record.Meta):
        abstract = True


def known_state(machine: Machine) -> models.CheckConstraint:
    """Let the database refuse a state that the machine does not have."""
    return models.CheckConstraint(
        condition=models.Q(status__in=machine.states), name=f"cases_{machine.name}_state_is_known"
    )
