from datetime import UTC, datetime

from django.db import models
from django.db.models.functions import Coalesce

from fairlead.core.caveats import Tlp
from fairlead.kernel.access.models import Protected
from fairlead.kernel.cases.machines import CASE
from fairlead.kernel.cases.models.record import STAGED, Staged, known_state
from fairlead.kernel.clock import new_id, now
from fairlead.kernel.people.models import Account, Agency
from fairlead.kernel.retention.models import Erasure

NEVER = datetime(9999, 12, 31, tzinfo=UTC)  # sorts what has no deadline last, on both databases


class Serial(models.Model):
    """The last case number that an agency gave in a year; locked while the next one is given."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agency", "year"], name="cases_serial_is_single")
        ]

    def __str__(self) -> str:
        return f"{self.agency_id} {self.year}: {self.last}"


class Case(Staged):
    """One matter, worked on by one agency under one purpose.

    Sealed: ``title``, ``summary``. The number never changes, also when another agency takes
    the case over: it stands on paper.
    """

    data_class = "case"
    case_field = "id"
    on_erasure = Erasure.BLANK  # its parts are erased each by itself: one may be held
    coarse = (
        *STAGED,
        *("number", "purpose", "legal_basis", "tlp", "deadline"),
        *("waiting_until", "reason", "closed_at", "origin"),
    )
    machine = CASE

    status = models.CharField(max_length=20, default=CASE.initial)
    number = models.CharField(max_length=60, unique=True, null=True)  # noqa: DJ001 - none when erased
    opened_by = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    owner = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    submitted_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    purpose = models.CharField(max_length=60)
    legal_basis = models.TextField()
    tlp = models.CharField(max_length=20, default=Tlp.AMBER)
    deadline = models.DateTimeField(null=True)
    order_at = models.GeneratedField(
        expression=Coalesce("deadline", models.Value(NEVER)),
        output_field=models.DateTimeField(),
        db_persist=True,
    )
    waiting_until = models.DateTimeField(null=True)
    reason = models.CharField(max_length=40, blank=True)  # why it waits, was closed or annulled
    closed_at = models.DateTimeField(null=True)
    origin = models.UUIDField(null=True)  # the delivery from which it was opened

    class Meta(Staged.Meta):
        constraints = [
            known_state(CASE),
            models.CheckConstraint(
                condition=models.Q(status__in=["closed", "annulled"], closed_at__isnull=False)
                | ~models.Q(status__in=["closed", "annulled"]) & models.Q(closed_at__isnull=True),
                name="cases_case_closed_has_a_moment",
            ),
        ]
        indexes = [
            models.Index(
                fields=["agency", "purpose", "order_at", "id"],
                condition=models.Q(closed_at__isnull=True),
                name="cases_case_queue",
            ),
            models.Index(
                fields=["agency", "owner", "order_at", "id"],
                condition=models.Q(closed_at__isnull=True, owner__isnull=False),
                name="cases_case_mine",
            ),
            models.Index(  # holds all that the figures above a list need
                fields=["agency", "purpose", "owner", "status", "order_at", "recorded_at"],
                condition=models.Q(closed_at__isnull=True),
                name="cases_case_figures",
            ),
            models.Index(
                fields=["agency", "purpose", "-recorded_at", "-id"], name="cases_case_register"
            ),
        ]

    def __str__(self) -> str:
        return self.number or str(self.pk)

    @property
    def is_live(self) -> bool:
        """Whether work on it goes on."""
        return self.closed_at is None


class Visit(Protected):
    """When an account looked at a case, this time and the time before: what is new since."""

    data_class = "case"
    case_field = "case"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account = models.ForeignKey(Account, models.CASCADE, related_name="+")
    case = models.ForeignKey(Case, models.CASCADE, related_name="+")
    last_at = models.DateTimeField(default=now)
    before_at = models.DateTimeField(null=True)

    class Meta(Protected.Meta):
        constraints = [
            models.UniqueConstraint(fields=["account", "case"], name="cases_visit_is_single")
        ]

    def __str__(self) -> str:
        return f"{self.account_id} {self.case_id}"


class Favourite(Protected):
    """That an account wants to find a case again quickly."""

    data_class = "case"
    case_field = "case"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account = models.ForeignKey(Account, models.CASCADE, related_name="+")
    case = models.ForeignKey(Case, models.CASCADE, related_name="+")

    class Meta(Protected.Meta):
        constraints = [
            models.UniqueConstraint(fields=["account", "case"], name="cases_favourite_is_single")
        ]

    def __str__(self) -> str:
        return f"{self.account_id} {self.case_id}"
