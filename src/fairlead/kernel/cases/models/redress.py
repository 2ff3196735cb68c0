from django.db import models
from django.utils.translation import pgettext_lazy

from fairlead.kernel.access.ways import Way
from fairlead.kernel.cases.machines import REDRESS
from fairlead.kernel.cases.models.record import STAGED, Staged, account, known_state
from fairlead.kernel.cases.models.subject import TO_CASES, Subject


class Redress(Staged):
    """A person asks what is held about her, or wants it corrected, or objects.

    Sealed: ``name``, ``address``, ``words`` and the words of each answer. ``term`` and
    ``citation`` are those of the law in force when the clock started.
    """

    class Kind(models.TextChoices):
        ACCESS = "access", pgettext_lazy("kind of redress request", "Access")
        CORRECTION = "correction", pgettext_lazy("kind of redress request", "Correction")
        OBJECTION = "objection", pgettext_lazy("kind of redress request", "Objection")

    data_class = "redress"
    case_ways = tuple(Way("subject_id", way.over) for way in TO_CASES)
    record_class = "cases.redress"
    machine = REDRESS
    coarse = (
        *STAGED,
        *("kind", "received_at", "questioned_at", "clock_from", "answer_due_at", "term"),
        *("citation", "extended_at", "answered_at", "outcome", "reason"),
        *("appealed_at", "appeal_outcome", "closed_at"),
    )

    kind = models.CharField(max_length=20, choices=Kind.choices)
    status = models.CharField(max_length=20, default=REDRESS.initial)
    subject = models.ForeignKey(Subject, models.SET_NULL, null=True, related_name="redress")
    received_at = models.DateTimeField()
    questioned_at = models.DateTimeField(null=True)  # when proof of identity was asked for
    clock_from = models.DateTimeField()
    answer_due_at = models.DateTimeField()
    term = models.CharField(max_length=20)
    citation = models.CharField(max_length=300)
    extended_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = account()
    outcome = models.CharField(max_length=40, blank=True)
    reason = models.CharField(max_length=40, blank=True)
    appealed_at = models.DateTimeField(null=True)
    appeal_outcome = models.CharField(max_length=40, blank=True)
    closed_at = models.DateTimeField(null=True)

    class Meta(Staged.Meta):
        verbose_name_plural = "redress requests"
        constraints = [known_state(REDRESS)]
        indexes = [
            models.Index(
                fields=["agency", "answer_due_at"],
                condition=models.Q(answered_at__isnull=True, closed_at__isnull=True),
                name="cases_redress_clock",
            )
        ]
