import uuid

from django.db import models

from fairlead.kernel.clock import new_id, now
from fairlead.kernel.people.models import Account


class StoredAnswer(models.Model):
    """What a write answered, so that repeating the request gives the answer, not the effect.

    Neither the client's key nor the answer can be read from the row: the key is kept as a
    digest, and the answer is sealed under a key that is derived from the client's key.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account = models.ForeignKey(Account, models.CASCADE, related_name="+")
    key_digest = models.CharField(max_length=64)
    request_digest = models.CharField(max_length=64)
    capsule = models.BinaryField()
    created_at = models.DateTimeField(default=now)
    expires_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account", "key_digest"], name="gateway_answer_once_per_key"
            )
        ]

    def __str__(self) -> str:
        return f"answer {self.pk}"

    pk: uuid.UUID
