from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from fairlead.core.languages import LONGEST_NAME, in_language
from fairlead.kernel.clock import new_id, now


class Agency(models.Model):
    """A unit of a State, or a body of an organization."""

    class Kind(models.TextChoices):
        UNIT = "unit", _("Unit of a State")
        BODY = "body", _("Body of an organization")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=LONGEST_NAME)  # its own, which always holds
    names = models.JSONField(default=dict, blank=True)  # language: the name there
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.UNIT)
    state = models.CharField(max_length=3, blank=True)  # ISO 3166-1 alpha-3; "" for a body
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children"
    )
    active = models.BooleanField(default=True)

    class Meta:
        ordering = ["code"]
        verbose_name_plural = "agencies"
        constraints = [
            models.CheckConstraint(
                condition=(Q(kind="unit") & ~Q(state="")) | Q(kind="body", state=""),
                name="people_agency_is_of_a_state_or_of_an_organization",
            ),
            models.CheckConstraint(
                condition=~Q(parent=models.F("id")) | Q(parent__isnull=True),
                name="people_agency_is_not_its_own_parent",
            ),
        ]

    def __str__(self) -> str:
        return in_language(self.names, get_language(), own=self.name)


class FocalPoint(models.Model):
    """A person named as the contact of an agency for a topic, from one moment to another."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="focal_points")
    account = models.ForeignKey("people.Account", models.PROTECT, related_name="focal_points")
    topic = models.SlugField(max_length=60)
    starts_at = models.DateTimeField(default=now)
    ends_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["agency", "topic", "starts_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(ends_at__gt=models.F("starts_at")),
                name="people_focal_point_ends_after_it_starts",
            ),
            models.UniqueConstraint(
                fields=["agency", "topic", "account"],
                condition=Q(ends_at__isnull=True),
                name="people_focal_point_named_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account} for {self.topic}"
