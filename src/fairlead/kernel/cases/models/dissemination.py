from django.db import models

from fairlead.core.caveats import Tlp
from fairlead.kernel.access.ways import Step, Way
from fairlead.kernel.cases.machines import RECIPIENT
from fairlead.kernel.cases.models.case import Case
from fairlead.kernel.cases.models.record import RECORD, STAGED, Record, Staged, account, known_state
from fairlead.kernel.people.models import Agency


class Dissemination(Record):
    """What was told to others: exactly these words, under this marking.

    Sealed: ``snapshot`` (content and salt), ``instructions``, and the
    reference of the source's ``permission`` where one was needed. ``digest`` is that of the
    snapshot, so that what was sent can be proven as long as it is kept.
    """

    data_class = "case-identity"
    case_field = "case"
    coarse = (*RECORD, "digest", "tlp", "audience")

    case = models.ForeignKey(Case, models.CASCADE, related_name="disseminations")
    digest = models.CharField(max_length=64)
    tlp = models.CharField(max_length=20, default=Tlp.AMBER)
    audience = models.CharField(max_length=20)
    corrects = models.ForeignKey("self", models.SET_NULL, null=True, related_name="corrections")


class Recipient(Staged):
    """One recipient of a dissemination, and what became of it there.

    An agency of this house receives it as a ``Delivery``. Of any other authority a person
    notes what is known, with the ``evidence``. Sealed: ``name``, ``address``, ``evidence``.
    """

    data_class = "case-identity"
    case_ways = (Way("dissemination_id", (Step("cases_dissemination", "id", "case_id"),)),)
    machine = RECIPIENT
    coarse = (
        *STAGED,
        *("abroad", "sent_at", "received_at", "recalled_at", "confirmed_at"),
        *("confirmation", "reason"),
    )

    dissemination = models.ForeignKey(Dissemination, models.CASCADE, related_name="recipients")
    status = models.CharField(max_length=20, default=RECIPIENT.initial)
    receiver = models.ForeignKey(Agency, models.PROTECT, null=True, related_name="+")
    abroad = models.BooleanField(default=False)
    sent_at = models.DateTimeField(null=True)
    sent_by = account()
    received_at = models.DateTimeField(null=True)
    recalled_at = models.DateTimeField(null=True)
    confirmed_at = models.DateTimeField(null=True)
    confirmation = models.CharField(max_length=40, blank=True)  # what was done with it
    reason = models.CharField(max_length=40, blank=True)  # why it was refused or recalled

    class Meta(Staged.Meta):
        constraints = [
            known_state(RECIPIENT),
            models.UniqueConstraint(
                fields=["dissemination", "receiver"], name="cases_recipient_is_single"
            ),
        ]
