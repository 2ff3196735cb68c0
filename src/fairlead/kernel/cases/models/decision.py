from django.db import models

from fairlead.kernel.access.ways import Step, Way
from fairlead.kernel.cases.models.case import Case
from fairlead.kernel.cases.models.record import RECORD, Record
from fairlead.kernel.cases.models.subject import Subject


class Decision(Record):
    """What a person decided, why, and what she was shown when she did.

    Sealed: ``words`` and ``shown`` (the explanation itself). The codes, the person, the moment
    and the digest of what was shown can never be changed: the database refuses. A decision is
    corrected by another one.
    """

    data_class = "case"
    case_field = "case"
    coarse = (*RECORD, "question", "outcome", "reason", "shown_digest")

    case = models.ForeignKey(Case, models.CASCADE, related_name="decisions")
    subject = models.ForeignKey(Subject, models.SET_NULL, null=True, related_name="decisions")
    question = models.CharField(max_length=40)
    outcome = models.CharField(max_length=40)
    reason = models.CharField(max_length=40)
    shown_digest = models.CharField(max_length=64, blank=True)
    corrects = models.OneToOneField("self", models.SET_NULL, null=True, related_name="correction")

    class Meta(Record.Meta):
        indexes = [models.Index(fields=["case", "recorded_at"], name="cases_decision_order")]


class SecondOpinion(Record):
    """What another person thinks of a decision. Sealed: ``words``."""

    data_class = "case"
    case_ways = (Way("decision_id", (Step("cases_decision", "id", "case_id"),)),)
    coarse = (*RECORD, "agrees", "reason")

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="opinions")
    agrees = models.BooleanField()
    reason = models.CharField(max_length=40)

    class Meta(Record.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["decision", "created_by"], name="cases_opinion_is_single"
            )
        ]
