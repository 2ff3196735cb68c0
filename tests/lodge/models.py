import uuid
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.conf import settings
from django.db import models

from fairlead.kernel.access.models import Protected
from fairlead.kernel.access.ways import Step, Way
from fairlead.kernel.clock import new_id


class Guest(Protected):
    data_class = "guest"
    share_field = "id"
    case_field = "case"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=100)
    room = models.IntegerField(default=1)
    case = models.UUIDField(null=True)
    arrived_at = models.DateTimeField(null=True)
    keeper = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )

    if TYPE_CHECKING:  # the type plugin knows the product's rooms only
        stays: Any

    def __str__(self) -> str:
        return self.name


class Stay(Protected):
    data_class = "stay"
    share_field = "guest"
    case_ways = (Way("guest_id", (Step("lodge_guest", "id", "case"),)),)

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    guest = models.ForeignKey(Guest, models.CASCADE, related_name="stays")
    if TYPE_CHECKING:
        guest_id: uuid.UUID

    nights = models.IntegerField(default=1)

    def __str__(self) -> str:
        return f"{self.nights} nights"


class Closure(models.Model):
    """Counts how often the lodge was closed."""

    objects: ClassVar[models.Manager[Self]] = models.Manager()

    closed_for = models.CharField(max_length=40)

    def __str__(self) -> str:
        return self.closed_for
