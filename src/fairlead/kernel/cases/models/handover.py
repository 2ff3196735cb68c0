from django.db import models
from django.utils.translation import pgettext_lazy

from fairlead.core.caveats import Tlp
from fairlead.kernel.access.ways import Step, Way
from fairlead.kernel.cases.machines import DELIVERY, REFERRAL, TRANSFER
from fairlead.kernel.cases.models.case import Case
from fairlead.kernel.cases.models.record import STAGED, Staged, known_state
from fairlead.kernel.cases.models.subject import TO_CASES
from fairlead.kernel.people.models import Agency


class Referral(Staged):
    """A question to another agency, with what it needs to know; the case stays here.

    The sender's side. Sealed: ``cover`` (all that the receiver sees before accepting),
    ``snapshot`` (all that it gets by accepting), and its ``answer``.
    """

    data_class = "case-identity"
    case_field = "case"
    machine = REFERRAL
    coarse = (*STAGED, "ask", "tlp", "digest", "answer_due_at", "answered_at", "reason")

    case = models.ForeignKey(Case, models.CASCADE, related_name="referrals")
    status = models.CharField(max_length=20, default=REFERRAL.initial)
    receiver = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    ask = models.CharField(max_length=40)
    tlp = models.CharField(max_length=20, default=Tlp.AMBER)
    digest = models.CharField(max_length=64)
    answer_due_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=40, blank=True)  # why it was refused, or recalled

    class Meta(Staged.Meta):
        constraints = [known_state(REFERRAL)]


class Transfer(Staged):
    """The offer to hand a whole case over. The sender's side. Sealed: ``cover``.

    When it is accepted the case and all its records belong to the receiver, and this is what
    the sender keeps: which case went where, when and why.
    """

    data_class = "case-identity"
    case_field = "case_key"
    machine = TRANSFER
    coarse = (
        *STAGED,
        *("case_key", "number", "ask", "answer_due_at", "answered_at", "reason"),
    )

    case_key = models.UUIDField(db_index=True)  # no foreign key: it leads into another's room
    number = models.CharField(max_length=60)
    status = models.CharField(max_length=20, default=TRANSFER.initial)
    receiver = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    ask = models.CharField(max_length=40)
    answer_due_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=40, blank=True)

    class Meta(Staged.Meta):
        constraints = [
            known_state(TRANSFER),
            models.UniqueConstraint(
                fields=["case_key"],
                condition=models.Q(status="offered"),
                name="cases_transfer_is_single",
            ),
        ]


class Delivery(Staged):
    """What came from another agency. The receiver's side.

    Sealed: ``cover`` from the beginning; ``snapshot`` only from when it was accepted (for a
    dissemination, from when it arrived). ``sent`` names the sender's record; it is no foreign
    key, because nobody can walk through it into another agency's room.
    """

    class Kind(models.TextChoices):
        REFERRAL = "referral", pgettext_lazy("kind of delivery", "Referral")
        TRANSFER = "transfer", pgettext_lazy("kind of delivery", "Transfer")
        DISSEMINATION = "dissemination", pgettext_lazy("kind of delivery", "Dissemination")

    data_class = "case-identity"
    # Of the case that was opened from it, and of every case of which a subject came with it.
    case_ways = (
        Way("id", (Step("cases_case", "origin", "id"),)),
        *(Way("id", (Step("cases_subject", "origin", "id"), *way.over)) for way in TO_CASES),
    )
    machine = DELIVERY
    coarse = (
        *STAGED,
        *("kind", "sent", "number", "ask", "tlp", "digest", "corrects"),
        *("answer_due_at", "reason"),
    )

    kind = models.CharField(max_length=20, choices=Kind.choices)
    status = models.CharField(max_length=20, default=DELIVERY.initial)
    sender = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    sent = models.UUIDField(unique=True)
    number = models.CharField(max_length=60)  # of the sender's case
    ask = models.CharField(max_length=40, blank=True)
    tlp = models.CharField(max_length=20, default=Tlp.AMBER)
    digest = models.CharField(max_length=64, blank=True)
    corrects = models.UUIDField(null=True)  # the earlier delivery that this one replaces
    answer_due_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=40, blank=True)

    class Meta(Staged.Meta):
        verbose_name_plural = "deliveries"
        constraints = [known_state(DELIVERY)]
        indexes = [
            models.Index(fields=["agency", "status", "-recorded_at"], name="cases_delivery_in")
        ]
