from django.db import models
from django.db.models.functions import Coalesce

from fairlead.core.screening.calibration import WHOLE
from fairlead.kernel.access.models import Protected
from fairlead.kernel.cases.models import Case
from fairlead.kernel.cases.models.case import NEVER
from fairlead.kernel.cases.models.record import STAGED, Staged, account
from fairlead.kernel.clock import new_id, now
from fairlead.kernel.people.models import Account
from fairlead.kernel.screening.machines import HIT


class Hit(Staged):
    """That somebody may be an entry of a list.

    Sealed: ``asked`` and ``entry`` as they were when they met, ``names``, ``pieces`` and
    ``source``, which is what the record said that the person came from. ``pair`` names the two
    sides whatever they say of themselves; ``asked_print`` and ``listed_print`` change with it.
    """

    record_class = "screening"
    data_class = "hit-identity"
    machine = HIT
    coarse = (
        *STAGED,
        *("unit", "list_code", "list_title", "list_version", "authority", "legal_basis"),
        *("listed_on", "listed_until", "deadline", "order_at", "snoozed_until", "decided_at"),
        *("band", "ground", "engine", "origin_kind", "origin", "deadline_kind", "reason"),
        *("outcome", "pair", "asked_print", "listed_print"),
    )

    status = models.CharField(max_length=20, default=HIT.initial)
    unit = models.CharField(max_length=20)
    assignee = account()
    reason = models.CharField(max_length=40, blank=True)  # why it was put off, or escalated
    snoozed_until = models.DateTimeField(null=True)

    list_code = models.CharField(max_length=60)
    list_title = models.CharField(max_length=120)
    list_version = models.CharField(max_length=64)
    authority = models.CharField(max_length=120)
    legal_basis = models.CharField(max_length=300)
    listed_on = models.DateField(null=True)
    listed_until = models.DateField(null=True)

    total = models.IntegerField()
    share = models.PositiveSmallIntegerField()  # of 10,000
    band = models.CharField(max_length=12)
    ground = models.CharField(max_length=20)
    engine = models.CharField(max_length=64)

    origin_kind = models.CharField(max_length=20)
    origin = models.CharField(max_length=80, blank=True)
    deadline = models.DateTimeField(null=True)
    deadline_kind = models.CharField(max_length=12, blank=True)
    order_at = models.GeneratedField(
        expression=Coalesce("deadline", models.Value(NEVER)),
        output_field=models.DateTimeField(),
        db_persist=True,
    )

    pair = models.CharField(max_length=64)
    asked_print = models.CharField(max_length=64)
    listed_print = models.CharField(max_length=64)
    demands_second = models.BooleanField(default=False)  # of the list's authority
    reopens = models.ForeignKey("self", models.SET_NULL, null=True, related_name="+")
    case = models.ForeignKey(Case, models.SET_NULL, null=True, related_name="+")

    outcome = models.CharField(max_length=12, blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = account()

    class Meta(Staged.Meta):
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status__in=HIT.states), name="screening_hit_state_is_known"
            ),
            models.CheckConstraint(
                condition=models.Q(status="decided", decided_at__isnull=False)
                | ~models.Q(status="decided") & models.Q(decided_at__isnull=True),
                name="screening_hit_decided_has_a_moment",
            ),
            models.UniqueConstraint(  # two runs at once record a pair once
                fields=["agency", "pair"],
                condition=models.Q(decided_at__isnull=True),
                name="screening_hit_waits_once",
            ),
        ]
        indexes = [
            models.Index(
                fields=["agency", "order_at", "id"],
                condition=models.Q(decided_at__isnull=True),
                name="screening_hit_queue",
            ),
            models.Index(
                fields=["agency", "assignee", "order_at", "id"],
                condition=models.Q(decided_at__isnull=True, assignee__isnull=False),
                name="screening_hit_mine",
            ),
            models.Index(  # holds all that the counts above a queue need
                fields=["agency", "unit", "status", "assignee", "order_at", "recorded_at"],
                condition=models.Q(decided_at__isnull=True),
                name="screening_hit_figures",
            ),
            models.Index(
                fields=["agency", "total", "id"],
                condition=models.Q(decided_at__isnull=True),
                name="screening_hit_points",
            ),
            models.Index(
                fields=["agency", "recorded_at", "id"],
                condition=models.Q(decided_at__isnull=True),
                name="screening_hit_age",
            ),
            models.Index(fields=["agency", "pair"], name="screening_hit_pair"),
            models.Index(fields=["agency", "asked_print"], name="screening_hit_person"),
            models.Index(
                fields=["agency", "-decided_at", "-id"],
                condition=models.Q(decided_at__isnull=False),
                name="screening_hit_decided",
            ),
        ]

    @property
    def code(self) -> str:
        """A short name for people to say: the random end of the id."""
        end = self.pk.hex[-8:].upper()
        return f"{end[:4]}-{end[4:]}"

    @property
    def probability(self) -> float:
        """The share as a probability."""
        return self.share / WHOLE

    @property
    def is_live(self) -> bool:
        """Whether it waits for a decision."""
        return self.decided_at is None


class Attention(Protected):
    """What one account has to do with a hit: she keeps an eye on it, looks at it, opened it."""

    data_class = "hit"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    hit = models.ForeignKey(Hit, models.CASCADE, related_name="attentions")
    account = models.ForeignKey(Account, models.CASCADE, related_name="+")
    is_favourite = models.BooleanField(default=False)
    seen_at = models.DateTimeField(default=now)
    opened_at = models.DateTimeField(null=True)  # when she asked to see who it is

    class Meta(Protected.Meta):
        constraints = [
            models.UniqueConstraint(fields=["hit", "account"], name="screening_attention_is_single")
        ]
        indexes = [
            models.Index(
                fields=["account"],
                condition=models.Q(is_favourite=True),
                name="screening_favourites",
            )
        ]

    def __str__(self) -> str:
        return f"{self.account_id} {self.hit_id}"
