from django.db import models

from fairlead.kernel.retention.models import Erasure, PersonalRecord

CLEARED: list[object] = []  # what `clear` was called with


def clear(records: "list[PersonalRecord]") -> None:
    CLEARED.append([record.pk for record in records])


class Booking(PersonalRecord):
    """A traveller's booking: sealed after six months, gone after five years."""

    record_class = "travel.pnr"
    data_class = "booking"
    coarse = ("country", "year")

    country = models.CharField(max_length=3)
    year = models.IntegerField(null=True)


class Letter(PersonalRecord):
    """A letter about a case: reviewed every year, and left as an empty row at its end."""

    record_class = "cases.letter"
    data_class = "letter"
    coarse = ("subject", "pages")
    on_erasure = Erasure.BLANK
    after_erasure = "tests.registry.models.clear"

    subject = models.CharField(max_length=20, blank=True)
    pages = models.IntegerField(default=1)


class Stamp(models.Model):
    """Something that refers to letters and must not break when one is erased."""

    letter = models.ForeignKey(Letter, models.PROTECT)
