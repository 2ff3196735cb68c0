from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.crypto import salted_hmac
from django.utils.translation import pgettext_lazy

from fairlead.kernel.clock import new_id, now
from fairlead.kernel.people.models.agencies import Agency

# Whoever types commands on the machine may give these alone, and no other role, so that a
# first pair of security officers can exist: see `grant_first_role`.
FIRST_ROLES = ("administrator", "security_officer")


class AccountManager(BaseUserManager["Account"]):
    """Finds accounts by their address, whatever its case."""

    def get_by_natural_key(self, username: str | None) -> "Account":
        return self.get(email=(username or "").lower())

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "Account":  # noqa: ANN401 - Django's signature
        """Make an account; the password is hashed with Argon2id, None can never match."""
        account = self.model(email=email.lower(), **fields)
        account.set_password(password)
        account.save(using=self._db)
        return account


class Account(AbstractBaseUser):
    """A person who can sign in, or a service that can call with a key."""

    class Kind(models.TextChoices):
        PERSON = "person", pgettext_lazy("kind of account", "Person")
        SERVICE = "service", pgettext_lazy("kind of account", "Service")

    class Status(models.TextChoices):
        ACTIVE = "active", pgettext_lazy("state of an account", "Active")
        SUSPENDED = "suspended", pgettext_lazy("state of an account", "Suspended")
        REVOKED = "revoked", pgettext_lazy("state of an account", "Revoked")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    email = models.EmailField(unique=True)  # in lower case; of a service: never deliverable
    name = models.CharField(max_length=200)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="accounts")
    owner = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="services"
    )  # the person who answers for a service
    language = models.CharField(max_length=10, choices=settings.LANGUAGES, default="en")
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.PERSON)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.ACTIVE)
    session_generation = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(default=now)
    revoked_at = models.DateTimeField(null=True)  # from when the term runs in which the name ends

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    objects: ClassVar[AccountManager] = AccountManager()

    class Meta:
        ordering = ["email"]
        constraints = [
            models.CheckConstraint(
                condition=Q(email=Lower("email")), name="people_account_address_is_lower_case"
            ),
            models.CheckConstraint(
                condition=Q(kind="person", owner__isnull=True)
                | Q(kind="service", owner__isnull=False),
                name="people_account_of_a_service_has_an_owner",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_active(self) -> bool:  # type: ignore[override]  # Django declares a class attribute
        """Whether the account may act now."""
        return self.status == self.Status.ACTIVE

    @property
    def is_person(self) -> bool:
        return self.kind == self.Kind.PERSON

    def _get_session_auth_hash(self, secret: str | bytes | None = None) -> str:
        """Bind every session to the password and to the generation.

        Raising the generation ends all sessions at their next request, with one write, also
        those of which no other table knows.
        """
        return salted_hmac(
            "fairlead.people.session",
            f"{self.password}:{self.session_generation}",
            secret=secret,
            algorithm="sha256",
        ).hexdigest()


class RoleGrant(models.Model):
    """A role, given to an account for a time, proposed by one person and approved by another."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account = models.ForeignKey(Account, models.PROTECT, related_name="grants")
    role = models.CharField(max_length=40)
    starts_at = models.DateTimeField(default=now)
    ends_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)  # taken back before its time
    proposed_by = models.ForeignKey(
        Account, models.PROTECT, null=True, related_name="grants_proposed"
    )
    approved_by = models.ForeignKey(
        Account, models.PROTECT, null=True, related_name="grants_approved"
    )

    class Meta:
        ordering = ["account", "role", "starts_at"]
        indexes = [models.Index(fields=["account", "ends_at"], name="people_grant_of_account")]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="people_grant_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(
                    proposed_by__isnull=True, approved_by__isnull=True, role__in=FIRST_ROLES
                )
                | (
                    Q(proposed_by__isnull=False, approved_by__isnull=False)
                    & ~Q(approved_by=F("proposed_by"))
                    & ~Q(approved_by=F("account"))
                    & ~Q(proposed_by=F("account"))
                ),
                name="people_grant_takes_three_persons",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} until {self.ends_at:%Y-%m-%d}"
