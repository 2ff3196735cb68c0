from typing import ClassVar

from django.db import models
from django.utils.translation import pgettext_lazy

from fairlead.kernel.access.models import Protected
from fairlead.kernel.clock import new_id, now
from fairlead.kernel.retention.models import PersonalRecord


class Sample(Protected):
    """Looks to be inspected: announced first, drawn when the ledger has been signed after that.

    What it is drawn from is fixed when it is announced: the entries from ``first`` to before
    ``behind``, of the six verbs that look, under ``purposes``. ``announcement`` is the entry that
    says so.
    """

    data_class = "finding"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    actor = models.CharField(max_length=60)
    announced_at = models.DateTimeField(default=now)
    announcement = models.UUIDField()
    first = models.BigIntegerField()
    behind = models.BigIntegerField()
    purposes = models.JSONField(default=list)
    size = models.PositiveSmallIntegerField()
    drawn_at = models.DateTimeField(null=True)
    checkpoint = models.BigIntegerField(null=True)  # the size of the tree that gave the seed
    seed = models.CharField(max_length=64, blank=True)
    population = models.BigIntegerField(null=True)

    class Meta(Protected.Meta):
        indexes: ClassVar = [
            models.Index(fields=["agency", "announced_at"], name="oversight_sample_of_agency")
        ]

    def __str__(self) -> str:
        return f"{self.size} of {self.first} to {self.behind}"


class Drawn(Protected):
    """One look of a sample, by its place in the ledger, and what is thought of it by now."""

    data_class = "finding"

    class Outcome(models.TextChoices):
        OPEN = "", pgettext_lazy("finding on a look", "Not inspected yet")
        LAWFUL = "lawful", pgettext_lazy("finding on a look", "Within purpose and task")
        ASKED = "asked", pgettext_lazy("finding on a look", "An explanation was asked for")
        EXCESSIVE = "excessive", pgettext_lazy("finding on a look", "More than the task needed")
        UNFOUNDED = "unfounded", pgettext_lazy("finding on a look", "No ground was found")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    sample = models.ForeignKey(Sample, models.CASCADE, related_name="looks")
    place = models.PositiveSmallIntegerField()  # in the order in which they were drawn
    number = models.BigIntegerField()  # in the ledger
    entry = models.UUIDField()
    outcome = models.CharField(max_length=12, choices=Outcome.choices, blank=True)
    inspected_at = models.DateTimeField(null=True)

    class Meta(Protected.Meta):
        verbose_name_plural = "drawn"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["sample", "place"], name="oversight_place_is_single")
        ]

    def __str__(self) -> str:
        return f"{self.place}: entry {self.number}"


class Finding(PersonalRecord):
    """What an inspector found about one look. Sealed: ``words``. Corrected by another finding."""

    data_class = "finding"
    record_class = "oversight.finding"
    coarse = ("outcome", "actor")

    drawn = models.ForeignKey(Drawn, models.CASCADE, related_name="findings")
    outcome = models.CharField(max_length=12, choices=Drawn.Outcome.choices)
    actor = models.CharField(max_length=60)

    class Meta(PersonalRecord.Meta):
        indexes: ClassVar = [
            models.Index(fields=["drawn", "recorded_at"], name="oversight_finding_order")
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Evenness(Protected):
    """How often somebody else was taken for an entry, by group of persons; no group is small.

    ``counts``: dimension → group → [hits that were judged, of these somebody else].
    """

    data_class = "finding"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    measured_at = models.DateTimeField(default=now)
    days = models.PositiveSmallIntegerField()
    judged = models.PositiveIntegerField()
    mistaken = models.PositiveIntegerField()
    counts = models.JSONField(default=dict)

    class Meta(Protected.Meta):
        verbose_name_plural = "evenness"
        indexes: ClassVar = [
            models.Index(fields=["agency", "measured_at"], name="oversight_evenness_latest")
        ]

    def __str__(self) -> str:
        return f"{self.mistaken} of {self.judged}"
