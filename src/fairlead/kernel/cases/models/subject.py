from django.db import models

from fairlead.core.cases.particulars import Kind
from fairlead.core.caveats import Tlp
from fairlead.kernel.access.models import Protected
from fairlead.kernel.access.ways import Step, Way
from fairlead.kernel.cases.models.case import Case
from fairlead.kernel.cases.models.record import RECORD, Record, account
from fairlead.kernel.clock import new_id, now
from fairlead.kernel.retention.models import Erasure

# From a subject to its cases: it is or was in them, or a link of theirs names it.
TO_CASES = (
    Way("id", (Step("cases_involvement", "subject_id", "case_id"),)),
    Way("id", (Step("cases_link", "from_subject_id", "case_id"),)),
    Way("id", (Step("cases_link", "to_subject_id", "case_id"),)),
)


class Subject(Record):
    """A person, organization, document, conveyance or object that a case is about.

    Sealed: its particulars (``core.cases.particulars``). One subject may be in several cases of
    its agency; another agency has its own record, made from what it was sent.
    """

    data_class = "case-identity"
    case_ways = TO_CASES
    coarse = (*RECORD, "kind", "tlp", "origin")
    on_erasure = Erasure.BLANK  # what it was involved in still stands

    kind = models.CharField(max_length=20)
    tlp = models.CharField(max_length=20, default=Tlp.CLEAR)  # the strictest of its sources
    origin = models.UUIDField(null=True)  # the delivery it came with

    class Meta(Record.Meta):
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=[*Kind, ""]), name="cases_subject_kind_is_known"
            )
        ]
        indexes = [models.Index(fields=["origin"], name="cases_subject_origin")]


class Involvement(Protected):
    """As what a subject is in a case, from when until when."""

    data_class = "case-identity"
    case_field = "case"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, models.CASCADE, related_name="involvements")
    subject = models.ForeignKey(Subject, models.CASCADE, related_name="involvements")
    role = models.CharField(max_length=40)
    recorded_at = models.DateTimeField(default=now)
    created_by = account()
    ended_at = models.DateTimeField(null=True)
    ended_by = account()

    class Meta(Protected.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["case", "subject", "role"],
                condition=models.Q(ended_at__isnull=True),
                name="cases_involvement_is_single",
            )
        ]

    def __str__(self) -> str:
        return f"{self.role}: {self.subject_id} in {self.case_id}"
