"""Stands in for kernel.retention until it is there; to be deleted."""

from typing import ClassVar

from django.db import models

from fairlead.kernel.access.models import Protected
from fairlead.kernel.clock import new_id, now


class PersonalRecord(Protected):
    record_class: ClassVar[str]
    coarse: ClassVar[tuple[str, ...]] = ()
    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    identity = models.JSONField(null=True)
    recorded_at = models.DateTimeField(default=now, editable=False)
    clock_start = models.DateTimeField(null=True, blank=True)
    collected_for = models.CharField(max_length=100, blank=True)

    class Meta(Protected.Meta):
        abstract = True


class SearchToken(models.Model):
    token = models.CharField(max_length=200)
    record_class = models.CharField(max_length=60)
    record_id = models.UUIDField()
    field = models.CharField(max_length=40)
