from django.db import models

from fairlead.kernel.cases.models.record import RECORD, Record, account
from fairlead.kernel.screening.models.hit import Hit


class Batch(Record):
    """Many hits judged with one comment. Sealed: ``words``, ``hits``."""

    record_class = "screening"
    data_class = "hit"
    coarse = (*RECORD, "outcome", "reason", "decided_at", "undone_at")

    outcome = models.CharField(max_length=12)
    reason = models.CharField(max_length=40)
    count = models.PositiveIntegerField()
    decided_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)
    approval = models.UUIDField(null=True)


class Judgement(Record):
    """What a person judged, why, and what she was shown when she did.

    Sealed: ``words`` and ``shown``. Outcome, reason, person, moment and the digest of what was
    shown can never be changed: the database refuses. Until ``effective_at`` it is a proposal that
    waits for a second person.
    """

    record_class = "screening"
    data_class = "hit"
    coarse = (
        *(*RECORD, "outcome", "reason", "shown_digest", "was_status"),
        *("effective_at", "undone_at", "keeps_until"),
    )

    hit = models.ForeignKey(Hit, models.CASCADE, related_name="judgements")
    outcome = models.CharField(max_length=12)
    reason = models.CharField(max_length=40)
    shown_digest = models.CharField(max_length=64, blank=True)
    effective_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)
    keeps_until = models.DateTimeField(null=True)  # not again until then, while both are unchanged
    batch = models.ForeignKey(Batch, models.SET_NULL, null=True, related_name="judgements")
    approval = models.UUIDField(null=True)
    # As the hit stood before, for whoever takes it back.
    was_status = models.CharField(max_length=20)
    was_assignee = account()

    class Meta(Record.Meta):
        indexes = [models.Index(fields=["hit", "recorded_at"], name="screening_judgement_order")]


class Standing(Record):
    """That a pair is not shown again while both sides stay as they were when it was judged."""

    record_class = "screening"
    data_class = "hit"
    coarse = (
        *(*RECORD, "pair", "asked_print", "listed_print", "outcome", "end_reason"),
        *("expires_at", "ended_at"),
    )

    judgement = models.OneToOneField(Judgement, models.CASCADE, related_name="standing")
    pair = models.CharField(max_length=64)
    asked_print = models.CharField(max_length=64)
    listed_print = models.CharField(max_length=64)
    outcome = models.CharField(max_length=12)
    expires_at = models.DateTimeField()
    spared = models.PositiveIntegerField(default=0)  # how often it kept a hit from coming back
    ended_at = models.DateTimeField(null=True)
    end_reason = models.CharField(max_length=40, blank=True)

    class Meta(Record.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "pair"],
                condition=models.Q(ended_at__isnull=True),
                name="screening_standing_is_single",
            )
        ]


class Remark(Record):
    """What somebody says to whoever goes on with a hit. Sealed: ``words``."""

    record_class = "screening"
    data_class = "hit"
    coarse = (*RECORD, "kind", "reason")

    hit = models.ForeignKey(Hit, models.CASCADE, related_name="remarks")
    kind = models.CharField(max_length=20)
    reason = models.CharField(max_length=40, blank=True)

    class Meta(Record.Meta):
        indexes = [models.Index(fields=["hit", "recorded_at"], name="screening_remark_order")]
