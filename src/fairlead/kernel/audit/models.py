import uuid

from django.db import models

from fairlead.kernel.clock import new_id, now


class Entry(models.Model):
    """One act or one look. Append-only."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    recorded_at = models.DateTimeField(default=now, db_index=True)
    act = models.CharField(max_length=100)
    verb = models.CharField(max_length=20)
    header = models.JSONField()

    def __str__(self) -> str:
        return f"{self.act} {self.pk}"


def reference(kind: str, key: uuid.UUID | str) -> str:
    """Name an object for the ledger, for example ``case:0192…``."""
    return f"{kind}:{key}"
