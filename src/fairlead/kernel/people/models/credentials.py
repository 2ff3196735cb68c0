"""What proves who somebody is. No secret is kept here, only what recognises one."""

from django.db import models
from django.db.models import F, Q

from fairlead.kernel.clock import new_id, now
from fairlead.kernel.people.models.accounts import Account


class Invitation(models.Model):
    """A link with which a person sets a password, once and soon."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account = models.ForeignKey(Account, models.CASCADE, related_name="invitations")
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(default=now)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"invitation of {self.account_id}"


class RecoveryCode(models.Model):
    """One of ten codes that replace a lost second factor, each once."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account = models.ForeignKey(Account, models.CASCADE, related_name="recovery_codes")
    salt = models.CharField(max_length=32)  # the same for all ten, so that a look costs one hash
    digest = models.CharField(max_length=64)
    created_at = models.DateTimeField(default=now)
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["account", "digest"], name="people_recovery_code_is_one_of_a_kind"
            )
        ]

    def __str__(self) -> str:
        return f"recovery code of {self.account_id}"


class ApiKey(models.Model):
    """A key with which a service calls, for some purposes and for a time."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account = models.ForeignKey(Account, models.PROTECT, related_name="keys")
    label = models.CharField(max_length=100)
    prefix = models.CharField(max_length=20, unique=True)  # readable, in lists and in logs
    digest = models.CharField(max_length=64)  # SHA-256 of the whole key
    scopes = models.JSONField(default=list)
    created_at = models.DateTimeField(default=now)
    created_by = models.ForeignKey(Account, models.PROTECT, related_name="keys_made")
    expires_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True, blank=True)  # to the hour
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("created_at")),
                name="people_key_expires_after_it_begins",
            )
        ]

    def __str__(self) -> str:
        return f"{self.label} ({self.prefix}…)"
