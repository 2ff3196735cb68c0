from django.db import models

from fairlead.kernel.cases.models.case import Case
from fairlead.kernel.cases.models.record import RECORD, Record, account
from fairlead.kernel.cases.models.subject import Subject


def _one_end(name: str) -> models.Q:
    subject, case = f"{name}_subject__isnull", f"{name}_case__isnull"
    return models.Q(**{subject: True, case: False}) | models.Q(**{subject: False, case: True})


class Link(Record):
    """That two subjects or cases have to do with one another, how surely, and who says so.

    Sealed: ``words``, ``source``, ``since``, ``until`` (moments with their precision). A link is
    ended and made anew, never edited.
    """

    data_class = "case-identity"
    case_field = "case"
    coarse = (*RECORD, "kind", "certainty", "ended_at")

    case = models.ForeignKey(Case, models.CASCADE, related_name="links")
    kind = models.CharField(max_length=40)
    certainty = models.CharField(max_length=20)
    from_subject = models.ForeignKey(Subject, models.CASCADE, null=True, related_name="links_from")
    from_case = models.ForeignKey(Case, models.CASCADE, null=True, related_name="links_from")
    to_subject = models.ForeignKey(Subject, models.CASCADE, null=True, related_name="links_to")
    to_case = models.ForeignKey(Case, models.CASCADE, null=True, related_name="links_to")
    ended_at = models.DateTimeField(null=True)
    ended_by = account()

    class Meta(Record.Meta):
        constraints = [
            models.CheckConstraint(
                condition=_one_end("from") & _one_end("to"), name="cases_link_has_two_ends"
            ),
            models.CheckConstraint(
                condition=~models.Q(from_subject=models.F("to_subject"))
                & ~models.Q(from_case=models.F("to_case"))
                | models.Q(from_subject__isnull=True, to_case__isnull=True)
                | models.Q(from_case__isnull=True, to_subject__isnull=True),
                name="cases_link_is_no_loop",
            ),
        ]
