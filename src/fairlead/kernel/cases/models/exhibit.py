from typing import ClassVar

from django.db import models

from fairlead.kernel.access.ways import Step, Way
from fairlead.kernel.cases.models.case import Case
from fairlead.kernel.cases.models.record import RECORD, Record
from fairlead.kernel.files.models import StoredFile


class Exhibit(Record):
    """A file that is evidence in a case. Sealed: ``title``, ``source``, ``digest`` (SHA-256)."""

    data_class = "case-identity"
    case_field = "case"

    case = models.ForeignKey(Case, models.CASCADE, related_name="exhibits")
    file = models.ForeignKey(StoredFile, models.SET_NULL, null=True, related_name="+")


class CustodyStep(Record):
    """What was done with an exhibit, by whom, when; the database refuses to edit it.

    Sealed: ``words``, ``holder`` (who has it afterwards), ``seal`` (what is written on it).
    """

    data_class = "case-identity"
    case_ways = (Way("exhibit_id", (Step("cases_exhibit", "id", "case_id"),)),)
    coarse: ClassVar[tuple[str, ...]] = (*RECORD, "step")

    exhibit = models.ForeignKey(Exhibit, models.CASCADE, related_name="custody")
    step = models.CharField(max_length=40)
