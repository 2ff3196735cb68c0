from django.db import models

from fairlead.kernel.access.ways import Way
from fairlead.kernel.cases.models.case import Case
from fairlead.kernel.cases.models.record import RECORD, Record
from fairlead.kernel.cases.models.subject import TO_CASES, Subject


class Revision(Record):
    """How a case or a subject stood after one change. Append-only: the database refuses edits.

    Sealed: the whole state, personal values and all, under the key of the same bucket as the
    record, so that it ends when the record ends. Number and moment are enough to find the one
    that held at a past date.
    """

    data_class = "case-identity"
    case_field = "case"
    case_ways = tuple(Way("subject_id", way.over) for way in TO_CASES)
    coarse = (*RECORD, "number", "act")

    case = models.ForeignKey(Case, models.CASCADE, null=True, related_name="revisions")
    subject = models.ForeignKey(Subject, models.CASCADE, null=True, related_name="revisions")
    number = models.PositiveIntegerField()
    act = models.CharField(max_length=100)

    class Meta(Record.Meta):
        constraints = [
            models.CheckConstraint(
                condition=models.Q(case__isnull=True, subject__isnull=False)
                | models.Q(case__isnull=False, subject__isnull=True),
                name="cases_revision_is_of_one_record",
            ),
            models.UniqueConstraint(fields=["case", "number"], name="cases_revision_of_case"),
            models.UniqueConstraint(fields=["subject", "number"], name="cases_revision_of_subject"),
        ]
