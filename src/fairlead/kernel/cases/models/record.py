"""What the records of a case have in common."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from fairlead.core.states import Machine
from fairlead.kernel.clock import new_id, now
from fairlead.kernel.retention.models import PersonalRecord


class Record(PersonalRecord):
    """A sealed record that knows who made it, who changed it last, and how often.

    ``version`` is what a person saw when she began to change it; see ``changing.py``.
    """

    record_class = "cases"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(default=now)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    changed_at = models.DateTimeField(default=now)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(self.pk)


class Staged(Record):
    """A record that moves through a machine."""

    machine: ClassVar[Machine]

    state = models.CharField(max_length=20)

    class Meta:
        abstract = True


def known_state(machine: Machine) -> models.CheckConstraint:
    """Let the database refuse a state that the machine does not have."""
    return models.CheckConstraint(
        condition=models.Q(state__in=machine.states), name=f"cases_{machine.name}_state_is_known"
    )


def account(**options: object) -> "models.ForeignKey[object, object]":
    """Return a column that names one of the staff; accounts are revoked, never deleted."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", **options
    )
