import uuid
from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import pgettext_lazy

from fairlead.core.sheets import FORMATS
from fairlead.kernel.clock import new_id, now
from fairlead.kernel.people.models import Account, Agency

LONGEST_NAME = 80


class SavedView(models.Model):
    """A way of looking at a table, kept under a name. Nothing that was typed is in it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account = models.ForeignKey(Account, models.CASCADE, related_name="+")
    agency = models.ForeignKey(Agency, models.CASCADE, related_name="+")
    table = models.CharField(max_length=60)
    name = models.CharField(max_length=LONGEST_NAME)
    state = models.CharField(max_length=2000)  # the part of an address after the question mark
    shared = models.BooleanField(default=False)  # with everybody in the agency
    kept_at = models.DateTimeField(default=now)

    if TYPE_CHECKING:
        account_id: uuid.UUID
        agency_id: uuid.UUID

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account", "table", "name"], name="tables_view_name_is_single"
            )
        ]
        indexes = [models.Index(fields=["agency", "table"], name="tables_view_of_agency")]

    def __str__(self) -> str:
        return self.name


class Export(models.Model):
    """A file that a worker writes from a table, for one person, for some days.

    ``state`` holds what was asked for as the address had it: a value that finds a person is in
    there as a capsule, which is over after a day.
    """

    class Status(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("state of an export", "Waiting")
        WRITTEN = "written", pgettext_lazy("state of an export", "Written")
        FAILED = "failed", pgettext_lazy("state of an export", "Failed")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account = models.ForeignKey(Account, models.CASCADE, related_name="+")
    agency = models.ForeignKey(Agency, models.CASCADE, related_name="+")
    purpose = models.CharField(max_length=60, blank=True)
    table = models.CharField(max_length=60)
    parameters = models.JSONField(default=dict)  # of the page's address: ids and codes
    state = models.CharField(max_length=4000, blank=True)
    kind = models.CharField(max_length=10, choices=[(code, code) for code in FORMATS])
    language = models.CharField(max_length=10)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.WAITING)
    rows = models.PositiveIntegerField(default=0)
    file = models.UUIDField(null=True)  # of the stored file, which has its own key and term
    name = models.CharField(max_length=100, blank=True)
    job = models.UUIDField(null=True)
    asked_at = models.DateTimeField(default=now)

    if TYPE_CHECKING:
        account_id: uuid.UUID
        agency_id: uuid.UUID

    class Meta:
        indexes = [models.Index(fields=["account", "-asked_at"], name="tables_export_of_account")]

    def __str__(self) -> str:
        return f"{self.table} {self.id}"
