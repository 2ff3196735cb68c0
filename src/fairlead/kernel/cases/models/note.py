from django.db import models

from fairlead.kernel.access.models import Protected
from fairlead.kernel.access.ways import Step, Way
from fairlead.kernel.cases.models.case import Case
from fairlead.kernel.cases.models.record import Record
from fairlead.kernel.clock import new_id
from fairlead.kernel.people.models import Account


class Note(Record):
    """What somebody wrote. Sealed: ``words``. Corrected by another note, never edited."""

    data_class = "case-identity"
    case_field = "case"

    case = models.ForeignKey(Case, models.CASCADE, related_name="notes")
    corrects = models.OneToOneField("self", models.SET_NULL, null=True, related_name="correction")

    class Meta(Record.Meta):
        indexes = [models.Index(fields=["case", "recorded_at"], name="cases_note_order")]


class Mention(Protected):
    """A colleague who was named in a note, and whether he has read it."""

    data_class = "case"
    case_ways = (Way("note_id", (Step("cases_note", "id", "case_id"),)),)

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    note = models.ForeignKey(Note, models.CASCADE, related_name="mentions")
    account = models.ForeignKey(Account, models.CASCADE, related_name="+")
    read_at = models.DateTimeField(null=True)

    class Meta(Protected.Meta):
        constraints = [
            models.UniqueConstraint(fields=["note", "account"], name="cases_mention_is_single")
        ]
        indexes = [
            models.Index(
                fields=["account"],
                condition=models.Q(read_at__isnull=True),
                name="cases_mention_unread",
            )
        ]

    def __str__(self) -> str:
        return f"{self.account_id} in {self.note_id}"
