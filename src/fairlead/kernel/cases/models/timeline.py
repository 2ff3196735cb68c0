from django.db import models

from fairlead.kernel.cases.models.case import Case
from fairlead.kernel.cases.models.record import RECORD, Record, account


class TimelineEntry(Record):
    """That something happened, and how exactly it is known when.

    Sealed: ``begins`` and ``ends`` (``core.cases.moments``), ``words``, ``source``, ``subjects``.
    Corrected by another entry, or withdrawn, never edited.
    """

    data_class = "case-identity"
    case_field = "case"
    coarse = (*RECORD, "lane", "anchor", "withdrawn_at")

    case = models.ForeignKey(Case, models.CASCADE, related_name="timeline")
    lane = models.CharField(max_length=20)
    anchor = models.CharField(max_length=20, blank=True)  # a milestone of every case
    corrects = models.OneToOneField("self", models.SET_NULL, null=True, related_name="correction")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = account()
